"""What a change of law does to quotes: the same questions, answered before and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from diemtua.insurance.enums import Group
from diemtua.insurance.rules.answers import Words
from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.household import Member, quote_household
from diemtua.insurance.rules.law import FIRST_DAY, DayLaw, Law
from diemtua.insurance.rules.refusals import Unanswerable
from diemtua.insurance.rules.voluntary import income_bounds, quote_voluntary

Question = Callable[[DayLaw], int]


@dataclass(frozen=True, slots=True)
class ChangedQuote:
    """One question whose answer differs: asked of `day`, in đồng; None where it cannot be answered."""

    title: Words
    day: date
    before: int | None
    after: int | None


def changed_quotes(before: Law, after: Law) -> Iterator[ChangedQuote]:
    """Yield the sample questions that `after` answers differently, on each day on which they part.

    The days are those on which a row of either law begins or ends, and the day before each.
    """
    days = sorted(set(before.boundary_days) ^ set(after.boundary_days) | _days_of_new_rows(before, after))
    for day in dict.fromkeys(day for begin in days for day in (begin - timedelta(days=1), begin)):
        if day < FIRST_DAY:
            continue
        for title, ask in QUESTIONS:
            was, becomes = _answer(ask, before.on(day)), _answer(ask, after.on(day))
            if was != becomes:
                yield ChangedQuote(title, day, was, becomes)


def _days_of_new_rows(before: Law, after: Law) -> set[date]:
    rows = set(after.rows) ^ set(before.rows)
    return {row.valid_from for row in rows} | {row.valid_to for row in rows if row.valid_to}


def _answer(ask: Question, on: DayLaw) -> int | None:
    try:
        return ask(on)
    except Unanswerable:
        return None


def _lowest_dues(group: Group) -> Question:
    return lambda on: quote_voluntary(on, income=income_bounds(on).lowest, groups=[group], months=1).net


def _dues_title(group: Group) -> Words:
    support = bundled_law().parameters["voluntary_support"]
    return Words(
        f"BHXH tự nguyện mức thấp nhất, một tháng, {support.key_title(group)}",
        f"Lowest voluntary dues, one month, {support.key_title(group, 'en')}",
    )


def _household(members: int) -> Question:
    return lambda on: quote_household(on, members=[Member()] * members).net


QUESTIONS: list[tuple[Words, Question]] = [
    *((_dues_title(group), _lowest_dues(group)) for group in Group),
    (
        Words("Thu nhập chọn thấp nhất", "Lowest chosen income"),
        lambda on: income_bounds(on).lowest,
    ),
    (
        Words("Thu nhập chọn cao nhất", "Highest chosen income"),
        lambda on: income_bounds(on).highest,
    ),
    *(
        (
            Words(
                f"BHYT hộ gia đình {members} người, 12 tháng",
                f"Health insurance of a household of {members}, 12 months",
            ),
            _household(members),
        )
        for members in (1, 2, 3, 4, 5, 6)
    ),
]
