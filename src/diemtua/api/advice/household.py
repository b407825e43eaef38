"""GET and POST /api/v1/advice/household: what a household pays for its health insurance cards."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from diemtua.api.advice.shapes import (
    REFUSALS,
    Answer,
    Asked,
    Change,
    Day,
    Months,
    Place,
    Question,
    Word,
    both,
    change,
    example,
    working,
)
from diemtua.insurance.enums import HealthGroup
from diemtua.insurance.rules.household import HouseholdQuote, Member, Standing, quote_household
from diemtua.insurance.rules.refusals import InputMisread

router = Router()

GROUPS = ", ".join(HealthGroup)
MOST_LISTED = 50  # more are refused unread; the engine itself says how many a household may have
OUTSIDE = (Standing.COVERED_ELSEWHERE.value, Standing.NOT_JOINING.value)


class Person(Asked):
    """One member of a household; no name is asked for."""

    group: Word = Field(
        HealthGroup.NONE.value, description=both("Nhóm được hỗ trợ.", f"Supported group: {GROUPS}.")
    )
    also: list[Word] = Field(
        [], max_length=10, description=both("Các nhóm khác.", "Further groups of the person.")
    )
    covered_elsewhere: bool = Field(
        False, description=both("Đã có thẻ theo nhóm khác.", "Has a card of another group.")
    )
    joins: bool = True
    months: Months | None = Field(None, description=both("Kỳ đóng riêng.", "Own period, where it differs."))
    support_months_used: Months = 0


class _Household(Question):
    months: Months = Field(12, description=both("3, 6 hoặc 12 tháng.", "months."))
    joined_earlier: Months = Field(
        0,
        description=both(
            "Số người của hộ đã đóng trong năm.", "Members who already paid in this calendar year."
        ),
    )
    place: Place = Field("", description=both("Mã tỉnh (2 chữ số).", "Province code."))
    starts_on: Day | None = Field(None, description=both("Ngày đầu của thẻ.", "First day of the cards."))


class HouseholdQuestion(_Household):
    """A household, its members in the order in which they join."""

    model_config = example(
        {"day": "2026-07-01", "members": [{}, {}, {"group": "student"}, {"covered_elsewhere": True}]}
    )

    members: list[Person] = Field(max_length=MOST_LISTED)


class HouseholdByWords(_Household):
    """A household in an address: one word a member."""

    member: list[Annotated[str, Field(max_length=40)]] = Field(
        [],
        max_length=MOST_LISTED,
        description=both(
            "Mỗi người một từ, lặp lại tham số; kỳ đóng riêng thì thêm :3, :6, :12.",
            f"One word for each member, repeated: {GROUPS}, {', '.join(OUTSIDE)}; with :3, :6 or "
            ":12 for an own period.",
        ),
        examples=[["none", "none:6", "student", "covered_elsewhere"]],
    )


class Line(Schema):
    """What one member pays, in whole đồng for the months of the card."""

    standing: Standing
    order: int = Field(
        description=both("Thứ tự trong hộ, 0 là không xếp.", "Place in the order, 0 for none.")
    )
    group: str
    months: int
    supported: int
    gross: int
    state: int
    local: int
    net: int


class HouseholdAnswer(Answer):
    """What the household pays at once, in whole đồng: the sums of its lines."""

    lines: list[Line]
    gross: int
    state: int
    local: int
    net: int
    changes: list[Change]


@router.get(
    "/household", response={200: HouseholdAnswer, **REFUSALS}, summary=both("BHYT hộ gia đình", "household")
)
def household(request: HttpRequest, question: Query[HouseholdByWords]) -> HouseholdAnswer:
    """Một lần đóng BHYT của hộ gia đình. / One payment of health insurance for a household."""
    return answer(question, [_member(word) for word in question.member])


@router.post(
    "/household", response={200: HouseholdAnswer, **REFUSALS}, summary=both("BHYT hộ gia đình", "household")
)
def household_by_body(request: HttpRequest, question: HouseholdQuestion) -> HouseholdAnswer:
    """Như GET, mỗi người là một đối tượng. / As GET, with an object for each member."""
    members = [
        Member(
            group=person.group,
            also=tuple(person.also),
            covered_elsewhere=person.covered_elsewhere,
            joins=person.joins,
            months=person.months,
            support_months_used=person.support_months_used,
        )
        for person in question.members
    ]
    return answer(question, members)


def answer(question: _Household, members: list[Member]) -> HouseholdAnswer:
    """Answer a question.

    :raises Unanswerable:
    """
    on = question.law()
    quote = quote_household(
        on,
        members=members,
        months=question.months,
        joined_earlier=question.joined_earlier,
        place=question.place,
        starts_on=question.starts_on,
    )
    return HouseholdAnswer(
        **working(on, quote.steps),
        lines=_lines(quote),
        gross=quote.gross,
        state=quote.state,
        local=quote.local,
        net=quote.net,
        changes=[change(on.law, met.day, met.before, met.after) for met in quote.changes],
    )


def _lines(quote: HouseholdQuote) -> list[Line]:
    names = ("standing", "order", "group", "months", "supported", "gross", "state", "local", "net")
    return [Line(**{name: getattr(line, name) for name in names}) for line in quote.lines]


def _member(word: str) -> Member:
    """Read `student:6`, `covered_elsewhere`.

    :raises InputMisread: for a period that is no number; an unknown group is refused by the engine
    """
    group, colon, period = word.partition(":")
    if colon and not (period.isascii() and period.isdecimal()):
        raise InputMisread(name="member", value=word, expected="nhóm, rồi :3, :6 hoặc :12")
    months = int(period) if colon else None
    if group in OUTSIDE:
        return Member(
            covered_elsewhere=group == Standing.COVERED_ELSEWHERE, joins=group != Standing.NOT_JOINING
        )
    return Member(group=group, months=months)
