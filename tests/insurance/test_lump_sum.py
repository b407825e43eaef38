"""The lump sum: how much, who may, and against waiting."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.insurance.enums import Group, Sex
from diemtua.insurance.rules.bundled import law_on
from diemtua.insurance.rules.lump_sum import factor_months, lump_sum, why_not_now
from diemtua.insurance.rules.refusals import NumberOutOfRange
from diemtua.insurance.rules.waiting import LAST_AGE, Career, Way, compare

MAY_2026 = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("before", "since", "factor"),
    [
        (84, 84, "24.5"),
        (0, 120, "20"),
        (0, 126, "21"),
        (0, 127, "22"),
        (40, 50, "13.5"),  # 3 years before; 4 odd months go to the later 50: 4.5 years
        (6, 0, "1"),
        (0, 12, "2"),
    ],
)
def test_average_months_by_years(before: int, since: int, factor: str) -> None:
    assert factor_months(law_on(MAY_2026), before, since) == Decimal(factor)


def test_less_than_a_year_gives_what_was_paid_in() -> None:
    lump = lump_sum(law_on(MAY_2026), months_from=7, average=Decimal("5253000"))

    assert lump.amount == 8_089_620
    assert lump.amount < 2 * 5_253_000


def test_eleven_months_stay_below_two_averages() -> None:
    assert lump_sum(law_on(MAY_2026), months_from=11, average=5_000_000).amount == 10_000_000


def test_the_states_part_is_taken_off_and_never_leaves_a_debt() -> None:
    on = law_on(MAY_2026)

    assert lump_sum(on, months_from=24, average=1_500_000, state_support=1_584_000).amount == 4_416_000
    assert lump_sum(on, months_from=1, average=1_500_000, state_support=900_000).amount == 0


@pytest.mark.parametrize("months", [(0, 0), (-1, 12), (400, 400)])
def test_months_that_cannot_be_are_refused(months: tuple[int, int]) -> None:
    with pytest.raises(NumberOutOfRange):
        lump_sum(law_on(MAY_2026), months_before=months[0], months_from=months[1], average=1_500_000)


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        ({"months": 100, "months_paused": 12}, True),
        ({"months": 100, "months_paused": 11}, False),
        ({"months": 240, "months_paused": 24}, False),
        ({"months": 100, "months_paused": 24, "paid_before_july_2025": False}, False),
        ({"months": 100, "months_paused": 0, "is_of_age": True}, True),
        ({"months": 180, "months_paused": 0, "is_of_age": True}, False),
        ({"months": 300, "months_paused": 0, "is_leaving_or_gravely_ill": True}, True),
    ],
)
def test_who_may_take_it_now(asked: dict[str, int], may: bool) -> None:
    assert (why_not_now(law_on(MAY_2026), **asked) is None) is may


def career(**change: object) -> Career:
    known = {"sex": Sex.FEMALE, "birth": date(1985, 3, 1), "average": 3_000_000, "months_from": 100}
    return Career(**(known | {"income": 3_000_000, "groups": (Group.OTHER,)} | change))  # type: ignore[arg-type]


def test_the_three_ways_of_a_woman_with_eight_years() -> None:
    comparison = compare(law_on(MAY_2026), career())

    take, keep, go_on = (comparison.outcomes[way] for way in Way)
    assert (take.lump, take.pension, take.paid_in) == (51_000_000, 0, 0)
    assert (keep.lump, keep.pension) == (51_000_000, 0)
    assert (go_on.pension, go_on.months, go_on.pension_from) == (2_100_000, 326, date(2045, 4, 1))
    assert go_on.paid_in == 226 * 660_000 - 120 * 66_000
    assert comparison.break_even(Way.GO_ON) == 68
    assert [comparison.years[0].age, comparison.years[-1].age] == [41, LAST_AGE]
    assert comparison.years[0].take == 51_000_000


def test_who_has_paid_enough_draws_a_pension_by_waiting_alone() -> None:
    comparison = compare(law_on(MAY_2026), career(months_from=180))

    keep = comparison.outcomes[Way.KEEP]
    assert (keep.pension, keep.paid_in) == (1_350_000, 0)
    assert comparison.years[-1].keep > comparison.years[-1].take


def test_what_a_way_has_given_never_falls_once_the_pension_runs() -> None:
    years = [year for year in compare(law_on(MAY_2026), career()).years if year.age >= 60]

    assert [year.go_on for year in years] == sorted(year.go_on for year in years)


@pytest.mark.parametrize(
    "change",
    [
        {"months_from": 0},
        {"birth": date(1880, 1, 1)},
        {"average": 0},
        {"income": -5},
        {"months_supported": -1},
    ],
)
def test_a_career_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NumberOutOfRange):
        compare(law_on(MAY_2026), career(**change))
