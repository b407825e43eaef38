"""Days and birthdays as lists write them. Vietnamese order: day, month, year."""

import re
from datetime import date, datetime, timedelta

from diemtua.core.periods import parse_day
from diemtua.core.sheets.cells import CellValue, as_written
from diemtua.core.sheets.columns import Column
from diemtua.core.sheets.findings import Birth, Finding, Reading, quoted, warned, wrong

_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 367, 73415  # 1/1/1901 and 31/12/2100
_EARLIEST_YEAR = 1900
_OLDEST_AGE = 120
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SHORT_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})")
_MONTH_AND_YEAR = re.compile(r"(?:(?:0{1,2}|-{1,2}|x{1,2}|\?{1,2})/)?(\d{1,2})/(\d{4})")
_ONLY_YEAR = re.compile(r"(?:(?:0{1,2}|-{1,2}|x{1,2}|\?{1,2})/){0,2}((?:19|20)\d{2})")
_NUMBERS_ONLY = re.compile(r"\d{1,4}/\d{1,4}/\d{1,4}")


def read_day(value: CellValue, column: Column, today: date) -> Reading:
    """Read a full day. A bare number is taken as Excel's own count of days, with a warning."""
    if isinstance(value, date):
        return _checked_day(_only_day(value), column)
    if isinstance(value, float):
        return _day_of_serial(value, column)
    text = _plain(value)
    if day := parse_day(text):
        return _checked_day(day, column)
    if short := _SHORT_YEAR.fullmatch(text):
        return _day_of_short_year(short, value, column, today.year // 100 * 100)
    if _ONLY_YEAR.fullmatch(text) or _MONTH_AND_YEAR.fullmatch(text):
        return wrong("day_incomplete", f"{quoted(value)} thiếu ngày hoặc tháng. Hãy ghi đủ ngày/tháng/năm.")
    return _not_a_day(text, value)


def read_birth(value: CellValue, column: Column, today: date) -> Reading:
    """Read a birthday: a day, a month with year, or only a year ('1960', '--/--/1960', '00/00/1960')."""
    if isinstance(value, date):
        return _birth_of_date_cell(_only_day(value), column, today)
    if isinstance(value, float) and value.is_integer() and _EARLIEST_YEAR <= value <= today.year:
        return _checked_birth(Birth(int(value)), column, today)
    if isinstance(value, float):
        day, findings = _day_of_serial(value, column)
        return (
            _checked_birth(_birth(day), column, today, findings)
            if isinstance(day, date)
            else (None, findings)
        )
    text = _plain(value)
    if day := parse_day(text):
        return _checked_birth(_birth(day), column, today)
    if short := _SHORT_YEAR.fullmatch(text):
        return _birth_of_short_year(short, value, column, today)
    if match := _ONLY_YEAR.fullmatch(text):
        return _checked_birth(Birth(int(match[1])), column, today)
    if (match := _MONTH_AND_YEAR.fullmatch(text)) and 1 <= int(match[1]) <= 12:
        return _checked_birth(Birth(int(match[2]), int(match[1])), column, today)
    return _not_a_day(text, value)


def _plain(value: CellValue) -> str:
    text = _TIME_OF_DAY.sub("", as_written(value).strip())
    return re.sub(r"\s*[/.\-]\s*", "/", text) if not text.startswith("-") else text.replace(" ", "")


def _only_day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _birth(day: date) -> Birth:
    return Birth(day.year, day.month, day.day)


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _not_a_day(text: str, value: CellValue) -> Reading:
    if not _NUMBERS_ONLY.fullmatch(text):
        return wrong(
            "not_a_day", f"{quoted(value)} không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 06/05/2024."
        )
    first, second, third = (int(part) for part in text.split("/"))
    if third > 31 and 12 < second <= 31 and first <= 12:
        return wrong(
            "month_first",
            f"{quoted(value)} ghi tháng trước ngày. Hãy ghi theo thứ tự ngày/tháng/năm.",
        )
    return wrong(
        "no_such_day", f"{quoted(value)} không phải là ngày có thật. Hãy kiểm tra lại ngày, tháng, năm."
    )


def _day_of_serial(value: float, column: Column) -> Reading:
    if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return wrong(
            "not_a_day", f"{quoted(value)} không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 06/05/2024."
        )
    if 1900 <= value <= 2100 and value.is_integer():
        return wrong("day_incomplete", f"{quoted(value)} thiếu ngày hoặc tháng. Hãy ghi đủ ngày/tháng/năm.")
    day = _EXCEL_EPOCH + timedelta(days=int(value))
    checked, findings = _checked_day(day, column)
    if checked is None:
        return checked, findings
    return warned(
        day,
        "day_serial",
        f"{quoted(value)} là số đếm ngày của Excel, đã hiểu là {_shown(day)}. Hãy kiểm tra lại.",
    )


def _checked_day(day: date, column: Column) -> Reading:
    if column.not_before and day < column.not_before:
        return wrong("too_early", f"ngày {_shown(day)} sớm hơn mức cho phép ({_shown(column.not_before)}).")
    if column.not_after and day > column.not_after:
        return wrong("too_late", f"ngày {_shown(day)} muộn hơn mức cho phép ({_shown(column.not_after)}).")
    if day.year < _EARLIEST_YEAR:
        return wrong("too_early", f"ngày {_shown(day)} trước năm {_EARLIEST_YEAR}. Hãy kiểm tra lại năm.")
    return day, ()


def _day_of_short_year(short: re.Match[str], value: CellValue, column: Column, century: int) -> Reading:
    days = _days_of_short_year(short, (century,))
    if not days:
        return _not_a_day(short[0], value)
    checked, findings = _checked_day(days[0], column)
    if checked is None:
        return checked, findings
    return _warn_of_short_year(days[0], value)


def _birth_of_short_year(short: re.Match[str], value: CellValue, column: Column, today: date) -> Reading:
    days = _days_of_short_year(short, (1900, 2000))
    if not days:
        return _not_a_day(short[0], value)
    born = [day for day in days if day <= today]
    if len(born) > 1:
        years = " hoặc ".join(str(day.year) for day in born)
        return wrong(
            "year_ambiguous", f"{quoted(value)} ghi năm hai chữ số, có thể là {years}. Hãy ghi đủ bốn chữ số."
        )
    _, findings = _warn_of_short_year(born[0], value)
    return _checked_birth(_birth(born[0]), column, today, findings)


def _days_of_short_year(short: re.Match[str], centuries: tuple[int, ...]) -> list[date]:
    texts = [f"{short[1]}/{short[2]}/{century + int(short[3])}" for century in centuries]
    return [day for text in texts if (day := parse_day(text))]


def _warn_of_short_year(day: date, value: CellValue) -> Reading:
    return warned(
        day,
        "year_short",
        f"{quoted(value)} ghi năm hai chữ số, đã hiểu là {_shown(day)}. Hãy kiểm tra lại.",
    )


def _birth_of_date_cell(day: date, column: Column, today: date) -> Reading:
    serial = (day - _EXCEL_EPOCH).days
    if 1900 <= serial <= today.year:  # the number 1960 under a date format shows 13/05/1905
        return wrong(
            "year_as_day",
            f"ô hiện {_shown(day)}, có lẽ là năm {serial} bị định dạng thành ngày. "
            "Hãy ghi lại năm sinh dạng văn bản.",
        )
    return _checked_birth(_birth(day), column, today)


def _checked_birth(birth: Birth, column: Column, today: date, findings: tuple[Finding, ...] = ()) -> Reading:
    latest = date(birth.year, birth.month or 1, birth.day or 1)
    if latest > (column.not_after or today):
        return wrong(
            "born_in_future", f"ngày sinh {_birth_shown(birth)} ở sau ngày hôm nay. Hãy kiểm tra lại năm."
        )
    if birth.year < _EARLIEST_YEAR:
        return wrong("too_early", f"năm sinh {birth.year} trước năm {_EARLIEST_YEAR}. Hãy kiểm tra lại năm.")
    if today.year - birth.year > _OLDEST_AGE:
        _, older = warned(
            birth, "very_old", f"năm sinh {birth.year} ứng với hơn {_OLDEST_AGE} tuổi. Hãy kiểm tra lại."
        )
        findings += older
    return birth, findings


def _birth_shown(birth: Birth) -> str:
    return (
        _shown(birth.exact_day)
        if birth.exact_day
        else "/".join(f"{part:02}" for part in (birth.month, birth.year) if part)
    )
