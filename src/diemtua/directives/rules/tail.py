"""The foot of a document: Nơi nhận and who signs (NĐ 30/2020, Phụ lục I, cells 7 and 9b)."""

import re
from dataclasses import dataclass

from diemtua.directives.rules.model import Named, Signatory
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import LOWER, UPPER, is_all_caps

_COPIES = re.compile(r"Nơi\s+nhận\s*:", re.IGNORECASE)
_AUTHORITY = rf"(?:TM|KT|TL|TUQ|Q|T/M|K/T)\.?\s?[{UPPER}][{UPPER},\s]+"
_POSITION = (
    r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|"
    r"HIỆU TRƯỞNG|CỤC TRƯỞNG|CHỦ NHIỆM|CHI CỤC TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH THANH TRA|VIỆN TRƯỞNG|"
    r"TRƯỞNG ĐOÀN|TỔNG BIÊN TẬP|TỔNG CỤC TRƯỞNG)"
)
_NAME = rf"[{UPPER}](?:['’][{UPPER}]?)?[{LOWER}]*(?:[ \t]+[{UPPER}][{LOWER}]*){{1,4}}"
# What the other of two columns says.
_BESIDE = rf"(?:(?:[ ]{{2,90}}|[ ]?\t[ \t]{{0,90}})(?: ?[{UPPER}.]+,?){{1,12}})?"
_SIGNING = re.compile(
    rf"(?:^|(?<=\s))(?:(?:(?:TM|KT|TL|TUQ|Q)\.|T/M|K/T)\s*[{UPPER}]{{2}}|"
    rf"{_POSITION}(?:(?: [{UPPER}]+,?){{1,9}})?{_BESIDE}[ \t\r]*$|"
    rf"{_POSITION}(?= {_NAME}\s*\Z))",
    re.MULTILINE,
)
_COPY = re.compile(
    r"(?:^|(?<=[;.\s]))\s*[-–+•]\s*(?P<words>(?:[^\n;]|\n(?! {12}|\t|[ \t\r]*(?:[-–+•]|\n|(?:TM|KT|TL)\.)))+)"
)
_TITLES = rf"[{UPPER}][{UPPER}]?[{UPPER}/.]*\.? ?[{UPPER}][{UPPER}. ,/]*[{UPPER}]"
_RANK = (
    r"(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|(?:PGS\.|GS\.)? ?(?:TS|ThS|BS|BSCKI{1,2}|KS|CN)\.|"
    r"Bác sĩ|Tiến sĩ|Thạc sĩ)\s*)?"
)
_SIGNATURE_LINE = re.compile(
    rf"(?:^|\s{{2,}}|\t|\. )\s*(?:(?P<titles>{_TITLES})\s*)?{_RANK}(?P<name>{_NAME})?$"
)


@dataclass(frozen=True)
class Tail:
    """From `start`, where the body ends, to `end`; both the length of the source when there is no foot."""

    start: int
    end: int
    copies: tuple[Named, ...]
    signatory: Signatory | None


def read_tail(source: str, after: int) -> Tail:
    """Read the foot of `source`, looked for behind `after`."""
    copies = _COPIES.search(source, after)
    signing = _signing_start(source, copies.start() if copies else after, after)
    signatory = _signatory(source, signing) if signing else None
    listed = tuple(_copies(source, copies.end())) if copies else ()
    ends = [one.span.end for one in (*listed, signatory.name if signatory else None) if one]
    starts = [match.start() for match in (copies, signing) if match]
    if signing:
        starts.append(_with_bodies_above(source, signing.start(), after))
    return Tail(
        start=min(starts, default=len(source)),
        end=max(ends, default=len(source)),
        copies=listed,
        signatory=signatory,
    )


def _signing_start(source: str, behind_copies: int, after: int) -> re.Match[str] | None:
    """Find the signature behind Nơi nhận, or before it where two columns came out the other way round."""
    found = _SIGNING.search(source, behind_copies)
    if found:
        return found
    last_order = source.rfind("./.", after, behind_copies)
    return _SIGNING.search(source, max(last_order, after), behind_copies)


def _with_bodies_above(source: str, start: int, after: int) -> int:
    """Return where the foot begins when the bodies that sign stand in capitals above their titles."""
    line = source.rfind("\n", after, max(start - 1, after))
    above = source[line + 1 : start].strip() if line >= 0 else ""
    return line + 1 if is_all_caps(above) and not re.match(r"[IVX]+\.|\d", above) else start


def _copies(source: str, start: int) -> list[Named]:
    found = []
    for part in _COPY.finditer(source, start):
        left, right = part.span("words")
        beside = re.search(
            rf"(?:\s{{2,}}|(?<=[;.])\s)(?={_AUTHORITY}|{_POSITION})|(?:[ ]{{3,}}|\t\s*)(?={_NAME}\s*$)",
            source[left:right],
        )
        passage = Passage.of(source, left, left + beside.start() if beside else right).stripped(";")
        if passage:
            found.append(passage.stripped(".").named())
        if re.match(r"Lưu\b", passage.text):
            break
    return found


def _names(source: str, start: int, line: str, first: int, last: int) -> Named:
    """Return who signs; two names side by side sign a joint document together."""
    two = re.fullmatch(rf"\s*({_NAME})(?:[ ]{{3,}}|\t\s*)({_NAME})\s*", line)
    if not two:
        return Passage.of(source, first, last).named()
    words = Passage.of(source, start + two.start(1), start + two.end(2))
    return Named(f"{two[1]} - {two[2]}", words.span)


def _signatory(source: str, signing: re.Match[str]) -> Signatory:
    """Read down the signature, perhaps beside the list of Nơi nhận: titles in capitals, then a name."""
    titles: list[Passage] = []
    name: Named | None = None
    for line in re.finditer(r"[^\n]+", source[signing.start() :]):
        beside = _SIGNATURE_LINE.search(line[0].rstrip())
        if not beside:
            continue
        start = signing.start() + line.start()
        if beside["titles"]:
            titles.append(Passage.of(source, start + beside.start("titles"), start + beside.end("titles")))
        if beside["name"] and titles:
            name = _names(source, start, line[0], start + beside.start("name"), start + beside.end("name"))
            break
    if not titles:
        return Signatory(None, None, name)
    words = Passage.joined(titles)
    place = re.search(rf"(?:KT\. ?|Q\. ?)?{_POSITION}\b.*$", words.text)
    cut = place.start() if place and not words.text.startswith(("TL", "TUQ")) else len(words.text)
    authority, position = words.part(0, cut), words.part(cut)
    return Signatory(authority.named() if authority else None, position.named() if position else None, name)
