"""What comes of paying: the pension, the years of paying against the years of drawing, other benefits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from diemtua.core.numbers import to_dong
from diemtua.insurance import Sex, Unanswerable
from diemtua.insurance.rules.benefits import funeral, maternity
from diemtua.insurance.rules.estimate import Estimate, estimate_pension
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.months import first_of_month, months_between
from diemtua.insurance.rules.retirement import birth_from_year
from diemtua.insurance.rules.voluntary import VoluntaryQuote, gross_month, local_support_month, support_month
from diemtua.web.advice.drawing import Mark, Series, draw
from diemtua.web.advice.working import Working, said, working_of
from diemtua.web.templatetags.dt import grouped

LAST_AGE = 85
WIDE, NARROW = {"width": 760, "height": 320}, {"width": 340, "height": 260}
ENOUGH_MONTHS = 720  # so many that no condition on months can fail


@dataclass(frozen=True)
class Year:
    """One year of life: what was paid in by oneself and drawn so far, in đồng."""

    age: int
    paid_in: int
    drawn: int


@dataclass(frozen=True)
class Lifetime:
    """The pension side of an answer, ready to be shown."""

    estimate: Estimate
    years: list[Year]
    others: list[tuple[str, str]]
    may_fill: bool
    knows_month: bool
    working: Working

    @property
    def age_said(self) -> str:
        """Return the age of retirement in words."""
        years, months = divmod(self.estimate.retirement.age, 12)
        if not months:
            return _("%d tuổi") % years
        return _("%(years)d tuổi %(months)d tháng") % {"years": years, "months": months}

    @property
    def time_said(self) -> str:
        """Return the time that will have been paid, in words."""
        return duration_said(self.estimate.months)

    @property
    def missing_said(self) -> str:
        """Return the time that a pension lacks, in words."""
        return duration_said(self.estimate.missing)

    @property
    def assumptions(self) -> list[str]:
        """Return what the estimate takes for granted."""
        return [said(words) for words in self.estimate.assumptions]

    @property
    def paid_in(self) -> int:
        """Return what the person pays in from now on, in đồng."""
        return self.years[-1].paid_in

    @property
    def pension_said(self) -> str:
        """Return the range of the monthly pension, rounded: it is an estimate."""
        low, high = self.estimate.low, self.estimate.high
        ends = dict.fromkeys(rounded(pension.amount) for pension in (low, high) if pension)
        return " – ".join(ends)

    @property
    def break_even(self) -> int | None:
        """Return the first age at which as much was drawn as paid in, None when not by `LAST_AGE`."""
        drawing = (year.age for year in self.years if year.drawn and year.drawn >= year.paid_in)
        return next(drawing, None)

    @property
    def chart(self) -> dict[str, Any]:
        """Return the chart and the table behind it."""
        series = [
            Series(_("Bạn đóng"), [(year.age, year.paid_in) for year in self.years]),
            Series(_("Lương hưu đã nhận"), [(year.age, year.drawn) for year in self.years]),
        ]
        even = self.break_even
        marks = [Mark(even, _("hòa vốn lúc %d tuổi") % even)] if even else []
        return {
            "lines": [one.name for one in series],
            "wide": draw(series, marks, **WIDE),
            "narrow": draw(series, marks, **NARROW),
            "columns": [_("Tuổi"), *(one.name for one in series)],
            "rows": [[year.age, grouped(year.paid_in), grouped(year.drawn)] for year in self.years],
        }


def lifetime_of(
    quote: VoluntaryQuote, *, sex: Sex, year: int, month: int | None, paid: int, used: int
) -> Lifetime:
    """Work out the pension of who goes on paying as in `quote`.

    `paid` months were paid before, `used` of them with the State's support.

    :raises Unanswerable: whatever the engine refuses
    """
    birth = date(year, month, 1) if month else birth_from_year(year)
    estimate = estimate_pension(quote.on, sex=sex, birth=birth, income=quote.income, months_paid=paid)
    missing = quote.on.find("voluntary_missing_months")
    steps = (*estimate.retirement.steps, *(estimate.low.steps if estimate.low else ()))
    return Lifetime(
        estimate=estimate,
        years=list(_years(quote, estimate, birth, used)),
        others=other_benefits(quote.on),
        may_fill=missing is not None and estimate.missing <= missing.value,
        knows_month=month is not None,
        working=working_of(quote.on.law, steps),
    )


def other_benefits(on: DayLaw) -> list[tuple[str, str]]:
    """Return what else voluntary insurance gives on a day, with conditions; what no law gives is left out."""
    shapes = [
        (
            _("Sinh con"),
            _("%(sum)s đồng mỗi con, cho mẹ hoặc cha đóng từ %(months)s tháng trong 12 tháng trước sinh"),
            _maternity(on),
        ),
        (
            _("Mai táng"),
            _("%(sum)s đồng cho thân nhân của người đóng từ %(months)s tháng hoặc đang hưởng lương hưu"),
            _funeral(on),
        ),
        (
            _("Thẻ BHYT"),
            _("thẻ miễn phí suốt thời gian hưởng lương hưu, trả %(percent)s%% chi phí"),
            _card(on),
        ),
        (_("Tuất"), _("thân nhân nhận trợ cấp một lần khi người tham gia qua đời"), {}),
    ]
    return [(title, text % figures) for title, text, figures in shapes if figures is not None]


def _maternity(on: DayLaw) -> dict[str, str] | None:
    try:
        amount = maternity(on, months_of_last_12=12).amount
    except Unanswerable:
        return None
    return {"sum": grouped(amount), "months": grouped(on.value("maternity_months"))}


def _funeral(on: DayLaw) -> dict[str, str] | None:
    try:
        amount = funeral(on, months=ENOUGH_MONTHS).amount
    except Unanswerable:
        return None
    return {"sum": grouped(amount), "months": grouped(on.value("funeral_months"))}


def _card(on: DayLaw) -> dict[str, str] | None:
    row = on.find("benefit_level", "pensioner")
    return {"percent": grouped(row.value)} if row else None


def rounded(dong: int) -> str:
    """Print an estimated amount without the đồng that nobody can foresee: to the nearest ten thousand."""
    return grouped(round(dong, -4))


def duration_said(months: int) -> str:
    """Return a number of months as years and months, in words."""
    years, rest = divmod(months, 12)
    if not years:
        return _("%d tháng") % rest
    if not rest:
        return _("%d năm") % years
    return _("%(years)d năm %(months)d tháng") % {"years": years, "months": rest}


def _years(quote: VoluntaryQuote, estimate: Estimate, birth: date, used: int) -> Iterator[Year]:
    """Yield the years of life from now on; the pension at the lower end, as if prices stood still."""
    start = first_of_month(quote.on.day)
    age = months_between(birth, start) // 12
    begins = max(estimate.retirement.pension_from, start)
    for later in range(max(2, LAST_AGE - age + 1)):
        month = date(start.year + later, start.month, 1)
        paying = min(estimate.months_more, 12 * later)
        drawing = max(0, months_between(begins, month))
        low = estimate.low
        drawn = low.amount * drawing + (low.surplus if drawing else 0) if low else 0
        yield Year(age + later, _paid(quote, paying, used), drawn)


def _paid(quote: VoluntaryQuote, months: int, used: int) -> int:
    """Return what the person pays for `months` from now on, while support lasts and after."""
    on = quote.on
    month = support_month(on, quote.group) + local_support_month(on, quote.group, quote.place)
    left = int(on.value("voluntary_support_months")) - used
    return to_dong(gross_month(on, quote.income) * months - month * min(months, max(0, left)))
