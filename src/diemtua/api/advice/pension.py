"""GET and POST /api/v1/advice/pension: what paying until retirement age leads to, as a range."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from diemtua.api.advice.life import LifeQuestion
from diemtua.api.advice.shapes import (
    REFUSALS,
    Answer,
    Dong,
    Months,
    Percent,
    Step,
    Words,
    both,
    example,
    plain,
    words,
    working,
)
from diemtua.core.numbers import to_dong
from diemtua.insurance.rules.estimate import PRICE_GROWTH, Estimate, estimate_pension
from diemtua.insurance.rules.pension import Pension
from diemtua.insurance.rules.voluntary import check_income

router = Router()


class PensionQuestion(LifeQuestion):
    """What pension somebody may expect who pays every month until retirement age."""

    model_config = example(
        {"day": "2026-07-01", "sex": "F", "birth": "1986-03-15", "income": 3_000_000, "months_paid": 24}
    )

    income: Dong = Field(
        description=both("Thu nhập chọn từ nay, đồng một tháng.", "Income chosen from now on, đồng a month.")
    )
    months_paid: Months = Field(0, description=both("Số tháng đã đóng.", "Months paid so far."))
    average: Dong = Field(
        0,
        description=both(
            "Bình quân đã điều chỉnh của các tháng đã đóng; 0: như `income`.",
            "Adjusted average of the months paid; 0: as `income`.",
        ),
    )
    price_growth: Percent = Field(
        PRICE_GROWTH,
        description=both(
            "Mức tăng giá cho mức cao, % một năm.", "Rise of prices for the upper end, % a year."
        ),
    )
    voluntary_months_before_2021: Months = Field(
        0,
        description=both(
            "Số tháng BHXH tự nguyện trước 2021 (đủ 20 năm thì giữ tuổi 60, 55).",
            "Voluntary months before 2021; 20 years of them keep the ages of 60 and 55.",
        ),
    )


class PensionEnd(Schema):
    """One end of the range."""

    average: int = Field(description=both("Bình quân thu nhập, đồng.", "Average income, đồng."))
    rate: str = Field(description=both("Tỷ lệ hưởng, %.", "Pension rate, %."))
    monthly: int = Field(description=both("Lương hưu một tháng, đồng.", "Monthly pension, đồng."))
    surplus: int = Field(
        description=both("Trợ cấp một lần khi nghỉ hưu, đồng.", "Single grant at retirement, đồng.")
    )
    steps: list[Step]


class PensionAnswer(Answer):
    """When somebody may retire, and on what; no pension while months are missing."""

    retires: date = Field(description=both("Tháng đủ tuổi.", "Month in which the age is reached."))
    age_months: int = Field(description=both("Tuổi nghỉ hưu, số tháng.", "Retirement age in months of life."))
    pension_from: date = Field(description=both("Tháng đầu có lương hưu.", "First month of the pension."))
    months: int = Field(description=both("Số tháng đóng khi đủ tuổi.", "Months paid by then."))
    months_more: int = Field(description=both("Trong đó đóng từ nay.", "Of these from now on."))
    missing_months: int = Field(description=both("Còn thiếu để có lương hưu.", "Missing to a pension."))
    low: PensionEnd | None
    high: PensionEnd | None
    assumptions: list[Words]


@router.get("/pension", response={200: PensionAnswer, **REFUSALS}, summary=both("Lương hưu", "pension"))
def pension(request: HttpRequest, question: Query[PensionQuestion]) -> PensionAnswer:
    """Lương hưu ước tính, từ mức thấp đến mức cao. / A pension as a range, with its assumptions."""
    return answer(question)


@router.post("/pension", response={200: PensionAnswer, **REFUSALS}, summary=both("Lương hưu", "pension"))
def pension_by_body(request: HttpRequest, question: PensionQuestion) -> PensionAnswer:
    """Như GET, câu hỏi nằm trong thân. / As GET, with the question in the body."""
    return answer(question)


def answer(question: PensionQuestion) -> PensionAnswer:
    """Answer a question.

    :raises Unanswerable:
    """
    on = question.law()
    check_income(on, question.income)
    found = estimate_pension(
        on,
        sex=question.sex,
        birth=question.born(),
        income=question.income,
        months_paid=question.months_paid,
        average=question.average,
        price_growth=question.price_growth,
        voluntary_months_before_2021=question.voluntary_months_before_2021,
    )
    own, low, high = (part.steps if part else () for part in (found.retirement, found.low, found.high))
    worked = working(on, (*own, *low, *high))
    steps = worked.pop("steps")
    return PensionAnswer(
        **worked,
        **_when(found),
        steps=steps[: len(own)],
        low=_end(found.low, steps[len(own) : len(own) + len(low)]),
        high=_end(found.high, steps[len(own) + len(low) :]),
        assumptions=[words(said) for said in found.assumptions],
    )


def _when(found: Estimate) -> dict[str, Any]:
    return {
        "retires": found.retirement.reached,
        "age_months": found.retirement.age,
        "pension_from": found.retirement.pension_from,
        "months": found.months,
        "months_more": found.months_more,
        "missing_months": found.missing,
    }


def _end(end: Pension | None, steps: list[Step]) -> PensionEnd | None:
    if end is None:
        return None
    return PensionEnd(
        average=to_dong(end.average),
        rate=plain(end.rate),
        monthly=end.amount,
        surplus=end.surplus,
        steps=steps,
    )
