"""Raising the incomes of earlier years to the prices of the year of settlement, and their average.

Law 58/2014 Art. 79; Law 41/2024 Art. 104; Decree 159/2025 Art. 10. Docs: docs/algorithms/indexation.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import NumberOutOfRange


@dataclass(frozen=True, slots=True)
class Segment:
    """Some months with one income, in đồng a month, and the coefficient of the year they were paid in."""

    months: int
    coefficient: Decimal
    income: Decimal
    row: Row | None = None


@dataclass(frozen=True)
class Average:
    """The adjusted average of all months, in đồng a month, rounded once."""

    amount: int
    months: int
    segments: tuple[Segment, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the last line is the average."""
        total = sum((part.months * part.coefficient * part.income for part in self.segments), Decimal(0))
        parts = " + ".join(
            f"{part.months} × {show(part.coefficient)} × {show(part.income)}" for part in self.segments
        )
        rows = tuple(part.row for part in self.segments if part.row)
        paid = Words("Tổng thu nhập đã điều chỉnh", "Sum of the adjusted incomes")
        title = Words("Mức bình quân thu nhập tháng đóng", "Average monthly income paid on")
        return (
            Step(paid, parts, total, Unit.DONG, rows),
            Step(title, f"{show(total)} / {self.months}", Decimal(self.amount), Unit.DONG_A_MONTH),
        )


def coefficient(on: DayLaw, year: int) -> Row:
    """Return the coefficient for incomes of `year`, settled on the day of `on`.

    :raises NoLawForDay: when no table of that year of settlement is known
    """
    return on.row("index_coefficient", str(year))


def paid_in(on: DayLaw, year: int, months: int, income: Decimal | int) -> Segment:
    """Return the months of one year, with the coefficient of the law."""
    row = coefficient(on, year)
    return Segment(months, row.value, Decimal(income), row)


def average(segments: Sequence[Segment]) -> Average:
    """Return the adjusted average of all months (Law 41/2024 Art. 104).

    :raises NumberOutOfRange: without any month, or for a part of less than none
    """
    months = sum(segment.months for segment in segments)
    fewest = min((segment.months for segment in segments), default=0)
    if months < 1 or fewest < 0:
        raise NumberOutOfRange(name="số tháng đóng", value=min(months, fewest), lowest=1, highest=720)
    lowest = min(segment.income for segment in segments)
    if lowest < 0:
        raise NumberOutOfRange(name="thu nhập", value=lowest, lowest=0, highest="∞")
    total = sum((part.months * part.coefficient * part.income for part in segments), Decimal(0))
    return Average(to_dong(total / months), months, tuple(segments))
