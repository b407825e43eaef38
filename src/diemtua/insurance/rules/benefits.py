"""What else voluntary insurance gives: maternity, funeral, survivors, an allowance; the social pension.

Law 58/2014 Art. 80, 81; Law 41/2024 Art. 21 to 23, 94, 95, 109, 110; Decree 159/2025 Art. 14; Decree
176/2025. Docs: docs/algorithms/benefits.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.lump_sum import lump_sum
from diemtua.insurance.rules.pension import counted_years
from diemtua.insurance.rules.refusals import NumberOutOfRange

MOST_CHILDREN = 9
YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit: its amount in đồng, why it is not due (None when it is), and the working."""

    amount: int
    why_not: Words | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Allowance:
    """A monthly allowance from one's own contributions: đồng a month, for so many months."""

    monthly: int
    months: int
    steps: tuple[Step, ...]


def maternity(on: DayLaw, *, months_of_last_12: int, children: int = 1) -> Benefit:
    """Return the maternity grant of a mother, or of the father whose wife gives birth.

    `months_of_last_12` are the months paid within the 12 before the birth.

    :raises NoLawForDay: before 1 July 2025, when voluntary insurance knew no such grant
    """
    _check("số con", children, 1, MOST_CHILDREN)
    _check("số tháng đóng trong 12 tháng", months_of_last_12, 0, 12)
    grant, least = on.row("maternity_grant"), on.row("maternity_months")
    value = grant.value * children
    title = Words("Trợ cấp thai sản", "Maternity grant")
    step = Step(title, f"{children} × {show(grant.value)}", value, Unit.DONG, (grant, least))
    return _benefit(value, _too_short(months_of_last_12, least.value), step)


def funeral(on: DayLaw, *, months: int, is_pensioner: bool = False) -> Benefit:
    """Return the funeral grant for who buries a person that paid `months`, or drew a pension."""
    _check("số tháng đóng", months, 0, 720)
    factor, least, base = on.row("funeral_factor"), on.row("funeral_months"), on.row("base")
    value = factor.value * base.value
    title = Words("Trợ cấp mai táng", "Funeral grant")
    step = Step(title, f"{show(factor.value)} × {show(base.value)}", value, Unit.DONG, (factor, base, least))
    return _benefit(value, None if is_pensioner else _too_short(months, least.value), step)


def survivors_lump(
    on: DayLaw, *, months_before: int, months_from: int, average: int, paid_in: int = 0
) -> Benefit:
    """Return the survivors' grant for a person who paid and drew no pension yet, in đồng.

    Reckoned as a lump sum; for fewer months than the law asks, what was paid in (`paid_in`, đồng; left
    out, the rate of contribution on the average), since July 2025 without a cap.
    """
    _check_dong("số tiền đã đóng", paid_in)
    least = on.row("survivors_months")
    title = Words("Trợ cấp tuất một lần", "Survivors' grant")
    whole = lump_sum(on, months_before=months_before, months_from=months_from, average=average)
    months = months_before + months_from
    if months >= least.value or (whole.is_short and least.value <= YEAR):
        step = Step(title, whole.steps[-1].formula, Decimal(whole.amount), Unit.DONG, (least,))
        return Benefit(whole.amount, None, (*whole.steps[:-1], step))
    if paid_in:
        step = Step(title, show(paid_in), Decimal(paid_in), Unit.DONG, (least,))
        return Benefit(paid_in, None, (step,))
    rate = on.row("lump_short_rate")
    value = rate.value * average * months / 100
    formula = f"{show_percent(rate.value)} × {show(average)} × {months}"
    return _benefit(value, None, Step(title, formula, Decimal(to_dong(value)), Unit.DONG, (rate, least)))


def survivors_of_pensioner(on: DayLaw, *, pension: int, months_drawn: int) -> Benefit:
    """Return the survivors' grant when a pensioner dies after `months_drawn` months of a pension in đồng."""
    _check("số tháng đã hưởng", months_drawn, 0, 1200)
    _check_dong("lương hưu", pension)
    first, less, least = (on.row("survivors_pension_months", key) for key in ("first", "less", "least"))
    factor = max(least.value, first.value - less.value * max(0, months_drawn - 2))
    value = factor * pension
    title = Words("Trợ cấp tuất một lần", "Survivors' grant")
    step = Step(title, f"{show(factor)} × {show(pension)}", value, Unit.DONG, (first, less, least))
    return _benefit(value, None, step)


def social_pension(on: DayLaw, *, age: int, is_poor: bool = False, has_pension: bool = False) -> Benefit:
    """Return the social pension, in đồng a month, of who has no pension at `age` years."""
    _check("tuổi", age, 0, 120)
    amount = on.row("social_pension")
    from_age = on.row("social_pension_age", "poor" if is_poor else "all")
    title = Words("Trợ cấp hưu trí xã hội một tháng", "Social pension a month")
    step = Step(title, show(amount.value), amount.value, Unit.DONG_A_MONTH, (amount, from_age))
    why_not = None
    if has_pension:
        why_not = Words(
            "Đã có lương hưu hoặc trợ cấp BHXH hằng tháng.", "Has a pension or monthly allowance."
        )
    elif age < from_age.value:
        why_not = Words(f"Từ {show(from_age.value)} tuổi.", f"From the age of {show(from_age.value)}.")
    return _benefit(amount.value, why_not, step)


def monthly_allowance(on: DayLaw, *, months: int, average: int, months_to_social_pension: int) -> Allowance:
    """Return the allowance of who is of age without enough months for a pension (Law 41/2024 Art. 23).

    The lump sum of `months` with an `average` income (đồng a month) is paid month by month, at least at
    the level of the social pension, until that begins in `months_to_social_pension` months. What is more
    than those months need raises the monthly amount.
    """
    _check("số tháng đóng", months, 1, 720)
    _check("số tháng đến tuổi trợ cấp hưu trí xã hội", months_to_social_pension, 1, 600)
    _check_dong("mức bình quân", average)
    least = on.row("social_pension")
    factor = on.row("lump_year_months", "from_2014")
    own = factor.value * counted_years(months) * average
    enough = int(own // least.value)
    lasts = min(enough, months_to_social_pension)
    is_raised = enough > months_to_social_pension
    monthly = to_dong(own / lasts) if is_raised else int(least.value)
    working = f"{show(own)} / {lasts}" if is_raised else show(monthly)
    title = Words("Số tháng được hưởng", "Months paid out")
    formula = f"{show(factor.value)} × {show(counted_years(months))} × {show(average)} / {show(least.value)}"
    months_step = Step(title, formula, Decimal(lasts), Unit.MONTHS, (factor, least))
    last = Step(Words("Trợ cấp một tháng", "Allowance a month"), working, Decimal(monthly), Unit.DONG_A_MONTH)
    return Allowance(monthly, lasts, (months_step, last))


def _check(name: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise NumberOutOfRange(name=name, value=value, lowest=lowest, highest=highest)


def _check_dong(name: str, amount: int) -> None:
    if amount < 0:
        raise NumberOutOfRange(name=name, value=amount, lowest=0, highest="∞")


def _too_short(months: int, least: Decimal) -> Words | None:
    if months >= least:
        return None
    return Words(f"Cần đóng ít nhất {show(least)} tháng.", f"At least {show(least)} months must be paid.")


def _benefit(value: Decimal, why_not: Words | None, step: Step) -> Benefit:
    return Benefit(to_dong(value), why_not, (step,))
