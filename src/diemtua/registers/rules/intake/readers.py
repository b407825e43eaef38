"""Values of columns with few distinct spellings, read one by one by the rules of `core.sheets`.

Each reader takes a text and gives a value (None where there is none) and the code of what is wrong or odd.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from diemtua.core.sheets.cells import CellValue, Severity
from diemtua.core.sheets.columns import Column
from diemtua.core.sheets.findings import Birth
from diemtua.core.sheets.identifiers import (
    Known,
    read_card_number,
    read_personal_id,
    read_phone,
    read_si_number,
)
from diemtua.core.sheets.values import Context, read_cell, spellings_of
from diemtua.core.text import fold, tidy
from diemtua.registers.rules.columns import BY_KEY, SEX

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEARS_AND_MONTHS = re.compile(r"(?:(\d+)\s*nam)?\s*(?:(\d+)\s*thang)?")
_HEAD = re.compile(r"chu ho|la chu ho")
_SEGMENTS = (
    ("COOPERATIVE", r"hop tac xa|\bhtx\b"),
    ("LANDLORD", r"nha tro|cho thue nha"),
    ("TRADER", r"tieu thuong|buon ban|kinh doanh|ban hang|cua hang|tap hoa|thuong mai|tai xe cong nghe"),
    ("CRAFT", r"lang nghe|thu cong|tho (may|moc|xay|han|son|dien|ren|det)|\btho\b"),
    ("FARMER", r"(nong|ngu) dan|nong nghiep|chan nuoi|trang trai|trong trot|lam (ruong|vuon|nong)|thuy san"),
    ("FREELANCE", r"tu do|lao dong pho thong|lam thue|phu ho|noi tro|xe om|thoi vu"),
)  # fmt: skip
_GROUPS = (
    ("CN", r"can ngheo"),
    ("HN", r"ho ngheo|^ngheo$"),
    ("GD", r"ho gia dinh"),
    ("TE", r"tre em|duoi 6 tuoi"),
    ("HS", r"hoc sinh"),
    ("SV", r"sinh vien"),
    ("HT", r"huu tri"),
    ("CC", r"nguoi co cong"),
    ("DT", r"dan toc thieu so"),
    ("DN", r"doanh nghiep"),
)
_HARDSHIPS = (
    ("NEWLY_ESCAPED", r"thoat ngheo"),
    ("NEAR_POOR", r"can ngheo|^cn$"),
    ("POOR", r"ngheo|^hn$"),
    ("HARD", r"kho khan"),
    ("NONE", r"khong|binh thuong|trung binh"),
)
_MARKED = ("x", "co", "1", "v")


@dataclass(frozen=True, slots=True)
class Read:
    """What one text is: its value, and the code of what is wrong (keeps the row out) or doubtful."""

    value: str | None
    error: str | None = None
    warning: str | None = None


Reader: TypeAlias = Callable[[str], Read]


def birth_reader(today: date) -> Reader:
    """Return the reader of birthdays: '1980-03-05', or '1980' where only the year is told."""
    read = _cell_reader(BY_KEY["birth"], today)

    def birth(text: str) -> Read:
        value, error, warning = read(float(text) if _SERIAL.fullmatch(text) else text)
        if not isinstance(value, Birth):
            return Read(None, error or "not_a_day")
        exact = value.exact_day
        if exact and 1900 <= (exact - _EXCEL_EPOCH).days <= today.year:
            return Read(None, "year_as_day")  # 1960 under a date format shows 13/05/1905
        return Read(exact.isoformat() if exact else str(value.year), error, warning)

    return birth


def day_reader(key: str, today: date) -> Reader:
    """Return the reader of a day; a month stands for its first day, in `valid_to` for its last."""
    read = _cell_reader(BY_KEY[key], today)

    def day(text: str) -> Read:
        if (month := _MONTH.fullmatch(text)) and 1 <= int(month[1]) <= 12:
            year, number = int(month[2]), int(month[1])
            last = monthrange(year, number)[1] if key == "valid_to" else 1
            return Read(date(year, number, last).isoformat())
        value, error, warning = read(float(text) if _SERIAL.fullmatch(text) else text)
        if not isinstance(value, date):
            return Read(None, error or "not_a_day")
        return Read(value.isoformat(), error, warning)

    return day


def sex(text: str) -> Read:
    """Read a sex; an unknown word is left out with a warning."""
    code = _SEXES.get(fold(text))
    return Read(code) if code else Read(None, warning="unknown_choice")


def months(text: str) -> Read:
    """Read a number of months: '18', '18 tháng', '1 năm 6 tháng'."""
    folded = re.sub(r"[,.]0+$", "", fold(text))
    if folded.isdigit():
        return Read(folded)
    match = _YEARS_AND_MONTHS.fullmatch(folded)
    if not match or not (match[1] or match[2]):
        return Read(None, warning="not_whole")
    return Read(str(12 * int(match[1] or 0) + int(match[2] or 0)))


def head(text: str) -> Read:
    """Read whether somebody heads the household: 'true', 'false', or None where it is another text."""
    folded = fold(text)
    if folded in {*_MARKED, "true"} or _HEAD.fullmatch(folded):
        return Read("true")
    return Read("false" if folded in {"khong", "0", "false"} else None)


def relation(text: str) -> Read:
    """Read the relation to the head of the household; the value says only whether it is the head."""
    return Read("true" if _HEAD.fullmatch(fold(text)) else "false")


def segment(text: str) -> Read:
    """Guess the segment (prospects.Segment) from an occupation."""
    return Read(_first(_SEGMENTS, text))


def group(text: str) -> Read:
    """Read the group of the health insurance law: its two letters, else as written."""
    bare = tidy(text).upper()
    return Read(bare if re.fullmatch(r"[A-Z]{2}", bare) else _first(_GROUPS, text) or tidy(text)[:40])


def hardship_reader(heading: str) -> Reader:
    """Return the reader of hardships (people.Hardship); a mark stands for what the heading names."""

    def hardship(text: str) -> Read:
        said = heading if fold(text) in _MARKED else text
        code = _first(_HARDSHIPS, said)
        return Read(code) if code else Read(None, warning="unknown_choice")

    return hardship


def odd_personal_id(text: str) -> Read:
    """Read a personal id that is not 9 to 12 digits; only digits lost in a number keep a row out."""
    return _identifier(read_personal_id(text, Known()))


def odd_insurance_number(text: str) -> Read:
    """Read an insurance number that is not 10 digits."""
    return _identifier(read_si_number(text, Known()))


def odd_card_number(text: str) -> Read:
    """Read a card number that has not 15 signs."""
    return _identifier(read_card_number(text))


def odd_phone(text: str) -> Read:
    """Read a telephone number that is not ten digits."""
    value, findings = read_phone(text)
    code = findings[0].code if findings else None
    return Read(value if isinstance(value, str) else None, warning=code)


def _identifier(reading: tuple[object, tuple[object, ...]]) -> Read:
    value, findings = reading
    code = getattr(findings[0], "code", None) if findings else None
    if code == "digits_lost":
        return Read(None, error=code)
    return Read(value if isinstance(value, str) else None, warning=code)


def _cell_reader(column: Column, today: date) -> Callable[[CellValue], tuple[object, str | None, str | None]]:
    context = Context(today, {}, Known())

    def read(value: CellValue) -> tuple[object, str | None, str | None]:
        found, findings = read_cell(value, column, context)
        codes = {one.severity: one.code for one in findings}
        return found, codes.get(Severity.ERROR), codes.get(Severity.WARNING)

    return read


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str | None:
    folded = fold(text)
    return next((code for code, pattern in patterns if re.search(pattern, folded)), None)


_SEXES = spellings_of(SEX)
