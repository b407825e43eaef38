"""Forms of pledges and gifts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.campaigns.models import Campaign
from diemtua.gifts.enums import Item
from diemtua.people.enums import Hardship
from diemtua.people.models import Person
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.web.days import DayField


class PledgeForm(forms.Form):
    """What a donor promises."""

    donor_name = forms.CharField(label=_("Nhà hảo tâm"), max_length=160)
    item = forms.ChoiceField(label=_("Tặng"), choices=Item.choices, widget=forms.RadioSelect)
    quantity = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=100_000)
    months = forms.IntegerField(label=_("Số tháng mỗi suất"), min_value=1, max_value=60, initial=12)
    value = forms.IntegerField(label=_("Tổng giá trị (đồng)"), min_value=0, required=False)
    place = forms.ModelChoiceField(label=_("Dành cho địa bàn"), queryset=Place.objects.none())
    pledged_on = DayField(label=_("Ngày cam kết"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Place.objects.under(campaign.place).valid_on(campaign.map_date)
        self.fields["place"].queryset = places.filter(  # type: ignore[attr-defined] # a ModelChoiceField
            kind__in=[Kind.PROVINCE, Kind.DISTRICT]
        ).order_by("path")
        self.fields["place"].initial = campaign.place_id


class GiftForm(forms.Form):
    """To whom one book or card goes."""

    person = forms.ModelChoiceField(
        label=_("Người nhận"),
        queryset=Person.objects.none(),
        help_text=_("Chỉ hiện người có hoàn cảnh khó khăn trong địa bàn của bạn."),
    )
    given_on = DayField(label=_("Ngày trao"))

    def __init__(self, *args: Any, user: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(user).exclude(hardship=Hardship.NONE)
        if words:
            people = people.search(words)
        self.fields["person"].queryset = people.order_by("sort_key")  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["person"].label_from_instance = _named  # type: ignore[attr-defined] # a ModelChoiceField


def _named(person: Person) -> str:
    year = person.birth_date.year if person.birth_date else person.birth_year
    return f"{person.full_name}, {year or '?'}, {person.get_hardship_display()}"
