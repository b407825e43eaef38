"""What the questions and answers of the law have in common."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Self

from django.utils import timezone
from ninja import Schema
from pydantic import ConfigDict, Field, ValidationInfo, model_validator

from diemtua.api.answers import UnknownFields
from diemtua.insurance.queries import law_in_force
from diemtua.insurance.rules import answers
from diemtua.insurance.rules.law import DayLaw, Law, Row

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Word = Annotated[str, Field(max_length=64)]
Place = Annotated[str, Field(max_length=2, pattern=r"^(\d{2})?$")]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=9, decimal_places=6)]
Dong = Annotated[int, Field(ge=-(10**15), le=10**15)]
Months = Annotated[int, Field(ge=-(10**6), le=10**6)]


def both(vi: str, en: str) -> str:
    """Return one description in both languages, as OpenAPI has room for one."""
    return f"{vi} / {en}"


class Asked(Schema):
    """Something asked; a field that it does not know is refused, so that no misspelling is lost."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def _knows_every_word(self, info: ValidationInfo) -> Self:
        """Look at the address too, of which ninja hands over only what the question knows."""
        request = (info.context or {}).get("request")
        if request is not None and request.method == "GET":
            unknown = sorted(set(request.GET) - set(type(self).model_fields) - {"lang"})
            if unknown:
                raise UnknownFields(unknown)
        return self


class Question(Asked):
    """A question about one day."""

    day: Day | None = Field(
        None,
        description=both(
            "Ngày đóng (ngày tra cứu); bỏ trống là hôm nay.", "The day asked for; today when left out."
        ),
        examples=["2026-07-01"],
    )

    def law(self) -> DayLaw:
        """Return the law of the day asked for.

        :raises BeforeFirstDay:
        """
        return law_in_force().quoting_on(self.day or timezone.localdate())


def example(question: dict[str, Any]) -> ConfigDict:
    """Return the configuration of a question with an example for its readers."""
    return ConfigDict(json_schema_extra={"examples": [question]})


def plain(value: Decimal) -> str:
    """Return a figure as text without idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Words(Schema):
    """A sentence in both languages."""

    vi: str
    en: str


class Citation(Schema):
    """A row of the law that the answer rests on."""

    parameter: str = Field(description=both("Tên số liệu.", "Name of the figure."))
    key: str = Field(description=both("Trường hợp: nhóm, giới, năm.", "The case: a group, a sex, a year."))
    place: str = Field(
        description=both("Mã tỉnh đã quyết định; trống là cả nước.", "Province code, empty: national.")
    )
    title: Words
    value: str = Field(
        description=both("Giá trị, số thập phân viết bằng chữ.", "The figure, a decimal as text.")
    )
    unit: str
    first_day: date
    last_day: date | None = Field(
        description=both("Ngày cuối; trống là đang áp dụng.", "Last day; null: in force.")
    )
    basis: str = Field(description=both("Căn cứ pháp lý.", "Legal basis."))
    source: str
    confidence: str = Field(description="high, medium, low, unverified")
    note: str


class Step(Schema):
    """One line of the working."""

    title: Words
    formula: Words
    value: str = Field(description=both("Số thập phân viết bằng chữ.", "A decimal as text."))
    unit: str = Field(description="dong, dong_a_month, percent, months, days, factor")
    citations: list[int] = Field(description=both("Vị trí trong `citations`.", "Positions in `citations`."))
    uncertain: bool
    note: Words | None


class Change(Schema):
    """A figure of the law that changes within the time paid for."""

    day: date
    parameter: str
    title: Words
    before: str
    after: str


class Refused(Schema):
    """Why the law engine says no."""

    code: str = Field(examples=["income_off_step"])
    text: str


class WrongField(Schema):
    """One field that could not be read."""

    field: str = Field(examples=["members.2.months"])
    text: str


class Unreadable(Refused):
    """A question that could not be read."""

    field: str
    fields: list[WrongField]


class Answer(Schema):
    """What every answer of the engine carries beside its figures."""

    day: date
    steps: list[Step]
    citations: list[Citation]
    uncertain: bool = Field(
        description=both(
            "Có số liệu chưa chắc chắn.", "Rests on a figure of low confidence; say so on the screen."
        )
    )


REFUSALS: dict[Any, type[Schema]] = {409: Refused, 422: Unreadable}


def working(on: DayLaw, steps: tuple[answers.Step, ...]) -> dict[str, Any]:
    """Return what `Answer` asks for, from the steps of a quote."""
    rows = answers.citations(steps)
    at = {row: place for place, row in enumerate(rows)}
    return {
        "day": on.day,
        "steps": [_step(step, [at[row] for row in step.rows]) for step in steps],
        "citations": citations(on.law, rows),
        "uncertain": any(row.is_uncertain for row in rows),
    }


def citations(law: Law, rows: Iterable[Row]) -> list[Citation]:
    """Return the rows as the answers cite them."""
    return [_citation(law, row) for row in rows]


def change(law: Law, day: date, before: Row, after: Row) -> Change:
    """Return a change of law as the answers tell it."""
    return Change(
        day=day,
        parameter=after.parameter,
        title=title_of(law, after),
        before=plain(before.value),
        after=plain(after.value),
    )


def words(said: answers.Words) -> Words:
    """Return a sentence of the engine."""
    return Words(vi=said.vi, en=said.en)


def title_of(law: Law, row: Row) -> Words:
    """Return what a row is a figure of, for people; a figure that a case brought along has no title."""
    known = law.parameters.get(row.parameter)
    if known is None:
        return Words(vi=row.parameter, en=row.parameter)
    vi, en = known.key_title(row.key), known.key_title(row.key, "en")
    return Words(
        vi=f"{known.title_vi}: {vi}" if vi else known.title_vi,
        en=f"{known.title_en}: {en}" if en else known.title_en,
    )


def _step(step: answers.Step, cited: list[int]) -> Step:
    return Step(
        title=words(step.title),
        formula=Words(vi=step.formula_in("vi"), en=step.formula_in("en")),
        value=plain(step.value),
        unit=step.unit,
        citations=cited,
        uncertain=step.is_uncertain,
        note=words(step.note) if step.note else None,
    )


@lru_cache(maxsize=2048)
def _citation(law: Law, row: Row) -> Citation:
    known = law.parameters.get(row.parameter)
    return Citation(
        parameter=row.parameter,
        key=row.key,
        place=row.place,
        title=title_of(law, row),
        value=plain(row.value),
        unit=known.unit if known else "",
        first_day=row.valid_from,
        last_day=row.last_day,
        basis=row.basis,
        source=row.source,
        confidence=row.confidence,
        note=row.note,
    )
