"""What was read, as plain values for another program: the shapes of `diemtua directives read|figures --json`.

Spans count in `text`, the words of the file as they were read, in NFC.
The keys and their meaning stand in `docs/algorithms/reading-a-dispatch.md`; they do not change with ours.
"""

import re
from dataclasses import asdict
from datetime import date
from typing import Any

from diemtua.core.text import fold
from diemtua.directives.rules.model import (
    Due,
    Gap,
    Named,
    ReadAssignment,
    ReadDirective,
    ReadTask,
    Signatory,
    Span,
)
from diemtua.directives.rules.stated_figures import StatedFigure, stated_figures

Plain = dict[str, Any]
_OF_A_PLAN = re.compile(r"(?:so voi )?(?:ke hoach|chi tieu)")


def plain_directive(directive: ReadDirective) -> Plain:
    """Return a directive in the order of its text; None where the text does not say.

    `number` is None where the number is blank ("Số:    /UBND-VX"), `symbol` tells the rest all the same.
    """
    return {
        "kind": directive.kind_words,
        "issuer": _words(directive.issuer),
        "number": _number(directive),
        "symbol": directive.symbol,
        "date": directive.issued_on.isoformat() if directive.issued_on else None,
        "place": directive.place,
        "subject": _words(directive.subject),
        "recipients": [one.text for one in directive.addressees],
        "basis": [[one.number, one.issued_on and one.issued_on.isoformat()] for one in directive.basis],
        "assignments": [_assignment(one) for one in directive.assignments],
        "signatory": _words(directive.signatory.name) if directive.signatory else None,
        "signed_as": _signed_as(directive.signatory),
        "copies": [one.text for one in directive.copies],
        "gaps": [_gap(one) for one in directive.gaps],
        "text": directive.text,
    }


def plain_nothing(text: str, sentence: str, code: str) -> Plain:
    """Return what stands for a text in which nothing is ordered: every key is there, empty, and one gap."""
    empty = {"kind": None, "issuer": None, "number": None, "symbol": None, "date": None, "place": None}
    lists: Plain = {"subject": None, "recipients": [], "basis": [], "assignments": [], "signatory": None}
    gap = {"code": code, "text": sentence, "span": None}
    return {**empty, **lists, "signed_as": None, "copies": [], "gaps": [gap], "text": text}


def plain_figures(text: str) -> Plain:
    """Return the result figures of a text in its order."""
    figures = stated_figures(text)
    return {"results": [_figure(one, figures) for one in figures], "text": text}


def _number(directive: ReadDirective) -> str | None:
    """Return number and symbol as the document writes them: "12/UBND-VX", of the Party "12-CV/TU"."""
    if not directive.number:
        return None
    between = "-" if "/" in (directive.symbol or "") else "/"
    return f"{directive.number}{between}{directive.symbol}"


def _assignment(one: ReadAssignment) -> Plain:
    return {
        "heading": one.heading,
        "span": _span(one.span),
        "is_request": one.is_request,
        "is_closing": one.is_closing,
        "lead": [lead.text for lead in one.leads],
        "coord": [body.text for body in one.coordinators],
        "tasks": [_task(task, 1) for task in one.tasks],
        "deadlines": [deadline for task in one.tasks for deadline in _deadlines(task)],
    }


def _task(task: ReadTask, level: int) -> Plain:
    return {
        "text": task.text,
        "span": _span(task.span),
        "level": level,
        "doers": [doer.text for doer in task.doers],
        "to_reach": [
            {"value": goal.value, "unit": goal.unit, "bound": goal.bound, "span": _span(goal.span)}
            for goal in task.goals
        ],
        "subtasks": [_task(subtask, level + 1) for subtask in task.subtasks],
    }


def _deadlines(task: ReadTask) -> list[Plain]:
    """Return when a task and what stands below it are due: a day, or the words where they name no one day."""
    dues = [Due(task.due_on, task.due_text), *task.further_dues] if task.due_text else []
    own = [
        {
            "task": task.text,
            "due": due.day.isoformat() if due.day else None,
            "recurrence": None if due.day else due.words.text,
            "report_to": _words(task.report_to),
            "words": due.words.text,
            "span": _span(due.words.span),
        }
        for due in dues
    ]
    return own + [deadline for subtask in task.subtasks for deadline in _deadlines(subtask)]


def _signed_as(signatory: Signatory | None) -> Plain | None:
    if signatory is None:
        return None
    return {"authority": _words(signatory.authority), "position": _words(signatory.position)}


def _gap(gap: Gap) -> Plain:
    return {"code": gap.code, "text": gap.text, "span": _span(gap.span) if gap.span else None}


def _figure(figure: StatedFigure, figures: list[StatedFigure]) -> Plain:
    return {
        "label": figure.label,
        "indicator": figure.indicator or _ratio_code(figure, figures),
        "value": figure.value,
        "unit": figure.unit,
        "bound": figure.bound,
        "scope": {**_scope(figure), "out_of": figure.of},
        "span": [figure.start, figure.end],
    }


def _ratio_code(figure: StatedFigure, figures: list[StatedFigure]) -> str | None:
    """Return the code of a part of a plan ("đạt 74,4% kế hoạch"); we reckon it, so none enters it."""
    about = figure.scope.about
    if about is None or figure.unit != "%" or not _OF_A_PLAN.match(fold(figure.scope.of_what or "")):
        return None
    stem = figures[about].indicator.rpartition(".")[0]
    return f"{stem}.PCT_PLAN" if figures[about].indicator.endswith(".TOTAL") else None


def _scope(figure: StatedFigure) -> Plain:
    parts = asdict(figure.scope)
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in parts.items()}


def _words(named: Named | None) -> str | None:
    return named.text if named else None


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
