"""A text without tones, capitals and broken lines, each sign of which knows its place in the source."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_MARK = re.compile("[\u0300-\u036f]")


def _bare(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign.lower())[0]
    return {"đ": "d", "ð": "d", "–": "-", "−": "-"}.get(base, base)


_BARE = {code: _bare(chr(code)) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00), 0x2013, 0x2212)}
FARTHEST = 1200  # signs: no sentence is longer; keeps a text without full stops from taking for ever
_TOKEN = re.compile(r"\S+")
_ITEM = re.compile(r"[-+*•●▪–]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVXivx]{1,4})[.)](?:\s|$)")
_TABLE_LINE = re.compile(r"^(?=.*\S\s*(?:\t| \| ).*\S).*$", re.MULTILINE)
CELL = re.compile(r"\t| \| |^\||\|$")
_NUMBER_CELL = re.compile(r"\s*[\d.,]*\d\s?%?\s*")
_STOP = re.compile(r"[.!?…][\"”»)]*(?= )|\n")
_JOINING = re.compile(
    r"(?<!\w)(?:tham gia|và|va|của|cua|cho|về|ve|tại|với|voi|trong|các|cac|những|được|duoc|đã|có|số|trên|"
    r"tren|là|từ|đến)$"
)
_SHORT_WORD = re.compile(r"(?:^|[ (])(?:tp|tx|tt|ts|ths|bs|gs|pgs|p|q|h|x|cty|st|tr)$")


@dataclass(frozen=True)
class Flat:
    """`words` are folded and hold single blanks; a newline in them is a real end of line."""

    source: str
    words: str
    places: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source of `words[start:end]`."""
        last = self.places[end - 1] + 1
        while last < len(self.source) and _MARK.match(self.source, last):
            last += 1
        return self.places[start], last

    def as_written(self, start: int, end: int) -> str:
        """Return the words of the source between two places, with single blanks."""
        if end <= start:
            return ""
        first, last = self.span(start, end)
        return " ".join(self.source[first:last].split())

    @cached_property
    def _stops(self) -> list[int]:
        found = [0]
        for stop in _STOP.finditer(self.words):
            if stop[0] != "\n" and self._is_inside(stop.start(), stop.end()):
                continue
            found.append(stop.end())
        return found

    def _is_inside(self, dot: int, end: int) -> bool:
        """Say whether a full stop ends no sentence: after "TP", or inside "3. 214"."""
        before = self.words[max(0, dot - 8) : dot]
        if _SHORT_WORD.search(before):
            return True
        is_number = before[-1:].isdigit() and re.match(r" \d{3}(?!\d)", self.words[end : end + 5])
        return bool(is_number and re.search(r"(?<!\d)\d{1,3}$", before))

    def sentence(self, place: int) -> tuple[int, int]:
        """Return where the sentence around a place begins and ends, no farther away than `FARTHEST` signs."""
        index = bisect_right(self._stops, place)
        end = self._stops[index] if index < len(self._stops) else len(self.words)
        return max(self._stops[index - 1], place - FARTHEST), min(end, place + FARTHEST)

    def paragraph(self, place: int) -> int:
        """Return where the line around a place begins."""
        return self.words.rfind("\n", 0, place) + 1


def table_lines(text: str) -> list[re.Match[str]]:
    """Return the lines of a text whose cells stand between tabs or bars."""
    return list(_TABLE_LINE.finditer(text)) if "\t" in text or "|" in text else []


def has_numbers(line: str) -> bool:
    """Say whether a line of a table has a cell that is just a number."""
    return any(_NUMBER_CELL.fullmatch(cell) for cell in CELL.split(line))


def flatten(text: str) -> Flat:
    """Return the prose of a text without tones, its broken lines joined; tables are left out."""
    hidden = bytearray(len(text))
    for row in table_lines(text):
        if has_numbers(row[0]):
            hidden[row.start() : row.end()] = b"\x01" * len(row[0])
    widths = _widths(text)
    folded = text.translate(_BARE)
    is_composed = not _MARK.search(folded)
    words: list[str] = []
    places: list[int] = []
    last = 0
    for token in _TOKEN.finditer(folded):
        if hidden[token.start()]:
            continue
        if words and text[last : token.start()] == " ":
            words.append(" ")
            places.append(last)
        elif words:
            words.append(_between(text, last, token.start(), widths))
            places.extend([last] * len(words[-1]))
        if is_composed:
            words.append(token[0])
            places.extend(range(token.start(), token.end()))
        else:
            words.append(_MARK.sub("", token[0]))
            places.extend(place for place in range(*token.span()) if not _MARK.match(folded[place]))
        last = token.end()
    return Flat(text, "".join(words), places)


def _widths(text: str) -> dict[int, int]:
    """Return, for the beginning of each line, the width of the widest of the lines around it."""
    found: dict[int, int] = {}
    place, lengths, starts = 0, [], []
    for line in text.splitlines(keepends=True):
        lengths.append(len(line.rstrip()))
        starts.append(place)
        place += len(line)
    for index, start in enumerate(starts):
        found[start] = max(lengths[max(0, index - 3) : index + 4])
    return found


def _between(text: str, end: int, start: int, widths: dict[int, int]) -> str:
    """Return a blank or a newline for the white space of the source between two words."""
    gap = text[end:start]
    lines = len(gap.splitlines()) - 1 if "\n" in gap else 0
    if "\n" not in gap:
        return " : " if "\t" in gap else " "
    following = text[start : start + 12]
    if _ITEM.match(following) and not following[0].islower():
        return "\n"
    if text[end - 1] in ".;:!?…”":
        return "\n" if text[end - 1] != ";" or not following[0].islower() else " "
    if following[0].islower() or following[0] in "%,;)":
        return " "
    is_blank_line = gap.count("\n") > 1 and lines >= 1
    begin = text.rfind("\n", 0, end) + 1
    width = widths.get(begin, 0)
    line = text[begin:end]
    first = re.match(r"\S+", text[start : start + 40])
    is_full = width >= 30 and len(line.rstrip()) + 1 + len(first[0] if first else "") > width
    if _JOINING.search(line) and not is_blank_line:
        return " "
    if is_blank_line or not is_full or line.isupper() or re.search(r":\s*\S+$", line):
        return "\n"
    return " "
