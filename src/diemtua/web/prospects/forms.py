"""Forms of prospects: a file, its columns, who visits, why an id must be seen."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.accounts.models import Membership, User
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.files import check_size
from diemtua.prospects.models import Prospect
from diemtua.prospects.queries.imports import FileReading
from diemtua.prospects.rules.columns import COLUMNS
from diemtua.prospects.rules.leases import LEASE_DAYS
from diemtua.web import mapping
from diemtua.web.days import DayField


class UploadForm(forms.Form):
    """A file of people, of which place, and by what right it is kept."""

    place = forms.ChoiceField(
        label=gettext_lazy("Danh sách của địa bàn"),
        help_text=gettext_lazy("Mọi người trong tệp phải ở địa bàn này hoặc bên dưới."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ sử dụng dữ liệu"),
        max_length=200,
        help_text=gettext_lazy("Văn bản cho phép dùng danh sách này, ví dụ số và ngày của kế hoạch xã."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Tệp .xlsx, .xls, .ods hoặc .csv, tối đa 20 MB và 4.000 dòng một lần."),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp này không có nội dung. Hãy kiểm tra và tải lại."),
        },
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined] # a ChoiceField

    def clean_file(self) -> Any:
        """Refuse what is empty or too heavy before anything reads it."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.name, file.size)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.text) from refusal
        return file


class MappingForm(mapping.MappingForm):
    """Which sheet of a list is read, and which of its columns is which."""

    def __init__(self, *args: Any, reading: FileReading, **kwargs: Any) -> None:
        super().__init__(
            *args,
            sheet_name=reading.sheet.name,
            sheet_names=reading.sheet_names,
            headers=reading.sheet.headers,
            mapping=reading.mapping,
            wanted=COLUMNS,
            **kwargs,
        )


class LeaseForm(forms.Form):
    """Who is to visit and until when; `NOBODY` takes people back. A reason allows to take from another."""

    NOBODY = "0"

    to = forms.ChoiceField(label=gettext_lazy("Người phụ trách"))
    until = DayField(label=gettext_lazy("Giao đến hết ngày"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Lý do chuyển hoặc thu lại"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Chỉ cần khi lấy người đang do người khác phụ trách, hoặc bỏ giao."),
    )

    def __init__(self, *args: Any, visitors: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._users = {str(one.user.pk): one.user for one in visitors}
        people = [(str(one.user.pk), visitor_label(one)) for one in visitors]
        self.fields["to"].choices = [(self.NOBODY, _("Chưa giao ai")), *people]  # type: ignore[attr-defined] # a ChoiceField

    def holder(self) -> User | None:
        """Return who was chosen, None for nobody."""
        return self._users.get(self.cleaned_data["to"])


def proposed_until(campaign: Campaign, today: date) -> date:
    """Return the day that forms propose: two weeks from now, within the campaign while it runs."""
    proposed = today + timedelta(days=LEASE_DAYS)
    return min(proposed, campaign.ends_on) if campaign.ends_on >= today else proposed


def lease_form(
    campaign: Campaign, visitors: Sequence[Membership], prospect: Prospect | None = None
) -> LeaseForm:
    """Return an empty form, or one that shows where `prospect` stands."""
    today = timezone.localdate()
    initial: dict[str, Any] = {"until": proposed_until(campaign, today)}
    if prospect and prospect.assigned_to_id:
        initial["to"] = prospect.assigned_to_id
        if prospect.leased_until and prospect.leased_until >= today:
            initial["until"] = prospect.leased_until
    return LeaseForm(visitors=visitors, initial=initial)


def visitor_label(visitor: Membership) -> str:
    """Return a visitor as people tell them apart: name, what they do, where."""
    return f"{visitor.user} · {visitor.get_role_display()}, {visitor.place}"


class RevealForm(forms.Form):
    """Why a personal id must be seen whole."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do cần xem"),
        max_length=200,
        help_text=gettext_lazy("Lý do và tên người xem được lưu vào nhật ký."),
        error_messages={"required": gettext_lazy("Hãy ghi lý do cần xem số định danh.")},
    )


class NoContactForm(forms.Form):
    """Why a person is not to be contacted any more."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do, như người đó nói"),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy ghi lý do không liên hệ nữa.")},
    )


class GiveBackForm(forms.Form):
    """Why somebody gives a person back."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do trả lại"),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy ghi lý do trả lại hoặc thu lại.")},
    )
