"""Clauses of a plan that name owner and time in fields below the task: "- Cơ quan chủ trì: BHXH tỉnh"."""

import re
from dataclasses import replace

from diemtua.directives.rules.agencies import members_of
from diemtua.directives.rules.deadlines import cell_deadline
from diemtua.directives.rules.model import Named, ReadAssignment, ReadTask, Span
from diemtua.directives.rules.outline import Item
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.tasks import tasks_of

_FIELD = re.compile(
    r"(?:(?P<lead>(?:cơ quan|đơn vị|bộ phận) (?:chủ trì|chịu trách nhiệm|thực hiện)(?: thực hiện)?|chủ trì)"
    r"|(?P<together>(?:cơ quan|đơn vị|bộ phận) phối hợp(?: thực hiện)?|phối hợp)"
    r"|(?P<time>thời gian(?: thực hiện| hoàn thành)?|thời hạn(?: hoàn thành)?))\s*: "
)


def fielded_clause(item: Item, year: int | None) -> ReadAssignment | None:
    """Read an item whose children are fields; None where none of them names who leads."""
    fields = [(child.passage, match) for child in item.children if (match := _FIELD.match(child.passage.low))]
    leads = _bodies(fields, "lead")
    if not leads:
        return None
    others = [child for child in item.children if not _FIELD.match(child.passage.low)]
    tasks = tasks_of(item.passage, others, year)
    timed = next(
        (passage.part(match.end()).stripped(".;") for passage, match in fields if match["time"]), None
    )
    return ReadAssignment(
        heading=item.passage.text,
        span=Span(item.passage.span.start, max(child.passage.span.end for child in item.children)),
        is_request=False,
        leads=tuple(leads),
        coordinators=tuple(_bodies(fields, "together")),
        tasks=tuple(_with_time(tasks, timed, year)),
    )


def _bodies(fields: list[tuple[Passage, re.Match[str]]], group: str) -> list[Named]:
    return [
        member
        for passage, match in fields
        if match[group]
        for member in members_of(passage.part(match.end()).stripped(".;"))
    ]


def _with_time(tasks: list[ReadTask], timed: Passage | None, year: int | None) -> list[ReadTask]:
    """Give the time of the field to the first task, unless its own words name one."""
    if not timed or tasks[0].due_text:
        return tasks
    due_on, due_text = cell_deadline(timed, year)
    return [replace(tasks[0], due_on=due_on, due_text=due_text), *tasks[1:]]
