"""Paying ahead, paying late and paying for missing time: the interest of voluntary dues.

Decree 134/2015 Art. 10 and Decree 159/2025 Art. 6 to 8. `rate` is always the average monthly return of
the fund in percent, as the insurer publishes it for the year of the payment. Every month's amount is
rounded to the đồng by itself, since each is the due of one month: of the roundings tried this comes
nearest to the one published case (docs/algorithms/voluntary-prepayment.md).
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from diemtua.core.numbers import to_dong

# Factors are kept as whole numbers of this many parts, so that sixty months cost sixty multiplications.
PARTS = 10**30


def years_ahead(monthly: Decimal, months: int, rate: Decimal) -> int:
    """Return the contribution of `months` months paid now, in đồng: later months are discounted.

    Σ monthly / (1 + r)^(i − 1) for i = 1 … months; the first month is paid in full.
    """
    return _sum(monthly, _powers(rate, -(months - 1), 1))


def discounts(rate: Decimal, months: int) -> tuple[int, ...]:
    """Return what each of `months` months paid ahead is multiplied by, first month first, in PARTS."""
    return _powers(rate, -(months - 1), 1)[::-1]


def missing_months(monthly: Decimal, months: int, rate: Decimal) -> int:
    """Return what `months` missing months cost in one payment, in đồng: each grows as if paid in its time.

    Σ monthly × (1 + r)^i for i = 1 … months.
    """
    return _sum(monthly, _powers(rate, 1, months + 1))


def late_month(monthly: Decimal, months_late: int, rate: Decimal) -> int:
    """Return the contribution of one month paid `months_late` months after its own, in đồng."""
    return to_dong(monthly * (1 + rate / 100) ** months_late)


def left_over(monthly: Decimal, months: int, months_left: int, rate: Decimal) -> int:
    """Return the contribution of the last `months_left` of `months` months paid ahead, in đồng.

    It is what a refund starts from (Decree 159/2025 Art. 8); the State's part is taken off by the caller.
    """
    return _sum(monthly, _powers(rate, -(months - 1), -(months - 1) + months_left))


def _sum(monthly: Decimal, powers: tuple[int, ...]) -> int:
    """Return the sum of `monthly` × each power, every product rounded half up to the đồng."""
    amount = Fraction(monthly)
    half, whole = amount.denominator * PARTS, amount.denominator * PARTS * 2
    twice = amount.numerator * 2
    return sum((twice * power + half) // whole for power in powers)


@lru_cache(maxsize=256)
def _powers(rate: Decimal, first: int, end: int) -> tuple[int, ...]:
    """Return (1 + rate)^n for n from `first` to before `end`, in PARTS."""
    growth = 1 + Fraction(rate) / 100
    return tuple(round(growth**power * PARTS) for power in range(first, end))
