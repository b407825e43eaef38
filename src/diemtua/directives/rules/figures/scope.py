"""Of when and where a figure is: the last period and place that the text names before it."""

import calendar
import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from diemtua.directives.rules.figures.flat import Flat
from diemtua.directives.rules.words import LOWER, UPPER

_D = r"(?P<day>\d{1,2})\s?(?:/|-|thang )\s?(?P<month>\d{1,2})(?:\s?(?:/|-|nam )\s?(?P<year>20\d\d))?"
_PERIODS = (
    (
        "as_of",
        re.compile(
            rf"(?<!\w)(?:tinh )?(?:den|luy ke den|so lieu den)(?: het|"
            rf" \d+ gio(?: \d+)?)?(?: ngay)? {_D}(?!\d)"
        ),
    ),
    (
        "as_of",
        re.compile(
            r"(?<!\w)(?:tinh )?den (?:het |cuoi )?thang (?P<month>\d{1,2})(?:\s?(?:/|"
            r"nam )\s?(?P<year>20\d\d))?"
        ),
    ),
    ("day", re.compile(rf"(?<!\w)(?:ngay|sang|chieu|toi) {_D}(?!\d)")),
    ("half", re.compile(r"(?<!\w)0?6 thang (?P<half>dau|cuoi) nam(?: (?P<year>20\d\d))?")),
    ("month", re.compile(r"(?<!\w)thang (?P<month>\d{1,2})(?:\s?(?:/|nam )\s?(?P<year>20\d\d))?(?![\d/])")),
    (
        "quarter",
        re.compile(r"(?<!\w)quy (?P<quarter>iv|i{1,3}|[1-4])(?:\s?(?:/|nam |-)\s?(?P<year>20\d\d))?(?!\w)"),
    ),
    ("year", re.compile(r"(?<!\w)nam (?P<year>20\d\d)")),
    ("words", re.compile(r"(?<!\w)(?:trong )?ngay (?:phat dong )?(?:to chuc le )?ra quan")),
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NAME = rf"[{UPPER}][{LOWER}{UPPER}]*(?: [{UPPER}][{LOWER}{UPPER}]*){{0,3}}"
_PLACE = re.compile(
    rf"(?<!\w)(?:[Tt]oàn (?:tỉnh|huyện|xã|quốc|thành phố|thị xã|phường|ngành|trường)|[Cc]ả nước|"
    rf"[Tt]oan (?:tinh|huyen|xa|quoc|thanh pho|phuong)|[Cc]a nuoc|"
    rf"(?:[Tt]ỉnh|[Hh]uyện|[Tt]hị xã|[Tt]hị trấn|[Tt]hành phố|TP\.?|[Pp]hường|[Qq]uận|[Xx]ã|[Tt]hôn|"
    rf"[Xx]óm|[Bb]ản|"
    rf"[Kk]hối|[Tt]ổ dân phố|[Tt]inh|[Hh]uyen|[Xx]a|[Pp]huong) {_NAME}|"
    rf"(?:[Xx]óm|[Tt]hôn|[Kk]hối|[Tt]ổ dân phố|[Pp]hường|[Kk]hu phố) \d{{1,2}}(?![\d.])|Công ty (?:TNHH|"
    rf"CP|cổ phần)? ?{_NAME}|"
    rf"Trường (?:Mầm non|Tiểu học|THCS|THPT) {_NAME})"
)


@dataclass(frozen=True)
class When:
    """A period as the text says it, and its days as far as the text tells them."""

    place: int
    words: str
    first: date | None = None
    last: date | None = None
    as_of: date | None = None


def periods_in(flat: Flat) -> list[When]:
    """Return the periods that a text names, in its order; a missing year is that of the text."""
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", flat.words)
    year = int(max(years, key=years.count)) if years else None
    found: list[When] = []
    taken = bytearray(len(flat.words))
    for kind, pattern in _PERIODS:
        for match in pattern.finditer(flat.words):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = b"\x01" * len(match[0])
            found.append(_when(kind, match, year, flat))
    return sorted(found, key=lambda one: one.place)


def _when(kind: str, match: re.Match[str], year: int | None, flat: Flat) -> When:
    told = match.groupdict()
    in_year = int(told["year"]) if told.get("year") else year
    words = flat.as_written(*match.span())
    if in_year is None or kind == "words":
        return When(match.start(), words)
    if kind == "as_of":
        return When(match.start(), words, as_of=_end(in_year, told))
    if kind == "day":
        day = _end(in_year, told)
        return When(match.start(), words, day, day)
    first, last = 1, 12
    if kind == "month":
        first = last = int(told["month"])
    elif kind == "quarter":
        quarter = _QUARTERS.get(told["quarter"]) or int(told["quarter"])
        first, last = quarter * 3 - 2, quarter * 3
    elif kind == "half":
        first, last = (1, 6) if told["half"] == "dau" else (7, 12)
    if not 1 <= first <= last <= 12:
        return When(match.start(), words)
    return When(match.start(), words, date(in_year, first, 1), _last_day(in_year, last))


def _end(year: int, told: dict[str, str | None]) -> date | None:
    month, day = int(told["month"] or 0), told.get("day")
    if not 1 <= month <= 12:
        return None
    if day is None:
        return _last_day(year, month)
    return date(year, month, int(day)) if 1 <= int(day) <= _last_day(year, month).day else None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def when_of(periods: list[When], place: int, begin: int, title_end: int) -> When | None:
    """Return the period of a number: the last before it in its paragraph, else the one of the title."""
    index = bisect_left(periods, place, key=lambda one: one.place) - 1
    if index >= 0 and periods[index].place >= begin:
        return periods[index]
    titles = periods[: bisect_left(periods, title_end, key=lambda one: one.place)]
    return next((one for one in reversed(titles) if one.first != one.last), None)


def places_in(text: str) -> list[tuple[int, str]]:
    """Return where a text names places, companies and schools, with their names."""
    return [(match.start(), " ".join(match[0].split())) for match in _PLACE.finditer(text)]
