"""The dues of compulsory insurance: of the owner of a household business, and of an employment.

Law 41/2024/QH15 Art. 31, 33, 34, 40, 41. Docs: docs/algorithms/compulsory-or-voluntary.md.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from diemtua.core.numbers import grouped, to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import IncomeOutOfRange, InputMissing, NumberOutOfRange

MOST_DONG = 10_000_000_000  # what may be typed, not a law
MOST_DAYS = 36_500
OWNER_PARTS = ("pension", "sickness_maternity", "health")
WORKER_PARTS = ("social", "health", "unemployment")
EMPLOYER_PARTS = ("pension", "sickness_maternity", "accident", "health", "unemployment")
PARTS = {
    "pension": Words("Hưu trí, tử tuất", "Pension and survivors"),
    "sickness_maternity": Words("Ốm đau, thai sản", "Sickness and maternity"),
    "accident": Words("Tai nạn lao động, bệnh nghề nghiệp", "Accidents at work"),
    "social": Words("Bảo hiểm xã hội", "Social insurance"),
    "health": Words("Bảo hiểm y tế", "Health insurance"),
    "unemployment": Words("Bảo hiểm thất nghiệp", "Unemployment insurance"),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest base of compulsory contributions, in đồng a month."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Due:
    """One part of the dues: its row of the law, its base and its amount in whole đồng a month."""

    name: str
    row: Row
    base: int
    dong: int


@dataclass(frozen=True, slots=True)
class Dues:
    """The monthly dues of one payer, in whole đồng: the parts add up to `total`."""

    on: DayLaw = field(repr=False, compare=False)
    parts: tuple[Due, ...]
    total: int

    @property
    def rate(self) -> Decimal:
        """Return the rates of all parts together, in percent."""
        return sum((part.row.value for part in self.parts), Decimal(0))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working, part by part; the last line is `total`."""
        lines = tuple(
            Step(
                PARTS[part.name],
                f"{show_percent(part.row.value)} × {show(part.base)}",
                Decimal(part.dong),
                Unit.DONG_A_MONTH,
                (part.row,),
            )
            for part in self.parts
        )
        formula = " + ".join(show(part.dong) for part in self.parts)
        title = Words("Đóng một tháng", "To be paid a month")
        return (*lines, Step(title, formula, Decimal(self.total), Unit.DONG_A_MONTH))


@dataclass(frozen=True, slots=True)
class EmploymentDues:
    """What an employment costs a month: the employee's part and the employer's."""

    worker: Dues
    employer: Dues

    @property
    def total(self) -> int:
        """Return both parts together, in đồng a month."""
        return self.worker.total + self.employer.total

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working of both; the last line is `total`."""
        title = Words("Hai bên đóng một tháng", "Both pay a month")
        formula = f"{show(self.worker.total)} + {show(self.employer.total)}"
        whole = Step(title, formula, Decimal(self.total), Unit.DONG_A_MONTH)
        return (*self.worker.steps, *self.employer.steps, whole)


def compulsory_bounds(on: DayLaw) -> Bounds:
    """Return the lowest and highest base of contributions on a day (Art. 31.1.đ).

    :raises NoLawForDay: before 1 July 2025
    """
    base = on.value("base")
    lowest, highest = on.value("compulsory_floor_factor"), on.value("compulsory_cap_factor")
    return Bounds(to_dong(base * lowest), to_dong(base * highest))


def owner_dues(on: DayLaw, *, base_chosen: int) -> Dues:
    """Return what the owner of a household business pays a month: 29.5 % of a chosen base, in đồng.

    :raises IncomeOutOfRange: for a base below the reference level or above 20 of them
    :raises NoLawForDay: before 1 July 2025
    """
    bounds = compulsory_bounds(on)
    if not bounds.lowest <= base_chosen <= bounds.highest:
        lowest, highest = grouped(bounds.lowest), grouped(bounds.highest)
        raise IncomeOutOfRange(income=grouped(base_chosen), lowest=lowest, highest=highest)
    return _dues(on, "owner_rate", [(name, base_chosen) for name in OWNER_PARTS])


def employment_dues(on: DayLaw, *, salary: int, region: int | None = None) -> EmploymentDues:
    """Return what employee and employer pay a month on a salary, in đồng.

    Social and health insurance count the salary between the reference level and 20 of them;
    unemployment insurance up to 20 minimum wages of the `region` (1 to 4), asked for only above that.

    :raises InputMissing: for a salary above the cap of social insurance without a region
    :raises NumberOutOfRange, NoLawForDay:
    """
    _check("lương", salary, 1, MOST_DONG)
    bounds = compulsory_bounds(on)
    counted = min(max(salary, bounds.lowest), bounds.highest)
    unemployment = counted if salary <= bounds.highest else _unemployment_base(on, salary, region)
    bases = {name: unemployment if name == "unemployment" else counted for name in PARTS}
    return EmploymentDues(
        _dues(on, "worker_rate", [(name, bases[name]) for name in WORKER_PARTS]),
        _dues(on, "employer_rate", [(name, bases[name]) for name in EMPLOYER_PARTS]),
    )


def late_interest(on: DayLaw, *, owed: int, days: int) -> int:
    """Return what is added for `days` of late contributions, in đồng (Art. 40, 41: 0.03 % a day).

    :raises NumberOutOfRange, NoLawForDay:
    """
    _check("số tiền chậm đóng", owed, 0, MOST_DONG)
    _check("số ngày chậm đóng", days, 0, MOST_DAYS)
    return to_dong(owed * on.value("late_payment") * days / 100)


def _check(name: str, number: int, lowest: int, highest: int) -> None:
    if not lowest <= number <= highest:
        raise NumberOutOfRange(
            name=name, value=grouped(number), lowest=grouped(lowest), highest=grouped(highest)
        )


def _unemployment_base(on: DayLaw, salary: int, region: int | None) -> int:
    if region is None:
        raise InputMissing(topic="đóng theo hợp đồng", name="region")
    cap = on.value("unemployment_due_cap_factor") * on.value("regional_minimum_wage", str(region))
    return min(salary, to_dong(cap))


def _dues(on: DayLaw, parameter: str, bases: list[tuple[str, int]]) -> Dues:
    """Return the parts, each rounded once, and their sum."""
    parts = []
    for name, base in bases:
        row = on.row(parameter, name)
        parts.append(Due(name, row, base, to_dong(row.value * base / 100)))
    return Dues(on, tuple(parts), sum(part.dong for part in parts))
