"""GET and POST /api/v1/advice/card: when a health insurance card begins, and where five years stand."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from diemtua.api.advice.shapes import REFUSALS, Answer, Asked, Day, Question, both, example, working
from diemtua.insurance.rules.health_benefit import copay_threshold, visit_threshold
from diemtua.insurance.rules.health_card import Card, card_start, five_years

router = Router()

MOST_CARDS = 100


class Span(Asked):
    """A card of the past by its first and last day, both included."""

    first: Day
    last: Day


def _span(text: str) -> str:
    first, _, last = text.partition("/")
    try:
        date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise ValueError(text) from None
    return text


class _Card(Question):
    previous_last: Day | None = Field(
        None,
        description=both(
            "Ngày cuối của thẻ trước; bỏ trống là lần đầu.", "Last day of the card before; none: the first."
        ),
    )


class CardQuestion(_Card):
    """When a card paid for on `day` begins, and where the five years of the earlier cards stand."""

    model_config = example(
        {
            "day": "2026-01-10",
            "previous_last": "2025-12-31",
            "cards": [{"first": "2021-01-01", "last": "2025-12-31"}],
        }
    )

    cards: list[Span] = Field(
        [],
        max_length=MOST_CARDS,
        description=both(
            "Các thẻ đã có, cho 05 năm liên tục.", "Earlier cards, for the five consecutive years."
        ),
    )


class CardByWords(_Card):
    """The same in an address."""

    card: list[Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$"), AfterValidator(_span)]] = (
        Field(
            [],
            max_length=MOST_CARDS,
            description=both(
                "Mỗi thẻ: ngày đầu/ngày cuối, lặp lại tham số.", "Each card as first/last, repeated."
            ),
            examples=[["2021-01-01/2025-12-31"]],
        )
    )


class FiveYears(Schema):
    """Where the five consecutive years stand."""

    since: date
    full_on: date
    gap_days: int
    is_full: bool


class CardAnswer(Answer):
    """The first day of the card, the thresholds of the day, and the five years when cards were named."""

    first_day: date
    beginning: str = Field(description="first, continuous, late, after_gap")
    gap_days: int
    waits_days: int
    visit_threshold: int = Field(
        description=both(
            "Một lần khám dưới mức này được trả đủ, đồng.", "A visit below this is paid in full."
        )
    )
    copay_threshold: int = Field(
        description=both(
            "Cùng chi trả trong năm trên mức này, đủ 05 năm: được trả đủ.",
            "Own payments of a year above this, with five years: all is paid.",
        )
    )
    five_years: FiveYears | None


@router.get("/card", response={200: CardAnswer, **REFUSALS}, summary=both("Thẻ BHYT", "card"))
def card(request: HttpRequest, question: Query[CardByWords]) -> CardAnswer:
    """Thẻ bắt đầu ngày nào, 05 năm liên tục đến đâu. / When a card begins, where the five years stand."""
    spans = (span.split("/") for span in question.card)
    return answer(
        question, [Card(date.fromisoformat(first), date.fromisoformat(last)) for first, last in spans]
    )


@router.post("/card", response={200: CardAnswer, **REFUSALS}, summary=both("Thẻ BHYT", "card"))
def card_by_body(request: HttpRequest, question: CardQuestion) -> CardAnswer:
    """Như GET, mỗi thẻ là một đối tượng. / As GET, with an object for each card."""
    return answer(question, [Card(span.first, span.last) for span in question.cards])


def answer(question: _Card, cards: list[Card]) -> CardAnswer:
    """Answer a question.

    :raises Unanswerable:
    """
    on = question.law()
    start = card_start(on, previous_last=question.previous_last)
    visit, copay = visit_threshold(on), copay_threshold(on)
    years = five_years(on, cards) if cards else None
    steps = (*start.steps, *(years.steps if years else ()), *visit.steps, *copay.steps)
    return CardAnswer(
        **working(on, steps),
        first_day=start.first_day,
        beginning=start.beginning,
        gap_days=start.gap,
        waits_days=start.waits,
        visit_threshold=visit.dong,
        copay_threshold=copay.dong,
        five_years=FiveYears(
            since=years.since, full_on=years.full_on, gap_days=years.gap_days, is_full=years.is_full
        )
        if years
        else None,
    )
