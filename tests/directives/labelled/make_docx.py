"""Make the Word files of the labelled set from `docx_lines/`.

A line begins with what it becomes: P a paragraph, HEAD2 and FOOT2 a table of two cells without borders whose
lines are parted by "|", TABLE and ROW a ruled table, MERGED a row whose cells are one.
"""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table

HERE = Path(__file__).resolve().parent
MADE_AT = (2026, 1, 1, 0, 0, 0)


def make(lines: list[str]) -> Document:
    """Return the Word document that the lines describe."""
    document = docx.Document()
    table: Table | None = None
    for line in lines:
        kind, _, rest = line.partition("\t")
        if kind == "P":
            document.add_paragraph(rest)
        elif kind in {"HEAD2", "FOOT2"}:
            _two_cells(document, rest)
        elif kind == "TABLE":
            table = document.add_table(rows=0, cols=rest.count("|") + 1, style="Table Grid")
            _row(table, rest)
        elif kind == "ROW" and table is not None:
            _row(table, rest)
        elif kind == "MERGED" and table is not None:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = rest
        else:
            raise ValueError(line)
    return document


def _two_cells(document: Document, rest: str) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, words in zip(cells, rest.split("\t"), strict=True):
        first, *others = words.split("|")
        cell.paragraphs[0].text = first
        for one in others:
            cell.add_paragraph(one)


def _row(table: Table, rest: str) -> None:
    for cell, words in zip(table.add_row().cells, rest.split("|"), strict=True):
        cell.text = words


def _same_bytes(document: Document, file: Path) -> None:
    """Save with one fixed time inside, so that the same lines make the same file."""
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in package.infolist():
            out.writestr(
                zipfile.ZipInfo(entry.filename, MADE_AT),
                package.read(entry.filename),
                compress_type=zipfile.ZIP_DEFLATED,
            )


if __name__ == "__main__":
    for source in sorted((HERE / "docx_lines").glob("*.txt")):
        _same_bytes(make(source.read_text(encoding="utf-8").splitlines()), HERE / f"{source.stem}.docx")
