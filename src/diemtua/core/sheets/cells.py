"""What a spreadsheet is made of: cells, rows, sheets, and whatever was left out of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from diemtua.core.numbers import grouped


class CellError(str):
    """An error value as Excel shows it ('#REF!'), or `NO_VALUE`: a formula saved without its result."""

    __slots__ = ()


NO_VALUE = CellError("công thức chưa có kết quả")

CellValue: TypeAlias = str | int | float | bool | date | time | timedelta | None


def column_letter(index: int) -> str:
    """Return the letters of a column counted from 0: 0 is 'A', 26 is 'AA'."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column, counted from 0, that `letters` name: 'A' is 0, 'AA' is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def as_written(value: CellValue) -> str:
    """Return the cell's text as a person would type it: no '.0', days as dd/mm/yyyy, never an exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}".replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M") if value.time() != time() else value.strftime("%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its raw `value` (None when blank, a `CellError` when it shows an error) and its text."""

    value: CellValue

    @property
    def text(self) -> str:
        return as_written(self.value)

    @property
    def is_blank(self) -> bool:
        return is_blank(self.value)


def is_blank(value: CellValue) -> bool:
    """Say whether a cell shows nothing (white space counts as nothing)."""
    return value is None or (isinstance(value, str) and not value.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """One line of data under the number that Excel shows beside it.

    `merged` holds the columns whose value was copied down from a merged cell; `section` is the text of the
    nearest section line above ('Thôn 3', 'I. Hộ nghèo'), empty when there is none.
    """

    number: int
    values: tuple[CellValue, ...]
    merged: frozenset[int] = frozenset()
    section: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(Cell(value) for value in self.values)


class SkipReason(StrEnum):
    TITLE = "title"
    BLANK = "blank"
    COLUMN_NUMBERS = "column_numbers"
    REPEATED_HEADER = "repeated_header"
    SECTION = "section"
    TOTAL = "total"
    FOOTER = "footer"
    CODES = "codes"

    @property
    def text_vi(self) -> str:
        return _SKIP_TEXTS[self]


_SKIP_TEXTS = {
    SkipReason.TITLE: "dòng tiêu đề phía trên bảng",
    SkipReason.BLANK: "dòng trống",
    SkipReason.COLUMN_NUMBERS: "dòng đánh số cột",
    SkipReason.REPEATED_HEADER: "dòng tiêu đề cột lặp lại",
    SkipReason.SECTION: "dòng tên nhóm",
    SkipReason.TOTAL: "dòng cộng",
    SkipReason.FOOTER: "phần ghi chú, chữ ký dưới bảng",
    SkipReason.CODES: "dòng mã cột của mẫu nhập",
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """Lines `row` to `last_row` (as Excel numbers them) that are not data: why, and the text found there."""

    row: int
    last_row: int
    reason: SkipReason
    text: str = ""

    @property
    def text_vi(self) -> str:
        lines = f"dòng {self.row}" if self.row == self.last_row else f"dòng {self.row} đến {self.last_row}"
        return f"{lines}: {self.reason.text_vi}" + (f" “{self.text}”" if self.text else "")


@dataclass(frozen=True)
class Sheet:
    """A table found on one sheet.

    `rows` can be walked any number of times and is read from the file each time, so a large sheet does not
    stand in memory twice. `header_row` is the (last) header line as Excel numbers it. A header over two lines
    is joined: 'Nhóm / Cột'. `head` keeps the lines down to the header as they were, for the workbook that
    goes back to the sender. `codes` are the column keys of our own template, empty in other people's files.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: Iterable[Row]
    row_count: int
    skipped: tuple[Skipped, ...] = ()
    head: tuple[tuple[CellValue, ...], ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A whole sheet that was not read, with a Vietnamese reason."""

    sheet: str
    text_vi: str


@dataclass(frozen=True)
class Book:
    """A file that was read: its sheets with a table, and the sheets left out with the reason."""

    name: str
    sheets: tuple[Sheet, ...]
    left_out: tuple[LeftOut, ...] = ()


class Severity(StrEnum):
    """What a problem does to its row: WARNING lets it in, DUPLICATE and ERROR keep it out."""

    WARNING = "warning"
    DUPLICATE = "duplicate"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something to tell the sender about one cell, or about the whole row when `column_letter` is empty.

    `text_vi` says what is wrong and what to do; `sentence()` also says where.
    """

    sheet: str
    row: int
    column_letter: str
    column_label: str
    code: str
    text_vi: str
    severity: Severity = field(default=Severity.ERROR)

    @property
    def place_vi(self) -> str:
        column = f", cột {self.column_letter} ({self.column_label})" if self.column_letter else ""
        return f"trang “{self.sheet}”, dòng {self.row}{column}"

    def sentence(self, file_name: str) -> str:
        """Return the whole sentence: file, sheet, row, column, what is wrong and what to do."""
        return f"Tệp “{file_name}”, {self.place_vi}: {self.text_vi}"


def row_problem(
    sheet: str, row: int, code: str, text_vi: str, severity: Severity = Severity.ERROR
) -> CellProblem:
    """Return a problem of a whole row, such as a duplicate that only the caller can know of."""
    return CellProblem(sheet, row, "", "", code, text_vi, severity)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the data rows of a sheet; `sent` is always accepted + rejected + duplicate."""

    sent: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicate: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.sent + other.sent,
            self.accepted + other.accepted,
            self.rejected + other.rejected,
            self.duplicate + other.duplicate,
        )

    @property
    def text_vi(self) -> str:
        return (
            f"Đã gửi {grouped(self.sent)} dòng: nhận {grouped(self.accepted)}, "
            f"từ chối {grouped(self.rejected)}, trùng {grouped(self.duplicate)}."
        )


_CELL_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")


def cell_position(address: str) -> tuple[int, int]:
    """Return row and column, both from 0, of an address such as 'B7'.

    :raises ValueError: when it is not an address
    """
    match = _CELL_ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    return int(match[2]) - 1, column_index(match[1])
