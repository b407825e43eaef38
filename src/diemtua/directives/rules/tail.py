"""The foot of a document: Nơi nhận and who signs (NĐ 30/2020, Phụ lục I, cells 7 and 9b)."""

import re
from dataclasses import dataclass

from diemtua.directives.rules.model import Named, Signatory
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import LOWER, UPPER

_COPIES = re.compile(r"Nơi\s+nhận\s*:", re.IGNORECASE)
_AUTHORITY = rf"(?:TM|KT|TL|TUQ|Q|T/M|K/T)\.?\s?[{UPPER}][{UPPER},\s]+"
_POSITION = r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|CHỦ NHIỆM)"
_SIGNING = re.compile(
    rf"(?:^|(?<=\s))(?:(?:TM|KT|TL|TUQ|Q)\.\s*[{UPPER}]{{2}}|{_POSITION}[ \t\r]*$)", re.MULTILINE
)
_COPY = re.compile(
    r"(?:^|(?<=[;.\s]))\s*[-–+•]\s*(?P<words>(?:[^\n;]|\n(?!\s*(?:[-–+•]|\n|(?:TM|KT|TL)\.)))+)"
)
_PERSON = re.compile(
    rf"^[ \t]*(?P<name>(?:[{UPPER}][{LOWER}]+)(?:[ \t]+[{UPPER}][{LOWER}]*){{1,4}})[ \t\r]*$", re.MULTILINE
)
_CAPITALS = re.compile(
    rf"[{UPPER}][{UPPER}. ,\t]*[{UPPER}](?![{LOWER}])(?:\s*[\r\n]+[ \t]*[{UPPER}][{UPPER}. ,\t]*[{UPPER}](?![{LOWER}]))*"
)


@dataclass(frozen=True)
class Tail:
    """`start` is where the body ends, the length of the source when there is no foot."""

    start: int
    copies: tuple[Named, ...]
    signatory: Signatory | None


def read_tail(source: str, after: int) -> Tail:
    """Read the foot of `source`, looked for behind `after`."""
    copies = _COPIES.search(source, after)
    signing = _signing_start(source, copies.start() if copies else after, after)
    starts = [match.start() for match in (copies, signing) if match]
    return Tail(
        start=min(starts, default=len(source)),
        copies=tuple(_copies(source, copies.end())) if copies else (),
        signatory=_signatory(source, signing) if signing else None,
    )


def _signing_start(source: str, behind_copies: int, after: int) -> re.Match[str] | None:
    """Find the signature behind Nơi nhận, or before it where two columns came out the other way round."""
    found = _SIGNING.search(source, behind_copies)
    if found:
        return found
    last_order = source.rfind("./.", after, behind_copies)
    return _SIGNING.search(source, max(last_order, after), behind_copies)


def _copies(source: str, start: int) -> list[Named]:
    found = []
    for part in _COPY.finditer(source, start):
        left, right = part.span("words")
        beside = re.search(rf"(?:\s{{2,}}|(?<=[;.])\s)(?={_AUTHORITY}|{_POSITION})", source[left:right])
        passage = Passage.of(source, left, left + beside.start() if beside else right).stripped(";")
        if passage:
            found.append(passage.stripped(".").named())
        if re.match(r"Lưu\b", passage.text):
            break
    return found


def _signatory(source: str, signing: re.Match[str]) -> Signatory:
    start = signing.start()
    capitals = _CAPITALS.search(source, start)
    authority = position = None
    behind = start
    if capitals:
        behind = capitals.end()
        words = Passage.of(source, capitals.start(), behind)
        place = re.search(rf"(?:KT\. )?{_POSITION}(?: {_POSITION})?$", words.text)
        cut = place.start() if place else len(words.text)
        authority = words.part(0, cut).named() if words.part(0, cut) else None
        position = words.part(cut).named() if words.part(cut) else None
    person = _PERSON.search(source, behind)
    name = Passage.of(source, *person.span("name")).named() if person else None
    return Signatory(authority, position, name)
