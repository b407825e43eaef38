"""Forms of sign-ups."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diemtua.activities.models import Activity, Team
from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.people.actions import NewPerson
from diemtua.people.enums import Hardship, Sex
from diemtua.people.models import Person
from diemtua.people.rules import doubts_about_personal_id, normal_phone, personal_id_digits
from diemtua.places.models import Place
from diemtua.signups.actions import NewSignUp
from diemtua.signups.enums import Kind
from diemtua.signups.rules import PROGRAMMES
from diemtua.web.choosing import PlaceChoice, credited_agencies
from diemtua.web.days import DayField

ENTERED = [(code, label) for code, label in PROGRAMME_CHOICES if code in PROGRAMMES]


class FindForm(forms.Form):
    """Whom one looks for. Posted, so that a personal id never stands in an address."""

    words = forms.CharField(
        label=_("Họ tên hoặc số định danh"),
        help_text=_("Tên không cần dấu. Số định danh ghi đủ 12 số."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SignUpForm(forms.Form):
    """One entry of one person."""

    programme = forms.ChoiceField(label=_("Chương trình"), choices=ENTERED[:2], widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices, initial=Kind.NEW)
    signed_on = DayField(label=_("Ngày đăng ký"))
    place = PlaceChoice(label=_("Địa bàn"))
    months = forms.IntegerField(label=_("Số tháng đóng"), min_value=1, max_value=60, required=False)
    income = forms.IntegerField(
        label=_("Thu nhập chọn đóng (đồng)"), min_value=0, max_value=100_000_000, required=False
    )
    team = forms.ModelChoiceField(
        label=_("Tổ tư vấn"), queryset=Team.objects.none(), to_field_name="ref", required=False
    )
    credits = forms.ModelMultipleChoiceField(
        label=_("Ghi công"),
        help_text=_("Chọn mọi cơ quan cùng vận động; lượt đăng ký vẫn chỉ tính một."),
        queryset=Agency.objects.none(),
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    activity = forms.ModelChoiceField(
        queryset=Activity.objects.none(), to_field_name="ref", required=False, widget=forms.HiddenInput
    )
    device_ref = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["device_ref"].initial = uuid4()
        fields["programme"].choices = ENTERED
        fields["programme"].initial = self.initial.get("programme", ENTERED[0][0])
        fields["signed_on"].initial = self.initial.get("signed_on") or _likely_day(campaign)
        fields["place"].offer(campaign, user)
        fields["credits"].queryset = credited_agencies(campaign, user)
        fields["credits"].initial = [user.agency.ref] if user.agency else []
        fields["activity"].queryset = Activity.objects.visible_to(user).filter(campaign=campaign)
        teams = Team.objects.visible_to(user).filter(activity__campaign=campaign).select_related("place")
        fields["team"].queryset = teams.order_by("place__path", "id")
        fields["team"].label_from_instance = _team_label

    def new_signup(self, person: Person | NewPerson) -> NewSignUp:
        """Return the entry of `person`, once valid."""
        names = (
            "device_ref",
            "programme",
            "place",
            "signed_on",
            "kind",
            "months",
            "income",
            "team",
            "activity",
        )
        values = {name: self.cleaned_data[name] for name in names}
        return NewSignUp(person=person, credits=tuple(self.cleaned_data["credits"]), **values)


class NewPersonForm(forms.Form):
    """Somebody met for the first time."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth_date = DayField(label=_("Ngày sinh"), required=False)
    birth_year = forms.IntegerField(
        label=_("Hoặc chỉ năm sinh"), min_value=1900, max_value=2100, required=False
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[("", "–"), *Sex.choices], required=False)
    personal_id = forms.CharField(label=_("Số định danh cá nhân"), max_length=20, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    hardship = forms.ChoiceField(label=_("Hoàn cảnh"), choices=Hardship.choices, initial=Hardship.NONE)

    def clean_personal_id(self) -> str:
        """Refuse a number that cannot be a personal id; what is merely odd passes."""
        digits = personal_id_digits(self.cleaned_data["personal_id"])
        if digits and (doubts := doubts_about_personal_id(digits)):
            raise forms.ValidationError(doubts[0])
        return digits

    def clean_phone(self) -> str:
        """Refuse a number that cannot be a telephone's."""
        text: str = self.cleaned_data["phone"]
        if text and normal_phone(text) is None:
            raise forms.ValidationError(_("Số điện thoại chưa đúng. Hãy ghi 10 số, ví dụ 0912 345 678."))
        return text

    def clean_birth_date(self) -> Any:
        """Refuse a birthday to come."""
        day = self.cleaned_data["birth_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Ngày sinh chưa đến."))
        return day

    def new_person(self, place: Place) -> NewPerson:
        """Return the person, who lives at `place`, once valid."""
        values = dict(self.cleaned_data)
        for name in ("personal_id", "phone"):
            values[name] = values[name] or None
        return NewPerson(place=place, **values)


class WithdrawForm(forms.Form):
    """Why an entry is taken out of the count."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=300)


def _likely_day(campaign: Campaign) -> Any:
    today = timezone.localdate()
    return today if campaign.takes_facts_on(today) else None


def _team_label(team: Team) -> str:
    return f"{team.name}, {team.place.name}"
