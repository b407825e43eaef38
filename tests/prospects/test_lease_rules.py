"""With whom a prospect is on a day, and why somebody may or may not be given or visited: as tables."""

from datetime import date, timedelta

import pytest

from diemtua.prospects.rules.leases import (
    Held,
    why_not_give,
    why_not_lease,
    why_not_undo_split,
    why_not_visit,
)
from tests.factories.prospects import AT

DAY = date(2024, 5, 7)
HEAD, THU = 1, 2


def held(
    holder: int | None = HEAD, until: date | None = DAY, status: str = "NEW", wish: bool = False
) -> Held:
    return Held("Lô Thị Mai", status, holder, "Vi Văn Tám", until, wish)


@pytest.mark.parametrize(
    ("one", "runs"),
    [
        (held(until=DAY), True),
        (held(until=DAY - timedelta(days=1)), False),
        (held(until=None), True),
        (held(holder=None), False),
        (held(status="JOINED"), False),
        (held(status="CLOSED"), False),
        (held(status="REFUSED"), True),
    ],
    ids=["last day", "lapsed", "without end", "nobody", "joined", "closed", "refused"],
)
def test_a_lease_runs_through_its_last_day_while_there_is_somebody_to_visit(one: Held, runs: bool) -> None:
    assert one.runs_on(DAY) is runs


@pytest.mark.parametrize(
    ("one", "visitor", "sentence"),
    [
        (held(), THU, "Lô Thị Mai đang do Vi Văn Tám phụ trách, đến hết ngày 07/05/2024."),
        (held(until=None), THU, "Lô Thị Mai đang do Vi Văn Tám phụ trách. Hãy để người đó đến gặp."),
        (held(), HEAD, None),
        (held(holder=None), THU, None),
        (held(until=DAY - timedelta(days=1)), THU, None),
        (held(wish=True), HEAD, "Lô Thị Mai đã đề nghị không liên hệ."),
    ],
)
def test_nobody_is_visited_twice(one: Held, visitor: int, sentence: str | None) -> None:
    refusal = why_not_visit(one, visitor=visitor, day=DAY)

    assert refusal is None if sentence is None else refusal is not None and refusal.text.startswith(sentence)


@pytest.mark.parametrize(
    ("one", "hand_over", "code"),
    [
        (held(), False, "leased_to_another"),
        (held(), True, None),
        (held(holder=THU), False, None),
        (held(status="JOINED", holder=None), True, "not_to_be_visited"),
        (held(wish=True), True, "no_contact_wished"),
    ],
)
def test_who_is_with_another_is_given_only_as_a_hand_over(
    one: Held, hand_over: bool, code: str | None
) -> None:
    refusal = why_not_give(one, to=THU, day=DAY, hand_over=hand_over)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("until", "hand_over", "reason", "code"),
    [
        (DAY, False, "", None),
        (None, False, "", None),
        (DAY - timedelta(days=1), False, "", "until_is_past"),
        (DAY, True, "  ", "hand_over_needs_reason"),
        (DAY, True, "nghỉ ốm", None),
    ],
)
def test_a_lease_ends_in_the_future_and_a_hand_over_has_a_reason(until, hand_over, reason, code) -> None:
    refusal = why_not_lease(until=until, day=DAY, hand_over=hand_over, reason=reason)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (5, False), (6, True)])
def test_a_split_is_undone_within_five_minutes(minutes: int, is_late: bool) -> None:
    refusal = why_not_undo_split(given_at=AT, now=AT + timedelta(minutes=minutes))

    assert (refusal is not None) is is_late
