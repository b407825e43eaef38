"""What a visit does to a prospect, and the refusals, as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from diemtua.prospects import rules
from diemtua.prospects.enums import Outcome, Segment, Status
from diemtua.prospects.rules.columns import COLUMNS

NOW = datetime(2024, 5, 7, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ([], "NEW"),
        (["ABSENT"], "NEW"),
        (["THINKING"], "MET"),
        (["AGREED"], "MET"),
        (["REFUSED"], "REFUSED"),
        (["COVERED"], "CLOSED"),
        (["ABSENT", "THINKING"], "MET"),
        (["ABSENT", "ABSENT", "REFUSED", "THINKING"], "REFUSED"),
        (["AGREED", "REFUSED"], "MET"),
    ],
)
def test_the_newest_visit_that_says_something_decides(outcomes: list[str], status: str) -> None:
    assert rules.status_after(outcomes) == status


def test_every_outcome_has_its_effect() -> None:
    assert set(rules.STATUS_AFTER) == set(Outcome.values)
    assert {status for status in rules.STATUS_AFTER.values() if status} <= set(Status.values)


@pytest.mark.parametrize(
    ("status", "good", "code"),
    [
        ("STAGED", 3, None),
        ("STAGED", 0, "nothing_good"),
        ("LOADED", 3, "not_staged"),
        ("DISCARDED", 0, "not_staged"),
    ],
)
def test_only_a_staged_list_with_good_rows_is_loaded(status: str, good: int, code: str | None) -> None:
    refusal = rules.why_not_load(status=status, status_label="đã nhập", good=good)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("status", "is_refused"),
    [("NEW", False), ("MET", False), ("REFUSED", False), ("JOINED", True), ("CLOSED", True)],
)
def test_who_has_joined_or_needs_nothing_is_not_visited_again(status: str, is_refused: bool) -> None:
    refusal = rules.why_not_contact(status=status, person="Bà Hoà")

    assert (refusal is not None) == is_refused
    assert refusal is None or refusal.text == "Bà Hoà đã tham gia hoặc không cần vận động nữa."


@pytest.mark.parametrize(
    ("is_author", "age", "code"),
    [
        (True, timedelta(0), None),
        (True, timedelta(minutes=5), None),
        (True, timedelta(minutes=5, seconds=1), "too_late_to_undo"),
        (False, timedelta(0), "not_your_contact"),
        (False, timedelta(hours=1), "not_your_contact"),
    ],
)
def test_a_visit_is_taken_back_by_its_author_within_five_minutes(
    is_author: bool, age: timedelta, code: str | None
) -> None:
    refusal = rules.why_not_undo(is_author=is_author, received_at=NOW - age, now=NOW)

    assert (refusal.code if refusal else None) == code


def test_the_lists_of_the_template_are_those_of_the_database() -> None:
    choices = {column.key: {choice.code for choice in column.choices} for column in COLUMNS}

    assert choices["segment"] == set(Segment.values)


def test_a_name_is_all_that_a_list_must_have() -> None:
    assert [column.key for column in COLUMNS if column.required] == ["full_name"]
