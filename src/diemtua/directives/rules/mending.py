"""A text as it should have arrived: words that were glued together apart, tones put back where all are lost.

Rules read the mended text; every place in it is known in the source, so that spans still count there.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from diemtua.directives.rules.model import Named, ReadAssignment, ReadDirective, ReadTask, Span
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.syllables import taken_apart
from diemtua.directives.rules.tones import known_words, with_tones
from diemtua.directives.rules.words import LOWER, UPPER

_WORD = re.compile(r"[^\W\d_]{4,}")
_DATED = rf"(?<![{UPPER}{LOWER}])(?:[Nn]gày|[Tt]háng|[Nn]ăm|[Tt]rước|[Qq]uý|[Đđ]iều)(?=\d)"
_UNIT = r"(?<=\d)(?=(?:người|lượt|hội|cuộc|buổi|tổ|điểm|xã|huyện|thôn|hộ|thẻ|sổ|tin|bài|ngày|tháng)(?!\w))"
_SIGN = rf"(?<=[{LOWER}\d][,;:])(?=[{UPPER}{LOWER}])|(?<=[{LOWER}][{LOWER}]\.)(?=[{UPPER}][{LOWER}])"
_JOINT = re.compile(rf"{_UNIT}|{_SIGN}")
_ABOUT = re.compile(rf"V/v(?=[{LOWER}{UPPER}])")
_BEFORE_NUMBER = re.compile(_DATED)


@dataclass(frozen=True)
class Mended:
    """The text that rules read; `blanks` are the places in it of blanks that the source does not have."""

    source: str
    text: str
    blanks: tuple[int, ...]

    def place(self, index: int) -> int:
        """Return the offset in the source of sign `index` of the text."""
        return index - bisect_left(self.blanks, index)

    def span(self, span: Span) -> Span:
        """Return where a span of the text stands in the source."""
        return Span(self.place(span.start), self.place(span.end))


def mend(source: str) -> Mended:
    """Put a text right, sign by sign: nothing is left out, only blanks come in and tones come back."""
    cuts = sorted(_cuts(source))
    parts: list[str] = []
    blanks: list[int] = []
    last = 0
    for cut in cuts:
        parts.append(source[last:cut])
        blanks.append(cut + len(blanks))
        last = cut
    parts.append(source[last:])
    return Mended(source, with_tones(" ".join(parts)), tuple(blanks))


def as_in_source(directive: ReadDirective, mended: Mended) -> ReadDirective:
    """Return what was read in the mended text with all spans, and the words of orders, as in the source."""
    if mended.text == mended.source:
        return directive
    placed: ReadDirective = _placed(directive, mended)
    return replace(placed, text=mended.source)


def _cuts(source: str) -> set[int]:
    """Return the offsets before which a blank is missing."""
    cuts = {match.end() for match in _BEFORE_NUMBER.finditer(source)}
    cuts |= {match.end() for match in _ABOUT.finditer(source)}
    cuts |= {match.start() for match in _JOINT.finditer(source)}
    words = list(_WORD.finditer(source))
    known = known_words().union(word[0].lower() for word in words)
    for word in words:
        at = word.start()
        for part in taken_apart(word[0], known)[:-1]:
            at += len(part)
            cuts.add(at)
    return cuts


def _placed(value: Any, mended: Mended) -> Any:
    if isinstance(value, Span):
        return mended.span(value)
    if isinstance(value, tuple):
        parts = [_placed(one, mended) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {field.name: _placed(getattr(value, field.name), mended) for field in fields(value)}
    moved: Any = replace(value, **changed)
    if isinstance(value, Named | ReadTask) and not mended.blanks:
        return replace(moved, text=_words(value.text, moved.span, mended.source))
    if isinstance(value, ReadTask):
        return replace(moved, text=Passage.of(mended.source, moved.span.start, moved.span.end).text)
    if isinstance(value, ReadAssignment) and not mended.blanks:
        return replace(moved, heading=_heading(value, mended))
    return moved


def _words(text: str, span: Span, source: str) -> str:
    """Return the words of the source where they are the same signs; a title out of two columns stays."""
    own = Passage.of(source, span.start, span.end).text
    return own if len(own) == len(text) else text


def _heading(assignment: ReadAssignment, mended: Mended) -> str:
    found = mended.text.find(assignment.heading, assignment.span.start)
    end = found + len(assignment.heading)
    return mended.source[found:end] if found >= 0 else assignment.heading
