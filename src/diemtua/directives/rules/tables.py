"""Tables of tasks: what is to be done, who leads, who takes part and by when, a row for each.

A table comes as lines whose cells stand between tabs or " | " (`core.docx_text`); its heading row says what
the columns hold. Each row is one clause; a row that leaves the leader out has the one above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from diemtua.directives.rules.agencies import bodies_at, body_at, members_of
from diemtua.directives.rules.deadlines import cell_deadline
from diemtua.directives.rules.model import Named, ReadAssignment, Span
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.tasks import whole_task

_CELL = re.compile(r"\t| \| |\|")
_LINE = re.compile(r"[^\n]+")
# The first that fits says what a column holds.
_COLUMNS = (
    ("number", re.compile(r"^(?:stt|tt|số tt|số thứ tự)\b")),
    ("time", re.compile(r"thời gian|thời hạn|tiến độ|thời điểm|^hạn|hoàn thành")),
    ("product", re.compile(r"sản phẩm|kết quả|ghi chú|kinh phí|căn cứ")),
    ("together", re.compile(r"^(?!.*chủ trì).*phối hợp")),
    ("task", re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|^việc|giải pháp")),
    ("lead", re.compile(r"chủ trì|thực hiện|phụ trách|đầu mối|trách nhiệm|được giao|chịu trách")),
)
_BETWEEN = re.compile(r"; ?|, | và ")
_NO_BODY = re.compile(r"^[\W\d]*$")


@dataclass
class Table:
    """A table of tasks in the source, from `start` to `end`, with a clause for each of its rows."""

    start: int
    end: int
    assignments: list[ReadAssignment] = field(default_factory=list)


def tables_in(source: str, start: int, end: int, year: int | None) -> list[Table]:
    """Return the tables of `source[start:end]` that say who does what, in the order of the text."""
    found: list[Table] = []
    columns: dict[str, int] = {}
    last = start
    leads: tuple[Named, ...] = ()
    for row in _LINE.finditer(source, start, end):
        if "\t" not in row[0].strip() and "|" not in row[0]:
            continue
        cells = list(_cells(source, row.start(), row.end()))
        if source[last : row.start()].strip() and _is_far(source[last : row.start()]):
            columns = {}
        if heading := _columns(cells):
            columns, leads = heading, ()
            found.append(Table(row.start(), row.end()))
        elif columns:
            found[-1].end = row.end()
            if clause := _clause(cells, columns, leads, year):
                leads = clause.leads
                found[-1].assignments.append(clause)
        last = row.end()
    return [table for table in found if table.assignments]


def _cells(source: str, start: int, end: int) -> Iterator[Passage]:
    last = start
    for cut in [*_CELL.finditer(source, start, end), None]:
        yield Passage.of(source, last, cut.start() if cut else end)
        last = cut.end() if cut else end


def _is_far(between: str) -> bool:
    """Say whether what stands between two rows is more than a section's title: the table has ended."""
    return len([line for line in between.splitlines() if line.strip()]) > 2


def _columns(cells: list[Passage]) -> dict[str, int] | None:
    """Return which column holds what, where the row is a heading that names a task and who leads."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if len(cell.text) > 60:
            return None
        kind = next((kind for kind, words in _COLUMNS if words.search(cell.low)), "")
        if kind:
            found.setdefault(kind, place)
    return found if {"task", "lead"} <= found.keys() else None


def _members(cell: Passage) -> list[Named]:
    """Take a cell of names apart at semicolons, and at commas and "và" where a further body begins."""
    found: list[Named] = []
    start = 0
    for cut in [*_BETWEEN.finditer(cell.text), None]:
        if cut and cut[0].strip() != ";" and not body_at(cell, cut.end()) and not _elided(cell, cut, start):
            continue
        part = cell.part(start, cut.start() if cut else len(cell.text)).stripped(".;, ")
        if part:
            found += members_of(part) if ":" in part.text else [part.named()]
        start = cut.end() if cut else len(cell.text)
    return found


def _elided(cell: Passage, cut: re.Match[str], start: int) -> bool:
    """Say whether a field borrows its head: "Sở Y tế, Nội vụ"."""
    bodies = bodies_at(cell, start)
    return len(bodies) > 1 and any(body.start == cut.end() for body in bodies)


def _clause(
    cells: list[Passage], columns: dict[str, int], above: tuple[Named, ...], year: int | None
) -> ReadAssignment | None:
    at = {kind: cells[place] for kind, place in columns.items() if place < len(cells)}
    wanted, lead = at.get("task"), at.get("lead")
    if not wanted or lead is None or _NO_BODY.match(wanted.text):
        return None
    leads = above if _NO_BODY.match(lead.text) else tuple(_members(lead))
    if not leads:
        return None
    together = at.get("together")
    task = whole_task(wanted, year)
    if (time := at.get("time")) and not _NO_BODY.fullmatch(re.sub(r"\d", "x", time.text)):
        due_on, due_text = cell_deadline(time, year)
        task = replace(task, due_on=due_on, due_text=due_text)
    places = [cell.span for cell in cells if cell]
    return ReadAssignment(
        heading=lead.text if lead else leads[0].text,
        span=Span(min(place.start for place in places), max(place.end for place in places)),
        is_request=False,
        leads=leads,
        coordinators=tuple(_members(together)) if together and not _NO_BODY.match(together.text) else (),
        tasks=(task,),
    )
