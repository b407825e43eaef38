"""Pension rates under both laws, the pension, indexation, the range of an estimate."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.bundled import bundled_law, law_on
from diemtua.insurance.rules.estimate import estimate_pension
from diemtua.insurance.rules.indexation import Segment, average, paid_in
from diemtua.insurance.rules.pension import counted_years, pension_of, pension_rate
from diemtua.insurance.rules.refusals import NoLawForDay, NumberOutOfRange

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("months", "years"), [(180, "15"), (181, "15.5"), (186, "15.5"), (187, "16"), (191, "16"), (192, "16")]
)
def test_odd_months_count_half_a_year_or_a_whole_one(months: int, years: str) -> None:
    assert counted_years(months) == Decimal(years)


@pytest.mark.parametrize(
    ("day", "sex", "years", "rate"),
    [
        (OLD, Sex.FEMALE, 20, 55),
        (OLD, Sex.MALE, 20, 45),
        (OLD, Sex.MALE, 28, 61),
        (date(2021, 6, 30), Sex.MALE, 20, 47),
        (date(2021, 6, 30), Sex.FEMALE, 30, 75),
        (date(2018, 6, 1), Sex.MALE, 31, 75),
        (NEW, Sex.FEMALE, 15, 45),
        (NEW, Sex.FEMALE, 31, 75),
        (NEW, Sex.MALE, 15, 40),
        (NEW, Sex.MALE, 19, 44),
        (NEW, Sex.MALE, 20, 45),
        (NEW, Sex.MALE, 35, 75),
        (NEW, Sex.MALE, 40, 75),
    ],
)
def test_the_rate_by_years(day: date, sex: Sex, years: int, rate: int) -> None:
    assert pension_rate(law_on(day), sex, years * 12) == rate


@pytest.mark.parametrize("sex", list(Sex))
@pytest.mark.parametrize("day", [OLD, NEW])
def test_more_months_never_lower_the_rate(day: date, sex: Sex) -> None:
    rates = [pension_rate(law_on(day), sex, months) for months in range(240, 721)]

    assert rates == sorted(rates)
    assert rates[-1] == 75


@pytest.mark.parametrize(("day", "least"), [(OLD, 240), (NEW, 180)])
def test_fewer_months_than_the_law_asks_give_no_pension(day: date, least: int) -> None:
    assert pension_of(law_on(day), sex=Sex.FEMALE, months=least, average=2_000_000).amount > 0
    with pytest.raises(NumberOutOfRange, match=f"từ {least}"):
        pension_of(law_on(day), sex=Sex.FEMALE, months=least - 1, average=2_000_000)


def test_years_beyond_the_highest_rate_give_a_grant() -> None:
    pension = pension_of(law_on(NEW), sex=Sex.FEMALE, months=32 * 12, average=4_000_000)

    assert (pension.amount, pension.surplus) == (3_000_000, 4_000_000)
    assert pension.steps[-1].value == pension.amount


@pytest.mark.parametrize(
    ("day", "after", "grant"),
    [
        (NEW, 0, 4_000_000),  # 2 years beyond 30: half an average each
        (NEW, 12, 10_000_000),  # one before the age, one after it at 2 averages
        (NEW, 60, 16_000_000),  # both after it; the other three earn the rate, not the grant
        (OLD, 24, 4_000_000),
    ],
)
def test_years_paid_after_the_age_give_a_higher_grant_since_july_2025(
    day: date, after: int, grant: int
) -> None:
    pension = pension_of(law_on(day), sex=Sex.FEMALE, months=384, average=4_000_000, months_after_age=after)

    assert (pension.amount, pension.surplus) == (3_000_000, grant)


@pytest.mark.parametrize("after", [-1, 385])
def test_months_after_the_age_are_a_part_of_all_months(after: int) -> None:
    with pytest.raises(NumberOutOfRange, match="sau tuổi nghỉ hưu"):
        pension_of(law_on(NEW), sex=Sex.FEMALE, months=384, average=4_000_000, months_after_age=after)


def test_incomes_of_earlier_years_are_raised_and_averaged() -> None:
    on = law_on(date(2024, 6, 1))
    parts = [paid_in(on, 2010, 12, 1_000_000), paid_in(on, 2023, 12, 2_000_000)]

    found = average(parts)

    assert found.amount == (12 * 1_830_000 + 12 * 2_000_000) // 24
    assert found.steps[-1].value == found.amount


def test_a_year_of_settlement_without_a_table_is_refused() -> None:
    with pytest.raises(NoLawForDay, match="hệ số"):
        paid_in(law_on(date(2025, 6, 1)), 2010, 12, 1_000_000)


def test_no_coefficient_lowers_an_income_and_older_years_are_raised_more() -> None:
    rows = [row for row in bundled_law().rows if row.parameter == "index_coefficient"]

    assert all(row.value >= 1 for row in rows)
    for day in {row.valid_from for row in rows}:
        table = [row.value for row in sorted((r for r in rows if r.valid_from == day), key=lambda r: r.key)]
        assert table == sorted(table, reverse=True)


@pytest.mark.parametrize(
    "parts",
    [[], [(0, 1_000_000)], [(-5, 1_000_000), (15, 1_000_000)], [(12, -1)]],
)
def test_an_average_of_nothing_is_refused(parts: list[tuple[int, int]]) -> None:
    with pytest.raises(NumberOutOfRange):
        average([Segment(months, Decimal(1), Decimal(income)) for months, income in parts])


def test_an_estimate_is_a_range_that_says_what_it_assumes() -> None:
    estimate = estimate_pension(
        law_on(date(2026, 5, 6)), sex=Sex.FEMALE, birth=date(1985, 3, 1), income=3_000_000, months_paid=100
    )

    assert estimate.retirement.reached == date(2045, 3, 1)
    assert (estimate.months, estimate.months_more, estimate.missing) == (326, 226, 0)
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.low.amount == 2_100_000  # 27.5 years: 70 % of the income itself
    assert estimate.low.amount < estimate.high.amount
    assert "3 %" in estimate.assumptions[1].vi


def test_who_starts_too_late_is_told_how_many_months_are_missing() -> None:
    estimate = estimate_pension(
        law_on(date(2026, 5, 6)), sex=Sex.MALE, birth=date(1968, 1, 1), income=1_500_000
    )

    assert (estimate.low, estimate.high) == (None, None)
    assert (estimate.months, estimate.missing) == (44, 136)


@pytest.mark.parametrize(
    "change",
    [
        {"months_paid": -1},
        {"price_growth": Decimal(40)},
        {"birth": date(1890, 1, 1)},
        {"income": 0},
        {"income": -1, "months_paid": 200, "average": 3_000_000},
        {"average": -1},
    ],
)
def test_an_estimate_of_nonsense_is_refused(change: dict[str, object]) -> None:
    asked = {"sex": Sex.MALE, "birth": date(1980, 1, 1), "income": 1_500_000} | change

    with pytest.raises(NumberOutOfRange):
        estimate_pension(law_on(date(2026, 5, 6)), **asked)  # type: ignore[arg-type]
