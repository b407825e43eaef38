"""Who is to be visited first: points that add up, never above 100 nor below 0."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from diemtua.insurance.rules.bundled import bundled_law
from diemtua.prospects.rules.lists import Quoting, programme_of, segment_of
from diemtua.prospects.rules.priority import Known, priority_of
from diemtua.web.prospects.reasons import sentence

DAY = date(2026, 5, 1)


def in_days(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("known", "points"),
    [
        (Known(), {"NEVER_MET": 5}),
        (Known(due_on=in_days(15), outcomes=["ABSENT"]), {"DUE": 30}),
        (Known(due_on=in_days(16), outcomes=["ABSENT"]), {"DUE": 20}),
        (Known(due_on=in_days(-1), outcomes=["ABSENT"]), {"LAPSED": 25}),
        (Known(reserved_months=120, outcomes=["ABSENT"]), {"RESERVED": 30}),
        (Known(reserved_months=60, outcomes=["ABSENT"]), {"RESERVED": 20}),
        (Known(reserved_months=59, outcomes=["ABSENT"]), {}),
        (Known(household_covered=2, outcomes=["ABSENT"]), {"HOUSEHOLD_PART": 15}),
        (Known(household_uncovered=3, outcomes=["ABSENT"]), {"HOUSEHOLD_SEVERAL": 10}),
        (Known(hardship="NEAR_POOR", segment="NEAR_POOR", outcomes=["ABSENT"]), {"SUPPORTED": 20}),
        (Known(segment="FARMER", has_phone=True, outcomes=["ABSENT"]), {"SEGMENT": 10, "PHONE": 5}),
        (Known(outcomes=["ABSENT", "THINKING"]), {"THINKING": 15}),
        (Known(outcomes=["AGREED", "REFUSED"]), {"AGREED": 20}),
        (Known(outcomes=["REFUSED"]), {}),
        (Known(outcomes=["REFUSED", "REFUSED"]), {}),
        (Known(household_covered=1, outcomes=["REFUSED", "REFUSED"]), {"HOUSEHOLD_PART": 15, "REFUSED": -15}),
    ],
)
def test_each_reason_has_its_points(known: Known, points: dict[str, int]) -> None:
    priority = priority_of(known, day=DAY)

    assert {one.code: one.points for one in priority.reasons} == points
    assert priority.score == sum(points.values())


@given(
    some.builds(
        Known,
        due_on=some.none() | some.dates(date(2025, 1, 1), date(2027, 1, 1)),
        reserved_months=some.integers(0, 400),
        hardship=some.sampled_from(["", "POOR", "NEAR_POOR", "HARD"]),
        segment=some.sampled_from(["", "FARMER", "OTHER"]),
        household_covered=some.integers(0, 9),
        household_uncovered=some.integers(1, 9),
        has_phone=some.booleans(),
        outcomes=some.lists(some.sampled_from(["ABSENT", "THINKING", "AGREED", "REFUSED", "COVERED"])),
    )
)
def test_the_points_add_up_to_a_score_between_0_and_100(known: Known) -> None:
    priority = priority_of(known, day=DAY)

    assert priority.score == sum(one.points for one in priority.reasons)
    assert 0 <= priority.score <= 100
    assert all("%" not in sentence(one) and sentence(one) != one["code"] for one in priority.as_json)


@pytest.mark.parametrize(
    ("cohort", "segment", "hardship", "expected"),
    [
        ("STOPPED_COMPULSORY", "FARMER", "NEAR_POOR", "STOPPED_COMPULSORY"),
        ("UNCOVERED_HEALTH", "FARMER", "NEAR_POOR", "NEAR_POOR"),
        ("UNCOVERED_HEALTH", "FARMER", "", "FARMER"),
        ("EXPIRING_HEALTH", "TRADER", "", "TRADER"),
        ("EXPIRING_HEALTH", "", "", "EXPIRING_CARD"),
        ("UNCOVERED_SOCIAL", "", "POOR", "OTHER"),
    ],
)
def test_the_segment_is_the_one_that_says_most(cohort, segment, hardship, expected) -> None:
    assert segment_of(cohort, segment=segment, hardship=hardship) == expected


def test_cohorts_belong_to_one_of_the_two_programmes() -> None:
    assert (programme_of("LAPSED_HEALTH"), programme_of("UNCOVERED_SOCIAL")) == ("HHI", "VSI")


def test_a_household_is_quoted_by_the_law_of_the_day() -> None:
    quoting = Quoting(bundled_law().on(DAY))
    first = 1_263_600  # 4.5 % of 2,340,000 đồng, twelve months
    assert quoting.household(("",)) == first
    assert quoting.household(("", "")) == first + 884_520  # the second pays 70 %
    assert quoting.household(("NEAR_POOR",)) < first
    assert quoting.household(("", "NEAR_POOR")) == quoting.household(("NEAR_POOR", ""))


def test_one_person_is_quoted_on_the_lowest_income() -> None:
    quoting = Quoting(bundled_law().on(DAY))
    assert quoting.voluntary("POOR") < quoting.voluntary("NEAR_POOR") < quoting.voluntary("")


def test_before_the_law_known_here_there_is_no_quote() -> None:
    assert Quoting(bundled_law().on(date(2001, 1, 1))).household(("",)) is None
