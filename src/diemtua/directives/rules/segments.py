"""From lines to segments: where one paragraph, item or bullet ends and the next begins.

Lines lie: a PDF breaks them in mid-sentence, leaves blank lines where a page ends, and a copy may lose
them all. So marks and punctuation decide, and a line break only where they are silent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import LOWER, TERMINAL, UPPER, is_all_caps, plain

_CAPITAL = rf"[“\"(]?[{UPPER}]"

# Kind of mark -> how it looks at the start of a line. The first that fits wins.
_MARKS = {
    "part": rf"(?P<part>[A-H])[.)]\s+(?=[{UPPER}]{{2,}})",
    "article": rf"Điều\s+(?P<article>\d{{1,3}})\s*[.:]?\s*(?={_CAPITAL})",
    "roman": rf"(?P<roman>X{{0,2}}(?:IX|IV|V?I{{1,3}}|V|X))\s*[.)/\-–]\s*(?={_CAPITAL})",
    "decimal": rf"(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.)]\s*|\s+)(?={_CAPITAL})",
    "arabic": rf"(?P<arabic>\d{{1,2}})\s*(?:[.)]\s*|[/\-–]\s+)(?={_CAPITAL}|[{LOWER}]{{2}})",
    "letter": rf"(?P<letter>[a-zđ])\s*(?:\)\s*(?=\S)|\.\s+(?={_CAPITAL}))",
    "plus": r"\+\s*(?=[^\W\d])",
    "dash": r"[-–—−]\s*(?=[^\W_])",
    "star": r"\*+\s*(?=[^\W\d])",
    "dot": r"(?:[•●▪◦‣·]\s*|o\s+)(?=[^\W\d])",
}
_MARK = re.compile("|".join(f"(?P<_{kind}>{pattern})" for kind, pattern in _MARKS.items()))

# Marks in mid-line, where a copy has lost its line breaks: only after a sign that may end an item.
_INLINE = re.compile(
    rf"(?<=[.;:/])\s+(?=(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s+{_CAPITAL}|[-–+•*]\s+[{UPPER}]|"
    rf"[a-zđ]\)\s+{_CAPITAL}"
    rf"|(?:I|II|III|IV|V|VI|VII)\.\s+{_CAPITAL}|Điều\s+\d+\.))"
    r"|(?<=\S)\s+(?=(?:Kính gửi|Nơi nhận)\s*:)|(?<=[\w/])\s+(?=V/v\s)"
    rf"|(?<=:)(?=-\s?[{UPPER}])"
)

_PAGE_NUMBER = re.compile(r"\s*(?:[-–]?\s*\d{1,3}\s*[-–]?|[Tt]rang \d{1,3}(?: ?/ ?\d{1,3})?)\s*")
# What a closing paragraph begins with, in a narrow column too.
_CLOSES = re.compile(
    r"(?:Căn cứ (?:nhiệm vụ|nội dung|chức năng)|"
    r"Các (?:sở|cơ quan|đơn vị|địa phương|đồng chí)|Yêu cầu|Đề nghị|Trên đây|Trong quá trình|Giao) "
)

# A dash that belongs to a name which a narrow column has broken.
_NOT_A_BULLET = re.compile(r"[-–]\s*(?:thương binh|xã hội(?! hóa)|tự do|hạnh phúc|truyền hình|công nghệ)")


@dataclass(frozen=True)
class Segment:
    """A paragraph with its mark: `kind` is '' without one, `label` the number or letter."""

    kind: str
    label: str
    body: Passage
    whole: Passage
    after_blank: bool


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    after_blank: bool


def segments_of(source: str, start: int, end: int) -> list[Segment]:
    """Cut `source[start:end]` into segments in the order of the text."""
    lines = list(_lines(source, start, end))
    usual = _usual_length(lines)
    groups: list[list[_Line]] = []
    marked: list[bool] = []
    last_number = 0
    for line in lines:
        words = source[line.start : line.end]
        mark = _mark(words, last_number)
        if mark:
            last_number = _number_after(mark, last_number)
        if mark or not groups or _breaks(source, groups[-1], line, usual):
            groups.append([line])
            marked.append(mark is not None)
        else:
            groups[-1].append(line)
    cut = (_segment(source, group, is_marked) for group, is_marked in zip(groups, marked, strict=True))
    return [segment for segment in cut if segment]


def _lines(source: str, start: int, end: int) -> Iterator[_Line]:
    after_blank = False
    for match in re.finditer(r"[^\n]+|\n(?=[ \t\r]*\n)", source[start:end]):
        if not match[0].strip():
            after_blank = True
            continue
        if _PAGE_NUMBER.fullmatch(match[0]):
            continue  # the number of a page that a copy has taken along
        inline = [match.start() + cut.end() for cut in _INLINE.finditer(match[0])]
        cuts = [match.start(), *inline, match.end()]
        for left, right in pairwise(cuts):
            if source[start + left : start + right].strip():
                yield _Line(start + left, start + right, after_blank)
            after_blank = False


def _usual_length(lines: list[_Line]) -> int:
    """Return the width of a full line, 0 where each line is a paragraph of its own (no narrow column)."""
    lengths = sorted(line.end - line.start for line in lines)
    if sum(length for length in lengths if length > 130) >= 0.1 * sum(lengths):
        return 0
    return lengths[(len(lengths) * 3) // 4]


def _mark(words: str, last_number: int) -> re.Match[str] | None:
    lead = len(words) - len(words.lstrip())
    mark = _MARK.match(words, lead)
    if mark is None:
        return None
    if mark["_dash"] and _NOT_A_BULLET.match(plain(words[lead:])):
        return None
    if mark["_arabic"] and not _is_next(int(mark["arabic"]), last_number):
        return None
    return mark


def _is_next(number: int, last: int) -> bool:
    """Say whether an item of this number may follow: one out of order is a wrapped line, not an item."""
    return last == 0 or number == 1 or last < number <= last + 3


def _number_after(mark: re.Match[str], last: int) -> int:
    if mark["_arabic"]:
        return int(mark["arabic"])
    if mark["_decimal"]:
        return max(last, int(mark["decimal"].split(".")[0]))
    return 0 if mark["_roman"] or mark["_article"] or mark["_part"] else last


def _breaks(source: str, group: list[_Line], line: _Line, usual: int) -> bool:
    """Say whether an unmarked line begins a new paragraph."""
    before = source[group[0].start : group[-1].end].strip()
    first = source[line.start : line.end].lstrip()[0]
    if is_all_caps(before) != is_all_caps(source[line.start : line.end]) and is_all_caps(before):
        return True
    ended = before[-1] in TERMINAL
    if not usual:
        return ended or not (first.islower() or before[-1] in ",–-(")
    if first.islower():
        return False
    if ended and before[-1] != ":" and _CLOSES.match(source[line.start : line.end].lstrip()):
        return True
    is_short = group[-1].end - group[-1].start < 0.8 * usual
    return ended and (line.after_blank or is_short or before.endswith(":"))


def _segment(source: str, group: list[_Line], is_marked: bool) -> Segment | None:
    whole = Passage.of(source, group[0].start, group[-1].end)
    if not any(sign.isalnum() for sign in whole.text):
        return None
    plain_segment = Segment("", "", whole, whole, group[0].after_blank)
    mark = _MARK.match(whole.text) if is_marked else None
    if mark is None:
        return plain_segment
    kind = next(kind for kind in _MARKS if mark["_" + kind])
    label = mark[kind] if kind in mark.groupdict() else ""
    return replace(plain_segment, kind=kind, label=label, body=whole.part(mark.end()))
