"""Forms of progress."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from diemtua.campaigns.models import Campaign
from diemtua.core.numbers import parse_whole
from diemtua.places.models import Place
from diemtua.progress.enums import Origin
from diemtua.progress.rules import CATALOGUE, Aggregation
from diemtua.web.days import DayField


class FigureForm(forms.Form):
    """A figure that somebody gave."""

    indicator = forms.ChoiceField(label=_("Chỉ số"))
    place = forms.ModelChoiceField(label=_("Địa bàn"), queryset=Place.objects.none())
    as_of = DayField(label=_("Tính đến ngày"))
    value = forms.CharField(
        label=_("Giá trị"), max_length=15, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    origin = forms.ChoiceField(
        label=_("Nguồn gốc"),
        choices=[(one.value, one.label) for one in (Origin.IMPORTED, Origin.DECLARED)],
        widget=forms.RadioSelect,
        initial=Origin.IMPORTED,
    )
    source = forms.CharField(
        label=_("Nguồn"), max_length=200, help_text=_("Hệ thống, văn bản hoặc người báo, để tra lại được.")
    )

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enterable = [one for one in CATALOGUE.values() if one.aggregation is not Aggregation.RATIO]
        given_first = sorted(enterable, key=lambda one: one.is_counted)
        self.fields["indicator"].choices = [(one.code, _(one.label)) for one in given_first]  # type: ignore[attr-defined]
        within = reduce(or_, (Q(path__startswith=path) for path in user.paths))
        places = Place.objects.under(campaign.place).valid_on(campaign.map_date).filter(within)
        depth = max(campaign.place.depth, min((path.count(".") for path in user.paths), default=1))
        shown = places.filter(path__regex=rf"^([^.]+\.){{{depth},{depth + 1}}}$").order_by("path")
        self.fields["place"].queryset = shown  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["place"].initial = shown.first()
        self.fields["as_of"].initial = campaign.ends_on

    def clean_value(self) -> int:
        value = parse_whole(self.cleaned_data["value"])
        if value is None or not 0 <= value < 2**31:
            raise forms.ValidationError(_("Hãy ghi một số nguyên không âm, ví dụ 3.039.673."))
        return value


class LoadForm(forms.Form):
    """A workbook of figures."""

    workbook = forms.FileField(label=_("Tệp Excel hoặc CSV"))
    good_rows_only = forms.BooleanField(
        label=_("Nhập các dòng đúng, để lại dòng lỗi"), required=False, initial=False
    )
