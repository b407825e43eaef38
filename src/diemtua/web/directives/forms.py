"""Forms of directives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.documents import read_document
from diemtua.core.errors import Refusal
from diemtua.core.files import check_size
from diemtua.directives.enums import DirectiveKind
from diemtua.web.days import DayField
from diemtua.web.directives.task_forms import agencies_of


class TakeInForm(forms.Form):
    """A file or pasted text; `text` and `source_name` after cleaning, whichever was given."""

    document = forms.FileField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("Tệp .docx, .doc, .pdf, .txt hoặc gói edXML, tối đa 20 MB."),
    )
    pasted = forms.CharField(
        label=_("Hoặc dán nội dung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Dán từ dòng tên cơ quan đến hết phần nơi nhận."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        document, pasted = cleaned.get("document"), (cleaned.get("pasted") or "").strip()
        if document and "document" not in self.errors:
            try:
                check_size(document.name, document.size)
                cleaned["text"] = read_document(document.name, document.read(), seconds=20)
            except Refusal as refusal:
                self.add_error("document", refusal.text)
            cleaned["source_name"] = document.name
        elif pasted:
            cleaned["text"], cleaned["source_name"] = pasted, ""
        elif not self.errors:
            raise forms.ValidationError(_("Hãy chọn một tệp hoặc dán nội dung văn bản."))
        return cleaned


class HeaderForm(forms.Form):
    """What stands at the head of a directive."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DirectiveKind.choices)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PartiesForm(forms.Form):
    """Which agencies lead and co-ordinate a section."""

    leads = forms.ModelMultipleChoiceField(
        label=_("Cơ quan chủ trì"), queryset=Agency.objects.none(), required=False
    )
    coordinators = forms.ModelMultipleChoiceField(
        label=_("Cơ quan phối hợp"), queryset=Agency.objects.none(), required=False
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leads", "coordinators"):
            self.fields[name].queryset = agencies_of(campaign)  # type: ignore[attr-defined] # a ModelChoiceField
            self.fields[name].widget.attrs["size"] = 8
