"""Letters of a PDF line put back in the order of their places.

A font that has no "ộ" leaves that letter to another one; such a PDF writes all letters of the second behind
the first, and the text layer tells "Đ c l p ộ ậ" where the page shows "Độc lập".
"""

import re
from collections.abc import Callable
from itertools import pairwise

from diemtua.core.legacy_text import is_vietnamese

Box = tuple[float, float, float, float]  # left, bottom, right, top

_LINE = re.compile(r"[^\r\n]+")
# A letter with a mark alone between blanks, that is no word of one letter.
_STRAY = re.compile(r"(?<!\S)[^\W\d_aàáảạoôồơờởuưyýỷáâÀÁẢẠOÔỒƠỜỞUƯYÝỶAÂđĐ\x00-\x7f](?!\S)")
_FEWEST_STRAYS = 3  # on a page
_SURE_GAP, _LEAST_GAP = 0.2, 0.03  # of the line's height: between words, and perhaps between words
_LETTERS = re.compile(r"[^\W\d_]+")


def in_order(text: str, box_of: Callable[[int], Box], is_made_up: Callable[[int], bool]) -> str:
    """Return `text` with the letters of each line from left to right, where strays tell of a second font.

    :param box_of: the place of sign i on the page, as wide as the font moves on for it
    :param is_made_up: whether sign i is a blank that stands for a gap and not in the page
    """
    if len(_STRAY.findall(text)) < _FEWEST_STRAYS:
        return text
    return _LINE.sub(lambda line: _ordered(line, box_of, is_made_up), text)


def _ordered(line: re.Match[str], box_of: Callable[[int], Box], is_made_up: Callable[[int], bool]) -> str:
    places = [place for place in range(line.start(), line.end()) if not is_made_up(place)]
    boxes = {place: box_of(place) for place in places}
    height = max((box[3] - box[1] for box in boxes.values()), default=0.0)
    lefts = [boxes[place][0] for place in places]
    if all(after >= before - 0.3 * height for before, after in pairwise(lefts)):
        return line.group()
    runs: list[list[str]] = [[""]]  # words, each of pieces that perhaps belong together
    end: float | None = None
    for place in sorted(places, key=lambda one: boxes[one][0]):
        left, _, right, _ = boxes[place]
        gap = left - end if end is not None else 0.0
        sign = line.string[place]
        if sign == " " or gap > _SURE_GAP * height:
            runs.append([""])
        elif gap > _LEAST_GAP * height:
            runs[-1].append("")
        runs[-1][-1] += sign.strip()
        end = right
    return " ".join(words for run in runs if (words := _words(run)))


def _words(pieces: list[str]) -> str:
    """Join the pieces into the fewest words that are syllables; as they are where there is no such way."""
    pieces = [piece for piece in pieces if piece]
    ways: list[list[str] | None] = [[]] + [None] * len(pieces)
    for end in range(1, len(pieces) + 1):
        for start in range(end):
            before, word = ways[start], "".join(pieces[start:end])
            held = ways[end]
            is_better = before is not None and (held is None or len(before) + 1 < len(held))
            if is_better and all(map(is_vietnamese, _LETTERS.findall(word))):
                ways[end] = [*(before or []), word]
    return " ".join(ways[-1] or pieces)
