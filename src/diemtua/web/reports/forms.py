"""Forms of reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.campaigns.models import Campaign
from diemtua.reports.rules import Letterhead
from diemtua.web.days import DayField


class ReportForm(forms.Form):
    """The days that a report covers, and the head and foot of its document."""

    first = DayField(label=_("Số liệu từ ngày"))
    last = DayField(label=_("Số liệu đến ngày"))
    parent_agency = forms.CharField(label=_("Cơ quan chủ quản"), max_length=160, required=False)
    agency = forms.CharField(label=_("Cơ quan ban hành"), max_length=160)
    number = forms.CharField(
        label=_("Số"), max_length=20, required=False, help_text=_("Để trống nếu văn thư cấp số sau.")
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False, strip=False)
    locality = forms.CharField(label=_("Địa danh"), max_length=80, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    signing_for = forms.CharField(
        label=_("Quyền hạn"), max_length=120, required=False, help_text=_("Ví dụ: KT. GIÁM ĐỐC")
    )
    signatory_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signatory_name = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi nơi một dòng, dòng cuối là “Lưu: VT, …”."),
    )

    def __init__(self, *args: Any, campaign: Campaign, head: Letterhead, **kwargs: Any) -> None:
        usual = vars(head) | {
            "recipients": "\n".join(head.recipients),
            "first": campaign.starts_on,
            "last": campaign.ends_on,
        }
        kwargs.setdefault("initial", usual)
        super().__init__(*args, **kwargs)

    def letterhead(self) -> Letterhead:
        """Return the head and foot as filled in."""
        given = {name: self.cleaned_data[name] for name in Letterhead.__dataclass_fields__}
        lines = tuple(line for line in given.pop("recipients").splitlines() if line.strip())
        return Letterhead(**given, recipients=lines)
