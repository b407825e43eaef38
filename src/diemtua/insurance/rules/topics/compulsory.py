"""Cases of compulsory insurance: owners of household businesses, and unemployment benefit."""

from decimal import Decimal

from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.compulsory_dues import MOST_DONG, OWNER_PARTS, compulsory_bounds
from diemtua.insurance.rules.law import DayLaw, Row
from diemtua.insurance.rules.refusals import InputMisread, NumberOutOfRange
from diemtua.insurance.rules.topics.cases import Inputs, Topic, Worked
from diemtua.insurance.rules.unemployment import Cap, Sector, benefit_cap, benefit_months, duration_steps

# How published cases call the two sectors.
SECTORS = {
    Sector.STATE: ("state", "public", "state_scale", "government", "nhà nước"),
    Sector.PRIVATE: ("private", "enterprise", "company", "market", "doanh nghiệp"),
}
MONTH = Words("Chủ hộ kinh doanh đóng một tháng", "The owner pays a month")


def owner_month(on: DayLaw, given: Inputs) -> Worked:
    """Return the owner's contribution of a month on the base chosen."""
    return _owner(on, given, _dong(given, "base_chosen"))


def owner_lowest(on: DayLaw, given: Inputs) -> Worked:
    """Return the lowest contribution of a month."""
    return _owner(on, given, compulsory_bounds(on).lowest, "compulsory_floor_factor")


def owner_highest(on: DayLaw, given: Inputs) -> Worked:
    """Return the highest contribution of a month."""
    return _owner(on, given, compulsory_bounds(on).highest, "compulsory_cap_factor")


def cap_month(on: DayLaw, given: Inputs) -> Worked:
    """Return the highest unemployment benefit of a month."""
    cap = _cap(on, given)
    return Worked(Decimal(cap.dong), cap.steps)


def cap_total(on: DayLaw, given: Inputs) -> Worked:
    """Return the highest benefit of all months.

    `months` of benefit, or more than the law's longest benefit: months paid; the longest when left out.
    """
    cap = _cap(on, given)
    longest = int(on.value("unemployment_duration", "longest"))
    months = given.maybe_whole("months", longest)
    steps = cap.steps
    if months > longest:
        steps = (*steps, *duration_steps(on, months))
        months = benefit_months(on, months_paid=months)
    if months < 1:
        raise NumberOutOfRange(name="months", value=months, lowest=1, highest=longest)
    total = Decimal(cap.dong * months)
    title = Words("Trợ cấp cả thời gian cao nhất", "Highest benefit of the whole time")
    step = Step(title, f"{show(cap.dong)} × {months}", total, Unit.DONG)
    return Worked(total, (*steps, step))


def _owner(on: DayLaw, given: Inputs, base: int, factor: str = "") -> Worked:
    rate, rows = _owner_rate(on, given)
    steps: tuple[Step, ...] = ()
    if factor:
        row, reference = on.row(factor), on.row("base")
        title = Words("Mức làm căn cứ đóng", "Base of the contribution")
        formula = f"{show(row.value)} × {show(reference.value)}"
        steps = (Step(title, formula, Decimal(base), Unit.DONG_A_MONTH, (row, reference)),)
    value = Decimal(to_dong(rate * base / 100))
    formula = f"{show_percent(rate)} × {show(base)}"
    return Worked(value, (*steps, Step(MONTH, formula, value, Unit.DONG_A_MONTH, rows)))


def _owner_rate(on: DayLaw, given: Inputs) -> tuple[Decimal, tuple[Row, ...]]:
    """Return the rate the case states, or all parts of the law with their rows."""
    if given.has("rate_pct"):
        rate = given.number("rate_pct")
        if not 0 <= rate <= 100:
            raise NumberOutOfRange(name="rate_pct", value=rate, lowest=0, highest=100)
        return rate, ()
    rows = tuple(on.row("owner_rate", part) for part in OWNER_PARTS)
    return sum((row.value for row in rows), Decimal(0)), rows


def _cap(on: DayLaw, given: Inputs) -> Cap:
    """Return the cap; a case that gives a base salary and no region asks for the cap by base salary."""
    sector = _sector(given)
    region = given.maybe_whole("region")
    if given.has("base") and not region:
        factor, wage = on.row("unemployment_cap_factor"), on.row("base")
        return Cap(to_dong(factor.value * wage.value), factor, wage)
    return benefit_cap(on, sector=sector, region=region or None)


def _sector(given: Inputs) -> Sector:
    if not given.has("sector"):
        return Sector.PRIVATE
    word = given.text("sector").lower()
    for sector, words in SECTORS.items():
        if word in words:
            return sector
    raise InputMisread(name="sector", value=word, expected=f"một trong: {', '.join(Sector)}")


def _dong(given: Inputs, name: str) -> int:
    dong = given.whole(name)
    if not 0 < dong <= MOST_DONG:
        raise NumberOutOfRange(name=name, value=dong, lowest=1, highest=show(MOST_DONG))
    return dong


TOPICS: dict[str, Topic] = {
    "hkd_owner_month": owner_month,
    "hkd_owner_min_month": owner_lowest,
    "hkd_owner_max_month": owner_highest,
    "bhtn_cap_month": cap_month,
    "bhtn_cap_total": cap_total,
}
