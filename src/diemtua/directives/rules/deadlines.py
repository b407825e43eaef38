"""Days by which something is due, as orders word them.

The day named is the day due: offices read "trước ngày 15/5" as "by 15/5". A month, quarter or half year
is due on its last day. What recurs or counts from an event names no day: its words are kept, the day is None.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date

from diemtua.directives.rules.model import Due, Named, Span
from diemtua.directives.rules.passages import Passage

_LEAD = (
    r"(?:(?:hoàn thành |hoàn thiện |xong )?(?:trước|chậm nhất(?: là)?(?: đến(?: hết)?)?|"
    r"muộn nhất(?: là)?(?: đến(?: hết)?)?|đến hết|hết|không (?:quá|muộn hơn)|"
    r"hạn (?:cuối|chót|báo cáo|hoàn thành)?(?: là)?|"
    r"thời hạn(?: hoàn thành)?(?: là)?|"
    r"thời gian(?: hoàn thành| thực hiện)?|xong trong|hoàn thành trong|hoàn thành vào|xong vào|"
    r"hoàn thành(?= (?:ngày )?\d{1,2}/)|"
    r"kết thúc(?= (?:vào )?ngày))\s*:?\s*)"
)
_DAY = (
    r"(?:\d{1,2} ?(?:h|g|giờ)(?: ?\d{2}(?: phút)?)?,? ?)?"
    r"(?:(?:ngày )?(?P<day>\d{1,2}) ?[/\-.] ?(?P<month>\d{1,2})(?: ?[/\-.] ?(?P<year>20\d\d))?|"
    r"ngày (?P<day2>\d{1,2}) tháng (?P<month2>\d{1,2})(?: năm (?P<year2>20\d\d))?)"
    r"(?![\d%]|(?:,)? (?:hằng|hàng) năm)"
)
_MONTH = r"tháng (?P<month3>\d{1,2})(?:(?: ?/ ?| năm )(?P<year3>20\d\d))?(?![\d%]| hằng năm| hàng năm)"
_QUARTER = r"quý (?P<quarter>iv|iii|ii|i|[1-4])(?:(?: ?/ ?| năm )(?P<year4>20\d\d))?(?!\w)"
_FROM = r"từ (?:(?:nay|ngày|tháng) ?)?[^;.,]{0,24}? đến (?:hết )?"
_UNTIL_DAY = re.compile(rf"{_FROM}{_DAY}")
_UNTIL_MONTH = re.compile(rf"(?:{_FROM}|trong tháng \d{{1,2}}(?:, tháng \d{{1,2}})* và ){_MONTH}")
_WHOLE_PERIOD = re.compile(rf"(?:{_LEAD})?(?:trong |cuối |hết |đến hết |trước cuối )(?:{_MONTH}|{_QUARTER})")
_LAST_DAY = re.compile(_DAY)
_ANY_PERIOD = re.compile(rf"(?:{_MONTH}|{_QUARTER})")
_ON_DAY = re.compile(rf"{_LEAD}(?:thứ \w+ )?,? ?\(?{_DAY}")
_BY_MONTH = re.compile(rf"{_LEAD}(?:{_MONTH}|{_QUARTER})")
_HABIT = r"(?:hằng|hàng)"
_HOUR = r"(?:\d{1,2} ?(?:giờ|h|g)(?: ?\d{2})?(?: và \d{1,2} ?(?:giờ|h|g)(?: ?\d{2})?)?)"
_EVERY = (
    rf"(?:{_HABIT} (?:ngày|tuần|tháng|quý|năm)|mỗi (?:ngày|tuần|tháng|quý|năm)(?: (?:một|\d{{1,2}}) lần)?)"
)
_BY_THEN = re.compile(
    rf"(?:đến |vào )?{_DAY}(?=,? (?:phải |cần )?(?:hoàn thành|xong|kết thúc|có báo cáo|đạt))"
)
_RECURRING = re.compile(
    rf"(?:định kỳ )?{_EVERY}(?:,? ?(?:vào |trước |chậm nhất |chậm nhất là )+"
    rf"(?:{_HOUR}(?: ngày \w+)?|(?:ngày|thứ) ?\w+(?: (?:tháng|của tháng) \w+(?: quý)?)?"
    rf"(?: {_HABIT} (?:tháng|tuần|quý))?))?"
    rf"|{_EVERY} [^,;.]{{1,30}}? (?:trước|vào) (?:lúc )?{_HOUR}"
    rf"|(?:chậm nhất (?:là )?|trước |vào )*ngày \d{{1,2}}(?: tháng |[/.-])\d{{1,2}},? {_HABIT} năm"
    rf"|(?:chậm nhất (?:là )?|trước |vào )*(?:ngày \d{{1,2}}(?:,| và) )*"
    rf"ngày \d{{1,2}},? (?:của )?{_HABIT} (?:tháng|quý)"
    rf"|(?:chậm nhất (?:là )?|trước |vào )*ngày \d{{1,2}} (?:của )?tháng (?:cuối|đầu|sau)(?: (?:mỗi |"
    rf"hằng |hàng )?(?:quý|tháng))?"
    rf"|(?:vào |trước |chậm nhất )*(?:chiều |sáng )?thứ \w+ {_HABIT} tuần"
    rf"|trước {_HOUR}(?: {_HABIT} ngày)?|trong ngày(?: làm việc)?(?! \d)"
    r"|(?:định kỳ )(?:\d{1,2} tháng|(?:hai|ba|sáu) tháng|6 tháng)(?:,? (?:và )?(?:1 |một )?năm)?(?: một lần)?"
    r"|\d{1,2} tháng,? (?:và )?(?:1 |một )?năm(?= )"
)
_RELATIVE = re.compile(
    r"(?:trong (?:vòng |thời hạn )?|chậm nhất (?:là )?(?:sau )?|sau |không quá )\d{1,2} (?:giờ|ngày|tuần|"
    r"tháng)(?: làm việc)?(?: (?:(?:kể )?từ (?:ngày|khi|lúc)|trước (?:ngày|khi)|sau khi)[^,;.]*)?"
)
_BEFORE_EVENT = re.compile(r"trước (?:khi|mỗi|lúc) [^,;.:]{4,60}")
_YEAR_BEHIND = re.compile(r"(?:,| và) (?:ngày )?\d{1,2}/\d{1,2}/(20\d\d)")
_SURE = re.compile(
    r"trong (?:vòng|thời hạn)|kể từ|từ khi|chậm nhất|làm việc|"
    r"trước (?:khi|mỗi|lúc)|không quá \d+ (?:giờ|ngày)|trước ngày"
)
_SURE_TOO = re.compile(r"trước|chậm nhất|muộn nhất|xong|hoàn thành|trong vòng|định kỳ|h[ằà]ng|đến hết")
_ANY_TIME = re.compile(r"\d|h[ằà]ng |mỗi |trong ngày|quý |thứ |tháng ")
_DUE_HABIT = re.compile(r"báo cáo|gửi|nộp|định kỳ|trước|chậm nhất|vào|cập nhật|tổng hợp|trong ngày")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def deadline_in(passage: Passage, year: int | None) -> tuple[date | None, Named | None]:
    """Return the day due and the words that say so; both None where the order names no deadline.

    `year` is the year of the directive, for days that leave theirs out; without it they stay None.
    """
    if not _ANY_TIME.search(passage.low):
        return None, None
    for pattern, reader in _READERS:
        found = [match for match in pattern.finditer(passage.low) if reader or _sounds_due(passage, match)]
        if not found:
            continue
        # Of several habits the one with a day or an hour is the time due.
        match = found[0] if reader else max(found, key=lambda one: any(sign.isdigit() for sign in one[0]))
        return reader(match, year) if reader else None, passage.part(match.start(), match.end()).named()
    return None, None


def further_deadlines(passage: Passage, first: Named | None, year: int | None) -> tuple[Due, ...]:
    """Return the other deadlines of an order that names several: "trước ngày 10/6, … trước 10/11"."""
    if first is None:
        return ()
    taken = [first.span]
    found: list[Due] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(passage.low):
            words = passage.part(match.start(), match.end()).named()
            is_one_with = any(_is_one_with(words.span, one, passage.source) for one in taken)
            if is_one_with or not _SURE_TOO.search(match[0]):
                continue
            taken.append(words.span)
            found.append(Due(reader(match, year) if reader else None, words))
    return tuple(sorted(found, key=lambda one: one.words.span.start))


def _is_one_with(one: Span, other: Span, source: str) -> bool:
    """Say whether two stretches are parts of one deadline: no comma or semicolon stands between them."""
    between = source[min(one.end, other.end) : max(one.start, other.start)]
    return not re.search(r"[,;.]|\bvà\b", between)


def cell_deadline(cell: Passage, year: int | None) -> tuple[date | None, Named | None]:
    """Return the day that a cell of a column "Thời gian" names, and its words ("Tháng 5/2025", "15/5")."""
    due_on, due_text = deadline_in(cell, year)
    if not due_text and re.match(r"(?:bắt đầu )?từ ", cell.low) and "đến" not in cell.low:
        return None, None  # when it begins
    if due_text and (due_on or any(pattern.search(cell.low) for pattern in (_RECURRING, _RELATIVE))):
        return due_on, cell.named()
    for pattern, reader in ((_LAST_DAY, _day), (_ANY_PERIOD, _end_of_period)):
        found = list(pattern.finditer(cell.low))
        if found and (day := reader(found[-1], year)):
            return day, cell.named()
    return None, cell.named()


def _day(match: re.Match[str], year: int | None) -> date | None:
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    named = match["year"] or match["year2"]
    behind = None if named else _YEAR_BEHIND.match(match.string, match.end())  # "15/6 và 15/12/2021"
    chosen = int(named) if named else int(behind[1]) if behind else year
    try:
        return date(chosen, int(month), int(day)) if chosen else None
    except ValueError:
        return None


def _end_of_period(match: re.Match[str], year: int | None) -> date | None:
    named = match["year3"] or match["year4"]
    chosen = int(named) if named else year
    if match["quarter"]:
        month = 3 * (_QUARTERS.get(match["quarter"]) or int(match["quarter"]))
    else:
        month = int(match["month3"])
    return _last_day(chosen, month)


def _end_of_month(match: re.Match[str], year: int | None) -> date | None:
    chosen, month = int(match["year3"]) if match["year3"] else year, int(match["month3"])
    return _last_day(chosen, month)


def _last_day(year: int | None, month: int) -> date | None:
    return date(year, month, calendar.monthrange(year, month)[1]) if year and 1 <= month <= 12 else None


def _sounds_due(passage: Passage, match: re.Match[str]) -> bool:
    """Say whether a habit ("hằng năm") is the time of an order: reporting or sending stands near it."""
    if _SURE.search(match[0]):
        return True
    behind = re.split(r"[;.]", passage.low[match.end() : match.end() + 45])[0]
    return bool(_DUE_HABIT.search(passage.low[max(0, match.start() - 40) : match.end()] + behind))


_Reader = Callable[[re.Match[str], int | None], date | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader | None], ...] = (
    (_ON_DAY, _day),
    (_UNTIL_DAY, _day),
    (_BY_THEN, _day),
    (_RECURRING, None),
    (_UNTIL_MONTH, _end_of_month),
    (_WHOLE_PERIOD, _end_of_period),
    (_BY_MONTH, _end_of_period),
    (_RELATIVE, None),
    (_BEFORE_EVENT, None),
)
