"""The dated figures of the law: each row a value from a day to a day, with its legal text.

The figures themselves are data (`insurance/data/*.toml`, or rows that an officer has entered); a rule
asks for a figure by its name and a day. A day that no row covers is refused by name, never guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from diemtua.core.periods import holds_on
from diemtua.insurance.enums import Confidence
from diemtua.insurance.rules.refusals import BeforeFirstDay, NoLawForDay

# From this day on every quote can be answered; the reader of older cases brings the base along.
FIRST_DAY = date(2018, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the law, valid on the days from `valid_from` to before `valid_to`.

    `parameter` names the figure and `key` the case it is for (a group, a sex, a year; "" when there is
    only one). `place` is the code of the province that decided it, "" for the whole nation.
    `value` is in the unit of its parameter: đồng, percent, months or a bare factor.
    """

    parameter: str
    value: Decimal
    valid_from: date
    valid_to: date | None
    basis: str
    source: str
    confidence: Confidence
    key: str = ""
    place: str = ""
    note: str = ""

    @property
    def figure(self) -> tuple[str, str, str]:
        """Return which figure this is a row of: its parameter, key and place."""
        return self.parameter, self.key, self.place

    @property
    def is_uncertain(self) -> bool:
        """Say whether the screen must mark a figure that rests on this row."""
        return self.confidence in (Confidence.LOW, Confidence.UNVERIFIED)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which the row holds, None while it is in force."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a figure is: its name for people, in both languages, and its unit."""

    name: str
    title_vi: str
    title_en: str
    unit: str  # dong, percent, months, years, days, age_months, yes_no or factor
    subject: str = ""  # the branch of the law: the name of the file that brings it
    keys: tuple[tuple[str, str, str], ...] = ()  # key, then what it stands for in both languages

    def key_title(self, key: str, language: str = "vi") -> str:
        """Return what `key` stands for, in `language`; a key that speaks for itself (a year) as it is."""
        for known, vi, en in self.keys:
            if known == key:
                return en if language.startswith("en") else vi
        return key


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that changes on `day`."""

    day: date
    before: Row
    after: Row


class Overlap(ValueError):
    """Two rows of one figure hold on the same day."""


class Law:
    """All the dated figures; immutable, so that what was worked out once may be kept.

    :raises Overlap: when two rows of one parameter, key and place share a day
    """

    def __init__(self, parameters: Iterable[Parameter], rows: Iterable[Row]) -> None:
        self.parameters = {parameter.name: parameter for parameter in parameters}
        self.rows = tuple(sorted(rows, key=lambda row: (row.figure, row.valid_from)))
        for earlier, later in self._neighbours():
            if earlier.valid_to is None or later.valid_from < earlier.valid_to:
                raise Overlap(f"{earlier.parameter} {earlier.key}: {earlier.valid_from} / {later.valid_from}")
        self.on = lru_cache(maxsize=4096)(self._on)

    def _on(self, day: date) -> "DayLaw":
        """Return the figures in force on `day`."""
        held = [row for row in self.rows if holds_on(day, row.valid_from, row.valid_to)]
        return DayLaw(self, day, {row.figure: row for row in held})

    def quoting_on(self, day: date) -> "DayLaw":
        """Return the figures of a day for which people may ask quotes.

        :raises BeforeFirstDay: for a day before 1 January 2018
        """
        if day < FIRST_DAY:
            raise BeforeFirstDay(first=f"{FIRST_DAY:%d/%m/%Y}", day=f"{day:%d/%m/%Y}")
        return self.on(day)

    def of(self, parameter: str, key: str = "", place: str = "") -> list[Row]:
        """Return the rows of one figure, oldest first."""
        return [row for row in self.rows if row.figure == (parameter, key, place)]

    def changes(self, figures: Iterable[tuple[str, str]], after: date, before: date) -> Iterator[Change]:
        """Yield the changes of some figures (parameter and key) on the days between two, both excluded."""
        for parameter, key in figures:
            for earlier, later in pairwise(self.of(parameter, key)):
                if after < later.valid_from < before and earlier.value != later.value:
                    yield Change(later.valid_from, earlier, later)

    def gaps(self) -> Iterator[tuple[Row, Row]]:
        """Yield the neighbours between which no row of their figure holds."""
        for earlier, later in self._neighbours():
            if earlier.valid_to != later.valid_from:
                yield earlier, later

    def replaced(self, rows: Iterable[Row]) -> "Law":
        """Return this law with `rows` taking over from the day each begins, as a new decree does.

        A row already there that would still hold on that day ends the day before; one that begins on
        or after that day gives way until the new row ends.
        """
        kept = list(self.rows)
        for new in sorted(rows, key=lambda row: row.valid_from):
            kept = [left for row in kept for left in _without(row, new)]
            kept.append(new)
        return Law(self.parameters.values(), kept)

    @cached_property
    def boundary_days(self) -> list[date]:
        """Return every day on which some figure changes, oldest first."""
        days = {row.valid_from for row in self.rows} | {row.valid_to for row in self.rows if row.valid_to}
        return sorted(days)

    def _neighbours(self) -> Iterator[tuple[Row, Row]]:
        for earlier, later in pairwise(self.rows):
            if earlier.figure == later.figure:
                yield earlier, later


class DayLaw:
    """The figures of the law on one day."""

    def __init__(self, law: Law, day: date, rows: dict[tuple[str, str, str], Row]) -> None:
        self.law = law
        self.day = day
        self._rows = rows
        self.worked: dict[object, object] = {}  # what rules have worked out for this day, by their own keys

    def row(self, parameter: str, key: str = "", place: str = "") -> Row:
        """Return the row in force.

        :raises NoLawForDay: when none covers the day
        """
        try:
            return self._rows[parameter, key, place]
        except KeyError:
            raise self._refusal(parameter, key, place) from None

    def find(self, parameter: str, key: str = "", place: str = "") -> Row | None:
        """Return the row in force, or None."""
        return self._rows.get((parameter, key, place))

    def value(self, parameter: str, key: str = "", place: str = "") -> Decimal:
        """Return the figure in force; see `row`."""
        return self.row(parameter, key, place).value

    def given(self, parameter: str, value: Decimal | int, key: str = "") -> "DayLaw":
        """Return the same day with one figure as a published case states it."""
        row = Row(parameter, Decimal(value), self.day, None, "theo đề bài", "", Confidence.HIGH, key)
        return DayLaw(self.law, self.day, self._rows | {(parameter, key, ""): row})

    def _refusal(self, parameter: str, key: str, place: str) -> NoLawForDay:
        known = self.law.parameters.get(parameter)
        title = f"{known.title_vi if known else parameter}{f' ({key})' if key else ''}"
        spans = [
            f"{row.valid_from:%d/%m/%Y}–{f'{row.last_day:%d/%m/%Y}' if row.last_day else 'nay'}"
            for row in self.law.of(parameter, key, place)
        ]
        covered = f"Có: {', '.join(spans)}." if spans else "Chưa có dòng nào."
        return NoLawForDay(parameter=title, day=f"{self.day:%d/%m/%Y}", covered=covered)


def _without(row: Row, new: Row) -> Iterator[Row]:
    """Yield what is left of `row` outside the days of `new`, when both are rows of one figure."""
    if row.figure != new.figure:
        yield row
        return
    if row.valid_from < new.valid_from:
        ends = min(row.valid_to, new.valid_from) if row.valid_to else new.valid_from
        yield replace(row, valid_to=ends)
    if new.valid_to and (row.valid_to is None or row.valid_to > new.valid_to):
        yield replace(row, valid_from=max(row.valid_from, new.valid_to))
