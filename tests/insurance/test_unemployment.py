"""Unemployment benefit: the cap, the duration, the amount."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtua.insurance.rules.bundled import law_on
from diemtua.insurance.rules.refusals import InputMissing, NoLawForDay, NumberOutOfRange, UnknownGroup
from diemtua.insurance.rules.unemployment import (
    benefit_cap,
    benefit_months,
    duration_steps,
    unemployment_benefit,
)

NEW_YEAR_2026 = date(2026, 1, 1)
LAST_OF_2025 = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("day", "region", "sector", "cap"),
    [
        (NEW_YEAR_2026, 1, "private", 26_550_000),
        (NEW_YEAR_2026, 2, "private", 23_650_000),
        (NEW_YEAR_2026, 3, "private", 20_700_000),
        (NEW_YEAR_2026, 4, "private", 18_500_000),
        (NEW_YEAR_2026, 1, "state", 26_550_000),
        (LAST_OF_2025, 1, "private", 24_800_000),
        (LAST_OF_2025, 1, "state", 11_700_000),
        (LAST_OF_2025, None, "state", 11_700_000),
        (date(2024, 6, 30), 4, "private", 16_250_000),
    ],
)
def test_the_cap_is_five_minimum_wages_and_was_five_base_salaries_for_the_state(
    day, region, sector, cap
) -> None:
    found = benefit_cap(law_on(day), sector=sector, region=region)

    assert found.dong == cap
    assert found.steps[-1].value == cap


@pytest.mark.parametrize(
    ("paid", "months"),
    [
        (0, 0),
        (11, 0),
        (12, 3),
        (36, 3),
        (47, 3),
        (48, 4),
        (60, 5),
        (143, 11),
        (144, 12),
        (145, 12),
        (400, 12),
    ],
)
def test_the_duration_grows_by_a_month_a_year_up_to_twelve(paid: int, months: int) -> None:
    on = law_on(NEW_YEAR_2026)

    assert benefit_months(on, months_paid=paid) == months
    assert duration_steps(on, paid)[-1].value == months


@pytest.mark.parametrize(
    ("salary", "month", "total"), [(10_000_000, 6_000_000, 30_000_000), (90_000_000, 26_550_000, 132_750_000)]
)
def test_the_benefit_is_sixty_percent_up_to_the_cap(salary: int, month: int, total: int) -> None:
    benefit = unemployment_benefit(law_on(NEW_YEAR_2026), average_salary=salary, months_paid=60, region=1)

    assert (benefit.month, benefit.months, benefit.total) == (month, 5, month * 5)
    assert benefit.total == total
    assert benefit.steps[-1].value == total


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"region": 5}, NumberOutOfRange),
        ({"region": 0}, NumberOutOfRange),
        ({"region": None}, InputMissing),
        ({"sector": "church"}, UnknownGroup),
        ({"average_salary": -1}, NumberOutOfRange),
        ({"months_paid": -1}, NumberOutOfRange),
        ({"months_paid": 1000}, NumberOutOfRange),
    ],
)
def test_a_question_out_of_bounds_is_refused(asked, refusal) -> None:
    with pytest.raises(refusal):
        unemployment_benefit(
            law_on(NEW_YEAR_2026), **{"average_salary": 10_000_000, "months_paid": 60, "region": 1, **asked}
        )


def test_a_day_without_a_known_minimum_wage_is_refused() -> None:
    with pytest.raises(NoLawForDay):
        benefit_cap(law_on(date(2022, 6, 30)), region=1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000_000), st.integers(0, 100_000_000), st.integers(0, 720), st.integers(0, 720))
def test_the_benefit_rises_with_the_salary_and_the_time_paid(one, other, some, more) -> None:
    on = law_on(NEW_YEAR_2026)
    low, high = sorted((one, other))
    short, long = sorted((some, more))

    less = unemployment_benefit(on, average_salary=low, months_paid=short, region=1)
    most = unemployment_benefit(on, average_salary=high, months_paid=long, region=1)

    assert less.month <= most.month
    assert less.months <= most.months
