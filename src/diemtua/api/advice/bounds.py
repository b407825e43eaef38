"""GET and POST /api/v1/advice/bounds: what may be chosen on a day, before anything is worked out."""

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from diemtua.api.advice.shapes import REFUSALS, Answer, Question, both, plain, working
from diemtua.core.numbers import to_dong
from diemtua.insurance.enums import Group
from diemtua.insurance.rules.answers import Step, Unit, Words, show, show_percent
from diemtua.insurance.rules.health_tariff import full_month_step, tariff
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.voluntary import income_bounds, offered_months, support_month

router = Router()


class Support(Schema):
    """The State's support of one month for a group, in whole đồng."""

    group: str
    dong_a_month: int


class BoundsAnswer(Answer):
    """What may be chosen on a day."""

    lowest_income: int = Field(description=both("Thu nhập chọn thấp nhất, đồng.", "Lowest chosen income."))
    highest_income: int
    income_step: int = Field(description=both("Bậc thu nhập, đồng.", "Step of the chosen income."))
    months: list[int] = Field(
        description=both("Phương thức đóng BHXH tự nguyện.", "Periods of voluntary dues.")
    )
    support_months: int = Field(description=both("Số tháng hỗ trợ nhiều nhất.", "Months of support at most."))
    support: list[Support]
    card_months: list[int] = Field(
        description=both("Kỳ đóng BHYT hộ gia đình.", "Periods of household cards.")
    )
    card_shares: list[str] = Field(
        description=both("Phần đóng của người thứ 1, 2, … (%).", "Shares by order, %.")
    )


@router.get("/bounds", response={200: BoundsAnswer, **REFUSALS}, summary=both("Giới hạn được chọn", "bounds"))
def bounds(request: HttpRequest, question: Query[Question]) -> BoundsAnswer:
    """Thu nhập, kỳ đóng, mức hỗ trợ được chọn trong một ngày. / Incomes, periods and support of a day."""
    return answer(question)


@router.post(
    "/bounds", response={200: BoundsAnswer, **REFUSALS}, summary=both("Giới hạn được chọn", "bounds")
)
def bounds_by_body(request: HttpRequest, question: Question) -> BoundsAnswer:
    """Như GET, câu hỏi nằm trong thân. / As GET, with the question in the body."""
    return answer(question)


def answer(question: Question) -> BoundsAnswer:
    """Answer a question.

    :raises Unanswerable:
    """
    on = question.law()
    may = income_bounds(on)
    scale = tariff(on)
    return BoundsAnswer(
        **working(on, _steps(on)),
        lowest_income=may.lowest,
        highest_income=may.highest,
        income_step=may.step,
        months=list(offered_months(on)),
        support_months=int(on.value("voluntary_support_months")),
        support=[Support(group=group, dong_a_month=to_dong(support_month(on, group))) for group in Group],
        card_months=list(scale.periods),
        card_shares=[plain(row.value) for row in scale.shares],
    )


def _steps(on: DayLaw) -> tuple[Step, ...]:
    lowest, step = on.row("voluntary_lowest_income"), on.row("voluntary_income_step")
    factor, base = on.row("voluntary_highest_income_factor"), on.row("base")
    return (
        Step(
            Words("Thu nhập chọn thấp nhất", "Lowest chosen income"),
            show(lowest.value),
            lowest.value,
            Unit.DONG_A_MONTH,
            (lowest,),
        ),
        Step(
            Words("Thu nhập chọn cao nhất", "Highest chosen income"),
            f"{show(factor.value)} × {show(base.value)}",
            factor.value * base.value,
            Unit.DONG_A_MONTH,
            (factor, base),
        ),
        Step(
            Words("Bậc thu nhập chọn", "Step of the chosen income"),
            show(step.value),
            step.value,
            Unit.DONG_A_MONTH,
            (step,),
        ),
        *(_support_step(on, group) for group in Group),
        full_month_step(on),
    )


def _support_step(on: DayLaw, group: Group) -> Step:
    support, rate = on.row("voluntary_support", group), on.row("voluntary_rate")
    lowest = on.row("voluntary_lowest_income")
    parameter = on.law.parameters["voluntary_support"]
    return Step(
        Words(
            f"Nhà nước hỗ trợ một tháng: {parameter.key_title(group)}",
            f"State support of one month: {parameter.key_title(group, 'en')}",
        ),
        f"{show_percent(support.value)} × {show_percent(rate.value)} × {show(lowest.value)}",
        support_month(on, group),
        Unit.DONG_A_MONTH,
        (support, rate, lowest),
    )
