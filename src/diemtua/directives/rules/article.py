"""A press article that reports a directive: which one, of whom, of when, to whom."""

import re
from dataclasses import dataclass
from datetime import date

from diemtua.directives.rules.agencies import bodies_at
from diemtua.directives.rules.basis import CITED, DAY, day_of
from diemtua.directives.rules.model import Named, Span
from diemtua.directives.rules.passages import Passage

_PAPER = r"(?:công văn|văn bản|kế hoạch liên tịch|kế hoạch|quyết định|chỉ thị|thông báo|công điện|hướng dẫn)"
_ISSUES = re.compile(
    rf"(?<!\w)(?:vừa |đã |mới )*(?:ban hành|có|ký|ký ban hành|gửi)(?: hành)? {_PAPER} (?:số )?(?=\d)"
)
_ABOUT = re.compile(r",? ?(?:về việc|về|v/v) (?P<subject>[^.]+?)(?= gửi |\.|$)")
_SHORT_DAY = re.compile(r"(?:[Nn]gày|[Ss]áng|[Cc]hiều) (?P<day>\d{1,2})/(?P<month>\d{1,2})(?![/\d])")
_SENT_TO = re.compile(r" gửi (?P<to>[^.]+)")


@dataclass(frozen=True)
class Report:
    """What an article says about the directive it reports."""

    issuer: Named | None
    number: str
    symbol: str
    issued_on: date | None
    issued_text: Named | None
    subject: Named | None
    addressees: tuple[Passage, ...]


def report_in(passage: Passage) -> Report | None:
    """Find the first sentence in which a body issues a numbered directive; None where there is none."""
    for sentence in passage.sentences():
        issues = _ISSUES.search(sentence.low)
        cited = CITED.match(sentence.text, issues.end()) if issues else None
        if issues and cited and cited["number"]:
            return _read(sentence, issues, cited, passage)
    return None


def _in_year(short: re.Match[str], whole: Passage) -> date | None:
    """Return a day that leaves its year out, in the year of the first day the article names in full."""
    full = DAY.search(whole.text)
    year = full and (full["year"] or full["year2"])
    try:
        return date(int(year), int(short["month"]), int(short["day"])) if year else None
    except ValueError:
        return None


def _read(sentence: Passage, issues: re.Match[str], cited: re.Match[str], whole: Passage) -> Report:
    before = list(DAY.finditer(sentence.text, 0, issues.start()))
    behind = DAY.search(sentence.text, cited.end(), cited.end() + 24)
    dated = behind or (before[-1] if before else None)
    issued_on = day_of(dated) if dated else None
    if not dated and (dated := _SHORT_DAY.search(sentence.text, 0, issues.start())):
        issued_on = _in_year(dated, whole)
    about = _ABOUT.search(sentence.text, cited.end())
    sent_to = _SENT_TO.search(sentence.text, cited.end())
    return Report(
        issuer=_issuer(sentence, issues.start()),
        number=cited["number"],
        symbol=re.sub(r"\s", "", cited["symbol"]),
        issued_on=issued_on,
        issued_text=sentence.part(*dated.span()).named() if dated else None,
        subject=sentence.part(*about.span("subject")).named() if about else None,
        addressees=_addressees(sentence.part(*sent_to.span("to"))) if sent_to else (),
    )


def _issuer(sentence: Passage, end: int) -> Named | None:
    """The subject before the verb: the first body of the clause that leads up to it."""
    start = max(sentence.text.rfind(", ", 0, end) + 2, 0) if ", " in sentence.text[:end] else 0
    for begin in re.finditer(r"(?<!\w)\w", sentence.text[start:end]):
        if bodies := bodies_at(sentence.part(0, end), start + begin.start()):
            named = [sentence.part(body.start, body.end).named() for body in bodies]
            words = " - ".join(one.text for one in named)
            return Named(words, Span(named[0].span.start, named[-1].span.end))
    return None


def _addressees(passage: Passage) -> tuple[Passage, ...]:
    parts = []
    start = 0
    for cut in [*re.finditer(r";| và (?=(?:Ủy ban|UBND|Uỷ ban) )", passage.text), None]:
        stop = cut.start() if cut else len(passage.text)
        if part := passage.part(start, stop).stripped(".,;"):
            parts.append(part)
        start = cut.end() if cut else stop
    return tuple(parts)
