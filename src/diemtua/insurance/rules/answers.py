"""What every answer carries: figures, the steps that lead to them, and the law behind each step."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from diemtua.core.numbers import decimal_comma, grouped
from diemtua.insurance.rules.law import Row

_SWAP = str.maketrans(".,", ",.")


class Unit(StrEnum):
    """The unit of a figure in a step."""

    DONG = "dong"
    DONG_A_MONTH = "dong_a_month"
    PERCENT = "percent"
    MONTHS = "months"
    DAYS = "days"
    FACTOR = "factor"


class Words(NamedTuple):
    """One sentence in both languages of the screens."""

    vi: str
    en: str

    def speak(self, language: str) -> str:
        """Return the sentence in `language` ("vi" or "en")."""
        return self.en if language.startswith("en") else self.vi


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: what is computed, how, what comes out, and by which law.

    `formula` is written with Vietnamese signs ("22 % × 1.500.000 − 20 % × 22 % × 1.500.000"); it holds
    numbers and signs only, so that English differs just in the two signs swapped.
    """

    title: Words
    formula: str
    value: Decimal
    unit: Unit
    rows: tuple[Row, ...] = ()
    note: Words | None = None

    def formula_in(self, language: str) -> str:
        """Return the formula with the signs of `language`."""
        return self.formula.translate(_SWAP) if language.startswith("en") else self.formula

    def value_in(self, language: str) -> str:
        """Return the figure with the signs of `language`, without its unit."""
        text = show(self.value)
        return text.translate(_SWAP) if language.startswith("en") else text

    @property
    def is_uncertain(self) -> bool:
        """Say whether the screen must mark this step."""
        return any(row.is_uncertain for row in self.rows)


def show(value: Decimal | int, places: int = 6) -> str:
    """Write a number the Vietnamese way without idle zeros: 1500000 is '1.500.000', 0.31 is '0,31'."""
    if value == int(value):
        return grouped(int(value))
    return decimal_comma(Decimal(value), places)


def show_percent(value: Decimal | int) -> str:
    """Write a percentage as formulas do: '22 %'."""
    return f"{show(value)} %"


def citations(steps: tuple[Step, ...]) -> tuple[Row, ...]:
    """Return the rows that the steps rest on, each once, in the order met."""
    return tuple(dict.fromkeys(row for step in steps for row in step.rows))
