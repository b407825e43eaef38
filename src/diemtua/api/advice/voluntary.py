"""GET and POST /api/v1/advice/voluntary: one payment of voluntary social insurance."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from diemtua.api.advice.shapes import (
    REFUSALS,
    Answer,
    Change,
    Day,
    Dong,
    Months,
    Percent,
    Place,
    Question,
    Word,
    both,
    change,
    example,
    working,
)
from diemtua.insurance.enums import Group
from diemtua.insurance.rules.voluntary import group_of, quote_voluntary

router = Router()


class VoluntaryQuestion(Question):
    """What a payment of voluntary social insurance would cost."""

    model_config = example({"day": "2026-07-01", "income": 1_500_000, "months": 12, "groups": ["near_poor"]})

    income: Dong = Field(
        description=both("Thu nhập chọn, đồng một tháng.", "Chosen income, đồng a month."),
        examples=[1_500_000],
    )
    months: Months = Field(
        12,
        description=both(
            "1, 3, 6, 12; hoặc 24, 36, 48, 60 để đóng trước nhiều năm.", "or 24 to 60 for years ahead."
        ),
    )
    groups: list[Word] = Field(
        [],
        max_length=10,
        description=both(
            f"Nhóm được hỗ trợ, nhóm cao nhất được tính: {', '.join(Group)}.",
            "The person's groups; the one with the highest support counts.",
        ),
        examples=[["near_poor"]],
    )
    months_supported: Months = Field(
        0, description=both("Số tháng đã được hỗ trợ.", "Months of support already used up.")
    )
    place: Place = Field(
        "", description=both("Mã tỉnh (2 chữ số), cho phần tỉnh hỗ trợ thêm.", "Province code.")
    )
    first_month: Day | None = Field(
        None,
        description=both("Tháng đầu được đóng, một ngày bất kỳ.", "First month paid for, any of its days."),
    )
    monthly_return: Percent | None = Field(
        None,
        description=both(
            "Lãi suất quỹ, % một tháng, khi luật chưa có.",
            "The fund's return, % a month, where the law's rows have none.",
        ),
    )


class VoluntaryAnswer(Answer):
    """What the payment costs, in whole đồng, and by whom."""

    income: int
    group: str
    months: int
    supported: int = Field(description=both("Số tháng được hỗ trợ.", "Months that carry support."))
    gross: int = Field(description=both("Mức đóng.", "The contribution."))
    state: int = Field(description=both("Nhà nước hỗ trợ.", "Added by the State."))
    local: int = Field(description=both("Tỉnh hỗ trợ thêm.", "Added by the province."))
    net: int = Field(description=both("Người tham gia đóng.", "What the person pays."))
    first_month: date
    last_month: date
    pay_by: date = Field(description=both("Hạn đóng.", "The last day to pay in time."))
    changes: list[Change]


@router.get("/voluntary", response={200: VoluntaryAnswer, **REFUSALS}, summary=both("BHXH tự nguyện", "dues"))
def voluntary(request: HttpRequest, question: Query[VoluntaryQuestion]) -> VoluntaryAnswer:
    """Một lần đóng BHXH tự nguyện: mức đóng, hỗ trợ, hạn đóng. / One payment: dues, support, deadline."""
    return answer(question)


@router.post(
    "/voluntary", response={200: VoluntaryAnswer, **REFUSALS}, summary=both("BHXH tự nguyện", "dues")
)
def voluntary_by_body(request: HttpRequest, question: VoluntaryQuestion) -> VoluntaryAnswer:
    """Như GET, câu hỏi nằm trong thân. / As GET, with the question in the body."""
    return answer(question)


def answer(question: VoluntaryQuestion) -> VoluntaryAnswer:
    """Answer a question.

    :raises Unanswerable:
    """
    on = question.law()
    quote = quote_voluntary(
        on,
        income=question.income,
        groups=[group_of(word) for word in question.groups],
        months=question.months,
        months_supported=question.months_supported,
        place=question.place,
        first_month=question.first_month,
        monthly_return=question.monthly_return,
    )
    return VoluntaryAnswer(
        **working(on, quote.steps),
        income=quote.income,
        group=quote.group,
        months=quote.months,
        supported=quote.supported,
        gross=quote.gross,
        state=quote.state,
        local=quote.local,
        net=quote.net,
        first_month=quote.first_month,
        last_month=quote.last_month,
        pay_by=quote.pay_by,
        changes=[change(on.law, met.day, met.before, met.after) for met in quote.changes],
    )
