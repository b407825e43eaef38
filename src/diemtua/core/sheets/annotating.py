"""The sender's workbook back, with what became of every row.

Every sheet that was read comes back with the same cells under the same row numbers. A cell with a problem is
coloured and carries a comment; the last column says why a row was kept out. A first sheet counts: sent =
accepted + rejected + duplicate, and lists what was skipped. The sender's merges and colours are not kept.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from diemtua.core.sheets.cells import (
    Book,
    CellProblem,
    CellValue,
    Row,
    Severity,
    Sheet,
    Tally,
    as_written,
    column_index,
)
from diemtua.core.sheets.reading import OWN_MARK
from diemtua.core.sheets.writing import HEADER_STYLE, write_value

SUMMARY_NAME = "Tóm tắt"
REASON_LABEL = "Lý do"
MAX_COMMENTS = (
    2_000  # of one sheet: thousands of comment boxes make Excel crawl; the last column has them all
)
MAX_SKIPPED_LISTED = 500
_COLOURS = {Severity.ERROR: "#F8CBAD", Severity.DUPLICATE: "#D9D2E9", Severity.WARNING: "#FFF2CC"}
_VERDICTS = {Severity.ERROR: "Từ chối", Severity.DUPLICATE: "Trùng", Severity.WARNING: "Lưu ý"}
_WEIGHT = {Severity.ERROR: 2, Severity.DUPLICATE: 1, Severity.WARNING: 0}

_ByRow = Mapping[int, Sequence[CellProblem]]


def tally(book: Book, problems: Iterable[CellProblem]) -> dict[str, Tally]:
    """Count, for each sheet, the rows sent, accepted, rejected and duplicate.

    A row with an error is rejected, even when it is a duplicate too; warnings alone leave it accepted.
    """
    grouped = _by_sheet(problems)
    return {sheet.name: _tally_of(sheet, grouped.get(sheet.name, {})) for sheet in book.sheets}


def annotate(book: Book, problems: Iterable[CellProblem]) -> bytes:
    """Return the workbook to send back, as the bytes of an .xlsx."""
    grouped = _by_sheet(problems)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as out:
        styles = _Styles(out)
        tallies = {sheet.name: _tally_of(sheet, grouped.get(sheet.name, {})) for sheet in book.sheets}
        names = _sheet_names(book)
        _write_summary(out.add_worksheet(SUMMARY_NAME), styles, book, tallies)
        for sheet in book.sheets:
            _write_rows(out.add_worksheet(names[sheet.name]), styles, sheet, grouped.get(sheet.name, {}))
    return stream.getvalue()


class _Styles:
    def __init__(self, out: Any) -> None:
        self.header = out.add_format(HEADER_STYLE)
        self.title = out.add_format({"bold": True, "font_size": 14})
        self.bold = out.add_format({"bold": True})
        self.reason = out.add_format({"text_wrap": True, "valign": "top"})
        self._out = out
        self._made: dict[tuple[str, Severity | None], Any] = {}

    def of(self, value: CellValue, severity: Severity | None) -> Any:
        """Return the style of a cell: its number format by type, its colour by severity."""
        look = "dd/mm/yyyy" if isinstance(value, date) else "@" if isinstance(value, str) else "General"
        if isinstance(value, datetime):
            look = "dd/mm/yyyy hh:mm"
        if isinstance(value, float) and value.is_integer():
            look = "0"  # never 4,02E+10 again
        if (look, severity) not in self._made:
            colour = {"bg_color": _COLOURS[severity]} if severity else {}
            self._made[look, severity] = self._out.add_format({"num_format": look, **colour})
        return self._made[look, severity]


def _by_sheet(problems: Iterable[CellProblem]) -> dict[str, dict[int, list[CellProblem]]]:
    grouped: dict[str, dict[int, list[CellProblem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        grouped[problem.sheet][problem.row].append(problem)
    return grouped


def _tally_of(sheet: Sheet, by_row: _ByRow) -> Tally:
    severities = [{problem.severity for problem in of_row} for of_row in by_row.values()]
    rejected = sum(Severity.ERROR in found for found in severities)
    duplicate = sum(Severity.DUPLICATE in found and Severity.ERROR not in found for found in severities)
    return Tally(sheet.row_count, sheet.row_count - rejected - duplicate, rejected, duplicate)


def _sheet_names(book: Book) -> dict[str, str]:
    """Return the name of each sheet as Excel allows it: 31 signs, no '/', no two alike, none like our own."""
    names: dict[str, str] = {}
    taken = {SUMMARY_NAME.casefold()}
    for sheet in book.sheets:
        allowed = re.sub(r"[\[\]:*?/\\]", "_", sheet.name).strip("'")[:31] or "Trang"
        name, number = allowed, 2
        while name.casefold() in taken:
            name, number = f"{allowed[:25]} ({number})", number + 1
        names[sheet.name] = name
        taken.add(name.casefold())
    return names


def _write_summary(sheet: Any, styles: _Styles, book: Book, tallies: Mapping[str, Tally]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 4, 12)
    sheet.write_string(0, 0, f"{OWN_MARK} Kết quả đọc tệp “{book.name}”", styles.title)
    sheet.write_string(1, 0, sum(tallies.values(), Tally()).text_vi, styles.bold)
    for index, label in enumerate(("Trang", "Đã gửi", "Nhận", "Từ chối", "Trùng")):
        sheet.write_string(3, index, label, styles.header)
    line = 4
    for name, count in [*tallies.items(), ("Cộng", sum(tallies.values(), Tally()))]:
        sheet.write_string(line, 0, name, styles.bold if line == 4 + len(tallies) else None)
        for index, number in enumerate((count.sent, count.accepted, count.rejected, count.duplicate), 1):
            sheet.write_number(line, index, number)
        line += 1
    for text in _notes(book):
        line += 1
        sheet.write_string(line, 0, text)


def _notes(book: Book) -> list[str]:
    notes = [
        (
            "Màu cam: dòng bị từ chối. Màu tím: dòng trùng. Màu vàng: đã nhận, cần xem lại. "
            f"Xem cột “{REASON_LABEL}”."
        )
    ]
    notes += [f"Trang “{left_out.sheet}” không đọc: {left_out.text_vi}" for left_out in book.left_out]
    for sheet in book.sheets:
        if sheet.skipped:
            notes.append(f"Trang “{sheet.name}”, các dòng không phải dữ liệu:")
            notes += [f"    {skipped.text_vi}" for skipped in sheet.skipped[:MAX_SKIPPED_LISTED]]
        if len(sheet.skipped) > MAX_SKIPPED_LISTED:
            notes.append(f"    … và {len(sheet.skipped) - MAX_SKIPPED_LISTED} dòng khác")
    return notes


def _write_rows(out: Any, styles: _Styles, sheet: Sheet, by_row: _ByRow) -> None:
    reason_column = _reason_column(sheet)
    for index, header in enumerate(sheet.headers):
        out.set_column(index, index, max(8, min(len(header) + 4, 30)))
    out.set_column(reason_column, reason_column, 60)
    for line, values in enumerate(sheet.head):
        is_header = line == sheet.header_row - 1
        for index, value in enumerate(values):
            if value is not None:
                write_value(out, line, index, value, styles.header if is_header else styles.of(value, None))
        if is_header:
            out.write_string(line, reason_column, REASON_LABEL, styles.header)
    out.freeze_panes(sheet.header_row, 0)
    comments = 0
    for row in sheet.rows:
        problems = by_row.get(row.number, ())
        _write_row(out, styles, row, problems, reason_column, with_comments=comments < MAX_COMMENTS)
        comments += len(problems)


def _write_row(
    out: Any,
    styles: _Styles,
    row: Row,
    problems: Sequence[CellProblem],
    reason_column: int,
    *,
    with_comments: bool,
) -> None:
    line = row.number - 1
    by_column: dict[int, list[CellProblem]] = defaultdict(list)
    for problem in problems:
        by_column[column_index(problem.column_letter) if problem.column_letter else -1].append(problem)
    for index, value in enumerate(row.values[:reason_column]):
        found = by_column.get(index) or by_column.get(-1)
        if value is not None or found:
            shown = value if isinstance(value, str | int | float | date | None) else as_written(value)
            write_value(out, line, index, shown, styles.of(shown, _worst(found) if found else None))
    if problems:
        out.write_string(line, reason_column, _reason(problems), styles.reason)
    for index, found in by_column.items():
        if with_comments and index >= 0:
            text = "\n".join(problem.text_vi for problem in found)
            out.write_comment(line, index, text, {"x_scale": 2, "y_scale": 1.2})


def _reason(problems: Sequence[CellProblem]) -> str:
    """Return the row's verdict and every reason: 'Từ chối: cột C (Ngày sinh): …; cột D (…): …'."""
    gravest_first = sorted(problems, key=lambda problem: -_WEIGHT[problem.severity])
    return f"{_VERDICTS[_worst(problems)]}: " + " · ".join(_part(problem) for problem in gravest_first)


def _part(problem: CellProblem) -> str:
    column = f"cột {problem.column_letter} ({problem.column_label}): " if problem.column_letter else ""
    return column + problem.text_vi


def _worst(problems: Sequence[CellProblem]) -> Severity:
    return max((problem.severity for problem in problems), key=lambda severity: _WEIGHT[severity])


def _reason_column(sheet: Sheet) -> int:
    """Return the column right of the table, or the reason column of an earlier answer."""
    if REASON_LABEL in sheet.headers:
        return sheet.headers.index(REASON_LABEL)
    return len(sheet.headers)
