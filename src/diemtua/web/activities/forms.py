"""Forms of activities, teams and tallies."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diemtua.activities.actions import NewActivity, NewTeam
from diemtua.activities.enums import Bound, Kind, Status
from diemtua.activities.models import Activity
from diemtua.activities.rules import PEOPLE_PER_TALLY
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.web.activities.kinds import FORMS
from diemtua.web.choosing import AgencyChoice, PlaceChoice
from diemtua.web.days import DayField

HOURS = ["%H:%M", "%Hh%M", "%Hh", "%H"]
MORNING = time(8)
CLOCK = {"inputmode": "numeric", "placeholder": "08:00", "autocomplete": "off"}


class ActivityForm(forms.Form):
    """An activity of one kind: only the fields that the kind has."""

    title = forms.CharField(label=_("Tên, nội dung"), max_length=200)
    place = PlaceChoice(label=_("Địa bàn"))
    venue = forms.CharField(max_length=200, required=False)
    host = AgencyChoice(label=_("Cơ quan tổ chức"))
    programme = forms.ChoiceField(
        label=_("Nội dung về"), choices=[("", _("chung")), *PROGRAMME_CHOICES], required=False
    )
    day = DayField(label=_("Ngày"))
    begins = forms.TimeField(
        label=_("Giờ bắt đầu"),
        input_formats=HOURS,
        widget=forms.TimeInput(format="%H:%M", attrs=CLOCK),
        initial=MORNING,
    )
    ends = forms.TimeField(
        label=_("Giờ kết thúc"),
        input_formats=HOURS,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs=CLOCK),
    )
    minutes = forms.IntegerField(label=_("Số phút phát"), min_value=1, max_value=600, required=False)
    status = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[(Status.HELD, Status.HELD.label), (Status.PLANNED, Status.PLANNED.label)],
        widget=forms.RadioSelect,
        initial=Status.HELD,
    )
    attendance = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
    attendance_bound = forms.ChoiceField(label=_("Con số này là"), choices=Bound.choices, initial=Bound.EXACT)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    device_ref = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind
        self._name_fields()
        self.fields["device_ref"].initial = self.initial.get("device_ref") or uuid4()
        for name in ("place", "host"):
            self.fields[name].offer(campaign, user)  # type: ignore[attr-defined] # ours, see web.choosing

    def _name_fields(self) -> None:
        shape = FORMS[self._kind]
        self.fields["venue"].label, self.fields["attendance"].label = shape.venue, shape.attendance
        absent = {
            "venue": not shape.venue,
            "attendance": not shape.attendance,
            "attendance_bound": not shape.attendance,
            "ends": not shape.has_end,
            "minutes": not shape.has_minutes,
            "programme": self._kind == Kind.LAUNCH,
        }
        for name in (name for name, is_absent in absent.items() if is_absent):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        values = super().clean() or {}
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("Giờ kết thúc phải sau giờ bắt đầu."))
        return values

    def new_activity(self) -> NewActivity:
        """Return what was written, once valid."""
        values = dict(self.cleaned_data)
        day, begins = values.pop("day"), values.pop("begins")
        ends, minutes = values.pop("ends", None), values.pop("minutes", None)
        starts_at = timezone.make_aware(datetime.combine(day, begins))
        ends_at = timezone.make_aware(datetime.combine(day, ends)) if ends else None
        if minutes:
            ends_at = starts_at + timedelta(minutes=minutes)
        values["attendance_bound"] = values.get("attendance_bound") or Bound.EXACT
        return NewActivity(kind=self._kind, starts_at=starts_at, ends_at=ends_at, **values)


class CorrectionForm(ActivityForm):
    """The same, for an activity already there: where it stands is not corrected here."""

    def __init__(self, *args: Any, activity: Activity, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(activity)
        super().__init__(*args, kind=activity.kind, campaign=campaign, user=user, **kwargs)
        del self.fields["status"]
        self._activity = activity
        for name, there in (("place", activity.place_id), ("host", activity.host_id)):
            self.fields[name].keep(there)  # type: ignore[attr-defined] # ours, see web.choosing

    def new_activity(self) -> NewActivity:
        """Return what was written; what the form of this kind does not ask stays as it is."""
        absent = {"programme", "attendance", "attendance_bound", "venue"} - self.fields.keys()
        return replace(super().new_activity(), **{name: getattr(self._activity, name) for name in absent})


def _initial(activity: Activity) -> dict[str, Any]:
    names = ("title", "venue", "programme", "attendance", "attendance_bound", "note", "device_ref")
    begins = timezone.localtime(activity.starts_at)
    ends = timezone.localtime(activity.ends_at) if activity.ends_at else None
    return {name: getattr(activity, name) for name in names} | {
        "place": activity.place.path,
        "host": activity.host.ref,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time() if ends else None,
        "minutes": (ends - begins).seconds // 60 if ends else None,
    }


class HoldForm(forms.Form):
    """How many came."""

    attendance = forms.IntegerField(label=_("Số người"), min_value=0, max_value=1_000_000, required=False)
    bound = forms.ChoiceField(label=_("Con số này là"), choices=Bound.choices, initial=Bound.EXACT)


class CancelForm(forms.Form):
    """Why it is not held."""

    reason = forms.CharField(label=_("Lý do không tổ chức"), max_length=300)


class TeamForm(forms.Form):
    """A team of launch day and its points."""

    name = forms.CharField(label=_("Tên tổ"), max_length=120)
    place = PlaceChoice(label=_("Địa bàn"))
    host = AgencyChoice(label=_("Cơ quan"))
    leader_name = forms.CharField(label=_("Tổ trưởng"), max_length=120, required=False)
    members = forms.IntegerField(label=_("Số thành viên"), min_value=0, max_value=500, initial=4)
    points = forms.CharField(
        label=_("Điểm tuyên truyền"),
        help_text=_("Mỗi dòng một điểm, ví dụ: Chợ Quán Lau."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place", "host"):
            self.fields[name].offer(campaign, user)  # type: ignore[attr-defined] # ours, see web.choosing

    def new_team(self) -> NewTeam:
        """Return the team, once valid; its points stand in its own place."""
        values = dict(self.cleaned_data)
        lines = [line.strip()[:160] for line in values.pop("points").splitlines() if line.strip()]
        return NewTeam(points=[(line, values["place"]) for line in lines], **values)


class TallyForm(forms.Form):
    """How many more people were advised."""

    people = forms.IntegerField(label=_("Số người"), min_value=1, max_value=PEOPLE_PER_TALLY)
    device_ref = forms.UUIDField(widget=forms.HiddenInput)


class PasteForm(forms.Form):
    """Rows copied from a spreadsheet, header line included. `batch` names the paste: twice is once."""

    text = forms.CharField(
        label=_("Các dòng dán từ Excel"),
        help_text=_("Chép cả dòng tiêu đề trong Excel rồi dán vào đây."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=500_000,
        strip=False,
    )
    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
