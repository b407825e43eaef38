"""Interest of voluntary dues: years ahead, missing time, late months, what is left over."""

from decimal import Decimal

import pytest

from diemtua.insurance.rules.prepayment import late_month, left_over, missing_months, years_ahead

DUE = Decimal(330_000)
RATE = Decimal("0.31")


def test_without_interest_the_months_simply_add_up() -> None:
    assert years_ahead(DUE, 60, Decimal(0)) == missing_months(DUE, 60, Decimal(0)) == 60 * 330_000


def test_the_published_case_of_66_missing_months() -> None:
    # Of 12,000,000 at 0.6583 % a month; the formula alone gives 218,774,491.43.
    assert missing_months(Decimal("0.22") * 12_000_000, 66, Decimal("0.6583")) == 218_774_492


def test_the_published_case_of_a_month_half_a_year_late() -> None:
    assert late_month(Decimal(154_000), 6, Decimal("0.4833")) == 154_000 + 4_520


def test_the_first_month_ahead_is_not_discounted_and_the_first_missing_one_grows() -> None:
    assert years_ahead(DUE, 1, RATE) == 330_000
    assert missing_months(DUE, 1, RATE) == 331_023


@pytest.mark.parametrize("left", [0, 1, 7, 23, 24])
def test_what_is_left_over_and_what_is_used_make_the_whole(left: int) -> None:
    used = years_ahead(DUE, 24 - left, RATE) if left < 24 else 0

    assert used + left_over(DUE, 24, left, RATE) == years_ahead(DUE, 24, RATE)
