"""The monthly pension: its rate by years paid under both laws, and what years beyond the highest rate give.

Law 58/2014 Art. 74, 75; Law 41/2024 Art. 99, 100. Docs: docs/algorithms/pension.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.refusals import NumberOutOfRange

MOST_MONTHS = 720
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Pension:
    """A pension: `rate` in percent of the `average` income (đồng a month), for `months` paid.

    `surplus` is the single grant, in đồng, for the years beyond those that the highest rate needs:
    `surplus_years` paid before the retirement age, `surplus_years_after` paid after it.
    """

    on: DayLaw
    sex: Sex
    months: int
    average: Decimal
    rate: Decimal
    surplus_years: Decimal
    surplus_years_after: Decimal = Decimal(0)

    @property
    def exact(self) -> Decimal:
        """Return the monthly pension in đồng, unrounded."""
        return self.average * self.rate / 100

    @property
    def amount(self) -> int:
        """Return the monthly pension in whole đồng."""
        return to_dong(self.exact)

    @property
    def surplus(self) -> int:
        """Return the single grant at retirement for years beyond, in đồng."""
        months = Decimal(0)
        if self.surplus_years:
            months += self.on.value("pension_surplus_months", "before_age") * self.surplus_years
        if self.surplus_years_after:
            months += self.on.value("pension_surplus_months", "after_age") * self.surplus_years_after
        return to_dong(months * self.average)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the last line is the monthly pension."""
        title = Words("Lương hưu một tháng", "Monthly pension")
        formula = f"{show_percent(self.rate)} × {show(self.average)}"
        last = Step(title, formula, Decimal(self.amount), Unit.DONG_A_MONTH)
        return (*rate_steps(self.on, self.sex, self.months), last)


def counted_years(months: int) -> Decimal:
    """Return months as years in halves: 1 to 6 odd months count half a year, 7 to 11 a whole one."""
    years, odd = divmod(months, 12)
    return years + (HALF if 1 <= odd <= 6 else Decimal(odd > 6))


def pension_rate(on: DayLaw, sex: Sex, months: int) -> Decimal:
    """Return the pension in percent of the average income, for `months` paid.

    Whether the months suffice for a pension at all is another question: see `least_months`.

    :raises NumberOutOfRange: for fewer months than any pension is reckoned from
    """
    return rate_steps(on, sex, months)[-1].value


def least_months(on: DayLaw) -> int:
    """Return the months without which there is no pension (240 to June 2025, 180 since)."""
    return int(on.value("pension_least_months"))


def pension_of(
    on: DayLaw, *, sex: Sex, months: int, average: Decimal | int, months_after_age: int = 0
) -> Pension:
    """Work out the pension of somebody who has paid `months` with an `average` income in đồng a month.

    `months_after_age` of them were paid after the retirement age: beyond the years of the highest rate,
    these give a higher grant since 1 July 2025 (Law 41/2024 Art. 100).

    :raises NumberOutOfRange: for fewer months than a pension needs, or an average that is no amount
    """
    least = least_months(on)
    if not least <= months <= MOST_MONTHS:
        raise NumberOutOfRange(name="số tháng đóng", value=months, lowest=least, highest=MOST_MONTHS)
    if average <= 0:
        raise NumberOutOfRange(name="mức bình quân", value=average, lowest=1, highest="∞")
    if not 0 <= months_after_age <= months:
        raise NumberOutOfRange(
            name="số tháng đóng sau tuổi nghỉ hưu", value=months_after_age, lowest=0, highest=months
        )
    surplus = max(Decimal(0), counted_years(months) - on.value("pension_surplus_years", sex))
    after = min(surplus, counted_years(months_after_age))
    rate = pension_rate(on, sex, months)
    return Pension(on, sex, months, Decimal(average), rate, surplus - after, after)


def rate_steps(on: DayLaw, sex: Sex, months: int) -> tuple[Step, ...]:
    """Return the working of `pension_rate`; the last line is the rate.

    :raises NumberOutOfRange:
    """
    years = counted_years(months)
    base_years = on.row("pension_base_years", sex)
    short_years = on.find("pension_short_years", sex)
    title = Words("Tỷ lệ hưởng", "Pension rate")
    if years < base_years.value:
        lowest = short_years.value if short_years else base_years.value
        if short_years is None or years < lowest:
            raise NumberOutOfRange(name="số năm đóng", value=show(years), lowest=lowest, highest=60)
        first, more = on.row("pension_short_rate", sex), on.row("pension_short_year_rate", sex)
        rows = (short_years, first, more)
    else:
        first, more = on.row("pension_base_rate"), on.row("pension_year_rate")
        lowest = base_years.value
        rows = (base_years, first, more)
    value = first.value + more.value * (years - lowest)
    formula = f"{show_percent(first.value)} + {show_percent(more.value)} × ({show(years)} − {show(lowest)})"
    highest = on.row("pension_highest_rate")
    step = Step(title, formula, value, Unit.PERCENT, rows)
    if value <= highest.value:
        return (step,)
    capped = Words("Không quá mức cao nhất", "Not above the highest rate")
    return (step, Step(capped, show_percent(highest.value), highest.value, Unit.PERCENT, (highest,)))
