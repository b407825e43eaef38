"""Tones put back into a text that has lost them all: "Uy ban nhan dan" is read as "Ủy ban nhân dân".

Only the words that rules look for matter, so a short list of phrases does; other words stay as they are.
The longest phrase wins. Sign for sign as long as before, so that places stay true.
"""

import re
from functools import cache
from importlib.resources import files

from diemtua.core.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \t\xa0]*\n?[ \t\xa0]*")
# "So: 12/KH" is a number; "So Y te" a department.
_NUMBER = re.compile(r"(?<!\w)([Ss])([Oo])(?=[ \t]{0,4}[:.]?[ \t]{0,40}(?:\d|/ ?[A-Z]))")
_LONGEST = 8  # words of a phrase
_FEW = 0.01  # of the signs of a text; one that has tones has a quarter, of two or three bytes each


def with_tones(text: str) -> str:
    """Return `text` with the tones of known phrases, where it has none at all; as it is otherwise."""
    beyond_ascii = len(text.encode()) - len(text)
    if not text or beyond_ascii > 3 * _FEW * len(text):
        return text
    text = _NUMBER.sub(lambda match: match[1] + ("Ố" if match[2].isupper() else "ố"), text)
    phrases = _phrases()
    words = list(_WORD.finditer(text))
    signs = list(text)
    at = 0
    while at < len(words):
        run = _run(text, words, at)
        for length in range(min(run, _LONGEST), 0, -1):
            key = " ".join(word[0].lower() for word in words[at : at + length])
            if phrase := phrases.get(key):
                for word, toned in zip(words[at : at + length], phrase, strict=True):
                    signs[word.start() : word.end()] = _in_case(toned, word[0])
                at += length
                break
        else:
            at += 1
    return "".join(signs)


@cache
def known_words() -> frozenset[str]:
    """Return the single words of the phrases, with their tones, in small letters."""
    return frozenset(word for phrase in _phrases().values() for word in phrase)


def _run(text: str, words: list[re.Match[str]], at: int) -> int:
    """Return how many words from `at` on stand with nothing but blanks between them."""
    length = 1
    while (
        at + length < len(words)
        and length < _LONGEST
        and _GAP.fullmatch(text, words[at + length - 1].end(), words[at + length].start())
    ):
        length += 1
    return length


def _in_case(toned: str, like: str) -> list[str]:
    return [sign.upper() if model.isupper() else sign for sign, model in zip(toned, like, strict=True)]


@cache
def _phrases() -> dict[str, list[str]]:
    """Return the phrases by their words without tones; of two that look alike the first stands."""
    lines = files(__package__).joinpath("phrases.txt").read_text(encoding="utf-8").splitlines()
    toned = [part.strip() for line in lines if not line.startswith("#") for part in line.split("|")]
    return {fold(phrase): phrase.split() for phrase in reversed(toned) if phrase}
