"""Tables that go out: .xlsx row by row in constant memory, and .csv that Excel opens in Unicode.

A text cell is always written as text, so that a name beginning with '=' is never run as a formula.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any

import xlsxwriter

from diemtua.core.sheets.cells import as_written

MAX_LINES = 1_048_576  # of one sheet, set by the file format
_BELOW_ZERO = re.compile(r"-\d[\d.,]*")
_RUN_BY_EXCEL = ("=", "+", "-", "@", "\t", "\r")


class Shape(StrEnum):
    """How the cells of an exported column look."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"  # the number itself is out of a hundred: 92.32
    DAY = "day"
    MOMENT = "moment"


_FORMATS = {
    Shape.TEXT: {"num_format": "@", "valign": "top"},
    Shape.WHOLE: {"num_format": "#,##0"},
    Shape.DECIMAL: {"num_format": "#,##0.00"},
    Shape.PERCENT: {"num_format": '0.00"%"'},
    Shape.DAY: {"num_format": "dd/mm/yyyy", "align": "center"},
    Shape.MOMENT: {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
}
HEADER_STYLE = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "align": "center",
    "bg_color": "#DCE9F5",
    "border": 1,
    "border_color": "#8AA6C1",
}
_WIDTHS = {Shape.WHOLE: 12, Shape.DECIMAL: 12, Shape.PERCENT: 10, Shape.DAY: 12, Shape.MOMENT: 17}


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column of an export: heading, how its cells look, width in signs (0: from the heading)."""

    label_vi: str
    shape: Shape = Shape.TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds: its data rows, and the SHA-256 (hex) over their texts, for the receipt."""

    rows: int
    digest: str


def write_sheet(
    stream: IO[bytes],
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    *,
    sheet_name: str = "Danh sách",
    title: str = "",
    watermark: str = "",
) -> Written:
    """Write `rows` as .xlsx into `stream`, one at a time, and say what was written.

    Title and watermark stand above the header; the watermark also at the foot of every printed page. Rows
    beyond what one sheet holds go on to a next sheet, 'Danh sách (2)'.
    """
    digest = hashlib.sha256()
    written = 0
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        page = _Page(book, columns, title, watermark)
        page.begin(sheet_name)
        for row in rows:
            if page.is_full:
                page.end()
                page.begin(f"{sheet_name} ({page.number + 1})")
            page.write(row)
            digest.update(_line_of(row))
            written += 1
        page.end()
    return Written(written, digest.hexdigest())


def write_csv(
    stream: IO[bytes], columns: Sequence[OutColumn], rows: Iterable[Sequence[object]], *, watermark: str = ""
) -> Written:
    """Write `rows` as CSV: UTF-8 with its mark, commas, days as dd/mm/yyyy, texts `guarded`."""
    digest = hashlib.sha256()
    written = 0
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    if watermark:
        lines.writerow([guarded(watermark)])
    lines.writerow([guarded(column.label_vi) for column in columns])
    for row in rows:
        lines.writerow([guarded(value) if isinstance(value, str) else _text_of(value) for value in row])
        digest.update(_line_of(row))
        written += 1
    text.detach()  # leaves the caller's stream open
    return Written(written, digest.hexdigest())


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before it if a spreadsheet would run it; '-5' stays bare."""
    if text.startswith(_RUN_BY_EXCEL) and not _BELOW_ZERO.fullmatch(text):
        return "'" + text
    return text


def write_value(sheet: Any, line: int, column: int, value: object, style: Any = None) -> None:
    """Write one cell by its type: text always as text, None as a blank."""
    if isinstance(value, str) and value:  # most cells are texts: asked first
        sheet.write_string(line, column, value[:32_767], style)
    elif value is None or value == "":
        sheet.write_blank(line, column, None, style)
    elif isinstance(value, bool):
        sheet.write_string(line, column, "x" if value else "", style)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, column, value, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(line, column, value.replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, style)
    else:
        sheet.write_string(line, column, str(value), style)


class _Page:
    """One sheet after another of the same export."""

    def __init__(self, book: Any, columns: Sequence[OutColumn], title: str, watermark: str) -> None:
        self._book = book
        self._columns = columns
        self._above = [text for text in (title, watermark) if text]
        self._watermark = watermark
        self._styles = [book.add_format(_FORMATS[column.shape]) for column in columns]
        self._header = book.add_format(HEADER_STYLE)
        self._notes = [book.add_format({"bold": True, "font_size": 14}), book.add_format({"italic": True})]
        self.number = 0

    @property
    def is_full(self) -> bool:
        return bool(self._line >= MAX_LINES)

    def begin(self, name: str) -> None:
        self.number += 1
        self._sheet = self._book.add_worksheet(name[:31])
        for index, column in enumerate(self._columns):
            width = column.width or max(_WIDTHS.get(column.shape, 14), min(len(column.label_vi) + 3, 40))
            self._sheet.set_column(index, index, width)
        for line, text in enumerate(self._above):
            self._sheet.write_string(line, 0, text, self._notes[text == self._watermark])
        self._header_line = len(self._above)
        for index, column in enumerate(self._columns):
            self._sheet.write_string(self._header_line, index, column.label_vi, self._header)
        self._sheet.freeze_panes(self._header_line + 1, 0)
        self._sheet.repeat_rows(self._header_line)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f"&L{self._watermark.replace('&', '&&')}&R&P/&N")
        self._line = self._header_line + 1

    def write(self, row: Sequence[object]) -> None:
        for index, value in enumerate(row):
            write_value(self._sheet, self._line, index, value, self._styles[index])
        self._line += 1

    def end(self) -> None:
        self._sheet.autofilter(
            self._header_line, 0, max(self._line - 1, self._header_line), len(self._columns) - 1
        )


def _text_of(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return as_written(value) if isinstance(value, float | date) else str(value)


def _line_of(row: Sequence[object]) -> bytes:
    return ("\x1f".join(_texts(row)) + "\x1e").encode()


def _texts(row: Sequence[object]) -> Iterator[str]:
    return (_text_of(value) for value in row)
