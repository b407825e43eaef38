"""What voluntary social insurance costs: bounds, support, periods, years ahead, months left of 120."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtua.insurance.enums import Group
from diemtua.insurance.rules.answers import citations
from diemtua.insurance.rules.bundled import law_on
from diemtua.insurance.rules.refusals import (
    IncomeOffStep,
    IncomeOutOfRange,
    MonthsNotOffered,
    NoLawForDay,
    NumberOutOfRange,
    UnknownGroup,
)
from diemtua.insurance.rules.voluntary import group_of, income_bounds, offered_months, quote_voluntary

MARCH_2026 = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("day", "lowest", "highest"),
    [
        (date(2018, 1, 1), 700_000, 26_000_000),
        (date(2021, 12, 31), 700_000, 29_800_000),
        (date(2022, 1, 1), 1_500_000, 29_800_000),
        (date(2023, 7, 1), 1_500_000, 36_000_000),
        (date(2024, 7, 1), 1_500_000, 46_800_000),
        (date(2026, 7, 1), 1_500_000, 50_600_000),
        (date(2027, 1, 1), 2_200_000, 50_600_000),
    ],
)
def test_the_bounds_of_the_income(day: date, lowest: int, highest: int) -> None:
    bounds = income_bounds(law_on(day))

    assert (bounds.lowest, bounds.highest, bounds.step) == (lowest, highest, 50_000)


# day, then the State's support of one month: poor, island or special zone, near poor, minority, other
SUPPORT = [
    (date(2021, 12, 31), 46_200, 15_400, 38_500, 15_400, 15_400),
    (date(2022, 1, 1), 99_000, 33_000, 82_500, 33_000, 33_000),
    (date(2025, 6, 30), 99_000, 33_000, 82_500, 33_000, 33_000),
    (date(2025, 7, 1), 165_000, 165_000, 132_000, 99_000, 66_000),
    (date(2026, 12, 31), 165_000, 165_000, 132_000, 99_000, 66_000),
    (date(2027, 1, 1), 242_000, 242_000, 193_600, 145_200, 96_800),
]


@pytest.mark.parametrize(("day", "poor", "island", "near_poor", "minority", "other"), SUPPORT)
def test_the_support_of_a_month_does_not_depend_on_the_income(
    day: date, poor: int, island: int, near_poor: int, minority: int, other: int
) -> None:
    on = law_on(day)
    groups = [Group.POOR, Group.ISLAND_OR_SPECIAL_ZONE, Group.NEAR_POOR, Group.ETHNIC_MINORITY, Group.OTHER]
    lowest = income_bounds(on).lowest

    for income in (lowest, lowest + 1_000_000):
        quotes = [quote_voluntary(on, income=income, groups=[group], months=1) for group in groups]
        assert [quote.state for quote in quotes] == [poor, island, near_poor, minority, other]
        assert {quote.gross for quote in quotes} == {income * 22 // 100}


def test_of_several_groups_the_best_supported_counts() -> None:
    quote = quote_voluntary(
        law_on(MARCH_2026), income=1_500_000, groups=[Group.OTHER, Group.NEAR_POOR, Group.ETHNIC_MINORITY]
    )

    assert (quote.group, quote.state) == (Group.NEAR_POOR, 12 * 132_000)


def test_only_the_months_left_of_120_are_supported() -> None:
    quote = quote_voluntary(law_on(MARCH_2026), income=1_500_000, months=12, months_supported=115)

    assert (quote.supported, quote.state, quote.net) == (5, 5 * 66_000, 12 * 330_000 - 5 * 66_000)
    spent = quote_voluntary(law_on(MARCH_2026), income=1_500_000, months=12, months_supported=120)
    assert (spent.supported, spent.net) == (0, 12 * 330_000)


def test_the_province_adds_its_own_support() -> None:
    there = quote_voluntary(law_on(MARCH_2026), income=1_500_000, groups=[Group.POOR], months=1, place="79")
    here = quote_voluntary(law_on(MARCH_2026), income=1_500_000, groups=[Group.POOR], months=1, place="40")

    assert (there.state, there.local, there.net) == (165_000, 99_000, 66_000)
    assert (here.state, here.local, here.net) == (165_000, 0, 165_000)


def test_two_years_ahead_are_discounted_month_by_month() -> None:
    quote = quote_voluntary(law_on(MARCH_2026), income=1_500_000, months=24)

    by_hand = sum(
        int((330_000 / (1 + Decimal("0.0031")) ** later).quantize(Decimal(1))) for later in range(24)
    )
    assert quote.gross == by_hand
    assert quote.gross < 24 * 330_000
    assert quote.state == 24 * 66_000


def test_years_ahead_in_a_year_without_a_published_return_are_refused_unless_one_is_given() -> None:
    with pytest.raises(NoLawForDay, match="lãi suất"):
        quote_voluntary(law_on(date(2024, 5, 6)), income=1_500_000, months=24)

    given_one = quote_voluntary(
        law_on(date(2024, 5, 6)), income=1_500_000, months=24, monthly_return=Decimal("0.4")
    )
    assert 330_000 * 22 < given_one.gross < 330_000 * 24


def test_a_payment_tells_which_changes_of_law_it_crosses() -> None:
    quote = quote_voluntary(law_on(date(2026, 6, 15)), income=3_000_000, groups=[Group.POOR], months=12)

    assert [(change.day, change.after.value) for change in quote.changes] == [
        (date(2026, 7, 1), 2_530_000),
        (date(2027, 1, 1), 2_200_000),
    ]
    assert quote_voluntary(law_on(date(2026, 7, 1)), income=3_000_000, months=6).changes == ()


@pytest.mark.parametrize(
    ("months", "last_day"),
    [(1, date(2026, 3, 31)), (3, date(2026, 5, 31)), (6, date(2026, 6, 30)), (12, date(2026, 9, 30))],
)
def test_the_last_day_to_pay(months: int, last_day: date) -> None:
    assert quote_voluntary(law_on(MARCH_2026), income=1_500_000, months=months).pay_by == last_day


@pytest.mark.parametrize("income", [-1, 0, 1_499_999, 46_800_001])
def test_an_income_out_of_range_is_refused_with_the_range(income: int) -> None:
    with pytest.raises(IncomeOutOfRange, match=r"1\.500\.000 đến 46\.800\.000"):
        quote_voluntary(law_on(MARCH_2026), income=income)


def test_an_income_off_the_step_is_refused_with_the_neighbours() -> None:
    with pytest.raises(IncomeOffStep, match=r"1\.500\.000 và 1\.550\.000"):
        quote_voluntary(law_on(MARCH_2026), income=1_520_000)


@pytest.mark.parametrize("months", [0, -3, 2, 5, 13, 72, 1_000])
def test_months_not_offered_are_refused_with_those_that_are(months: int) -> None:
    with pytest.raises(MonthsNotOffered, match="1, 3, 6, 12, 24, 36, 48, 60"):
        quote_voluntary(law_on(MARCH_2026), income=1_500_000, months=months)


@pytest.mark.parametrize("used", [-1, 121])
def test_supported_months_out_of_range_are_refused(used: int) -> None:
    with pytest.raises(NumberOutOfRange, match="từ 0 đến 120"):
        quote_voluntary(law_on(MARCH_2026), income=1_500_000, months_supported=used)


def test_an_unknown_group_is_refused_with_those_known() -> None:
    with pytest.raises(UnknownGroup, match="near_poor"):
        group_of("rich")


DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


@settings(max_examples=200, deadline=None)
@given(day=DAYS, step=st.integers(0, 400), group=st.sampled_from(list(Group)), used=st.integers(0, 120))
def test_the_parts_add_up_and_the_working_ends_in_the_figure(day, step, group, used) -> None:
    on = law_on(day)
    for months in (1, 3, 6, 12, 24, 60):
        quote = quote_voluntary(
            on,
            income=income_bounds(on).lowest + step * 50_000,
            groups=[group],
            months=months,
            months_supported=used,
            monthly_return=Decimal("0.31"),
        )
        assert quote.net + quote.state + quote.local == quote.gross
        assert 0 < quote.net <= quote.gross
        assert quote.supported <= 120 - used
        assert quote.steps[-1].value == quote.net
        assert citations(quote.steps)


@settings(max_examples=100, deadline=None)
@given(day=DAYS, step=st.integers(0, 400), months=st.sampled_from([1, 3, 6, 12, 24, 36, 48, 60]))
def test_a_higher_income_never_costs_less(day, step, months) -> None:
    on = law_on(day)
    lowest = income_bounds(on).lowest
    incomes = [lowest + step * 50_000, lowest + (step + 1) * 50_000]

    low, high = (
        quote_voluntary(on, income=income, months=months, monthly_return=Decimal("0.5")) for income in incomes
    )

    assert low.net < high.net
    assert low.state == high.state


def test_every_offered_number_of_months_can_be_quoted() -> None:
    on = law_on(MARCH_2026)

    assert [quote_voluntary(on, income=1_500_000, months=months).months for months in offered_months(on)] == [
        1, 3, 6, 12, 24, 36, 48, 60,
    ]  # fmt: skip
