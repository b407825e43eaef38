"""Forms of tasks: the six columns, splitting, owners, places, answers, more time, evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.directives.enums import Completion, TaskStatus
from diemtua.directives.models import Task
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.places.queries import PlaceFinder
from diemtua.progress.rules import PROOFS
from diemtua.web.days import DayField
from diemtua.web.numbers import WholeField

LINES = forms.Textarea(attrs={"rows": 3})


def agencies_of(campaign: Campaign) -> Any:
    """Return the agencies over the campaign's place on its map."""
    return Agency.objects.filter(place=campaign.place).valid_on(campaign.map_date).order_by("search_key")


class TaskForm(forms.Form):
    """The six columns of one task; `version` is the one that the editor opened."""

    text = forms.CharField(label=_("Việc"), widget=forms.Textarea(attrs={"rows": 5}))
    due_on = DayField(
        label=_("Thời gian: hạn hoàn thành"),
        required=False,
        help_text=_("Hạn không có trong văn bản sẽ được ghi rõ là do đơn vị chủ trì thêm."),
    )
    procedure = forms.CharField(
        label=_("Quy trình"),
        max_length=500,
        required=False,
        widget=LINES,
        help_text=_("Các bước, gửi qua đâu, mẫu nào."),
    )
    product = forms.CharField(
        label=_("Sản phẩm"), max_length=300, required=False, help_text=_("Kế hoạch, báo cáo, số hội nghị…")
    )
    responsibility = forms.CharField(
        label=_("Trách nhiệm"),
        max_length=300,
        required=False,
        help_text=_("Ai chịu trách nhiệm đến cùng, báo cáo ai."),
    )
    completion = forms.ChoiceField(
        label=_("Coi là xong"), choices=Completion.choices, initial=Completion.ALL, required=False
    )
    completion_count = WholeField(label=_("Số nơi phải hoàn thành"), required=False, least=1)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_completion(self) -> Completion:
        return Completion(self.cleaned_data.get("completion") or Completion.ALL)


class SplitForm(forms.Form):
    """The parts of a task, one a line."""

    parts = forms.CharField(
        label=_("Các phần"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mỗi dòng một nhiệm vụ. Giữ nguyên chữ thì máy còn chỉ đúng chỗ trong văn bản."),
    )

    def clean_parts(self) -> list[str]:
        return [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=LINES)


class CompletionForm(forms.Form):
    """When a task of several agencies or places counts as done."""

    completion = forms.ChoiceField(
        label=_("Coi là xong"), choices=Completion.choices, widget=forms.RadioSelect
    )
    count = WholeField(
        label=_("Số nơi phải hoàn thành"),
        required=False,
        least=1,
        help_text=_("Chỉ cần khi chọn “khi đủ số nơi hoàn thành”."),
    )

    def clean_completion(self) -> Completion:
        return Completion(self.cleaned_data["completion"])


class OwnersForm(forms.Form):
    """The agencies that lead one task."""

    leads = forms.ModelMultipleChoiceField(
        label=_("Cơ quan chủ trì riêng nhiệm vụ này"),
        queryset=Agency.objects.none(),
        required=False,
        to_field_name="ref",
        help_text=_("Không chọn cơ quan nào thì nhiệm vụ theo cơ quan chủ trì của mục."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leads"].queryset = agencies_of(campaign)  # type: ignore[attr-defined] # a choice field
        self.fields["leads"].widget.attrs["size"] = 10


class ReassignForm(OwnersForm):
    """The agencies that lead a task from now on, and why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=LINES)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["leads"].label = _("Cơ quan chủ trì từ nay")
        self.fields["leads"].required = True
        self.fields["leads"].help_text = _(
            "Chọn mọi cơ quan chủ trì: cả cơ quan giữ lại và cơ quan thêm mới."
        )


class ExceptionsForm(forms.Form):
    """Places that need not do a task, one a line, each with its reason after a colon."""

    exempt = forms.CharField(
        label=_("Nơi không phải thực hiện"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một nơi và lý do, ví dụ: Xã An Bình: đã làm từ tháng 4."),
    )

    def __init__(self, *args: Any, top: Place, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.top, self.campaign = top, campaign
        self.meant_kind: Kind | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = [line for line in (cleaned.get("exempt") or "").splitlines() if line.strip()]
        finder = PlaceFinder(
            self.top, self.campaign.map_date, kinds=[self.meant_kind] if self.meant_kind else None
        )
        found: dict[Place, str] = {}
        for line in lines:
            name, colon, reason = line.partition(":")
            place = finder.find(name.strip())
            if place is None:
                self.add_error("exempt", _("Không tìm thấy một nơi nào tên “%s”.") % name.strip())
            elif not colon or not reason.strip():
                self.add_error("exempt", _("“%s” chưa có lý do sau dấu hai chấm.") % name.strip())
            else:
                found[place] = reason.strip()
        cleaned["exempt"] = found
        return cleaned


class CascadeForm(ExceptionsForm):
    """Every place of a kind, but the exceptions."""

    kind = forms.ChoiceField(label=_("Giao cho mọi"))
    field_order = ("kind", "exempt")

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined] # a ChoiceField

    def clean_kind(self) -> Kind:
        self.meant_kind = Kind(self.cleaned_data["kind"])
        return self.meant_kind


class ReportForm(forms.Form):
    """How far a task is."""

    status = forms.ChoiceField(label=_("Tình trạng"), choices=TaskStatus.choices, widget=forms.RadioSelect)
    done_on = DayField(label=_("Ngày hoàn thành"), required=False, help_text=_("Để trống là hôm nay."))
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False, widget=LINES)

    def clean_status(self) -> TaskStatus:
        return TaskStatus(self.cleaned_data["status"])


class TimeForm(forms.Form):
    """More time, and why."""

    until = DayField(label=_("Xin gia hạn đến ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=LINES)


class AnswerForm(forms.Form):
    """The answer to a request for more time."""

    is_granted = forms.TypedChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("đồng ý gia hạn")), ("no", _("không gia hạn"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Ý kiến"),
        max_length=500,
        required=False,
        widget=LINES,
        help_text=_("Bắt buộc khi không gia hạn."),
    )


class BindingForm(forms.Form):
    """The counter that proves a task, and the number to reach."""

    indicator = forms.ChoiceField(label=_("Đếm bằng"), required=False)
    goal = WholeField(label=_("Số phải đạt"), required=False, least=1)
    counts_own = forms.BooleanField(
        label=_("Chỉ đếm hoạt động do chính cơ quan được giao tổ chức"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{_(one.label)} ({_(one.unit)})") for code, one in PROOFS.items()]
        empty = ("", _("không đếm, dùng tệp hoặc lời ghi"))
        self.fields["indicator"].choices = [empty, *choices]  # type: ignore[attr-defined] # a ChoiceField


class EvidenceForm(forms.Form):
    """A file, or words, that prove a task."""

    document = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("Tối đa 20 MB."))
    note = forms.CharField(label=_("Nội dung"), max_length=1000, required=False, widget=LINES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("document") and not (cleaned.get("note") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Hãy chọn một tệp hoặc ghi nội dung."))
        return cleaned


def columns_of(task: Task) -> dict[str, Any]:
    """Return what the form of a task shows at first."""
    return {name: getattr(task, name) for name in TaskForm.base_fields}
