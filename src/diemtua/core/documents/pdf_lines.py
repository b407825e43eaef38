"""The lines of a page of PDF, with words put right that its spacing has split or glued.

PDF knows places of letters, not words. Where a title is typed with a blank behind each letter, or a justified
line has no blank at all, the boxes of the letters tell the words: the gap between words is wider.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from statistics import median

import pypdfium2

from diemtua.core.documents.pdf_order import in_order
from diemtua.core.legacy_text import is_vietnamese

Box = tuple[float, float, float, float]  # left, bottom, right, top

_LINE = re.compile(r"[^\r\n]+")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_LONG_WORD = re.compile(r"(?<!\S)[^\W\d_]{6,}(?![^\W_])")
_WORD_GAP = 0.2  # of the letters' height, beyond the gap usual in the line
_TIGHT_WORD_GAP = 0.04  # the same, where both sides are syllables
_MOST_CUTS = 4


def page_lines(document: pypdfium2.PdfDocument, number: int) -> str:
    """Return the words of the page `number` (from 0) of the text layer, a line a line."""
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
            if len(text) == words.count_chars():  # each sign has its box
                ordered = in_order(
                    text,
                    lambda sign: words.get_charbox(sign, loose=True),
                    lambda sign: pypdfium2.raw.FPDFText_IsGenerated(words.raw, sign) == 1,
                )
                text = mended(text, words.get_charbox) if ordered == text else ordered
        finally:
            words.close()
    finally:
        page.close()
    # PDFium writes the hyphen at the end of a line as a sign of its own.
    return "\n".join(text.replace("\ufffe", "-").replace("\x02", "-").splitlines())


def mended(text: str, box_of: Callable[[int], Box]) -> str:
    """Return `text` with letters joined and words parted where the boxes of its signs say so.

    Boxes are asked for only where a word looks wrong: they take longer than the words.
    """

    def mend(line: re.Match[str]) -> str:
        begin = line.start()
        joined = _SPACED.sub(lambda run: _joined(run, begin, box_of), line.group())
        if joined != line.group():
            return joined
        return _LONG_WORD.sub(lambda word: _parted(word, begin, box_of), joined)

    return _LINE.sub(mend, text)


def _joined(run: re.Match[str], begin: int, box_of: Callable[[int], Box]) -> str:
    places = range(run.start(), run.end(), 2)
    boxes = [box_of(begin + place) for place in places]
    gaps, height = _gaps(boxes)
    wide = median(gaps) + _WORD_GAP * height
    words = run.string[places[0]]
    for place, gap in zip(places[1:], gaps, strict=True):
        words += (" " if gap > wide else "") + run.string[place]
    return words if all(map(is_vietnamese, words.split())) else run.group()


def _parted(word: re.Match[str], begin: int, box_of: Callable[[int], Box]) -> str:
    letters = word.group()
    if letters.isupper() or is_vietnamese(letters):
        return letters
    gaps, height = _gaps([box_of(begin + place) for place in range(word.start(), word.end())])
    wide = median(gaps) + _TIGHT_WORD_GAP * height
    widest = sorted((gap, place) for place, gap in enumerate(gaps, start=1) if gap > wide)[::-1]
    for count in range(1, min(_MOST_CUTS, len(widest)) + 1):
        cuts = sorted(place for _, place in widest[:count])
        parts = [letters[a:b] for a, b in zip([0, *cuts], [*cuts, len(letters)], strict=True)]
        if all(map(is_vietnamese, parts)):
            return " ".join(parts)
    return letters


def _gaps(boxes: list[Box]) -> tuple[list[float], float]:
    """Return the gaps between neighbours, and the height of the tallest letter."""
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    return gaps, max(top - bottom for _, bottom, _, top in boxes)
