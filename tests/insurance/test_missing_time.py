"""Missing time in one payment; what comes back of a payment made too far ahead."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.insurance.enums import Group
from diemtua.insurance.rules.bundled import bundled_law, law_on
from diemtua.insurance.rules.missing_time import quote_missing_time, refund
from diemtua.insurance.rules.refusals import MonthsNotOffered, NoLawForDay, NumberOutOfRange
from diemtua.insurance.rules.voluntary import quote_voluntary

MARCH_2026 = date(2026, 3, 9)


def test_the_published_case_of_2017() -> None:
    quote = quote_missing_time(
        bundled_law().on(date(2017, 9, 11)).given("base", 1_300_000), income=12_000_000, months=66
    )

    assert quote.total == 218_774_492
    assert quote.steps[-1].value == quote.total


@pytest.mark.parametrize(("day", "most"), [(date(2025, 6, 30), 120), (date(2025, 7, 1), 60)])
def test_the_law_of_the_day_limits_the_missing_months(day: date, most: int) -> None:
    rate = Decimal("0.3")

    assert quote_missing_time(law_on(day), income=1_500_000, months=most, monthly_return=rate).total > 0
    with pytest.raises(NumberOutOfRange, match=f"từ 1 đến {most}"):
        quote_missing_time(law_on(day), income=1_500_000, months=most + 1, monthly_return=rate)


def test_a_year_without_a_published_return_is_refused() -> None:
    with pytest.raises(NoLawForDay):
        quote_missing_time(law_on(date(2024, 5, 6)), income=1_500_000, months=12)


@pytest.mark.parametrize(("months", "left"), [(12, 0), (12, 5), (12, 12), (3, 1)])
def test_unused_months_come_back_without_the_states_part(months: int, left: int) -> None:
    paid = refund(law_on(MARCH_2026), income=1_500_000, group=Group.POOR, months=months, months_left=left)

    assert paid == left * (330_000 - 165_000)


def test_a_payment_years_ahead_comes_back_whole_when_nothing_was_used() -> None:
    quote = quote_voluntary(law_on(MARCH_2026), income=1_500_000, groups=[Group.OTHER], months=24)

    paid = refund(law_on(MARCH_2026), income=1_500_000, group=Group.OTHER, months=24, months_left=24)

    assert paid == quote.net


def test_of_unused_months_only_the_supported_ones_are_reduced() -> None:
    paid = refund(
        law_on(MARCH_2026),
        income=1_500_000,
        group=Group.POOR,
        months=12,
        months_left=6,
        supported_left=2,
    )

    assert paid == 6 * 330_000 - 2 * 165_000


@pytest.mark.parametrize(
    ("months", "left", "refusal"),
    [(5, 1, MonthsNotOffered), (12, 13, NumberOutOfRange), (12, -1, NumberOutOfRange)],
)
def test_what_cannot_be_is_refused(months: int, left: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        refund(law_on(MARCH_2026), income=1_500_000, group=Group.POOR, months=months, months_left=left)
