"""What voluntary social insurance costs a person, and what the State and the province add.

Law 58/2014/QH13 with Decree 134/2015 until 30 June 2025, Law 41/2024/QH15 with Decree 159/2025 since.
Docs: docs/algorithms/voluntary-dues.md.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from diemtua.core.numbers import grouped, to_dong
from diemtua.insurance.enums import Group
from diemtua.insurance.rules import prepayment
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import Change, DayLaw
from diemtua.insurance.rules.months import add_months, end_of_month, first_of_month
from diemtua.insurance.rules.refusals import (
    IncomeOffStep,
    IncomeOutOfRange,
    MonthsNotOffered,
    NumberOutOfRange,
    UnknownGroup,
)

PERIODS = (1, 3, 6, 12)
WATCHED = ("base", "voluntary_lowest_income", "voluntary_rate")


@dataclass(frozen=True, slots=True)
class IncomeBounds:
    """The incomes that may be chosen on a day, in đồng a month: lowest, lowest + step, … up to highest."""

    lowest: int
    highest: int
    step: int


@dataclass(frozen=True)
class VoluntaryQuote:
    """What one payment of voluntary social insurance costs. Money in whole đồng, for the whole payment.

    `gross` is the contribution; `state` and `local` are what the State and the province add; `net` is
    what the person pays. `supported` of the `months` months carry support. `pay_by` is the last day on
    which the first such payment is in time.
    """

    on: DayLaw
    income: int
    group: Group
    months: int
    supported: int
    gross: int
    state: int
    local: int
    first_month: date
    place: str = ""
    given_return: Decimal | None = None

    @property
    def net(self) -> int:
        """Return what the person pays, in đồng."""
        return self.gross - self.state - self.local

    @property
    def last_month(self) -> date:
        """Return the first day of the last month paid for."""
        return add_months(self.first_month, self.months - 1)

    @property
    def pay_by(self) -> date:
        """Return the last day to pay in time; years ahead are paid on the day of registering."""
        row = self.on.find("voluntary_deadline_months", str(self.months))
        return end_of_month(add_months(self.first_month, int(row.value) - 1)) if row else self.on.day

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes of law inside the months paid for; what is paid stays as it was paid."""
        watched = [(name, "") for name in WATCHED] + [("voluntary_support", self.group.value)]
        end = add_months(self.first_month, self.months)
        return tuple(sorted(self.on.law.changes(watched, self.on.day, end), key=lambda change: change.day))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working, line by line; the last line is `net`."""
        return _steps(self)


def income_bounds(on: DayLaw) -> IncomeBounds:
    """Return the incomes that may be chosen on a day (Law 41/2024 Art. 31.2)."""
    highest = on.value("voluntary_highest_income_factor") * on.value("base")
    lowest, step = on.value("voluntary_lowest_income"), on.value("voluntary_income_step")
    return IncomeBounds(int(lowest), int(highest), int(step))


def check_income(on: DayLaw, income: int) -> None:
    """Check a chosen income, in đồng a month.

    :raises IncomeOutOfRange, IncomeOffStep:
    """
    bounds = income_bounds(on)
    if not bounds.lowest <= income <= bounds.highest:
        raise IncomeOutOfRange(
            income=grouped(income), lowest=grouped(bounds.lowest), highest=grouped(bounds.highest)
        )
    over = (income - bounds.lowest) % bounds.step
    if over and income != bounds.highest:
        raise IncomeOffStep(
            income=grouped(income),
            lowest=grouped(bounds.lowest),
            step=grouped(bounds.step),
            below=grouped(income - over),
            above=grouped(min(income - over + bounds.step, bounds.highest)),
        )


def best_group(on: DayLaw, groups: Collection[Group]) -> Group:
    """Return the group with the highest support among those a person belongs to (Decree 159/2025 Art. 5)."""
    return max(groups or [Group.OTHER], key=lambda group: on.value("voluntary_support", group))


def gross_month(on: DayLaw, income: int | Decimal) -> Decimal:
    """Return the monthly contribution, in đồng: the rate of the chosen income."""
    return on.value("voluntary_rate") * income / 100


def support_month(on: DayLaw, group: Group) -> Decimal:
    """Return the State's support of one month, in đồng: its share of the lowest contribution."""
    return on.value("voluntary_support", group) * gross_month(on, on.value("voluntary_lowest_income")) / 100


def local_support_month(on: DayLaw, group: Group, place: str) -> Decimal:
    """Return what the province adds to one month, in đồng; 0 where it has decided nothing."""
    row = on.find("voluntary_local_support", group, place) if place else None
    return row.value * gross_month(on, on.value("voluntary_lowest_income")) / 100 if row else Decimal(0)


def quote_voluntary(
    on: DayLaw,
    *,
    income: int,
    groups: Collection[Group] = (),
    months: int = 12,
    months_supported: int = 0,
    place: str = "",
    first_month: date | None = None,
    monthly_return: Decimal | None = None,
) -> VoluntaryQuote:
    """Work out one payment of voluntary social insurance made on the day of `on`.

    `income` is the chosen income in đồng a month; `months` 1, 3, 6, 12, or 24 to 60 for years ahead;
    `months_supported` of the person's 120 are used up; `place` is the code of the province;
    `first_month` the first month paid for (the month of the payment when left out);
    `monthly_return` the fund's return in percent, for years in which the law's rows have none.

    The support of every month is worked out by the law of the payment day: how a payment that crosses a
    change is supported is not published (see `changes`).

    :raises IncomeOutOfRange, IncomeOffStep, MonthsNotOffered, NumberOutOfRange, NoLawForDay:
    """
    check_income(on, income)
    most = int(on.value("voluntary_support_months"))
    if not 0 <= months_supported <= most:
        raise NumberOutOfRange(name="số tháng đã được hỗ trợ", value=months_supported, lowest=0, highest=most)
    group = best_group(on, groups)
    gross = _gross(on, income, months, monthly_return)
    supported = min(months, most - months_supported)
    state, local = support_month(on, group), local_support_month(on, group, place)
    from_state = to_dong(state * supported)
    return VoluntaryQuote(
        on=on,
        income=income,
        group=group,
        months=months,
        supported=supported,
        gross=gross,
        state=from_state,
        local=min(to_dong(local * supported), gross - from_state),
        first_month=first_of_month(first_month or on.day),
        place=place,
        given_return=monthly_return,
    )


def offered_months(on: DayLaw) -> tuple[int, ...]:
    """Return the numbers of months that one payment may cover."""
    years = int(on.value("voluntary_years_ahead"))
    return (*PERIODS, *(12 * year for year in range(2, years + 1)))


def group_of(word: str) -> Group:
    """Read a group's name.

    :raises UnknownGroup:
    """
    try:
        return Group(word)
    except ValueError:
        raise UnknownGroup(group=word, allowed=", ".join(Group)) from None


def _gross(on: DayLaw, income: int, months: int, monthly_return: Decimal | None) -> int:
    if months in PERIODS:
        return to_dong(gross_month(on, income) * months)
    if months not in offered_months(on):
        raise MonthsNotOffered(months=months, allowed=", ".join(map(str, offered_months(on))))
    rate = on.value("fund_return") if monthly_return is None else monthly_return
    return prepayment.years_ahead(gross_month(on, income), months, rate)


def _steps(quote: VoluntaryQuote) -> tuple[Step, ...]:
    on = quote.on
    rate, lowest = on.row("voluntary_rate"), on.row("voluntary_lowest_income")
    support = on.row("voluntary_support", quote.group)
    monthly = gross_month(on, quote.income)
    contribution = f"{show_percent(rate.value)} × {show(lowest.value)}"
    steps = [
        Step(
            Words("Mức đóng một tháng", "Contribution of one month"),
            f"{show_percent(rate.value)} × {show(quote.income)}",
            monthly,
            Unit.DONG_A_MONTH,
            (rate,),
        ),
        *_gross_steps(quote, monthly),
        Step(
            Words("Nhà nước hỗ trợ một tháng", "State support of one month"),
            f"{show_percent(support.value)} × {contribution}",
            support_month(on, quote.group),
            Unit.DONG_A_MONTH,
            (support, rate, lowest),
        ),
        Step(
            _supported_words(quote),
            f"{quote.supported} × {show(support_month(on, quote.group))}",
            Decimal(quote.state),
            Unit.DONG,
            (on.row("voluntary_support_months"),),
        ),
    ]
    paid = f"{show(quote.gross)} − {show(quote.state)}"
    if quote.local:
        local = on.row("voluntary_local_support", quote.group, quote.place)
        steps.append(
            Step(
                Words("Tỉnh hỗ trợ thêm", "Added by the province"),
                f"{quote.supported} × {show_percent(local.value)} × {contribution}",
                Decimal(quote.local),
                Unit.DONG,
                (local, rate, lowest),
            )
        )
        paid += f" − {show(quote.local)}"
    steps.append(Step(Words("Người tham gia đóng", "The person pays"), paid, Decimal(quote.net), Unit.DONG))
    return tuple(steps)


def _supported_words(quote: VoluntaryQuote) -> Words:
    most = show(quote.on.value("voluntary_support_months"))
    return Words(
        f"Nhà nước hỗ trợ {quote.supported} tháng (mỗi người nhiều nhất {most} tháng)",
        f"State support of {quote.supported} months (at most {most} for one person)",
    )


def _gross_steps(quote: VoluntaryQuote, monthly: Decimal) -> list[Step]:
    if quote.months == 1:
        return []
    if quote.months in PERIODS:
        title = Words(f"Mức đóng {quote.months} tháng", f"Contribution of {quote.months} months")
        return [Step(title, f"{quote.months} × {show(monthly)}", Decimal(quote.gross), Unit.DONG)]
    row = quote.on.find("fund_return") if quote.given_return is None else None
    rate = row.value if row else quote.given_return or Decimal(0)
    return [
        Step(
            Words(
                f"Đóng trước {quote.months} tháng, tháng sau được trừ lãi {show_percent(rate)} một tháng",
                f"{quote.months} months ahead, each later month less {show_percent(rate)} a month",
            ),
            f"Σ {show(monthly)} / (1 + {show_percent(rate)})^(i − 1), i = 1…{quote.months}",
            Decimal(quote.gross),
            Unit.DONG,
            (row,) if row else (),
        )
    ]
