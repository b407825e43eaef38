"""What a pension depends on: month of birth, sex, time already paid. No name, no day of birth."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.insurance import Sex
from diemtua.people.enums import Sex as SexWords
from diemtua.web.advice.asking import Question
from diemtua.web.numbers import WholeField

MOST_YEARS = 60
EARLIEST, LATEST = 1900, 2100  # years of birth: beyond them the finger slipped; the engine asks closer
NAMES = ["born_month", "born_year", "sex", "paid_years", "paid_months"]
BIRTH_MONTHS = [("", "–"), *((str(month), f"{month:02d}") for month in range(1, 13))]

# Refusals of the engine by the name of the number, as its sentences call it.
NUMBER_FIELDS = {"tuổi": "born_year", "số tháng đã đóng": "paid_years", "số tháng đóng": "paid_years"}


@dataclass(frozen=True)
class Born:
    """When somebody was born, the sex, and the months already paid; `month` None when not said."""

    year: int
    month: int | None
    sex: Sex
    paid: int


class BornQuestion(Question):
    """The part of a question that asks for birth, sex and time paid; all of it may be left empty."""

    born_month = forms.TypedChoiceField(
        label=gettext_lazy("Tháng sinh"), required=False, coerce=int, empty_value=None, choices=BIRTH_MONTHS
    )
    born_year = WholeField(label=gettext_lazy("Năm sinh"), required=False, least=EARLIEST, largest=LATEST)
    sex = forms.ChoiceField(label=gettext_lazy("Giới tính"), required=False)
    paid_years = WholeField(label=gettext_lazy("Đã đóng, số năm"), required=False, largest=MOST_YEARS)
    paid_months = WholeField(label=gettext_lazy("và số tháng"), required=False, largest=11)

    def offer_sexes(self) -> None:
        """Offer the two sexes by which the ages differ."""
        self.offer("sex", [("", "–"), *((value, label.capitalize()) for value, label in SexWords.choices)])

    def clean(self) -> dict[str, Any]:
        """Ask for the sex of whoever gives a year of birth: retirement ages differ."""
        given = super().clean()
        if given.get("born_year") and not given.get("sex") and "sex" not in self.errors:
            self.add_error("sex", _("Hãy chọn nam hoặc nữ: tuổi nghỉ hưu khác nhau."))
        return given

    @property
    def born(self) -> Born | None:
        """Return what was said of birth, None without a year of birth."""
        given = getattr(self, "cleaned_data", {})
        if not given.get("born_year") or not given.get("sex"):
            return None
        paid = 12 * (given.get("paid_years") or 0) + (given.get("paid_months") or 0)
        return Born(given["born_year"], given.get("born_month"), Sex(given["sex"]), paid)
