"""Empty workbooks to fill in, which read back without a guess.

The first line is hidden and holds the key of every column ('dt:full_name'); a hidden sheet holds the lists
and their codes. A label chosen from a list, and a code typed by hand, both read as the code.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from diemtua.core.sheets.columns import CODE_PREFIX, Choice, Column, Kind
from diemtua.core.sheets.reading import OWN_MARK
from diemtua.core.sheets.writing import HEADER_STYLE

LISTS_NAME = "_danh_muc"
READY_LINES = 5_000  # lines that have lists and formats prepared
_AS_TEXT = "@"  # codes, phones and birthdays keep what is typed: no lost zero, no turned day
_FORMATS = {Kind.WHOLE: "#,##0", Kind.MONEY: "#,##0", Kind.DECIMAL: "#,##0.00", Kind.DAY: "dd/mm/yyyy"}
_HOW = {
    Kind.BIRTH: "Ghi ngày/tháng/năm, hoặc chỉ năm sinh nếu không rõ ngày.",
    Kind.DAY: "Ghi ngày/tháng/năm, ví dụ 06/05/2024.",
    Kind.PERSONAL_ID: "12 chữ số, giữ nguyên số 0 ở đầu.",
    Kind.SI_NUMBER: "10 hoặc 12 chữ số, giữ nguyên số 0 ở đầu.",
    Kind.CARD_NUMBER: "15 ký tự trên thẻ, hoặc 10 chữ số của thẻ mẫu mới.",
    Kind.PHONE: "10 chữ số.",
    Kind.MONEY: "Số tiền bằng đồng.",
    Kind.WHOLE: "Số nguyên.",
    Kind.YES_NO: "Ghi “x” hoặc “có”; để trống nếu không.",
    Kind.CHOICE: "Chọn trong danh sách thả xuống.",
}


def template_workbook(
    columns: Sequence[Column], choices: Mapping[str, Sequence[Choice]] | None = None, *, title: str = ""
) -> bytes:
    """Return an .xlsx to fill in; `choices` replace a column's own list, by key (hamlets of a commune)."""
    lists = {column.key: (choices or {}).get(column.key, column.choices) for column in columns}
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        guide = book.add_worksheet("Hướng dẫn")
        _write_guide(book, guide, columns, title)
        ranges = _write_lists(book.add_worksheet(LISTS_NAME), columns, lists)
        _write_columns(book, sheet, columns, ranges)
    return stream.getvalue()


def _write_columns(book: Any, sheet: Any, columns: Sequence[Column], ranges: Mapping[str, str]) -> None:
    header = book.add_format(HEADER_STYLE)
    required = book.add_format({**HEADER_STYLE, "font_color": "#A61B1B"})
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 34)
    for index, column in enumerate(columns):
        look = book.add_format({"num_format": _FORMATS.get(column.kind, _AS_TEXT)})
        sheet.set_column(index, index, max(12, min(len(column.label_vi) + 4, 32)), look)
        sheet.write_string(0, index, CODE_PREFIX + column.key)
        label = column.label_vi + (" *" if column.required else "")
        sheet.write_string(1, index, label, required if column.required else header)
        sheet.write_comment(1, index, _note(column), {"x_scale": 1.8})
        if column.key in ranges:
            sheet.data_validation(2, index, READY_LINES + 1, index, _validation(column, ranges[column.key]))
    sheet.freeze_panes(2, 0)


def _validation(column: Column, source: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Ngoài danh mục",
        "error_message": f"Hãy chọn {column.label_vi.lower()} trong danh sách thả xuống."[:255],
        "error_type": "stop",
    }


def _write_lists(
    sheet: Any, columns: Sequence[Column], lists: Mapping[str, Sequence[Choice]]
) -> dict[str, str]:
    """Write every list as a pair of columns, label and code; return the range of the labels by key."""
    sheet.write_string(0, 0, f"{OWN_MARK} danh mục")
    ranges: dict[str, str] = {}
    place = 0
    for column in columns:
        options = lists[column.key]
        if not options:
            continue
        sheet.write_string(1, place, column.label_vi)
        sheet.write_string(1, place + 1, CODE_PREFIX + column.key)
        for line, choice in enumerate(options, 2):
            sheet.write_string(line, place, choice.label_vi)
            sheet.write_string(line, place + 1, choice.code)
        letter = xl_col_to_name(place, col_abs=True)
        ranges[column.key] = f"={LISTS_NAME}!{letter}$3:{letter}${len(options) + 2}"
        place += 2
    sheet.hide()
    return ranges


def _write_guide(book: Any, sheet: Any, columns: Sequence[Column], title: str) -> None:
    bold = book.add_format({"bold": True, "font_size": 14})
    header = book.add_format(HEADER_STYLE)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 3, 50)
    sheet.write_string(0, 0, f"{OWN_MARK} {title or 'Hướng dẫn nhập'}", bold)
    for index, label in enumerate(("Cột", "Bắt buộc", "Cách ghi", "Ví dụ")):
        sheet.write_string(2, index, label, header)
    for line, column in enumerate(columns, 3):
        for index, text in enumerate(
            (column.label_vi, "x" if column.required else "", _note(column), column.example)
        ):
            sheet.write_string(line, index, text)


def _note(column: Column) -> str:
    parts = ["Bắt buộc." if column.required else "", column.note_vi, _HOW.get(column.kind, "")]
    return " ".join(part for part in parts if part) or column.label_vi
