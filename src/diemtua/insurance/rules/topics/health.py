"""Cases of health insurance: members and households, pupils, thresholds.

A published case is worked out as its numbers stand: unlike a quote, its months are not held to the
periods that are offered.
"""

from collections.abc import Sequence
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.enums import HealthGroup
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.health_benefit import Amount, copay_threshold, visit_threshold
from diemtua.insurance.rules.health_tariff import due_step, full_month_step, tariff
from diemtua.insurance.rules.household import MOST_MEMBERS
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import InputMisread, NumberOutOfRange
from diemtua.insurance.rules.topics.cases import Inputs, Topic, Worked

A_YEAR = 12
MOST_MONTHS = 60


def full_month(on: DayLaw, given: Inputs) -> Worked:
    """Return the full contribution of one month."""
    step = full_month_step(on)
    return Worked(Decimal(to_dong(step.value)), (step,))


def member_month(on: DayLaw, given: Inputs) -> Worked:
    """Return what the member in place `order` (the first when left out) owes a month."""
    return _member(on, given, 1)


def member_period(on: DayLaw, given: Inputs) -> Worked:
    """Return what the member in place `order` owes for `months` (a year when left out)."""
    return _member(on, given, _months(given))


def total(on: DayLaw, given: Inputs) -> Worked:
    """Return what a household of `members` owes when all join for the same time."""
    members, months = _within(given, "members", 1, MOST_MEMBERS), _months(given)
    return _household(on, [months] * members)


def total_mixed(on: DayLaw, given: Inputs) -> Worked:
    """Return what a household owes whose members, in their order, join for different times."""
    return _household(on, _list_of_months(given))


def order_shares(on: DayLaw, given: Inputs) -> Worked:
    """Return the shares of the members who join, as "100%;70%"."""
    rows = [tariff(on).share(order) for order in _orders(given)]
    steps = tuple(_share_step(order, row) for order, row in zip(_orders(given), rows, strict=True))
    return Worked(";".join(f"{show(row.value)}%" for row in rows), steps)


def amounts_year(on: DayLaw, given: Inputs) -> Worked:
    """Return the yearly amounts of the members who join, as "621000;434700"."""
    months = _months(given)
    steps = tuple(due_step(on, _member_words(order, months), order, months) for order in _orders(given))
    return Worked(";".join(str(int(step.value)) for step in steps), (full_month_step(on), *steps))


def student_net(on: DayLaw, given: Inputs) -> Worked:
    """Return what a pupil pays for `months`; the support is the law's unless the case states one."""
    months = _months(given)
    percent, rows = _support(on, given, "support_pct")
    whole = tariff(on).full * months
    value = Decimal(to_dong(whole - whole * percent / 100))
    formula = f"(100 % − {show_percent(percent)}) × {show(tariff(on).full)} × {months}"
    title = Words("Học sinh, sinh viên đóng", "The pupil or student pays")
    return Worked(value, (full_month_step(on), Step(title, formula, value, Unit.DONG, rows)))


def student_reduction(on: DayLaw, given: Inputs) -> Worked:
    """Return by how much less a pupil pays for `months` when the support rises."""
    months = _months(given)
    before, after = _percent(given, "from_pct"), _support(on, given, "to_pct")
    value = Decimal(to_dong(tariff(on).full * months * (after[0] - before) / 100))
    formula = f"({show_percent(after[0])} − {show_percent(before)}) × {show(tariff(on).full)} × {months}"
    title = Words("Đóng ít hơn", "Less to pay")
    return Worked(value, (full_month_step(on), Step(title, formula, value, Unit.DONG, after[1])))


def threshold_visit(on: DayLaw, given: Inputs) -> Worked:
    """Return the cost of one visit below which all is paid."""
    return _amount(visit_threshold(on))


def threshold_year(on: DayLaw, given: Inputs) -> Worked:
    """Return the own payments of a year above which all is paid."""
    return _amount(copay_threshold(on))


def _amount(amount: Amount) -> Worked:
    return Worked(Decimal(amount.dong), amount.steps)


def _member(on: DayLaw, given: Inputs, months: int) -> Worked:
    order = _within(given, "order", 1, MOST_MEMBERS) if given.has("order") else 1
    step = due_step(on, _member_words(order, months), order, months)
    return Worked(step.value, (full_month_step(on), step))


def _household(on: DayLaw, months: Sequence[int]) -> Worked:
    dues = [
        due_step(on, _member_words(order, paid), order, paid) for order, paid in enumerate(months, start=1)
    ]
    value = sum((step.value for step in dues), Decimal(0))
    title = Words("Cả hộ đóng", "The household pays")
    whole = Step(title, " + ".join(show(step.value) for step in dues), value, Unit.DONG)
    return Worked(value, (full_month_step(on), *dues, whole))


def _orders(given: Inputs) -> range:
    """Return the places of the members who join: who has a card of another group takes none."""
    carded = given.maybe_whole("already_carded_in_other_groups")
    household = carded + given.maybe_whole("joining_now")
    if given.has("household"):
        household = _within(given, "household", 1, MOST_MEMBERS)
    left = household - carded
    joining = given.maybe_whole("joining_now", left)
    if not 0 <= carded <= household:
        raise NumberOutOfRange(
            name="already_carded_in_other_groups", value=carded, lowest=0, highest=household
        )
    if not 1 <= joining <= left:
        raise NumberOutOfRange(name="joining_now", value=joining, lowest=1, highest=left)
    return range(1, joining + 1)


def _support(on: DayLaw, given: Inputs, name: str) -> tuple[Decimal, tuple[Row, ...]]:
    """Return the support the case states, or the law's with its row."""
    if given.has(name):
        return _percent(given, name), ()
    row = on.row("health_support", HealthGroup.STUDENT)
    return row.value, (row,)


def _percent(given: Inputs, name: str) -> Decimal:
    percent = given.number(name)
    if not 0 <= percent <= 100:
        raise NumberOutOfRange(name=name, value=percent, lowest=0, highest=100)
    return percent


def _months(given: Inputs) -> int:
    return _within(given, "months", 1, MOST_MONTHS) if given.has("months") else A_YEAR


def _within(given: Inputs, name: str, lowest: int, highest: int) -> int:
    number = given.whole(name)
    if not lowest <= number <= highest:
        raise NumberOutOfRange(name=name, value=number, lowest=lowest, highest=highest)
    return number


def _list_of_months(given: Inputs) -> list[int]:
    """Return the months of the members, given as a list or as text: 12;6;3."""
    name = "member_months"
    raw = given.raw(name)
    parts: Sequence[object] = (
        raw if isinstance(raw, list | tuple) else str(raw).replace(",", ";").strip("[] ").split(";")
    )
    try:
        months = [int(str(part)) for part in parts]
    except ValueError:
        months = []
    if not 1 <= len(months) <= MOST_MEMBERS or not all(0 <= part <= MOST_MONTHS for part in months):
        expected = f"từ 1 đến {MOST_MEMBERS} số tháng, mỗi số từ 0 đến {MOST_MONTHS}, như [12, 6, 3]"
        raise InputMisread(name=name, value=raw, expected=expected)
    return months


def _member_words(order: int, months: int) -> Words:
    return Words(f"Người thứ {order}, {months} tháng", f"Member no. {order}, {months} months")


def _share_step(order: int, row: Row) -> Step:
    title = Words(f"Người thứ {order}", f"Member no. {order}")
    return Step(title, show_percent(row.value), row.value, Unit.PERCENT, (row,))


TOPICS: dict[str, Topic] = {
    "bhyt_full_month": full_month,
    "bhyt_hh_member_month": member_month,
    "bhyt_hh_member_period": member_period,
    "bhyt_hh_member_year": member_period,
    "bhyt_hh_total_year": total,
    "bhyt_hh_total_mixed": total_mixed,
    "bhyt_hh_order_shares": order_shares,
    "bhyt_hh_amounts_year": amounts_year,
    "bhyt_student_net": student_net,
    "bhyt_student_reduction": student_reduction,
    "bhyt_threshold_15pct": threshold_visit,
    "bhyt_threshold_6x": threshold_year,
}
