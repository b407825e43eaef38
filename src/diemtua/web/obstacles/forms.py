"""Forms of obstacles."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from diemtua.campaigns.models import Campaign
from diemtua.obstacles.enums import Category
from diemtua.places.models import Place


class RaiseForm(forms.Form):
    """A difficulty, where it is, and what would help."""

    place = forms.ModelChoiceField(label=_("Địa bàn"), queryset=Place.objects.none())
    category = forms.ChoiceField(label=_("Về việc gì"), choices=Category.choices)
    text = forms.CharField(
        label=_("Khó khăn, vướng mắc"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    proposal = forms.CharField(
        label=_("Đề xuất"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = reduce(or_, (Q(path__startswith=path) for path in user.paths))
        places = Place.objects.under(campaign.place).valid_on(campaign.map_date).filter(within)
        depth = min((path.count(".") for path in user.paths), default=1)
        self.fields["place"].queryset = places.filter(  # type: ignore[attr-defined] # a ModelChoiceField
            path__regex=rf"^([^.]+\.){{{depth},{depth + 1}}}$"
        ).order_by("path")
        self.fields["place"].initial = user.place.pk if user.place else None


class PassUpForm(forms.Form):
    """What the one who passes an obstacle up adds."""

    note = forms.CharField(label=_("Ý kiến kèm theo"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    """The answer."""

    text = forms.CharField(label=_("Trả lời"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
