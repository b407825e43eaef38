"""Cases of retirement, pension, adjusted averages and the lump sum."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from diemtua.insurance.enums import Sex
from diemtua.insurance.rules import indexation, lump_sum, retirement
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.pension import rate_steps
from diemtua.insurance.rules.refusals import InputMisread, NumberOutOfRange
from diemtua.insurance.rules.topics.cases import Inputs, Topic, Worked

PENSION = Words("Lương hưu một tháng", "Monthly pension")
AVERAGE = Words("Mức bình quân đã điều chỉnh", "Adjusted average")
CAP = Words("Mức cao nhất khi đóng chưa đủ một năm", "At most, for less than a year")
AGE = Words("Tuổi nghỉ hưu", "Retirement age")
MOST_YEARS = 60
SEXES = {
    "male": Sex.MALE,
    "nam": Sex.MALE,
    "m": Sex.MALE,
    "female": Sex.FEMALE,
    "nữ": Sex.FEMALE,
    "f": Sex.FEMALE,
}


def pension_rate(on: DayLaw, given: Inputs) -> Worked:
    """Return the pension rate in percent, for years paid (also with a fraction)."""
    steps = rate_steps(on, _sex(given), _months_of_years(given, "years"))
    return Worked(steps[-1].value, steps)


def pension_month(on: DayLaw, given: Inputs) -> Worked:
    """Return the monthly pension, unrounded."""
    rate, average = pension_rate(on, given), _positive(given, "avg_income")
    value = Decimal(rate.result) * average / 100
    formula = f"{show_percent(Decimal(rate.result))} × {show(average)}"
    return Worked(value, (*rate.steps, Step(PENSION, formula, value, Unit.DONG_A_MONTH)))


def retire_age(on: DayLaw, given: Inputs) -> Worked:
    """Return the retirement age of a year, as years and months."""
    row = retirement.retirement_age(on.law, _sex(given), given.maybe_whole("year", on.day.year))
    age = int(row.value)
    step = Step(AGE, f"{age // 12} × 12 + {age % 12}", row.value, Unit.MONTHS, (row,))
    return Worked(retirement.in_words(age), (step,))


def retire_month_reached(on: DayLaw, given: Inputs) -> Worked:
    """Return the month in which the retirement age is reached, as YYYY-MM."""
    birth = _birth(given)
    retirement.check_birth(on, birth)
    when = retirement.retirement_of(on.law, sex=_sex(given), birth=birth)
    return Worked(f"{when.reached:%Y-%m}", when.steps)


def adjusted_average(on: DayLaw, given: Inputs) -> Worked:
    """Return the adjusted average, in đồng a month: of segments, or of one income."""
    found = indexation.average(_segments(on, given))
    return Worked(Decimal(found.amount), found.steps)


def lump_total(on: DayLaw, given: Inputs) -> Worked:
    """Return the lump sum before the State's part is taken off."""
    before, since = _months_paid(given)
    average, steps = _average(on, given)
    sum_of = lump_sum.lump_sum(on, months_before=before, months_from=since, average=average)
    return Worked(sum_of.total, (*steps, *sum_of.steps[:-1]))


def lump_cap(on: DayLaw, given: Inputs) -> Worked:
    """Return the most that is paid for less than a year."""
    average, steps = _average(on, given)
    row = on.row("lump_short_cap")
    value = lump_sum.cap(on, average)
    return Worked(
        value, (*steps, Step(CAP, f"{show(row.value)} × {show(average)}", value, Unit.DONG, (row,)))
    )


def lump_factor(on: DayLaw, given: Inputs) -> Worked:
    """Return how many average months the lump sum is."""
    before, since = _months_paid(given)
    value = lump_sum.factor_months(on, before, since)
    sum_of = lump_sum.LumpSum(on, before, since, Decimal(1))
    steps = sum_of.steps[:1]
    return Worked(value, steps)


TOPICS: dict[str, Topic] = {
    "pension_rate_pct": pension_rate,
    "pension_month": pension_month,
    "retire_age": retire_age,
    "retire_month_reached": retire_month_reached,
    "avg_income_adjusted": adjusted_average,
    "avg_salary_adjusted": adjusted_average,
    "onetime_total": lump_total,
    "onetime_cap": lump_cap,
    "onetime_factor_months": lump_factor,
}


def _sex(given: Inputs) -> Sex:
    """Return the sex, given by its letter or its word in either language."""
    return SEXES.get(given.text("sex").lower()) or given.word("sex", Sex)


def _positive(given: Inputs, name: str) -> Decimal:
    value = given.number(name)
    if value <= 0:
        raise NumberOutOfRange(name=name, value=value, lowest=1, highest="∞")
    return value


def _months_of_years(given: Inputs, name: str) -> int:
    """Return years as months; a part of a year is rounded to whole months."""
    years = given.number(name)
    if not 0 <= years <= MOST_YEARS:
        raise NumberOutOfRange(name=name, value=years, lowest=0, highest=MOST_YEARS)
    return round(years * 12)


def _birth(given: Inputs) -> date:
    """Return the month of birth, given as YYYY-MM, a day, or a bare year (then January)."""
    text = given.text("birth")
    if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-\d{1,2})?)?", text):
        month = int(found[2] or 1)
        if 1 <= month <= 12:
            return date(int(found[1]), month, 1)
    raise InputMisread(name="birth", value=text, expected="cần năm và tháng sinh, như 1965-01")


def _segments(on: DayLaw, given: Inputs) -> list[indexation.Segment]:
    """Return the segments of a case: its list, or its one income with a coefficient or a year paid."""
    if given.has("segments"):
        return [_segment(part) for part in _list(given, "segments")]
    income, months = _positive(given, "income"), given.maybe_whole("months", 1)
    if given.has("year_paid"):
        return [indexation.paid_in(on, given.whole("year_paid"), months, income)]
    name = "assumed_coef" if given.has("assumed_coef") else "coef"
    return [indexation.Segment(months, given.number(name) if given.has(name) else Decimal(1), income)]


def _list(given: Inputs, name: str) -> Sequence[object]:
    value = given.raw(name)
    if not isinstance(value, list) or not value:
        raise InputMisread(name=name, value=value, expected="cần danh sách [[số tháng, hệ số, thu nhập], …]")
    return value


def _segment(part: object) -> indexation.Segment:
    if not isinstance(part, list) or len(part) != 3:
        raise InputMisread(name="segments", value=part, expected="cần [số tháng, hệ số, thu nhập]")
    numbers = Inputs("segments", dict(zip(("months", "coef", "income"), part, strict=True)))
    return indexation.Segment(numbers.whole("months"), numbers.number("coef"), numbers.number("income"))


def _average(on: DayLaw, given: Inputs) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the average income of a lump sum, as the case gives it, and how it came about."""
    if given.has("avg"):
        return _positive(given, "avg"), ()
    segments = _segments(on, given)
    if len(segments) == 1:  # one income throughout: its exact product, so that nothing is rounded twice
        only = segments[0]
        value = only.coefficient * only.income
        formula = f"{show(only.coefficient)} × {show(only.income)}"
        return value, (Step(AVERAGE, formula, value, Unit.DONG_A_MONTH),)
    found = indexation.average(segments)
    return Decimal(found.amount), found.steps


def _months_paid(given: Inputs) -> tuple[int, int]:
    """Return the months paid before and from 2014; `months` alone are from 2014, segments their sum."""
    before = given.maybe_whole("months_before_2014")
    since = given.maybe_whole("months_from_2014")
    if given.has("years_before_2014"):
        before += _months_of_years(given, "years_before_2014")
    if given.has("years_from_2014"):
        since += _months_of_years(given, "years_from_2014")
    if not before and not since:
        if given.has("months"):
            since = given.whole("months")
        elif given.has("segments"):
            since = sum(segment.months for segment in map(_segment, _list(given, "segments")))
    if before < 0 or since < 0 or not 1 <= before + since <= MOST_YEARS * 12:
        raise NumberOutOfRange(name="months", value=before + since, lowest=1, highest=MOST_YEARS * 12)
    return before, since
