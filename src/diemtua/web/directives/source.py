"""The source text of a directive beside its tasks: which words became which task, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diemtua.directives.models import Assignment, Directive


@dataclass(frozen=True)
class Passage:
    """A stretch of the source from character `start` on.

    `ref` names the task that was read from it; `is_gap` marks words that the reader should look at again.
    """

    text: str
    start: int
    ref: str = ""
    is_heading: bool = False
    is_gap: bool = False

    @property
    def anchor(self) -> str:
        """Return the id of the passage in the page."""
        return f"source-{self.ref or self.start}"


@dataclass(frozen=True)
class GapLine:
    """Something to look at again, in a sentence, and the passage it is about (empty when it has none)."""

    text: str
    anchor: str


def passages(directive: Directive, assignments: Iterable[Assignment]) -> list[Passage]:
    """Cut the source at the spans of headings, tasks and gaps; together the passages are the source.

    Where spans overlap, the one that begins first stays whole and the other is left out.
    """
    source = directive.source_text
    found: list[Passage] = []
    position = 0
    for start, end, ref, kind in sorted({*_marks(assignments), *_gap_marks(directive)}):
        if start < position or end > len(source):
            continue
        if start > position:
            found.append(Passage(source[position:start], position))
        found.append(
            Passage(source[start:end], start, ref, is_heading=kind == "heading", is_gap=kind == "gap")
        )
        position = end
    if position < len(source):
        found.append(Passage(source[position:], position))
    return found


def gap_lines(directive: Directive, cut: Sequence[Passage]) -> list[GapLine]:
    """Return the gaps of a directive, each with the passage where it is, if it is about any words."""
    return [GapLine(gap["text"], _anchor_of(gap.get("span"), cut)) for gap in directive.gaps]


def _marks(assignments: Iterable[Assignment]) -> Iterable[tuple[int, int, str, str]]:
    for assignment in assignments:
        for task in assignment.top_tasks:  # type: ignore[attr-defined] # prefetched by assignments_with_tasks
            if task.span_start is not None:
                yield task.span_start, task.span_end, task.ref, "task"
        if assignment.span_start is not None and not assignment.is_closing and assignment.heading:
            end = assignment.span_start + len(assignment.heading)
            yield assignment.span_start, end, "", "heading"


def _gap_marks(directive: Directive) -> Iterable[tuple[int, int, str, str]]:
    for gap in directive.gaps:
        start, end = gap.get("span") or (0, 0)
        if end > start:
            yield start, end, "", "gap"


def _anchor_of(span: Sequence[int] | None, cut: Sequence[Passage]) -> str:
    if not span:
        return ""
    holding = (one.anchor for one in cut if one.start <= span[0] < one.start + len(one.text))
    return next(holding, "")
