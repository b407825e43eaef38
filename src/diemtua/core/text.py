"""Vietnamese text: one spelling at rest, folded for search, sorted by given name. Plain Python."""

import unicodedata
from functools import cache


def tidy(text: str) -> str:
    """Return `text` in NFC with runs of white space made one blank: the form in which we store."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return `text` lower-cased and without diacritics, for search and comparison, never for storage.

    >>> fold("Nguyễn Thị  Hoà")
    'nguyen thi hoa'
    >>> fold("Đông Vĩnh") == fold("ĐÔNG VĨNH") == "dong vinh"
    True
    """
    lowered = text.casefold().replace("đ", "d").replace("ð", "d")
    bare = (sign for sign in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(sign))
    return " ".join("".join(bare).split())


SORT_KEY_LENGTH = 255  # of the columns that keep one

# The order of the Vietnamese alphabet: base letters first, tones (ngang, huyền, hỏi, ngã, sắc, nặng) second.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_LETTERS)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def sort_key(text: str) -> str:
    """Return a plain string that sorts `text` in the order of the Vietnamese alphabet under the C collation.

    Letters weigh first, tones only between words of the same letters. Numbers sort by value up to six digits.
    """
    letters: list[str] = []
    tones: list[str] = []
    digits = ""
    for sign in unicodedata.normalize("NFC", text.casefold()) + " ":
        if sign.isdigit():
            digits += sign
            continue
        if digits:
            letters.append("0" + digits.zfill(6))
            digits = ""
        base, tone = _split_tone(sign)
        letters.append(_LETTER_RANK.get(base, " " if base.isspace() else ""))
        tones.append(tone)
    return ("".join(letters).strip() + "!" + "".join(tones).rstrip("0"))[:SORT_KEY_LENGTH]


def person_sort_key(full_name: str) -> str:
    """Return the sort key of a person: given name, family name, middle names (Lê Thị An: An, Lê, Thị)."""
    words = full_name.split()
    if len(words) < 2:
        return sort_key(full_name)
    return sort_key(" ".join([words[-1], words[0], *words[1:-1]]))


@cache
def _split_tone(sign: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", sign)
    tone = next((_TONE_RANK[part] for part in parts if part in _TONE_RANK), "0")
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE_RANK))
    return base, tone
