"""Paying for the months missing to a pension, and getting back what was paid too far ahead.

Decree 134/2015 Art. 9, 10; Decree 159/2025 Art. 6 to 8. Docs: docs/algorithms/voluntary-prepayment.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.enums import Group
from diemtua.insurance.rules import prepayment
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.refusals import MonthsNotOffered, NumberOutOfRange
from diemtua.insurance.rules.voluntary import (
    PERIODS,
    check_income,
    gross_month,
    offered_months,
    support_month,
)


@dataclass(frozen=True)
class MissingTimeQuote:
    """One payment for `months` missing months, in đồng, at the fund's `monthly_return` in percent."""

    on: DayLaw
    income: int
    months: int
    monthly_return: Decimal
    total: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working, line by line; the last line is `total`."""
        rate, limit = self.on.row("voluntary_rate"), self.on.row("voluntary_missing_months")
        row, monthly = self.on.find("fund_return"), gross_month(self.on, self.income)
        month = Words("Mức đóng một tháng", "Contribution of one month")
        lump = Words(f"Đóng một lần {self.months} tháng còn thiếu", f"{self.months} missing months in one go")
        formula = f"Σ {show(monthly)} × (1 + {show_percent(self.monthly_return)})^i, i = 1…{self.months}"
        published = (row,) if row and row.value == self.monthly_return else ()
        return (
            Step(
                month,
                f"{show_percent(rate.value)} × {show(self.income)}",
                monthly,
                Unit.DONG_A_MONTH,
                (rate,),
            ),
            Step(lump, formula, Decimal(self.total), Unit.DONG, (limit, *published)),
        )


def quote_missing_time(
    on: DayLaw, *, income: int, months: int, monthly_return: Decimal | None = None
) -> MissingTimeQuote:
    """Work out one payment for the months that somebody of retirement age still lacks.

    `income` is the chosen income in đồng a month; `monthly_return` the fund's return in percent where
    the law's rows have none for the year. Whether the State supports these months is not published:
    no support is taken off.

    :raises IncomeOutOfRange, IncomeOffStep, NumberOutOfRange, NoLawForDay:
    """
    check_income(on, income)
    most = int(on.value("voluntary_missing_months"))
    if not 1 <= months <= most:
        raise NumberOutOfRange(name="số tháng còn thiếu", value=months, lowest=1, highest=most)
    rate = on.value("fund_return") if monthly_return is None else monthly_return
    total = prepayment.missing_months(gross_month(on, income), months, rate)
    return MissingTimeQuote(on, income, months, rate, total)


def refund(
    on: DayLaw,
    *,
    income: int,
    group: Group,
    months: int,
    months_left: int,
    supported_left: int | None = None,
    monthly_return: Decimal | None = None,
) -> int:
    """Return what is paid back of a payment made on the day of `on`, in đồng.

    `months_left` of the `months` paid for are not used (the person goes over to compulsory insurance,
    takes a pension or a lump sum, or has died); `supported_left` of them carried support (all of them
    when left out). The State's part is not paid back to the person (Decree 159/2025 Art. 8).

    :raises MonthsNotOffered, NumberOutOfRange, NoLawForDay:
    """
    offered = offered_months(on)
    if months not in offered:
        raise MonthsNotOffered(months=months, allowed=", ".join(map(str, offered)))
    if not 0 <= months_left <= months:
        raise NumberOutOfRange(name="số tháng chưa dùng", value=months_left, lowest=0, highest=months)
    supported = months_left if supported_left is None else min(supported_left, months_left)
    state = to_dong(support_month(on, group) * supported)
    monthly = gross_month(on, income)
    if months in PERIODS:
        return to_dong(monthly * months_left) - state
    rate = on.value("fund_return") if monthly_return is None else monthly_return
    return prepayment.left_over(monthly, months, months_left, rate) - state
