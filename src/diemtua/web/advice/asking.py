"""What all calculators share: the question stands in the address, wrong answers stand at their field."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from diemtua.core.numbers import parse_whole
from diemtua.insurance.rules.law import Law, Parameter
from diemtua.insurance.rules.refusals import Unanswerable
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.web.advice.working import language
from diemtua.web.days import DayField
from diemtua.web.templatetags.dt import grouped

LATEST_YEAR = 2100

# Where a refusal of the engine stands on the page, by its code.
FIELDS = {
    "before_first_day": "day",
    "no_law_for_day": "day",
    "months_not_offered": "months",
    "income_out_of_range": "income",
    "income_off_step": "income",
}


class Question(forms.Form):
    """A question to the engine, asked by GET: an empty field means its usual answer."""

    day = DayField(
        label=_("Ngày đóng tiền"),
        required=False,
        help_text=_("Để trống là hôm nay. Mỗi ngày tính theo pháp luật của ngày đó."),
    )

    def __init__(self, given: QueryDict) -> None:
        self.asked = given.copy()
        super().__init__(self.asked)

    def clean(self) -> dict[str, Any]:
        """Refuse days so late that nobody can mean them: months counted on from there leave the calendar."""
        given = super().clean() or self.cleaned_data
        for name, value in list(given.items()):
            if isinstance(value, date) and value.year > LATEST_YEAR:
                self.add_error(name, gettext("Chỉ tính đến hết năm %d.") % LATEST_YEAR)
        return given

    def refuse(self, refusal: Unanswerable, **fields: str) -> None:
        """Put a refusal beside its field; `fields` names another field for a code, "" for the top."""
        name = (FIELDS | fields).get(refusal.code, "")
        self.add_error(name if name in self.fields else None, refusal.text)

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Say what may be chosen in a field; a field with nothing to choose is left out."""
        pairs = list(choices)
        field = self.fields[name]
        if pairs and isinstance(field, forms.ChoiceField):
            field.choices = pairs
        else:
            del self.fields[name]

    def print_amounts(self, **usual: int | None) -> None:
        """Show amounts as one reads them, thousands apart; an empty one gets its usual value, if any."""
        for name, amount in usual.items():
            typed = self.asked.get(name, "")
            number = parse_whole(typed) if typed else amount
            self.asked[name] = typed if number is None else grouped(number)

    @property
    def payment_day(self) -> date:
        """Return the day of payment; today when left empty or not readable."""
        given = getattr(self, "cleaned_data", {}).get("day")
        return given if isinstance(given, date) else timezone.localdate()


def address(name: str, asked: Mapping[str, Any]) -> str:
    """Return the address of a page of this area with `asked` in it, empty values left out."""
    query = QueryDict(mutable=True)
    for key, value in asked.items():
        values = list(value) if isinstance(value, list | tuple) else [value]
        query.setlist(key, [str(one) for one in values if one not in (None, "")])
    text = query.urlencode()
    return reverse(f"advice:{name}") + (f"?{text}" if text else "")


def kept(given: QueryDict, names: list[str]) -> dict[str, list[str]]:
    """Return what the address says under `names` and the language, in this order, without empty values."""
    pairs = {name: [value for value in given.getlist(name) if value] for name in [*names, "lang"]}
    return {name: values for name, values in pairs.items() if values}


def key_choices(parameter: Parameter, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return the keys of a parameter with what they stand for, in the language of the page."""
    titles = [(key, parameter.key_title(key, language())) for key in keys]
    return [(key, title[:1].upper() + title[1:]) for key, title in titles]


def place_choices(law: Law, parameter: str, day: date) -> list[tuple[str, str]]:
    """Return the provinces that have decided a figure of their own for a day; none, then no choice."""
    on = law.on(day)
    rows = [row for row in law.rows if row.parameter == parameter and row.place]
    basis = {row.place: row.basis for row in rows if on.find(row.parameter, row.key, row.place)}
    names = dict(
        Place.objects.filter(kind=Kind.PROVINCE, code__in=basis)
        .order_by("valid_from")
        .values_list("code", "name")
    )
    places = [(code, names.get(code, text)) for code, text in sorted(basis.items())]
    return [("", gettext("Nơi khác")), *places] if places else []
