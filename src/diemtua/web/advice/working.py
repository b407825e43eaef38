"""How a figure came about, as a page shows it: the steps and the law, in the language of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diemtua.insurance.rules.answers import Step, Unit, Words, citations
from diemtua.insurance.rules.law import Law, Row


@dataclass(frozen=True)
class Citation:
    """One row of the law: what it settles, by which text, since when, and how well it is founded."""

    title: str
    basis: str
    link: str
    first: date
    last: date | None
    note: str
    is_uncertain: bool


@dataclass(frozen=True)
class Line:
    """One step: what is computed, how, and what comes out."""

    title: str
    formula: str
    figure: str
    note: str
    basis: str
    is_uncertain: bool


@dataclass(frozen=True)
class Working:
    """All the steps of an answer and the rows they rest on."""

    lines: list[Line]
    citations: list[Citation]

    @property
    def is_uncertain(self) -> bool:
        """Say whether any figure rests on a source that is not the legal text."""
        return any(line.is_uncertain for line in self.lines)


def language() -> str:
    """Return the language of the page, "vi" or "en"."""
    return get_language() or "vi"


def said(words: Words) -> str:
    """Return the engine's words in the language of the page."""
    return words.speak(language())


def parameter_title(law: Law, name: str) -> str:
    """Return what a figure of the law is called, beginning with a capital."""
    parameter = law.parameters[name]
    title = parameter.title_en if language().startswith("en") else parameter.title_vi
    return title[:1].upper() + title[1:]


def working_of(law: Law, steps: Iterable[Step]) -> Working:
    """Return the steps ready to be shown."""
    steps = tuple(steps)
    return Working([_line(step) for step in steps], [_citation(law, row) for row in citations(steps)])


def citations_of(law: Law, rows: Iterable[Row]) -> list[Citation]:
    """Return rows ready to be shown, each once."""
    return [_citation(law, row) for row in dict.fromkeys(rows)]


def with_unit(figure: str, unit: Unit) -> str:
    """Return a printed figure with the words of its unit."""
    shapes = {
        Unit.DONG: _("%(figure)s đồng"),
        Unit.DONG_A_MONTH: _("%(figure)s đồng một tháng"),
        Unit.PERCENT: "%(figure)s %%",
        Unit.MONTHS: _("%(figure)s tháng"),
        Unit.DAYS: _("%(figure)s ngày"),
    }
    return shapes.get(unit, "%(figure)s") % {"figure": figure}


def _line(step: Step) -> Line:
    return Line(
        title=said(step.title),
        formula=step.formula_in(language()),
        figure=with_unit(step.value_in(language()), step.unit),
        note=said(step.note) if step.note else "",
        basis="; ".join(dict.fromkeys(row.basis for row in step.rows)),
        is_uncertain=step.is_uncertain,
    )


def _citation(law: Law, row: Row) -> Citation:
    case = law.parameters[row.parameter].key_title(row.key, language())
    return Citation(
        title=parameter_title(law, row.parameter) + (f": {case}" if case else ""),
        basis=row.basis,
        link=row.source if row.source.startswith("https://") else "",
        first=row.valid_from,
        last=row.last_day,
        note=row.note,
        is_uncertain=row.is_uncertain,
    )
