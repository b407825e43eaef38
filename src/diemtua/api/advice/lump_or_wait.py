"""GET and POST /api/v1/advice/lump-or-wait: the lump sum now, or waiting for a pension, over a lifetime."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from diemtua.api.advice.life import LifeQuestion
from diemtua.api.advice.shapes import (
    REFUSALS,
    Answer,
    Dong,
    Months,
    Word,
    Words,
    both,
    example,
    words,
    working,
)
from diemtua.insurance.rules import answers
from diemtua.insurance.rules.law import DayLaw
from diemtua.insurance.rules.lump_sum import lump_sum, why_not_now
from diemtua.insurance.rules.retirement import retirement_of
from diemtua.insurance.rules.voluntary import check_income, group_of
from diemtua.insurance.rules.waiting import Career, Comparison, Way, compare

router = Router()


class LumpOrWaitQuestion(LifeQuestion):
    """Where somebody stands who thinks of taking the lump sum."""

    model_config = example(
        {
            "day": "2026-07-01",
            "sex": "M",
            "birth": "1980-05-20",
            "average": 5_000_000,
            "months_from_2014": 96,
            "income": 3_000_000,
        }
    )

    average: Dong = Field(
        description=both(
            "Bình quân thu nhập đã điều chỉnh, đồng một tháng.", "Adjusted average income, đồng a month."
        )
    )
    months_from_2014: Months = Field(description=both("Số tháng đóng từ 2014.", "Months paid from 2014."))
    months_before_2014: Months = Field(0, description=both("Số tháng trước 2014.", "Months before 2014."))
    state_support: Dong = Field(
        0, description=both("Nhà nước đã hỗ trợ, đồng.", "What the State has paid in, đồng.")
    )
    income: Dong = Field(
        0,
        description=both(
            "Thu nhập chọn nếu đóng tiếp; 0: như bình quân.", "Income chosen when going on; 0: the average."
        ),
    )
    groups: list[Word] = Field([], max_length=10, description=both("Nhóm được hỗ trợ.", "Supported groups."))
    months_supported: Months = Field(
        0, description=both("Số tháng đã được hỗ trợ.", "Months of support already used up.")
    )
    months_paused: Months = Field(
        12, description=both("Số tháng đã nghỉ đóng.", "Months since the last contribution.")
    )
    paid_before_july_2025: bool = True
    is_leaving_or_gravely_ill: bool = False


class Outcome(Schema):
    """Where a way leads, in whole đồng."""

    way: Way = Field(description=both("Nhận ngay, để dành, đóng tiếp.", "take, keep, go_on"))
    paid_in: int = Field(description=both("Đóng thêm từ nay.", "Paid in from now on."))
    lump: int
    pension: int = Field(description=both("Lương hưu một tháng.", "Monthly pension."))
    pension_from: date | None
    months: int


class Year(Schema):
    """What each way has paid out less what was paid in, by an age, in whole đồng."""

    age: int
    take: int
    keep: int
    go_on: int


class LumpOrWaitAnswer(Answer):
    """The three ways side by side."""

    may_take_now: bool
    why_not: Words | None
    retires: date
    outcomes: list[Outcome]
    years: list[Year]
    break_even_keep: int | None = Field(
        description=both("Tuổi mà để dành bằng nhận ngay.", "Age at which keeping has given as much.")
    )
    break_even_go_on: int | None = Field(
        description=both("Tuổi mà đóng tiếp bằng nhận ngay.", "Age at which going on has given as much.")
    )
    assumptions: list[Words]


@router.get(
    "/lump-or-wait",
    response={200: LumpOrWaitAnswer, **REFUSALS},
    summary=both("Rút một lần hay để dành", "lump sum or waiting"),
)
def lump_or_wait(request: HttpRequest, question: Query[LumpOrWaitQuestion]) -> LumpOrWaitAnswer:
    """Nhận một lần, để dành hay đóng tiếp, theo từng tuổi. / Take, keep or go on, year by year of life."""
    return answer(question)


@router.post(
    "/lump-or-wait",
    response={200: LumpOrWaitAnswer, **REFUSALS},
    summary=both("Rút một lần hay để dành", "lump sum or waiting"),
)
def lump_or_wait_by_body(request: HttpRequest, question: LumpOrWaitQuestion) -> LumpOrWaitAnswer:
    """Như GET, câu hỏi nằm trong thân. / As GET, with the question in the body."""
    return answer(question)


def answer(question: LumpOrWaitQuestion) -> LumpOrWaitAnswer:
    """Answer a question.

    :raises Unanswerable:
    """
    on = question.law()
    if question.income:
        check_income(on, question.income)
    career = Career(
        sex=question.sex,
        birth=question.born(),
        average=question.average,
        months_from=question.months_from_2014,
        months_before=question.months_before_2014,
        state_support=question.state_support,
        income=question.income,
        groups=tuple(group_of(word) for word in question.groups),
        months_supported=question.months_supported,
    )
    found = compare(on, career)
    refusal = _why_not(on, question, career, found)
    return LumpOrWaitAnswer(
        **working(on, _steps(on, career)),
        may_take_now=refusal is None,
        why_not=refusal,
        retires=found.retires,
        outcomes=[_outcome(found, way) for way in Way],
        years=[Year(age=year.age, take=year.take, keep=year.keep, go_on=year.go_on) for year in found.years],
        break_even_keep=found.break_even(Way.KEEP),
        break_even_go_on=found.break_even(Way.GO_ON),
        assumptions=[words(said) for said in found.assumptions],
    )


def _why_not(on: DayLaw, question: LumpOrWaitQuestion, career: Career, found: Comparison) -> Words | None:
    said = why_not_now(
        on,
        months=career.months,
        months_paused=question.months_paused,
        is_of_age=found.retires <= on.day,
        is_leaving_or_gravely_ill=question.is_leaving_or_gravely_ill,
        paid_before_july_2025=question.paid_before_july_2025,
    )
    return words(said) if said else None


def _steps(on: DayLaw, career: Career) -> tuple[answers.Step, ...]:
    """Return the working of the lump sum and of the age, which the comparison rests on."""
    taken = lump_sum(
        on,
        months_before=career.months_before,
        months_from=career.months_from,
        average=career.average,
        state_support=career.state_support,
    )
    return (*taken.steps, *retirement_of(on.law, sex=career.sex, birth=career.birth).steps)


def _outcome(found: Comparison, way: Way) -> Outcome:
    names = ("way", "paid_in", "lump", "pension", "pension_from", "months")
    return Outcome(**{name: getattr(found.outcomes[way], name) for name in names})
