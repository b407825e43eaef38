"""When an activity may stand, change, and be doubted."""

from datetime import date

import pytest

from diemtua.activities import rules

FIRST, LAST, TODAY = date(2024, 5, 1), date(2024, 5, 31), date(2024, 5, 20)


@pytest.mark.parametrize(
    ("day", "is_held", "path", "refusal"),
    [
        pytest.param(date(2024, 5, 1), True, "40.1.", None, id="the first day"),
        pytest.param(date(2024, 5, 31), False, "40.1.", None, id="planned for the last day"),
        pytest.param(date(2024, 4, 30), True, "40.1.", rules.OutsideCampaign, id="the day before"),
        pytest.param(date(2024, 6, 1), False, "40.1.", rules.OutsideCampaign, id="the day after"),
        pytest.param(date(2024, 5, 20), True, "40.1.", None, id="held today"),
        pytest.param(date(2024, 5, 21), True, "40.1.", rules.HeldInTheFuture, id="held tomorrow"),
        pytest.param(date(2024, 5, 10), True, "42.1.", rules.OutsideProvince, id="another province"),
    ],
)
def test_an_activity_stands_inside_the_campaign(day, is_held, path, refusal) -> None:
    answer = rules.why_not_on(
        day=day, first=FIRST, last=LAST, today=TODAY, is_held=is_held, path=path, within="40.", place="Xã A"
    )

    assert (type(answer) if answer else None) is refusal


def test_a_refusal_says_the_day_and_the_bounds() -> None:
    refusal = rules.why_not_on(
        day=date(2024, 6, 1),
        first=FIRST,
        last=LAST,
        today=TODAY,
        is_held=False,
        path="40.",
        within="40.",
        place="",
    )

    assert refusal is not None
    assert refusal.text == "Ngày 01/06/2024 nằm ngoài chiến dịch (01/05/2024 – 31/05/2024)."


@pytest.mark.parametrize(("status", "changes"), [("PLANNED", True), ("HELD", False), ("CANCELLED", False)])
def test_only_a_planned_activity_is_held_or_cancelled(status, changes) -> None:
    assert (rules.why_not_change(status=status, status_label="…") is None) is changes


@pytest.mark.parametrize(
    ("kind", "attendance", "doubted"),
    [
        ("CONFERENCE", 1_000, False),
        ("CONFERENCE", 5_000, True),
        ("SMALL_GROUP", 50, False),
        ("SMALL_GROUP", 51, True),
        ("WORKPLACE", 5_000, False),
        ("CONFERENCE", None, False),
    ],
)
def test_an_unusual_attendance_is_doubted_and_not_refused(kind, attendance, doubted) -> None:
    assert bool(rules.doubts(kind=kind, attendance=attendance)) is doubted


@pytest.mark.parametrize(("points", "people", "doubted"), [(2, 200, False), (2, 201, True), (0, 500, False)])
def test_more_than_a_hundred_people_at_a_point_are_doubted(points, people, doubted) -> None:
    assert bool(rules.doubts(kind="LAUNCH", attendance=None, points=points, people=people)) is doubted


@pytest.mark.parametrize(
    ("is_own", "people", "refusal"),
    [
        (True, 1, None),
        (True, 10_000, None),
        (True, 0, rules.NobodyCounted),
        (True, 10_001, rules.NobodyCounted),
        (False, 5, rules.PointElsewhere),
    ],
)
def test_a_tally_counts_people_at_a_point_of_the_launch(is_own, people, refusal) -> None:
    answer = rules.why_not_tally(is_own=is_own, point="Chợ", people=people)

    assert (type(answer) if answer else None) is refusal
