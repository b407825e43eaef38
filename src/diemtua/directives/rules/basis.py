"""Documents that a text cites by number: "Kế hoạch số 288/KH-UBND", with their dates."""

import re
from datetime import date

from diemtua.directives.rules.header import SYMBOL
from diemtua.directives.rules.model import BasisDocument
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import UPPER

CITED = re.compile(
    rf"(?<![\d/.,])(?P<number>\d{{1,5}}(?:/(?:19|20)\d\d)?)\s?/\s?(?P<symbol>{SYMBOL})(?![\w])"
    rf"|(?<![\d/.,])(?P<party>\d{{1,4}}\s?-\s?[{UPPER}][{UPPER}tr]*/[{UPPER}]{{2,}}(?:-[{UPPER}]{{2,}})*)(?![\w])"
    r"|(?<![\d/.,])(?P<law>\d{1,3}/(?:19|20)\d\d/QH\d{2})"
)
DAY = re.compile(
    r"(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})\s?/\s?(?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>\d{1,2}) tháng (?P<month2>\d{1,2}) năm (?P<year2>(?:19|20)\d\d)"
)
_DAY_BEHIND = re.compile(rf",?\s?(?:(?:ký|ban hành)\s)?ngày\s(?:{DAY.pattern})")


def basis_in(passage: Passage, own_number: str | None = None) -> list[BasisDocument]:
    """Return the documents cited in `passage`, each once, without the one numbered `own_number`."""
    found: list[BasisDocument] = []
    for match in CITED.finditer(passage.text):
        number = re.sub(r"\s", "", match[0])
        if number == own_number or number in {known.number for known in found}:
            continue
        found.append(BasisDocument(number, _date_near(passage.text, match), passage.part(*match.span()).span))
    return found


def day_of(match: re.Match[str]) -> date | None:
    """Return the day that a match of `DAY` names; None where the calendar has no such day."""
    parts = (
        match["year"] or match["year2"],
        match["month"] or match["month2"],
        match["day"] or match["day2"],
    )
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def _date_near(text: str, cited: re.Match[str]) -> date | None:
    """The date stands behind the number ("… ngày 21/5/2021") or opens the sentence ("Ngày 21/5/2021, …")."""
    if behind := _DAY_BEHIND.match(text, cited.end()):
        return day_of(behind)
    start = max(text.rfind(". ", 0, cited.start()), text.rfind("; ", 0, cited.start()), -1) + 1
    before = re.search(rf"[Nn]gày (?:{DAY.pattern}),[^;]*$", text[start : cited.start()])
    return day_of(before) if before and not CITED.search(before[0]) else None
