"""Snapshots: what the vault holds of them, opened for the time of a block."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from diemtua.core import vault
from diemtua.core.sheets import Book, CellProblem, OutColumn, Severity, annotate, column_letter, row_problem
from diemtua.registers.models import Snapshot
from diemtua.registers.queries.standing import parts_of
from diemtua.registers.rules.intake.opening import read_workbook
from diemtua.registers.rules.intake.results import ANNOTATED_ROWS, PREVIEW, REJECTS, column_label
from diemtua.registers.rules.intake.sentences import TWIN, error_text, warning_text
from diemtua.registers.rules.reading import quoted

SOURCE = "source"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Preview:
    """A first look at a file: good rows and samples of columns, numbers masked; sheets; lines left out."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    samples: list[list[str]] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, or only with doubts: its line, its cells, what is wrong."""

    line: int
    cells: tuple[str | None, ...]
    problems: list[CellProblem]

    @property
    def reason(self) -> str:
        """Return every problem in one sentence each, with its column."""
        said = [
            (f"cột {one.column_label}: " if one.column_label else "") + one.text_vi for one in self.problems
        ]
        return " ".join(text[:1].upper() + text[1:] for text in said)


def opened(snapshot: Snapshot) -> AbstractContextManager[list[Path]]:
    """Give the Parquet parts of a snapshot, in plain, for the time of the block.

    :raises SealBroken, VaultFull: of `core.vault`
    """
    return vault.opened(parts_of(snapshot))


def sealed(snapshot: Snapshot, name: str, suffix: str = "") -> tuple[Path, str]:
    """Return one sealed file of a snapshot (`source`, `preview`, `rejects`) and its label."""
    return vault.folder_of(snapshot.ref) / f"{name}{suffix}{vault.SUFFIX}", f"{snapshot.ref}/{name}"


def holds_source(snapshot: Snapshot) -> bool:
    """Say whether the uploaded file is still there."""
    return sealed(snapshot, SOURCE)[0].exists()


def preview_of(snapshot: Snapshot) -> Preview:
    """Return the first look at a snapshot; an empty one when there is none (yet)."""
    file = sealed(snapshot, PREVIEW, ".json")
    if not file[0].exists():
        return Preview()
    with vault.opened([file]) as (plain,):
        return Preview(**json.loads(plain.read_text(encoding="utf-8")))


def rejected_rows(snapshot: Snapshot) -> Iterator[Rejected]:
    """Yield the rows with problems, in their order; of a large file only those that were not taken."""
    file = sealed(snapshot, REJECTS, ".parquet")
    if not file[0].exists():
        return
    with vault.opened([file]) as (plain,), duckdb.connect() as db:
        cursor = db.execute(f"SELECT * FROM read_parquet({quoted(plain)}) ORDER BY line")
        while rows := cursor.fetchmany(5_000):
            for line, errors, warnings, of_line, *cells in rows:
                yield Rejected(line, tuple(cells), _problems(snapshot, line, errors, warnings, of_line))


def annotated_workbook(snapshot: Snapshot) -> bytes | None:
    """Return the sender's own workbook with the reasons beside the cells; None where that cannot be had.

    It cannot for other files than workbooks, for large ones, and once the uploaded file is gone.
    """
    is_workbook = Path(snapshot.file_name).suffix.lower() in _WORKBOOKS
    if not is_workbook or snapshot.sent > ANNOTATED_ROWS or not holds_source(snapshot):
        return None
    with vault.opened([sealed(snapshot, SOURCE)]) as (plain,):
        book, sheet = read_workbook(plain, snapshot.file_name, snapshot.source.kind, snapshot.sheet_name)
    problems = [problem for row in rejected_rows(snapshot) for problem in row.problems]
    return annotate(Book(book.name, (sheet,), book.left_out), problems)


def rejects_table(snapshot: Snapshot) -> tuple[list[OutColumn], Iterator[list[object]]]:
    """Return columns and rows of the rejected rows as they came: line, why, and the cells of the file."""
    headings = [heading or column_letter(at) for at, heading in enumerate(snapshot.headings)]
    columns = [OutColumn("Dòng"), OutColumn("Lý do", width=60), *map(OutColumn, headings)]
    kept_out = (row for row in rejected_rows(snapshot) if _is_out(row))
    return columns, ([str(row.line), row.reason, *row.cells[: len(headings)]] for row in kept_out)


def _is_out(row: Rejected) -> bool:
    return any(problem.severity is not Severity.WARNING for problem in row.problems)


def _problems(
    snapshot: Snapshot, line: int, errors: str, warnings: str, of_line: int | None
) -> list[CellProblem]:
    sheet = snapshot.sheet_name
    problems = []
    if of_line:
        text = TWIN.format(line=of_line)
        problems.append(row_problem(sheet, line, "twin", text, Severity.DUPLICATE))
    for said, severity in ((errors, Severity.ERROR), (warnings, Severity.WARNING)):
        for one in filter(None, said.split("|")):
            key, _, code = one.partition(":")
            at = snapshot.mapping.get(key)
            letter = column_letter(at) if at is not None else ""
            label = column_label(key, snapshot.mapping, snapshot.headings).partition(" · ")[2]
            text = error_text(code) if severity is Severity.ERROR else warning_text(code)
            problems.append(CellProblem(sheet, line, letter, label, code, text, severity))
    return problems
