"""GET and POST /api/v1/advice/law, GET /api/v1/advice/tariff.json: the rows themselves."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from diemtua.api.advice.shapes import REFUSALS, Asked, Citation, Day, Word, both, citations, example
from diemtua.api.answers import kept
from diemtua.core.periods import holds_on
from diemtua.insurance.queries import law_in_force
from diemtua.insurance.rules.law import Law
from diemtua.insurance.rules.refusals import UnknownParameter
from diemtua.insurance.rules.tariff import tariff_sheet

router = Router()


class LawQuestion(Asked):
    """Which rows: of one day, or the whole history of some figures."""

    model_config = example({"day": "2026-07-01", "parameter": ["base", "health_rate"]})

    day: Day | None = Field(
        None,
        description=both(
            "Các dòng có hiệu lực trong ngày; bỏ trống là mọi ngày.",
            "Rows in force on a day; all days when left out.",
        ),
    )
    parameter: list[Word] = Field(
        [],
        max_length=100,
        description=both(
            "Tên số liệu, lặp lại tham số; bỏ trống là tất cả.", "Names of figures; all when left out."
        ),
        examples=[["base", "health_rate"]],
    )


class LawAnswer(Schema):
    """Rows of the law, ordered by figure and day."""

    hash: str = Field(description=both("Đổi khi luật đổi.", "Changes when the law does."))
    rows: list[Citation]


@router.get("/law", response={200: LawAnswer, **REFUSALS}, summary=both("Số liệu pháp luật", "rows of law"))
def law(request: HttpRequest, question: Query[LawQuestion]) -> HttpResponse:
    """Các dòng số liệu, kèm căn cứ và độ tin cậy. / The dated rows, with legal basis and confidence."""
    rows = law_in_force()
    text = answer(rows, question).model_dump_json()
    return kept(request, hashlib.sha256(text.encode()).hexdigest(), text)


@router.post("/law", response={200: LawAnswer, **REFUSALS}, summary=both("Số liệu pháp luật", "rows of law"))
def law_by_body(request: HttpRequest, question: LawQuestion) -> LawAnswer:
    """Như GET, câu hỏi nằm trong thân. / As GET, with the question in the body."""
    return answer(law_in_force(), question)


@router.get("/tariff.json", response=dict[str, Any], summary=both("Biểu mức đóng", "tariff sheet"))
def tariff(request: HttpRequest) -> HttpResponse:
    """Biểu để tính ngoại tuyến, đúng từng đồng. / The sheet from which dues are worked out offline."""
    return kept(request, *_sheet(law_in_force()))


def answer(rows: Law, question: LawQuestion) -> LawAnswer:
    """Return the rows asked for.

    :raises UnknownParameter: for a name that no figure has
    """
    for name in question.parameter:
        if name not in rows.parameters:
            raise UnknownParameter(name=name, allowed=", ".join(rows.parameters))
    chosen = [
        row
        for row in rows.rows
        if (not question.parameter or row.parameter in question.parameter)
        and (question.day is None or holds_on(question.day, row.valid_from, row.valid_to))
    ]
    return LawAnswer(hash=_hash_of(rows), rows=citations(rows, chosen))


@lru_cache(maxsize=4)
def _sheet(law: Law) -> tuple[str, str]:
    """Return hash and text of a law's sheet, made once."""
    sheet = tariff_sheet(law)
    return sheet["hash"], json.dumps(sheet, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4)
def _hash_of(law: Law) -> str:
    return hashlib.sha256(repr(law.rows).encode()).hexdigest()
