"""Forms of pledges and gifts."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from diemtua.campaigns.models import Campaign
from diemtua.gifts.enums import Item
from diemtua.people.models import Person
from diemtua.web.choosing import PlaceChoice
from diemtua.web.days import DayField
from diemtua.web.numbers import WholeField


class PledgeForm(forms.Form):
    """What a donor promises, for a place in the user's charge."""

    donor_name = forms.CharField(label=_("Nhà hảo tâm"), max_length=160)
    item = forms.ChoiceField(label=_("Tặng"), choices=Item.choices, widget=forms.RadioSelect)
    quantity = WholeField(label=_("Số lượng"), least=1, largest=100_000)
    months = WholeField(label=_("Số tháng mỗi suất"), least=1, largest=60, initial=12)
    value = WholeField(label=_("Tổng giá trị (đồng)"), largest=10**15, required=False)
    place = PlaceChoice(label=_("Dành cho địa bàn"))
    pledged_on = DayField(label=_("Ngày cam kết"))

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(campaign, user)  # type: ignore[attr-defined] # ours


class GiftForm(forms.Form):
    """To whom one book or card goes: the reference of one of `people`, and the day."""

    person = forms.ModelChoiceField(
        label=_("Người nhận"),
        queryset=Person.objects.none(),
        to_field_name="ref",
        error_messages={"required": _("Hãy chọn người nhận.")},
    )
    given_on = DayField(label=_("Ngày trao"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people.select_related("place")  # type: ignore[attr-defined] # a ModelChoiceField
