"""Unemployment benefit: its monthly amount with the cap, and for how long it is paid.

Law on Employment 38/2013/QH13 Art. 49, 50 until 2025; Law 74/2025/QH15 Art. 39 since 1 January 2026.
Docs: docs/algorithms/unemployment.md.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.compulsory_dues import MOST_DONG
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import InputMissing, NumberOutOfRange, UnknownGroup

REGIONS = (1, 2, 3, 4)
MOST_MONTHS_PAID = 720


class Sector(StrEnum):
    """By which scale the salary was paid: it decided the cap until 2025."""

    STATE = "state"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest benefit of a month, in đồng: `factor` times the wage (or base salary) of `wage`."""

    dong: int
    factor: Row
    wage: Row

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the value is the cap."""
        title = Words("Trợ cấp thất nghiệp một tháng cao nhất", "Highest unemployment benefit of a month")
        formula = f"{show(self.factor.value)} × {show(self.wage.value)}"
        return (Step(title, formula, Decimal(self.dong), Unit.DONG_A_MONTH, (self.factor, self.wage)),)


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a person without work gets: `month` đồng a month for `months` months."""

    on: DayLaw = field(repr=False, compare=False)
    average_salary: int
    months_paid: int
    month: int
    months: int
    cap: Cap

    @property
    def total(self) -> int:
        """Return the benefit of all months together, in đồng."""
        return self.month * self.months

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the last line is `total`."""
        rate = self.on.row("unemployment_rate")
        share = rate.value * self.average_salary / 100
        return (
            Step(
                Words("Theo lương bình quân 06 tháng cuối", "By the average salary of the last 6 months"),
                f"{show_percent(rate.value)} × {show(self.average_salary)}",
                share,
                Unit.DONG_A_MONTH,
                (rate,),
            ),
            *self.cap.steps,
            Step(
                Words("Trợ cấp một tháng", "Benefit of a month"),
                f"min({show(share)}; {show(self.cap.dong)})",
                Decimal(self.month),
                Unit.DONG_A_MONTH,
            ),
            *duration_steps(self.on, self.months_paid),
            Step(
                Words("Trợ cấp cả thời gian", "Benefit of the whole time"),
                f"{show(self.month)} × {self.months}",
                Decimal(self.total),
                Unit.DONG,
            ),
        )


def benefit_cap(on: DayLaw, *, sector: Sector | str = Sector.PRIVATE, region: int | None = None) -> Cap:
    """Return the highest benefit of a month, in đồng.

    5 minimum wages of the `region` (1 to 4) of the last work; until 31 December 2025, for salaries on the
    State's scale, 5 base salaries.

    :raises UnknownGroup, NumberOutOfRange, NoLawForDay:
    :raises InputMissing: without a region where it is needed
    """
    factor = on.row("unemployment_cap_factor")
    if on.value("unemployment_cap_by_base", sector_of(sector)):
        wage = on.row("base")
    else:
        wage = on.row("regional_minimum_wage", _region(region))
    return Cap(to_dong(factor.value * wage.value), factor, wage)


def benefit_months(on: DayLaw, *, months_paid: int) -> int:
    """Return for how many months the benefit is paid, 0 below the 12 months that qualify.

    12 to 36 months paid give 3 months; every further 12 one more, up to 12 (144 months paid).

    :raises NumberOutOfRange, NoLawForDay:
    """
    if not 0 <= months_paid <= MOST_MONTHS_PAID:
        raise NumberOutOfRange(name="số tháng đã đóng", value=months_paid, lowest=0, highest=MOST_MONTHS_PAID)
    if months_paid < on.value("unemployment_duration", "least"):
        return 0
    beyond = max(0, months_paid - int(on.value("unemployment_duration", "first")))
    more = beyond // int(on.value("unemployment_duration", "further"))
    shortest = int(on.value("unemployment_duration", "shortest"))
    return min(shortest + more, int(on.value("unemployment_duration", "longest")))


def unemployment_benefit(
    on: DayLaw,
    *,
    average_salary: int,
    months_paid: int,
    region: int | None = None,
    sector: Sector | str = Sector.PRIVATE,
) -> Benefit:
    """Return the benefit of a person: 60 % of the average salary of the last 6 insured months, capped.

    `average_salary` in đồng a month; `months_paid` months of unemployment contributions.

    :raises NumberOutOfRange, UnknownGroup, InputMissing, NoLawForDay:
    """
    if not 0 <= average_salary <= MOST_DONG:
        raise NumberOutOfRange(
            name="lương bình quân", value=show(average_salary), lowest=0, highest=show(MOST_DONG)
        )
    cap = benefit_cap(on, sector=sector, region=region)
    month = min(to_dong(on.value("unemployment_rate") * average_salary / 100), cap.dong)
    return Benefit(on, average_salary, months_paid, month, benefit_months(on, months_paid=months_paid), cap)


def duration_steps(on: DayLaw, months_paid: int) -> tuple[Step, ...]:
    """Return the working of the duration; the value is the months of benefit."""
    months = benefit_months(on, months_paid=months_paid)
    rows = {name: on.row("unemployment_duration", name) for name in ("shortest", "first", "further")}
    title = Words("Số tháng hưởng", "Months of benefit")
    formula = show(months)
    if months > rows["shortest"].value:
        shortest, first, further = (show(row.value) for row in rows.values())
        formula = f"{shortest} + ({months_paid} − {first}) ÷ {further}"
    return (Step(title, formula, Decimal(months), Unit.MONTHS, tuple(rows.values())),)


def sector_of(word: Sector | str) -> Sector:
    """Read a sector's name.

    :raises UnknownGroup:
    """
    try:
        return Sector(word)
    except ValueError:
        raise UnknownGroup(group=word, allowed=", ".join(Sector)) from None


def _region(region: int | None) -> str:
    if region is None:
        raise InputMissing(topic="trợ cấp thất nghiệp", name="region")
    if region not in REGIONS:
        raise NumberOutOfRange(name="vùng", value=region, lowest=REGIONS[0], highest=REGIONS[-1])
    return str(region)
