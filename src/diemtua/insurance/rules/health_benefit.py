"""What a health insurance card pays: thresholds, and the level of a group.

Law on Health Insurance Art. 22; Decree 188/2025 Art. 18; Resolution 261/2025/QH15.
Docs: docs/algorithms/health-card.md.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import NumberOutOfRange, UnknownGroup

DAY = timedelta(days=1)


class CardGroup(StrEnum):
    """The groups that a card's benefit level depends on."""

    HOUSEHOLD = "household"
    STUDENT = "student"
    AVERAGE_FARMER = "average_farmer"
    NEAR_POOR = "near_poor"
    PENSIONER = "pensioner"
    POOR = "poor"
    ETHNIC_MINORITY_IN_HARD_AREA = "ethnic_minority_in_hard_area"
    CHILD_UNDER_6 = "child_under_6"
    PERSON_OF_MERIT = "person_of_merit"
    SOCIAL_PENSIONER = "social_pensioner"


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure in whole đồng with its working; the last step's value is the figure."""

    dong: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the card pays of a treatment, in percent of what is insured, and why."""

    percent: Decimal
    reason: Words
    steps: tuple[Step, ...]


def visit_threshold(on: DayLaw) -> Amount:
    """Return the cost of one visit below which the card pays all, in đồng (Art. 22.1: 15 % of the base)."""
    row, base = on.row("visit_threshold"), on.row("base")
    title = Words("Một lần khám dưới mức này được trả đủ", "A visit below this is paid in full")
    dong = to_dong(row.value * base.value / 100)
    formula = f"{show_percent(row.value)} × {show(base.value)}"
    return Amount(dong, (Step(title, formula, Decimal(dong), Unit.DONG, (row, base)),))


def copay_threshold(on: DayLaw) -> Amount:
    """Return the own payments of a year above which the card pays all after five years, in đồng: 6 × base."""
    row, base = on.row("copay_threshold"), on.row("base")
    title = Words("Ngưỡng cùng chi trả trong năm", "Threshold of own payments in a year")
    dong = to_dong(row.value * base.value)
    formula = f"{show(row.value)} × {show(base.value)}"
    return Amount(dong, (Step(title, formula, Decimal(dong), Unit.DONG, (row, base)),))


def copay_threshold_of_year(on: DayLaw, *, paid_before: int) -> Amount:
    """Return the threshold of a year in which the base has changed, in đồng.

    `paid_before` is what the person paid of his own before the change, in đồng. That part of the old
    threshold counts as reached; the rest has to be reached at the new one:
    paid_before + (1 − paid_before ÷ old threshold) × new threshold.

    :raises NoLawForDay:
    :raises NumberOutOfRange: for less than nothing, or more than the old threshold
    """
    now = copay_threshold(on)
    old_row = _base_before(on)
    if old_row is None:
        return now
    then = copay_threshold(on.law.on(old_row.valid_to - DAY if old_row.valid_to else on.day))
    if not 0 <= paid_before <= then.dong:
        raise NumberOutOfRange(
            name="số đã cùng chi trả trước ngày đổi", value=paid_before, lowest=0, highest=then.dong
        )
    kept = on.row("copay_carried")
    reached = Decimal(paid_before) / then.dong * kept.value / 100
    dong = to_dong(paid_before + (1 - reached) * now.dong)
    title = Words(
        "Ngưỡng cùng chi trả của năm có hai mức", "Threshold of own payments in a year with two bases"
    )
    formula = f"{show(paid_before)} + (1 − {show(paid_before)} / {show(then.dong)}) × {show(now.dong)}"
    step = Step(title, formula, Decimal(dong), Unit.DONG, (kept,))
    return Amount(dong, (*then.steps, *now.steps, step))


def coverage(
    on: DayLaw,
    *,
    group: CardGroup | str,
    visit_cost: int | None = None,
    at_commune: bool = False,
    five_years_full: bool = False,
    own_payments: int = 0,
) -> Coverage:
    """Return what the card pays of a treatment in the right place on the day of `on`.

    `visit_cost` is the whole cost of the visit, `own_payments` what the person paid of his own this
    year, in đồng. All is paid at commune level, for a visit below 15 % of the base salary, and after
    five consecutive years once the own payments exceed 6 × base; else the level of the group.

    :raises UnknownGroup, NoLawForDay:
    """
    row = on.row("benefit_level", card_group_of(group))
    whole = Decimal(100)
    if at_commune and row.value < whole:
        return _full(Words("Khám, chữa bệnh tại tuyến xã", "Treated at commune level"), (row,))
    visit, year = visit_threshold(on), copay_threshold(on)
    if visit_cost is not None and visit_cost < visit.dong:
        return _full(visit.steps[-1].title, visit.steps[-1].rows, visit.steps)
    if five_years_full and own_payments > year.dong:
        reason = Words(
            "Đủ 05 năm liên tục, đã cùng chi trả quá ngưỡng",
            "Five consecutive years, own payments above the threshold",
        )
        return _full(reason, (on.row("continuity"), *year.steps[-1].rows), year.steps)
    reason = Words("Mức hưởng của nhóm", "Level of the group")
    return Coverage(
        row.value, reason, (Step(reason, show_percent(row.value), row.value, Unit.PERCENT, (row,)),)
    )


def card_group_of(word: CardGroup | str) -> CardGroup:
    """Read a group's name.

    :raises UnknownGroup:
    """
    try:
        return CardGroup(word)
    except ValueError:
        raise UnknownGroup(group=word, allowed=", ".join(CardGroup)) from None


def _base_before(on: DayLaw) -> Row | None:
    """Return the base salary that was replaced earlier in the calendar year of the day, if one was."""
    now = on.row("base")
    if now.valid_from.year != on.day.year or (now.valid_from.month, now.valid_from.day) == (1, 1):
        return None
    return on.law.on(now.valid_from - DAY).find("base")


def _full(reason: Words, rows: tuple[Row, ...], before: tuple[Step, ...] = ()) -> Coverage:
    whole = Decimal(100)
    return Coverage(whole, reason, (*before, Step(reason, show_percent(whole), whole, Unit.PERCENT, rows)))
