"""What pension somebody may expect who goes on paying: a range, with the assumptions that span it.

Law 41/2024 Art. 98, 99, 104: incomes of earlier years are raised to the prices of the year of
settlement. How prices will rise nobody knows: the range goes from prices that stand still to prices that
rise by a stated percentage a year. Docs: docs/algorithms/pension.md.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.answers import Words, show_percent
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.months import first_of_month, months_between
from diemtua.insurance.rules.pension import MOST_MONTHS, Pension, least_months, pension_of
from diemtua.insurance.rules.refusals import NumberOutOfRange
from diemtua.insurance.rules.retirement import Retirement, check_birth, retirement_of

PRICE_GROWTH = Decimal(3)  # percent a year: about the rise of consumer prices of the last ten years
MOST_GROWTH = Decimal(15)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A pension between `low` and `high`, or none; `missing` months to the least that a pension needs.

    `months` will have been paid when the age is reached, `months_more` of them from now on.
    """

    retirement: Retirement
    months: int
    months_more: int
    missing: int
    low: Pension | None
    high: Pension | None
    assumptions: tuple[Words, ...]


def estimate_pension(
    on: DayLaw,
    *,
    sex: Sex,
    birth: date,
    income: int,
    months_paid: int = 0,
    average: int = 0,
    price_growth: Decimal = PRICE_GROWTH,
    voluntary_months_before_2021: int = 0,
) -> Estimate:
    """Estimate the pension of who pays on `income` (đồng a month) every month until retirement age.

    `months_paid` so far with an adjusted `average` in đồng (the income when left out); `price_growth`
    in percent a year for the upper end.

    :raises NumberOutOfRange:
    """
    check_birth(on, birth)
    _check("số tháng đã đóng", months_paid, 0, MOST_MONTHS)
    _check("mức tăng giá", price_growth, 0, MOST_GROWTH)
    if income < 1:
        raise NumberOutOfRange(name="thu nhập chọn", value=income, lowest=1, highest="∞")
    if average < 0:
        raise NumberOutOfRange(name="mức bình quân", value=average, lowest=0, highest="∞")
    retirement = retirement_of(
        on.law, sex=sex, birth=birth, voluntary_months_before_2021=voluntary_months_before_2021
    )
    start = first_of_month(on.day)
    more = min(max(0, months_between(start, retirement.reached)), MOST_MONTHS - months_paid)
    months = months_paid + more
    missing = max(0, least_months(on) - months)
    low = high = None
    if not missing:
        past = average or income
        still, rising = (
            _average(months_paid, past, more, income, growth) for growth in (Decimal(0), price_growth)
        )
        low = pension_of(on, sex=sex, months=months, average=still)
        high = pension_of(on, sex=sex, months=months, average=rising)
    return Estimate(retirement, months, more, missing, low, high, _assumptions(price_growth))


def _average(months_paid: int, past: int, more: int, income: int, growth: Decimal) -> Decimal:
    """Return the average at retirement: every income raised for the whole years since it was paid."""
    rise = 1 + growth / 100
    raised = months_paid * past * rise ** (more // 12)
    for year in range(0, more, 12):
        months = min(12, more - year)
        raised += months * income * rise ** max(0, (more - year) // 12 - 1)
    return raised / (months_paid + more)


def _check(name: str, value: int | Decimal, lowest: int, highest: int | Decimal) -> None:
    if not lowest <= value <= highest:
        raise NumberOutOfRange(name=name, value=value, lowest=lowest, highest=highest)


def _assumptions(growth: Decimal) -> tuple[Words, ...]:
    percent = show_percent(growth)
    return (
        Words(
            "Đóng đều mỗi tháng cho đến tuổi nghỉ hưu, trên cùng một mức thu nhập.",
            "Paid every month until retirement age, on the same income.",
        ),
        Words(
            f"Mức thấp: giá cả đứng yên. Mức cao: giá tăng {percent} một năm, thu nhập đã đóng tăng theo.",
            f"Lower end: prices stand still. Upper end: prices rise by {percent} a year, incomes with them.",
        ),
        Words(
            "Theo luật của hôm nay; số tiền là giá của năm nghỉ hưu.",
            "By the law of today; amounts in the money of the year of retirement.",
        ),
    )
