"""The source text of a directive beside its tasks: which words became what, and what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from diemtua.directives.models import Assignment, Directive


@dataclass(frozen=True)
class Mark:
    """Something that stands in the source from `start` to `end`."""

    start: int
    end: int
    kind: str  # task, heading, party, due, field or gap
    ref: str = ""  # of the task, or of what in the matrix these words became


@dataclass(frozen=True)
class Passage:
    """A stretch of the source from character `start` on, inside the same marks from end to end.

    `ref` names the innermost task that was read from it; `match` what in the matrix lights up with it.
    """

    text: str
    start: int
    ref: str = ""
    match: str = ""
    kinds: frozenset[str] = frozenset()
    is_first: bool = True  # of its task

    @property
    def anchor(self) -> str:
        """Return the id of the passage in the page."""
        return f"source-{self.ref}" if self.ref and self.is_first else f"source-{self.start}"

    @property
    def is_heading(self) -> bool:
        return "heading" in self.kinds

    @property
    def is_gap(self) -> bool:
        return "gap" in self.kinds

    @property
    def css(self) -> str:
        """Return the classes that the words are drawn with."""
        return " ".join(f"source__{kind}" for kind in sorted(self.kinds))


@dataclass(frozen=True)
class GapLine:
    """Something to look at again, in a sentence, and the passage it is about (empty when it has none)."""

    text: str
    anchor: str


def passages(directive: Directive, assignments: Iterable[Assignment]) -> list[Passage]:
    """Cut the source wherever a mark begins or ends; together the passages are the source.

    Marks may lie in one another, as a deadline in its task; the innermost task gives the passage its name.
    """
    source = directive.source_text
    marks = [mark for mark in _all_marks(directive, assignments) if mark.start < mark.end <= len(source)]
    bounds = sorted({0, len(source), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    named: set[str] = set()
    found = []
    for start, end in pairwise(bounds):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        tasks = sorted((mark for mark in over if mark.kind == "task"), key=_length)
        ref = tasks[0].ref if tasks else ""
        inner = sorted((mark for mark in over if mark.ref), key=_length)
        kinds = frozenset(mark.kind for mark in over)
        is_first = ref not in named
        found.append(Passage(source[start:end], start, ref, inner[0].ref if inner else "", kinds, is_first))
        named.add(ref)
    return found


def gap_lines(gaps: Sequence[dict[str, Any]], cut: Sequence[Passage] = ()) -> list[GapLine]:
    """Return gaps in the language of the page, each with the passage that it is about, if any."""
    return [GapLine(_sentence(gap), _anchor_of(gap.get("span"), cut)) for gap in gaps]


def _sentence(gap: dict[str, Any]) -> str:
    """Translate the pattern of a gap and fill it in; one stored before there were patterns stays as it is."""
    pattern, parts = gap.get("pattern"), gap.get("parts")
    if not pattern:
        return str(gap["text"])
    return _(pattern) % parts if parts else _(pattern)


def _length(mark: Mark) -> int:
    return mark.end - mark.start


def _all_marks(directive: Directive, assignments: Iterable[Assignment]) -> Iterator[Mark]:
    for name, span in (directive.spans or {}).items():
        yield Mark(span[0], span[1], "field", f"field-{name}")
    for assignment in assignments:
        yield from _marks(assignment)
    for gap in directive.gaps:
        start, end = gap.get("span") or (0, 0)
        yield Mark(start, end, "gap")


def _marks(assignment: Assignment) -> Iterator[Mark]:
    for task in assignment.all_tasks:  # type: ignore[attr-defined] # prefetched by assignments_with_tasks
        if task.span_start is not None:
            yield Mark(task.span_start, task.span_end, "task", task.ref)
    for party in assignment.parties.all():
        if party.span_start is not None and party.span_end is not None:
            yield Mark(party.span_start, party.span_end, "party", f"at-{party.span_start}")
    if assignment.span_start is not None and not assignment.is_closing and assignment.heading:
        end = assignment.span_start + len(assignment.heading)
        yield Mark(assignment.span_start, end, "heading")


def _anchor_of(span: Sequence[int] | None, cut: Sequence[Passage]) -> str:
    if not span:
        return ""
    holding = (one.anchor for one in cut if one.start <= span[0] < one.start + len(one.text))
    return next(holding, "")
