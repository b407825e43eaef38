"""Which lines of a sheet are data, and why each other line is not. Whatever is left out is listed."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from diemtua.core.numbers import grouped
from diemtua.core.sheets.cells import CellValue, Row, Sheet, Skipped, SkipReason, as_written, is_blank
from diemtua.core.sheets.columns import Column, name_key
from diemtua.core.sheets.headers import SEARCHED, Header, breadth_of, find_header, is_column_numbers
from diemtua.core.sheets.letters import old_font
from diemtua.core.sheets.refusals import LegacyEncoding, NoHeader, NoRows, TooManyRows
from diemtua.core.sheets.sources import Line, Source
from diemtua.core.text import fold, tidy

# "Tổng số người tham gia" may be the name of an indicator, a line of data; "Tổng cộng …" never is.
_TOTAL = re.compile(
    r"(tổng|cộng|tổng số|cộng dồn|tong so|tổng toàn \w+)[\s:.]*(\(.*\))?|(tổng cộng|tong cong)\b.*"
)
_SUBTOTAL = re.compile(r"Cộng [a-zà-ỹđ]")  # "Cộng tăng"; a person would be "Cộng Văn An"
_SECTION = re.compile(
    r"([IVXLC]+|[A-Z]|\d+(\.\d+)*)[.)\-/:]\s*\S|(thon|xom|ban|khoi|to|nhom|xa|phuong|muc|phan)\s"
)
_FOOTER = re.compile(
    r"nguoi lap|ghi chu|luu y|xac nhan|thu truong|chu tich|giam doc|ky ten|\(ky|tm\.|kt\.|tl\.|"
    r".*ngay .* thang .* nam|tong so so bhxh de nghi"
)
_SHOWN = 80  # signs of a skipped line that are repeated to the sender


def lay_out(book_name: str, source: Source, *, max_rows: int, columns: Iterable[Column] = ()) -> Sheet:
    """Find the table of a sheet.

    :raises NoHeader, NoRows, TooManyRows, LegacyEncoding:
    """
    top_lines = list(islice(source.walk(), SEARCHED))
    _refuse_old_fonts(book_name, source.name, top_lines)
    known = frozenset(name_key(name) for c in columns for name in (c.label_vi, *c.aliases))
    header = find_header(top_lines, source.merges, known)
    if header is None:
        raise NoHeader(name=book_name, sheet=source.name, searched=min(len(top_lines), SEARCHED))
    sorting = LineSorter(top_lines, header)
    for at, line in enumerate(source.walk()):
        sorting.place(at, line)
    count = sum(sorting.is_data)
    if not count:
        raise NoRows(name=book_name, sheet=source.name, header_row=header.bottom + 1)
    if count > max_rows:
        raise TooManyRows(name=book_name, sheet=source.name, rows=grouped(count), limit=grouped(max_rows))
    return Sheet(
        name=source.name,
        header_row=header.bottom + 1,
        headers=header.names,
        rows=_DataRows(source, sorting, _copied_down(source, header)),
        row_count=count,
        skipped=tuple(sorting.skipped),
        head=tuple(top_lines[: header.bottom + 1]),
        codes=header.codes,
    )


@dataclass
class LineSorter:
    """Sorts the lines of one sheet, from the first to the last, into data and the rest.

    `reason` may be asked alone, of the few lines of a huge file that do not look like data.
    """

    top_lines: list[Line]
    header: Header
    is_data: bytearray = field(default_factory=bytearray)
    skipped: list[Skipped] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    in_footer: bool = False
    breadth: int = 0

    def __post_init__(self) -> None:
        self.breadth = breadth_of([*self.top_lines[self.header.top :]])

    def place(self, at: int, line: Line) -> None:
        reason = self.reason(at, line)
        self.is_data.append(reason is None)
        if reason is not None and not self.header.top <= at <= self.header.bottom:
            self._skip(at, line, reason)

    def reason(self, at: int, line: Line) -> SkipReason | None:
        """Return why line `at` (from 0) is not data, None when it is."""
        if at <= self.header.bottom:
            if at == self.header.codes_line:
                return SkipReason.CODES
            return SkipReason.TITLE if any(not is_blank(value) for value in line) else SkipReason.BLANK
        filled = len(line) - line.count(None)
        first = next((value for value in line if not is_blank(value)), None)
        if first is None:
            return SkipReason.BLANK
        if not isinstance(first, str) and filled * 2 > self.breadth and filled > 2:
            self.in_footer = False
            return SkipReason.COLUMN_NUMBERS if self._is_numbering(at, line) else None
        return self._reason_of_text(at, line, first, filled)

    def _reason_of_text(self, at: int, line: Line, first: CellValue, filled: int) -> SkipReason | None:
        if self._is_numbering(at, line):
            return SkipReason.COLUMN_NUMBERS
        if isinstance(first, str):
            if _is_total(first):
                return SkipReason.TOTAL
            if line in self.top_lines[self.header.top : self.header.bottom + 1]:
                return SkipReason.REPEATED_HEADER
        if self.breadth < 3 or (filled * 2 > self.breadth and filled > 2):
            self.in_footer = False
            return None
        return self._reason_of_thin(line, first, filled)

    def _reason_of_thin(self, line: Line, first: CellValue, filled: int) -> SkipReason | None:
        """Judge a line with few cells: a footer, the name of a section, or a person with little known."""
        if isinstance(first, str) and _SUBTOTAL.match(first):
            return SkipReason.TOTAL
        if isinstance(first, str) and _FOOTER.match(fold(first)):
            self.in_footer = True
        if self.in_footer and filled <= 3:
            return SkipReason.FOOTER
        return SkipReason.SECTION if _is_section(line, first, filled) else None

    def _is_numbering(self, at: int, line: Line) -> bool:
        return at <= self.header.bottom + 2 and is_column_numbers(line)

    def _skip(self, at: int, line: Line, reason: SkipReason) -> None:
        text = tidy(" · ".join(as_written(value) for value in line if not is_blank(value)))[:_SHOWN]
        if reason is SkipReason.SECTION:
            self.sections.append((at, text.replace(" · ", " ")))
        last = self.skipped[-1] if self.skipped else None
        if last and reason is last.reason is SkipReason.BLANK and last.last_row == at:
            self.skipped[-1] = Skipped(last.row, at + 1, reason)
        else:
            self.skipped.append(Skipped(at + 1, at + 1, reason, text))


class _DataRows:
    """The data rows of a sheet, read from the file each time they are walked."""

    def __init__(self, source: Source, sorting: LineSorter, copied: dict[int, dict[int, CellValue]]) -> None:
        self._source = source
        self._is_data = bytes(sorting.is_data)
        self._section_lines = [at for at, _ in sorting.sections]
        self._section_texts = [text for _, text in sorting.sections]
        self._copied = copied

    def __iter__(self) -> Iterator[Row]:
        for at, (line, is_data) in enumerate(zip(self._source.walk(), self._is_data, strict=True)):
            if is_data:
                yield self._row(at, line)

    def __len__(self) -> int:
        return sum(self._is_data)

    def _row(self, at: int, line: Line) -> Row:
        before = bisect_right(self._section_lines, at)
        section = self._section_texts[before - 1] if before else ""
        copied = {
            column: value
            for column, value in self._copied.get(at, {}).items()
            if column < len(line) and line[column] is None
        }
        if not copied:
            return Row(at + 1, line, section=section)
        values = tuple(copied.get(column, value) for column, value in enumerate(line))
        return Row(at + 1, values, frozenset(copied), section)


def _copied_down(source: Source, header: Header) -> dict[int, dict[int, CellValue]]:
    """Return, by line and column, the values that merged cells show in the lines below their first."""
    tall = {merge.top: [] for merge in source.merges if merge.bottom > merge.top > header.bottom}  # type: dict[int, list[tuple[int, int]]]
    for merge in source.merges:
        if merge.top in tall and merge.bottom > merge.top:
            tall[merge.top].append((merge.left, merge.bottom))
    copied: dict[int, dict[int, CellValue]] = {}
    if not tall:
        return copied
    for at, line in enumerate(source.walk()):
        for column, bottom in tall.get(at, ()):
            value = line[column] if column < len(line) else None
            for below in range(at + 1, bottom + 1):
                copied.setdefault(below, {})[column] = value
    return copied


def _refuse_old_fonts(book_name: str, sheet: str, lines: list[Line]) -> None:
    texts = [[value for value in line if isinstance(value, str)] for line in lines]
    font = old_font(text for line in texts for text in line)
    if font:
        row = next((at for at, line in enumerate(texts, 1) if old_font([*line, *line])), 1)
        raise LegacyEncoding(name=book_name, sheet=sheet, row=row, encoding=font)


def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(unicodedata.normalize("NFC", text).strip().lower()) is not None


def _is_section(line: Line, first: CellValue, filled: int) -> bool:
    """Say whether a thin line names a group: 'Thôn 3', 'I. Hộ nghèo', or 'I' and a text (and subtotals)."""
    if not isinstance(first, str):
        return False
    texts = [value for value in line if isinstance(value, str) and value.strip()]
    if filled == 1:
        return (
            line[0] is first or _SECTION.match(first) is not None or _SECTION.match(fold(first)) is not None
        )
    return len(texts) == 2 and re.fullmatch(r"([IVXLC]+|[A-Z])([.)]\d*)*", first.strip()) is not None
