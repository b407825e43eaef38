"""What reading one cell gives: a value, and what there is to say about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from diemtua.core.sheets.cells import CellValue, Severity, as_written


@dataclass(frozen=True, slots=True)
class Birth:
    """A birthday as exactly as the paper knows it: often only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exact_day(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None


Value: TypeAlias = str | int | Decimal | bool | date | Birth | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a cell: a stable code and a Vietnamese sentence."""

    code: str
    text_vi: str
    severity: Severity = Severity.ERROR


Reading: TypeAlias = tuple[Value, tuple[Finding, ...]]


def wrong(code: str, text_vi: str) -> Reading:
    """Return the reading of a cell that keeps its row out."""
    return None, (Finding(code, text_vi),)


def warned(value: Value, code: str, text_vi: str) -> Reading:
    """Return a value with a warning beside it."""
    return value, (Finding(code, text_vi, Severity.WARNING),)


def quoted(value: CellValue) -> str:
    """Return the cell's text in Vietnamese quotation marks, cut when long."""
    text = as_written(value).strip()
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
