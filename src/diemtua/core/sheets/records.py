"""From the cells of a row to typed values, with whatever is wrong as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from diemtua.core.sheets.cells import CellProblem, Severity, Sheet
from diemtua.core.sheets.columns import Column, Match


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
class Record:
    """One row read: a value for every mapped column (None when blank or wrong) and what there is to say."""

    sheet: str
    row: int
    values: dict[str, Value]
    problems: tuple[CellProblem, ...]
    section: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether nothing keeps the row out (warnings do not)."""
        return all(problem.severity is Severity.WARNING for problem in self.problems)


def read_records(
    sheet: Sheet, mapping: Mapping[str, int | Match], columns: Sequence[Column], *, today: date
) -> Iterator[Record]:
    raise NotImplementedError
