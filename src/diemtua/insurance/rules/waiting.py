"""Take the lump sum now, or keep the time and wait for a pension: side by side over a lifetime.

Everything is in the prices of the day of `on`: incomes paid on and pensions both follow prices, so that
a pension is reckoned as if prices stood still. Docs: docs/algorithms/lump-or-wait.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from diemtua.core.numbers import to_dong
from diemtua.insurance.enums import Group, Sex
from diemtua.insurance.rules.answers import Words
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.lump_sum import lump_sum
from diemtua.insurance.rules.months import add_months, first_of_month, months_between
from diemtua.insurance.rules.pension import MOST_MONTHS, least_months, pension_of
from diemtua.insurance.rules.refusals import NumberOutOfRange
from diemtua.insurance.rules.retirement import check_birth, retirement_of
from diemtua.insurance.rules.voluntary import best_group, gross_month, support_month

LAST_AGE = 85


class Way(StrEnum):
    """What somebody who has paid for some time may do now."""

    TAKE = "take"  # the lump sum now, nothing more paid
    KEEP = "keep"  # nothing more paid; the time is kept until retirement age
    GO_ON = "go_on"  # paid until retirement age


@dataclass(frozen=True, slots=True)
class Career:
    """Where somebody stands: months paid before and from 2014, the adjusted average in đồng a month.

    `state_support` is what the State has paid in, in đồng; `income` what is chosen from now on.
    """

    sex: Sex
    birth: date
    average: int
    months_from: int
    months_before: int = 0
    state_support: int = 0
    income: int = 0
    groups: tuple[Group, ...] = ()
    months_supported: int = 0

    @property
    def months(self) -> int:
        """Return all months paid so far."""
        return self.months_before + self.months_from


@dataclass(frozen=True, slots=True)
class Year:
    """One year of life: `age`, and what each way has paid out less what was paid in since now, in đồng."""

    age: int
    take: int
    keep: int
    go_on: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a way leads: paid in from now on, the lump sum, the pension a month and when it begins.

    Amounts in đồng; `pension_from` None when the months do not suffice for a pension.
    """

    way: Way
    paid_in: int
    lump: int
    pension: int
    pension_from: date | None
    months: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ways side by side: outcomes, the years of life until `LAST_AGE`, and the assumptions behind."""

    outcomes: dict[Way, Outcome]
    years: tuple[Year, ...]
    retires: date
    assumptions: tuple[Words, ...]

    def break_even(self, way: Way) -> int | None:
        """Return the first age at which `way` has given at least as much as the lump sum, None if never."""
        return next((year.age for year in self.years if getattr(year, way) >= year.take), None)


def compare(on: DayLaw, career: Career) -> Comparison:
    """Work out the three ways from the month of the day of `on`.

    :raises NumberOutOfRange: for no month paid, an amount below zero, or an age out of range
    """
    _check(on, career)
    retirement = retirement_of(on.law, sex=career.sex, birth=career.birth)
    start = first_of_month(on.day)
    left = max(0, months_between(start, retirement.reached))
    begins = max(retirement.pension_from, start)
    outcomes = {
        Way.TAKE: _take(on, career),
        Way.KEEP: _wait(on, career, Way.KEEP, 0, begins),
        Way.GO_ON: _wait(on, career, Way.GO_ON, min(left, MOST_MONTHS - career.months), begins),
    }
    years = tuple(_years(on, career, outcomes, start, retirement.reached))
    return Comparison(outcomes, years, retirement.reached, _assumptions(on))


def _check(on: DayLaw, career: Career) -> None:
    check_birth(on, career.birth)
    if not 1 <= career.months <= MOST_MONTHS:
        raise NumberOutOfRange(name="số tháng đã đóng", value=career.months, lowest=1, highest=MOST_MONTHS)
    if career.income < 0:
        raise NumberOutOfRange(name="thu nhập chọn", value=career.income, lowest=0, highest="∞")
    if not 0 <= career.months_supported <= MOST_MONTHS:
        raise NumberOutOfRange(
            name="số tháng đã được hỗ trợ", value=career.months_supported, lowest=0, highest=MOST_MONTHS
        )


def _take(on: DayLaw, career: Career) -> Outcome:
    whole = lump_sum(
        on,
        months_before=career.months_before,
        months_from=career.months_from,
        average=career.average,
        state_support=career.state_support,
    )
    return Outcome(Way.TAKE, 0, whole.amount, 0, None, career.months)


def _wait(on: DayLaw, career: Career, way: Way, more: int, begins: date) -> Outcome:
    """Return what becomes of who pays `more` months and waits: a pension, or a lump sum at that age."""
    months = career.months + more
    supported = _supported(on, career, more)
    support = support_month(on, best_group(on, career.groups)) if more else Decimal(0)
    income = career.income or career.average
    paid_in = to_dong(gross_month(on, income) * more - support * supported)
    average = Decimal(career.average * career.months + income * more) / months
    if months >= least_months(on):
        pension = pension_of(on, sex=career.sex, months=months, average=average)
        return Outcome(way, paid_in, pension.surplus, pension.amount, begins, months)
    late = lump_sum(
        on,
        months_before=career.months_before,
        months_from=career.months_from + more,
        average=average,
        state_support=career.state_support + support * supported,
    )
    return Outcome(way, paid_in, late.amount, 0, None, months)


def _supported(on: DayLaw, career: Career, more: int) -> int:
    return min(more, max(0, int(on.value("voluntary_support_months")) - career.months_supported))


def _years(
    on: DayLaw, career: Career, outcomes: dict[Way, Outcome], start: date, retires: date
) -> Iterator[Year]:
    age = months_between(career.birth, start) // 12
    for later in range(max(1, LAST_AGE - age + 1)):
        month = add_months(start, 12 * later)
        given = {way: _given(on, career, outcomes[way], start, retires, month) for way in Way}
        yield Year(age + later, given[Way.TAKE], given[Way.KEEP], given[Way.GO_ON])


def _given(on: DayLaw, career: Career, outcome: Outcome, start: date, retires: date, month: date) -> int:
    """Return what a way has paid out less what was paid in, by the first day of `month`."""
    total = 0
    if outcome.way is Way.TAKE or month > retires or retires <= start:
        total += outcome.lump
    if outcome.way is Way.GO_ON:
        paid = max(1, outcome.months - career.months)
        total -= outcome.paid_in * min(paid, months_between(start, month)) // paid
    if outcome.pension_from:
        return total + outcome.pension * max(0, months_between(outcome.pension_from, month))
    is_poor = bool({Group.POOR, Group.NEAR_POOR} & set(career.groups))
    old = add_months(first_of_month(career.birth), 12 * int(_social_age(on, is_poor)))
    monthly = on.find("social_pension")
    return total + int(monthly.value if monthly else 0) * max(0, months_between(max(old, start), month))


def _social_age(on: DayLaw, is_poor: bool) -> Decimal:
    row = on.find("social_pension_age", "poor" if is_poor else "all")
    return row.value if row else Decimal(LAST_AGE + 1)


def _assumptions(on: DayLaw) -> tuple[Words, ...]:
    return (
        Words(
            f"Theo luật và giá của ngày {on.day:%d/%m/%Y}; lương hưu và thu nhập đã đóng tăng theo giá.",
            f"By the law and in the prices of {on.day:%d/%m/%Y}; pensions and incomes both follow prices.",
        ),
        Words(
            "Chưa kể thẻ BHYT miễn phí của người hưởng lương hưu, trợ cấp mai táng và tuất.",
            "Not counted: the pensioner's free health card, funeral and survivors' grants.",
        ),
        Words(
            "Người không có lương hưu nhận trợ cấp hưu trí xã hội khi đủ tuổi.",
            "Who has no pension draws the social pension from its age on.",
        ),
    )
