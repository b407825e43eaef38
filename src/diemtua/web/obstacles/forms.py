"""Forms of obstacles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diemtua.campaigns.models import Campaign
from diemtua.obstacles.enums import Category
from diemtua.web.choosing import PlaceChoice


class RaiseForm(forms.Form):
    """A difficulty, where it is, and what would help."""

    place = PlaceChoice(label=_("Địa bàn"))
    category = forms.ChoiceField(label=_("Về việc gì"), choices=Category.choices)
    text = forms.CharField(
        label=_("Khó khăn, vướng mắc"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    proposal = forms.CharField(
        label=_("Đề xuất"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(campaign, user)  # type: ignore[attr-defined] # ours


class PassUpForm(forms.Form):
    """What the one who passes an obstacle up adds."""

    note = forms.CharField(
        label=_("Ý kiến kèm theo"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerForm(forms.Form):
    """The answer."""

    text = forms.CharField(label=_("Trả lời"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
