"""The source text of a directive beside its tasks: which words became which task."""

from dataclasses import dataclass

from diemtua.directives.models import Assignment, Directive


@dataclass(frozen=True)
class Passage:
    """A stretch of the source; `ref` names the task that was read from it, empty for other words."""

    text: str
    ref: str = ""
    is_heading: bool = False


def passages(directive: Directive, assignments: list[Assignment]) -> list[Passage]:
    """Cut the source into passages at the spans of headings and tasks; together they are the source."""
    marks: list[tuple[int, int, str, bool]] = []
    for assignment in assignments:
        for task in assignment.top_tasks:  # type: ignore[attr-defined] # prefetched by assignments_with_tasks
            if task.span_start is not None:
                marks.append((task.span_start, task.span_end, task.ref, False))
        if assignment.span_start is not None and not assignment.is_closing:
            end = assignment.span_start + len(assignment.heading)
            marks.append((assignment.span_start, end, "", True))
    found: list[Passage] = []
    position = 0
    for start, end, ref, is_heading in sorted(marks):
        if start < position:
            continue
        if start > position:
            found.append(Passage(directive.source_text[position:start]))
        found.append(Passage(directive.source_text[start:end], ref, is_heading))
        position = end
    return [*found, Passage(directive.source_text[position:])]
