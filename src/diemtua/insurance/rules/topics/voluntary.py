"""Cases of voluntary social insurance: lowest and highest dues, support, periods, missing and late months.

A published case is worked out as its numbers stand: unlike a quote, its income is not held to the
floor, the ceiling and the step of the day.
"""

import re
from datetime import date
from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.core.periods import parse_day
from diemtua.insurance.enums import Group
from diemtua.insurance.rules import prepayment
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.months import months_between
from diemtua.insurance.rules.refusals import InputMisread, NumberOutOfRange
from diemtua.insurance.rules.topics.cases import Inputs, Topic, Worked
from diemtua.insurance.rules.voluntary import PERIODS, gross_month, group_of, support_month

LOWEST = Words("Mức đóng thấp nhất một tháng", "Lowest contribution of one month")
HIGHEST_INCOME = Words("Thu nhập chọn cao nhất", "Highest chosen income")
HIGHEST = Words("Mức đóng cao nhất một tháng", "Highest contribution of one month")
MONTH = Words("Mức đóng một tháng", "Contribution of one month")
SUPPORT = Words("Nhà nước hỗ trợ một tháng", "State support of one month")
LOCAL = Words("Địa phương hỗ trợ một tháng", "Local support of one month")
PAYS = Words("Người tham gia đóng", "The person pays")
MOST_MONTHS = 600


def lowest_month(on: DayLaw, given: Inputs) -> Worked:
    """Return the lowest monthly contribution."""
    return _dues(LOWEST, on, on.row("voluntary_lowest_income"))


def lowest_month_increase(on: DayLaw, given: Inputs) -> Worked:
    """Return by how much the lowest contribution rose since the day (or year) `vs`."""
    earlier = on.law.on(_earlier_day(on.day, given))
    now, then = lowest_month(on, given), lowest_month(earlier, given)
    rise = Decimal(now.result) - Decimal(then.result)
    title = Words("Tăng thêm một tháng", "Increase of one month")
    formula = f"{show(Decimal(now.result))} − {show(Decimal(then.result))}"
    return Worked(rise, (*then.steps, *now.steps, Step(title, formula, rise, Unit.DONG_A_MONTH)))


def highest_income(on: DayLaw, given: Inputs) -> Worked:
    """Return the highest income that may be chosen."""
    factor, base = on.row("voluntary_highest_income_factor"), on.row("base")
    value = factor.value * base.value
    formula = f"{show(factor.value)} × {show(base.value)}"
    return Worked(value, (Step(HIGHEST_INCOME, formula, value, Unit.DONG_A_MONTH, (factor, base)),))


def highest_month(on: DayLaw, given: Inputs) -> Worked:
    """Return the highest monthly contribution."""
    income = highest_income(on, given)
    rate = on.row("voluntary_rate")
    value = gross_month(on, Decimal(income.result))
    formula = f"{show_percent(rate.value)} × {show(Decimal(income.result))}"
    return Worked(value, (*income.steps, Step(HIGHEST, formula, value, Unit.DONG_A_MONTH, (rate,))))


def gross(on: DayLaw, given: Inputs) -> Worked:
    """Return the contribution of one month for the income of the case."""
    rate, income = on.row("voluntary_rate"), _income(given)
    value = gross_month(on, income)
    formula = f"{show_percent(rate.value)} × {show(income)}"
    return Worked(value, (Step(MONTH, formula, value, Unit.DONG_A_MONTH, (rate,)),))


def support(on: DayLaw, given: Inputs) -> Worked:
    """Return the State's support of one month for a group."""
    group = group_of(given.text("group"))
    rows = (on.row("voluntary_support", group), on.row("voluntary_rate"), on.row("voluntary_lowest_income"))
    value = support_month(on, group)
    formula = " × ".join([show_percent(rows[0].value), show_percent(rows[1].value), show(rows[2].value)])
    return Worked(value, (Step(SUPPORT, formula, value, Unit.DONG_A_MONTH, rows),))


def net_month(on: DayLaw, given: Inputs) -> Worked:
    """Return what the person pays a month, without local support."""
    return _net(gross(on, given), support(on, given))


def net_period(on: DayLaw, given: Inputs) -> Worked:
    """Return what the person pays for a period, with the local support that the case names."""
    months = _months(given, "months")
    monthly, supported = gross(on, given), support(on, given)
    whole = _period(on, given, Decimal(monthly.result), months)
    state = Decimal(supported.result) * months
    percent = given.number("local_topup_pct_of_min_contribution") if _has_local(given) else Decimal(0)
    local = percent * Decimal(lowest_month(on, given).result) / 100 * months
    value = Decimal(to_dong(whole - state - local))
    steps = [*monthly.steps, *supported.steps]
    if local:
        formula = f"{show_percent(percent)} × {show(Decimal(lowest_month(on, given).result))}"
        steps.append(Step(LOCAL, formula, local / months, Unit.DONG_A_MONTH))
    formula = f"{show(whole)} − {show(state)}" + (f" − {show(local)}" if local else "")
    return Worked(value, (*steps, Step(PAYS, formula, value, Unit.DONG)))


def total_support_percent(on: DayLaw, given: Inputs) -> Worked:
    """Return State and local support together, in percent of the lowest contribution."""
    group = group_of(given.text("group"))
    rows = [on.row("voluntary_support", group)]
    if given.has("local_topup"):
        rows += _resolution(on, group, given)
    value = sum((row.value for row in rows), Decimal(0))
    title = Words("Tổng tỷ lệ hỗ trợ", "Support altogether")
    formula = " + ".join(show_percent(row.value) for row in rows)
    return Worked(value, (Step(title, formula, value, Unit.PERCENT, tuple(rows)),))


def missing_lump(on: DayLaw, given: Inputs) -> Worked:
    """Return one payment for the months missing to a pension."""
    months = _months(given, "months_missing")
    monthly = gross(on, given)
    rate, rows = _return(on, given)
    value = Decimal(prepayment.missing_months(Decimal(monthly.result), months, rate))
    title = Words(f"Đóng một lần cho {months} tháng còn thiếu", f"One payment for {months} missing months")
    formula = f"Σ {show(Decimal(monthly.result))} × (1 + {show_percent(rate)})^i, i = 1…{months}"
    return Worked(value, (*monthly.steps, Step(title, formula, value, Unit.DONG, rows)))


def late_month_total(on: DayLaw, given: Inputs) -> Worked:
    """Return what a month paid late costs the person: dues with interest, less the State's support."""
    late = months_between(_month(given, "late_month"), on.day)
    if late < 0:
        raise InputMisread(name="late_month", value=given.raw("late_month"), expected="không sau ngày đóng")
    monthly, supported = gross(on, given), support(on, given)
    rate, rows = _return(on, given)
    whole = Decimal(prepayment.late_month(Decimal(monthly.result), late, rate))
    title = Words(f"Đóng chậm {late} tháng, có lãi", f"Paid {late} months late, with interest")
    formula = f"{show(Decimal(monthly.result))} × (1 + {show_percent(rate)})^{late}"
    with_interest = Worked(whole, (*monthly.steps, Step(title, formula, whole, Unit.DONG, rows)))
    return _net(with_interest, supported)


TOPICS: dict[str, Topic] = {
    "vol_min_gross_month": lowest_month,
    "vol_min_gross_increase": lowest_month_increase,
    "vol_max_income": highest_income,
    "vol_max_gross_month": highest_month,
    "vol_gross_month": gross,
    "vol_support_month": support,
    "vol_net_month": net_month,
    "vol_net_period": net_period,
    "vol_total_support_pct": total_support_percent,
    "vol_missing_lump": missing_lump,
    "vol_late_month_total": late_month_total,
}


def _dues(title: Words, on: DayLaw, income: Row) -> Worked:
    rate = on.row("voluntary_rate")
    value = gross_month(on, income.value)
    formula = f"{show_percent(rate.value)} × {show(income.value)}"
    return Worked(value, (Step(title, formula, value, Unit.DONG_A_MONTH, (rate, income)),))


def _net(dues: Worked, supported: Worked) -> Worked:
    value = Decimal(dues.result) - Decimal(supported.result)
    formula = f"{show(Decimal(dues.result))} − {show(Decimal(supported.result))}"
    last = Step(PAYS, formula, value, Unit.DONG)
    return Worked(value, (*dues.steps, *supported.steps, last))


def _period(on: DayLaw, given: Inputs, monthly: Decimal, months: int) -> Decimal:
    if months in PERIODS or months < 2 * max(PERIODS):
        return monthly * months
    return Decimal(prepayment.years_ahead(monthly, months, _return(on, given)[0]))


def _income(given: Inputs) -> Decimal:
    income = given.number("income")
    if income <= 0:
        raise NumberOutOfRange(name="income", value=income, lowest=1, highest="∞")
    return income


def _months(given: Inputs, name: str) -> int:
    months = given.whole(name)
    if not 1 <= months <= MOST_MONTHS:
        raise NumberOutOfRange(name=name, value=months, lowest=1, highest=MOST_MONTHS)
    return months


def _return(on: DayLaw, given: Inputs) -> tuple[Decimal, tuple[Row, ...]]:
    """Return the fund's return in percent a month: what the case states, else the law's row."""
    if given.has("r_month_pct"):
        return given.number("r_month_pct"), ()
    row = on.row("fund_return")
    return row.value, (row,)


def _has_local(given: Inputs) -> bool:
    return given.has("local_topup_pct_of_min_contribution")


def _resolution(on: DayLaw, group: Group, given: Inputs) -> list[Row]:
    """Return the rows of the resolution named by the case, found by its number and year."""
    name = given.text("local_topup")
    number = re.search(r"\d+/\d{4}", name)
    rows = [row for row in on.law.rows if row.parameter == "voluntary_local_support"]
    named = [row for row in rows if number and number[0] in row.basis]
    if not named:
        known = "; ".join(sorted({row.basis for row in rows}))
        raise InputMisread(name="local_topup", value=name, expected=f"các nghị quyết có số liệu: {known}")
    return [row for row in named if row.key == group and on.find(row.parameter, row.key, row.place) == row]


def _earlier_day(day: date, given: Inputs) -> date:
    """Return the day `vs`; a bare year stands for its last day."""
    text = given.text("vs")
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 12, 31)
    if earlier := parse_day(text):
        return earlier
    raise InputMisread(name="vs", value=text, expected="cần một ngày hoặc một năm")


def _month(given: Inputs, name: str) -> date:
    """Return an input month (YYYY-MM, MM/YYYY or a day in it) as its first day."""
    text = given.text(name)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})", text):
        year, month, other_month, other_year = found.groups()
        if 1 <= int(month or other_month) <= 12:
            return date(int(year or other_year), int(month or other_month), 1)
    if day := parse_day(text):
        return day.replace(day=1)
    raise InputMisread(name=name, value=text, expected="cần một tháng, như 2024-05")
