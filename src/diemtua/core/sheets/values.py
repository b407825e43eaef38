"""Reading one cell as the kind its column asks for. What is wrong comes back as data, not as an exception."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from difflib import get_close_matches

from diemtua.core.numbers import grouped, parse_decimal, parse_whole
from diemtua.core.sheets.cells import NO_VALUE, CellError, CellValue, as_written, is_blank
from diemtua.core.sheets.columns import Choice, Column, Kind, name_key
from diemtua.core.sheets.days import read_birth, read_day
from diemtua.core.sheets.findings import Reading, quoted, warned, wrong
from diemtua.core.sheets.identifiers import (
    Known,
    read_card_number,
    read_code,
    read_personal_id,
    read_phone,
    read_si_number,
)
from diemtua.core.text import fold, tidy

_FORMULA_TEXT = re.compile(r"=\s*[A-Za-z$+\-(]")
_ERROR_TEXT = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)|Err:\d{3}")  # in .ods and CSV
_CURRENCY = re.compile(r"\s*(đồng|đ|₫|vnđ|vnd)\.?$", re.IGNORECASE)
_YES = frozenset({"x", "co", "yes", "y", "1", "true", "dung", "da"})
_NO = frozenset({"khong", "no", "n", "0", "false", "sai", "chua"})


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a cell needs besides the cell: the day, what its row said so far, the lists' spellings."""

    today: date
    spellings: Mapping[str, Mapping[str, str]]
    known: Known


def read_cell(value: CellValue, column: Column, context: Context) -> Reading:
    """Return the value of a cell and what there is to say about it; the value is None when blank or wrong."""
    if is_blank(value):
        if column.required:
            return wrong("missing", "ô để trống, cột này bắt buộc phải có.")
        return None, ()
    unfit = _unfit_text(value) if isinstance(value, str) else _unfit_type(value, column)
    return unfit or _READERS[column.kind](value, column, context)


def _unfit_text(value: str) -> Reading | None:
    if isinstance(value, CellError) or (value[0] in "#E" and _ERROR_TEXT.fullmatch(value)):
        return _formula_without_result(value)
    if value[0] == "=" and _FORMULA_TEXT.match(value):
        return wrong(
            "formula_text", f"{quoted(value)} là công thức, không phải giá trị. Hãy gõ thẳng giá trị."
        )
    return None


def _unfit_type(value: CellValue, column: Column) -> Reading | None:
    if isinstance(value, bool) and column.kind not in (Kind.YES_NO, Kind.CHOICE):
        return wrong("boolean", f"ô chứa giá trị đúng/sai ({quoted(value)}). Hãy gõ lại giá trị.")
    if isinstance(value, time | timedelta):
        return wrong(
            "time", f"{quoted(value)} là giờ, không phải giá trị của cột này. Hãy định dạng và gõ lại."
        )
    return None


def _formula_without_result(value: str) -> Reading:
    if value == NO_VALUE:
        return wrong(
            "formula_no_value",
            "ô là công thức chưa có kết quả. Hãy mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị.",
        )
    return wrong(
        "formula_error", f"công thức trong ô báo lỗi {value}. Hãy sửa công thức hoặc gõ thẳng giá trị."
    )


def _read_text(value: CellValue, column: Column, context: Context) -> Reading:
    text = tidy(as_written(value))
    if len(text) > column.max_length:
        return wrong("too_long", f"dài {len(text)} ký tự, tối đa {column.max_length}. Hãy rút gọn.")
    return text, ()


def _read_name(value: CellValue, column: Column, context: Context) -> Reading:
    if not isinstance(value, str):
        return wrong("not_a_name", f"{quoted(value)} không phải là tên.")
    text, findings = _read_text(value, column, context)
    if isinstance(text, str) and re.search(r"\d", text):
        return warned(text, "name_has_digits", f"tên {quoted(value)} có chữ số. Hãy kiểm tra lại.")
    return text, findings


def _read_whole(value: CellValue, column: Column, context: Context) -> Reading:
    if isinstance(value, date):
        return wrong(
            "day_for_number", f"ô bị định dạng thành ngày ({quoted(value)}), cần một số. Hãy định dạng lại."
        )
    if isinstance(value, float):
        number = int(value) if value.is_integer() else None
    else:
        number = parse_whole(as_written(value).replace("\u00a0", " "))
    if number is None:
        return wrong("not_whole", f"{quoted(value)} không phải là số nguyên.")
    return _bounded(number, column)


def _read_money(value: CellValue, column: Column, context: Context) -> Reading:
    bare = _CURRENCY.sub("", value.strip()) if isinstance(value, str) else value
    number, findings = _read_whole(bare, column, context)
    if findings and findings[0].code == "not_whole":
        return wrong("not_money", f"{quoted(value)} không phải là số tiền (đồng). Ví dụ 1.263.600.")
    return number, findings


def _read_decimal(value: CellValue, column: Column, context: Context) -> Reading:
    if isinstance(value, date):
        return wrong(
            "day_for_number", f"ô bị định dạng thành ngày ({quoted(value)}), cần một số. Hãy định dạng lại."
        )
    number = Decimal(repr(value)) if isinstance(value, float) else parse_decimal(as_written(value))
    if number is None:
        return wrong("not_a_number", f"{quoted(value)} không phải là số.")
    return _bounded(number, column)


def _bounded(number: int | Decimal, column: Column) -> Reading:
    if column.minimum is not None and number < column.minimum:
        return wrong("too_small", f"số {number} nhỏ hơn mức thấp nhất {grouped(column.minimum)}.")
    if column.maximum is not None and number > column.maximum:
        return wrong("too_large", f"số {number} lớn hơn mức cao nhất {grouped(column.maximum)}.")
    return number, ()


def _read_choice(value: CellValue, column: Column, context: Context) -> Reading:
    spellings = context.spellings[column.key]
    written = name_key(as_written(value))
    if written in spellings:
        return spellings[written], ()
    labels = [choice.label_vi for choice in column.choices]
    near = get_close_matches(tidy(as_written(value)), labels, n=3, cutoff=0.5) or labels[:5]
    listed = ", ".join(f"“{label}”" for label in near)
    more = " …" if len(near) < len(labels) else ""
    return wrong("unknown_choice", f"{quoted(value)} không có trong danh mục. Hãy chọn: {listed}{more}.")


def spellings_of(choices: Iterable[Choice]) -> dict[str, str]:
    """Return the code of every folded code, label and alias; the first choice wins a spelling."""
    spellings: dict[str, str] = {}
    for choice in choices:
        for name in (choice.code, choice.label_vi, *choice.aliases):
            spellings.setdefault(name_key(name), choice.code)
    return spellings


def _read_yes_no(value: CellValue, column: Column, context: Context) -> Reading:
    written = fold(as_written(value))
    if written in _YES:
        return True, ()
    if written in _NO:
        return False, ()
    return wrong("not_yes_no", f"{quoted(value)} không rõ. Hãy ghi “có” hoặc “không”.")


_Reader = Callable[[CellValue, Column, Context], Reading]
_READERS: dict[Kind, _Reader] = {
    Kind.TEXT: _read_text,
    Kind.NAME: _read_name,
    Kind.CODE: lambda value, column, context: read_code(value, column),
    Kind.WHOLE: _read_whole,
    Kind.DECIMAL: _read_decimal,
    Kind.MONEY: _read_money,
    Kind.DAY: lambda value, column, context: read_day(value, column, context.today),
    Kind.BIRTH: lambda value, column, context: read_birth(value, column, context.today),
    Kind.CHOICE: _read_choice,
    Kind.YES_NO: _read_yes_no,
    Kind.PHONE: lambda value, column, context: read_phone(value),
    Kind.PERSONAL_ID: lambda value, column, context: read_personal_id(value, context.known),
    Kind.SI_NUMBER: lambda value, column, context: read_si_number(value, context.known),
    Kind.CARD_NUMBER: lambda value, column, context: read_card_number(value),
}
