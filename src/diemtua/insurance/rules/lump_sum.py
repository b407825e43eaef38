"""The lump sum (BHXH một lần): who may take it, and how much it is.

Law 58/2014 Art. 60, 77 with Resolution 93/2015; Law 41/2024 Art. 70, 102. Docs: docs/algorithms/lump-sum.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.pension import MOST_MONTHS, counted_years, least_months
from diemtua.insurance.rules.refusals import NumberOutOfRange


@dataclass(frozen=True)
class LumpSum:
    """A lump sum in đồng: `months_before` and `months_from` 2014 with an adjusted `average` a month.

    `state_support` is what the State paid in for this person, in đồng: it is taken off, except for the
    gravely ill (Law 41/2024 Art. 102.3).
    """

    on: DayLaw
    months_before: int
    months_from: int
    average: Decimal
    state_support: Decimal = Decimal(0)

    @property
    def is_short(self) -> bool:
        """Say whether less than a year was paid: then it is the amount paid in, up to a cap."""
        return self.months_before + self.months_from < 12

    @property
    def total(self) -> Decimal:
        """Return the sum before the State's part is taken off, unrounded."""
        return self._parts[-1].value

    @property
    def amount(self) -> int:
        """Return what is paid out, in whole đồng; never below zero."""
        return to_dong(max(Decimal(0), self.total - self.state_support))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the working; the last line is `amount`."""
        title = Words("Số tiền nhận một lần", "Paid out at once")
        formula = (
            f"{show(self.total)} − {show(self.state_support)}" if self.state_support else show(self.total)
        )
        return (*self._parts, Step(title, formula, Decimal(self.amount), Unit.DONG))

    @property
    def _parts(self) -> tuple[Step, ...]:
        return _short(self) if self.is_short else _by_years(self)


def factor_months(on: DayLaw, months_before: int, months_from: int) -> Decimal:
    """Return how many average months a lump sum is.

    The odd months before 2014 are reckoned as paid later; the rest of a year counts in halves.
    """
    return _factor_step(on, months_before, months_from).value


def cap(on: DayLaw, average: Decimal) -> Decimal:
    """Return the most that is paid for less than a year, in đồng."""
    return on.value("lump_short_cap") * average


def lump_sum(
    on: DayLaw,
    *,
    months_before: int = 0,
    months_from: int = 0,
    average: Decimal | int,
    state_support: Decimal | int = 0,
) -> LumpSum:
    """Work out a lump sum for months paid before and from 2014, with an adjusted average in đồng a month.

    :raises NumberOutOfRange: for no month or too many, or amounts below zero
    """
    months = months_before + months_from
    if months_before < 0 or months_from < 0 or not 1 <= months <= MOST_MONTHS:
        raise NumberOutOfRange(name="số tháng đóng", value=months, lowest=1, highest=MOST_MONTHS)
    if average <= 0 or state_support < 0:
        raise NumberOutOfRange(name="số tiền", value=min(average, state_support), lowest=0, highest="∞")
    return LumpSum(on, months_before, months_from, Decimal(average), Decimal(state_support))


def why_not_now(
    on: DayLaw,
    *,
    months: int,
    months_paused: int,
    is_of_age: bool = False,
    is_leaving_or_gravely_ill: bool = False,
    paid_before_july_2025: bool = True,
) -> Words | None:
    """Return why a lump sum cannot be taken now, or None (Law 41/2024 Art. 102.1)."""
    if is_leaving_or_gravely_ill:
        return None
    if is_of_age:
        least = least_months(on)
        if months < least:
            return None
        return Words(
            f"Đã đủ tuổi và đóng đủ {least} tháng: hưởng lương hưu, không nhận một lần.",
            f"Of age with {least} months or more: a pension, not a lump sum.",
        )
    most, pause = int(on.value("lump_least_pension_months")), int(on.value("lump_pause_months"))
    if not paid_before_july_2025:
        return Words(
            "Người bắt đầu đóng từ 01/07/2025 không được nhận một lần chỉ vì đã nghỉ đóng.",
            "Who began to pay on 1 July 2025 or later cannot take the lump sum after a mere pause.",
        )
    if months >= most:
        return Words(f"Đã đóng từ {most} tháng trở lên.", f"{most} months or more are paid.")
    if months_paused < pause:
        return Words(
            f"Chưa nghỉ đóng đủ {pause} tháng (mới {months_paused}).",
            f"The pause is {months_paused} months; {pause} are needed.",
        )
    return None


def _factor_step(on: DayLaw, months_before: int, months_from: int) -> Step:
    before, since = on.row("lump_year_months", "before_2014"), on.row("lump_year_months", "from_2014")
    years_before, odd = divmod(months_before, 12)
    years_from = counted_years(months_from + odd)
    value = before.value * years_before + since.value * years_from
    title = Words("Số tháng bình quân được nhận", "Average months paid out")
    formula = f"{show(before.value)} × {years_before} + {show(since.value)} × {show(years_from)}"
    return Step(title, formula, value, Unit.FACTOR, (before, since))


def _by_years(lump: LumpSum) -> tuple[Step, ...]:
    factor = _factor_step(lump.on, lump.months_before, lump.months_from)
    title = Words("Tổng số tiền", "Whole sum")
    formula = f"{show(factor.value)} × {show(lump.average)}"
    return (factor, Step(title, formula, factor.value * lump.average, Unit.DONG))


def _short(lump: LumpSum) -> tuple[Step, ...]:
    rate, most = lump.on.row("lump_short_rate"), lump.on.row("lump_short_cap")
    months = lump.months_before + lump.months_from
    paid = rate.value * lump.average * months / 100
    highest = most.value * lump.average
    title = Words("Đóng chưa đủ một năm: số đã đóng", "Less than a year: what was paid in")
    formula = f"{show_percent(rate.value)} × {show(lump.average)} × {months}"
    limit = Words("Không quá mức cao nhất", "Not above the highest amount")
    capped = f"min({show(paid)}; {show(most.value)} × {show(lump.average)})"
    return (
        Step(title, formula, paid, Unit.DONG, (rate,)),
        Step(limit, capped, min(paid, highest), Unit.DONG, (most,)),
    )
