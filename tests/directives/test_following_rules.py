"""The rules of following a task, as tables."""

from datetime import date

import pytest

from diemtua.core.errors import Refusal
from diemtua.directives.rules import editing, following
from diemtua.directives.rules.following import RUNG_WORDS, STANDING_WORDS, Counted, Rung, Standing

DUE = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("has_begun", "due_on", "done_on", "today", "standing"),
    [
        (False, None, None, date(2024, 6, 30), Standing.NOT_STARTED),
        (False, DUE, None, date(2024, 5, 15), Standing.NOT_STARTED),
        (False, DUE, None, date(2024, 5, 16), Standing.NOT_STARTED_LATE),
        (True, DUE, None, date(2024, 5, 15), Standing.UNDERWAY_IN_TIME),
        (True, DUE, None, date(2024, 5, 16), Standing.UNDERWAY_LATE),
        (True, None, None, date(2030, 1, 1), Standing.UNDERWAY),
        (True, DUE, date(2024, 5, 15), date(2024, 6, 1), Standing.DONE_IN_TIME),
        (True, DUE, date(2024, 5, 16), date(2024, 6, 1), Standing.DONE_LATE),
        (True, None, date(2024, 5, 16), date(2024, 6, 1), Standing.DONE),
    ],
)
def test_standing(
    has_begun: bool, due_on: date | None, done_on: date | None, today: date, standing: Standing
) -> None:
    found = following.standing_of(has_begun=has_begun, due_on=due_on, done_on=done_on, today=today)

    assert found is standing


def test_every_standing_and_every_rung_has_its_words() -> None:
    assert set(STANDING_WORDS) == set(Standing)
    assert set(RUNG_WORDS) == set(Rung)
    assert STANDING_WORDS[Standing.UNDERWAY_LATE] == "đang thực hiện, quá hạn"


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2024, 5, 11), None),
        (date(2024, 5, 12), Rung.BEFORE),
        (date(2024, 5, 14), Rung.BEFORE),
        (date(2024, 5, 15), Rung.ON_THE_DAY),
        (date(2024, 5, 17), Rung.ON_THE_DAY),
        (date(2024, 5, 18), Rung.AFTER_3),
        (date(2024, 5, 21), Rung.AFTER_3),
        (date(2024, 5, 22), Rung.AFTER_7),
        (date(2025, 5, 22), Rung.AFTER_7),
    ],
)
def test_the_ladder_of_reminders(today: date, rung: Rung | None) -> None:
    assert following.rung_of(DUE, None, today) is rung
    assert following.rung_of(DUE, date(2024, 5, 2), today) is None
    assert following.rung_of(None, None, today) is None
    assert (following.reminder_horizon(today) >= DUE) is (rung is not None)


@pytest.mark.parametrize(
    ("completion", "count", "of", "need"),
    [
        ("ALL", None, 3, 3),
        ("ALL", 1, 3, 3),
        ("ANY", None, 3, 1),
        ("ANY", None, 0, 0),
        ("AT_LEAST", 2, 3, 2),
        ("AT_LEAST", 9, 3, 3),
        ("AT_LEAST", None, 3, 3),
    ],
)
def test_how_many_must_be_done(completion: str, count: int | None, of: int, need: int) -> None:
    assert following.needed(completion, count, of) == need


@pytest.mark.parametrize(
    ("days", "begun", "need", "status"),
    [
        ([], 0, 2, ("NOT_STARTED", None)),
        ([], 1, 2, ("IN_PROGRESS", None)),
        ([date(2024, 5, 9)], 1, 2, ("IN_PROGRESS", None)),
        ([date(2024, 5, 9), date(2024, 5, 3)], 2, 2, ("DONE", date(2024, 5, 9))),
        ([date(2024, 5, 9), date(2024, 5, 3)], 2, 1, ("DONE", date(2024, 5, 3))),
        ([], 0, 0, ("NOT_STARTED", None)),
    ],
)
def test_the_whole_from_its_parts(days: list[date], begun: int, need: int, status: tuple) -> None:
    assert following.status_of_whole(done_days=days, begun=begun, need=need) == status


@pytest.mark.parametrize(
    ("days", "goal", "found"),
    [
        ([], 4, Counted(0, None)),
        ([(date(2024, 5, 2), 3)], 4, Counted(3, None)),
        ([(date(2024, 5, 9), 2), (date(2024, 5, 2), 3)], 4, Counted(5, date(2024, 5, 9))),
        ([(date(2024, 5, 2), 4), (date(2024, 5, 9), 2)], 4, Counted(6, date(2024, 5, 2))),
    ],
)
def test_the_day_on_which_a_goal_was_reached(days: list, goal: int, found: Counted) -> None:
    assert following.counted(days, goal) == found


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"is_published": False}, "not_in_force"),
        ({"due_on": None}, "no_deadline_to_extend"),
        ({"done_on": date(2024, 5, 2)}, "already_done"),
        ({"until": DUE}, "not_later"),
        ({"reason": "  "}, "reason_missing"),
    ],
)
def test_when_more_time_may_be_asked_for(changes: dict, code: str | None) -> None:
    asked = {
        "is_published": True,
        "due_on": DUE,
        "done_on": None,
        "until": date(2024, 5, 20),
        "reason": "Mưa lũ",
    }

    refusal: Refusal | None = following.why_not_ask_for_time(**(asked | changes))

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("lập danh sách", (8, 21)),
        ("giao chỉ\ntiêu", (23, 37)),
        ("giao danh sách", None),
        ("không có", None),
    ],
)
def test_where_the_words_of_a_part_stand(words: str, span: tuple[int, int] | None) -> None:
    source = "Các xã: lập danh sách; giao chỉ \ntiêu."

    found = editing.part_span(source, (0, len(source)), words)

    assert found == span
    if span:
        assert source[span[0] : span[1]].split() == words.split()


def test_a_part_is_sought_only_within_its_whole() -> None:
    assert editing.part_span("hai lần, hai lần", (9, 16), "hai lần") == (9, 16)
    assert editing.part_span("hai lần, ba lần", (9, 15), "hai lần") is None


@pytest.mark.parametrize(
    ("day", "shifted"),
    [(date(2024, 5, 15), date(2025, 5, 15)), (date(2024, 2, 29), date(2025, 2, 28))],
)
def test_the_same_day_of_the_next_year(day: date, shifted: date) -> None:
    assert editing.shifted(day, 1) == shifted
