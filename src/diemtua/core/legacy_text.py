"""Vietnamese written before Unicode: which code a text is in, and the same text in Unicode. Plain Python.

TCVN3 (TCVN 5712:1993, fonts .VnTime …) and VNI-Windows (fonts VNI-Times …) put Vietnamese letters where
other alphabets have theirs; Windows-1258 writes some tones as signs of their own. Nothing in the file says
which, so a text is taken for what gives Vietnamese syllables. See `docs/algorithms/reading-files.md`.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import product

from diemtua.core.syllables import is_syllable, is_syllable_without_marks

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of the tables below

# TCVN3: the letter without tone, then the five letters with one, by code.
_TCVN3_TABLE = {
    "a": "b5b6b7b8b9", "ă": "bbbcbdbec6", "â": "c7c8c9cacb", "e": "cccecfd0d1", "ê": "d2d3d4d5d6",
    "i": "d7d8dcddde", "o": "dfe1e2e3e4", "ô": "e5e6e7e8e9", "ơ": "eaebecedee", "u": "eff1f2f3f4",
    "ư": "f5f6f7f8f9", "y": "fafbfcfdfe",
}  # fmt: skip
_TCVN3_BARE = dict(zip("ăâêôơưđĂÂÊÔƠƯĐ", bytes.fromhex("a8a9aaabacadaea1a2a3a4a5a6a7"), strict=True))

# VNI: the tone, or hat and tone together, is a second sign behind the vowel.
_VNI_TAILS = {"": "øûõùï", "â": "âàåãáä", "ă": "êèúüéë"}  # "" five tones; hats: none first, then the five
_VNI_LONE = {"ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư", "ñ": "đ"}


def _tcvn3() -> dict[int, str]:
    table = {code: letter for letter, code in _TCVN3_BARE.items()}
    for letter, codes in _TCVN3_TABLE.items():
        for tone, code in zip(_TONES, bytes.fromhex(codes), strict=True):
            table[code] = unicodedata.normalize("NFC", letter + tone)
    return table


def _vni() -> dict[str, str]:
    table: dict[str, str] = {}
    for vowel, (tail, tone) in product("aeouyôö", zip(_VNI_TAILS[""], _TONES, strict=True)):
        table[vowel + tail] = _VNI_LONE.get(vowel, vowel) + tone
    for vowel, (tail, tone) in product("aeo", zip(_VNI_TAILS["â"], ("", *_TONES), strict=True)):
        table[vowel + tail] = f"{vowel}\u0302{tone}"
    for tail, tone in zip(_VNI_TAILS["ă"], ("", *_TONES), strict=True):
        table[f"a{tail}"] = f"a\u0306{tone}"
    table |= _VNI_LONE
    composed = {signs: unicodedata.normalize("NFC", letter) for signs, letter in table.items()}
    upper = {signs.upper(): letter.upper() for signs, letter in composed.items()}
    first_upper = {signs.capitalize(): letter.upper() for signs, letter in composed.items()}
    last_upper = {signs[0] + signs[1:].upper(): letter for signs, letter in composed.items() if signs[1:]}
    return last_upper | first_upper | upper | composed


TCVN3 = _tcvn3()
VNI = _vni()
_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz").union(TCVN3.values())
_VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKS = _TONES + "đ\u0302\u0306\u031b"
# Marks heaped on one letter: to put thousands of them in order takes normalising minutes.
_HEAP = r"[^\w\s\x00-\u02ff\u2010-\u20cf\u2100-\u2bff\ue000-\uf8ff]"
_HEAPED = re.compile(f"({_HEAP}{{30}}){_HEAP}+")
_SAMPLE = 20_000  # signs from the beginning that decide for the whole
_ENOUGH = 0.8  # of the words beyond ASCII: names of foreigners and slips of the finger are the rest


@dataclass(frozen=True)
class Decoded:
    """A text in NFC and the code it was found in: "utf-8", "utf-16", "cp1258", "tcvn3" or "vni"."""

    text: str
    encoding: str


class NoVietnameseCode(ValueError):
    """The bytes give Vietnamese in no code that we know."""


def from_tcvn3(text: str) -> str:
    """Return `text` typed in a TCVN3 font, such as .VnTime, in Unicode. Letters of other codes stay.

    No capital with a tone has a code. In a word of capitals it is made one; a font whose name ends in "H"
    (.VnTimeH) draws capitals for the codes of small letters: there the caller, who knows the font, does it.

    >>> from_tcvn3("Céng hßa x\u00b7 héi, TØNH")
    'Cộng hòa xã hội, TỈNH'
    """
    return _WORD.sub(lambda word: _capitals(word.group()), text.translate(TCVN3))


def _capitals(word: str) -> str:
    small = [sign for sign in word if sign.islower()]
    has_tones_only = all(unicodedata.normalize("NFD", sign)[-1:] in _MARKS for sign in small)
    return word.upper() if small and has_tones_only and word[1:] != word[1:].lower() else word


def from_vni(text: str) -> str:
    """Return `text` typed in a VNI-Windows font, such as VNI-Times, in Unicode. Letters of other codes stay.

    >>> from_vni("Coäng hoøa xaõ hoäi")
    'Cộng hòa xã hội'
    """
    return _VNI_SIGNS.sub(lambda signs: VNI[signs.group()], text)


def decode_vietnamese(data: bytes) -> Decoded:
    """Return the text of `data` in whichever code makes Vietnamese of it. Text that is only ASCII is UTF-8.

    Text that is Unicode already but was typed in an old font ("Céng hßa") is converted too.

    :raises NoVietnameseCode: when no code fits, or control signs show that this is no text
    """
    unicode_code = _unicode_code(data)
    try:
        text = data.decode(unicode_code)
    except UnicodeDecodeError as problem:
        if unicode_code != "utf-8":
            raise NoVietnameseCode from problem
        return _best_of(_readings(data))
    _check_signs(text)
    if font := old_font(text):
        return Decoded(modern(text), font)
    return Decoded(composed(text), unicode_code.removesuffix("-sig")[:6].rstrip("-"))


def composed(text: str) -> str:
    """Return `text` in NFC, heaps of marks on one letter cut off at thirty."""
    return unicodedata.normalize("NFC", _HEAPED.sub(r"\1", text))


def modern(text: str) -> str:
    """Return `text` in NFC, out of its old font where it is typed in one throughout."""
    font = old_font(text)
    turned = from_tcvn3(text) if font == "tcvn3" else from_vni(text) if font == "vni" else text
    return composed(turned)


def old_font(text: str) -> str:
    """Return "tcvn3" or "vni" when Unicode `text` is Vietnamese only as typed in such a font, else ""."""
    sample = composed(text[:_SAMPLE])
    share = vietnamese_share(sample)
    if share >= _ENOUGH:
        return ""
    found = {"tcvn3": vietnamese_share(from_tcvn3(sample)), "vni": vietnamese_share(from_vni(sample))}
    best = max(found, key=lambda font: found[font])
    return best if found[best] >= max(_ENOUGH, share + 0.3) else ""


def vietnamese_share(text: str) -> float:
    """Return which share of the words of `text` that have a sign beyond ASCII are Vietnamese syllables.

    1.0 when there is no such word.
    """
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    strange = sum(1 for sign in text if not sign.isascii() and unicodedata.category(sign) in ("Sk", "Cf"))
    if not words:
        return 1.0 if not strange else 0.0
    return sum(map(is_vietnamese, words)) / (len(words) + strange)


def is_vietnamese(word: str) -> bool:
    """Say whether `word` is spelt as a Vietnamese syllable, or as one without its marks ("thuc").

    It may be in small letters, in capitals or with a first capital.
    """
    if not _ALPHABET.issuperset(word.lower()):
        return False
    is_mixed = word != word.lower() and word != word.upper() and word[1:] != word[1:].lower()
    return not is_mixed and (is_syllable_without_marks(word) if word.isascii() else is_syllable(word))


def _unicode_code(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:400]
    if head.count(0) * 5 > len(head):
        return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"
    return "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"


def _readings(data: bytes) -> list[Decoded]:
    western = data.decode("cp1252", "surrogateescape")
    readings = [Decoded(from_tcvn3(western), "tcvn3"), Decoded(from_vni(western), "vni")]
    try:
        readings.append(Decoded(composed(data.decode("cp1258")), "cp1258"))
    except UnicodeDecodeError:
        return readings
    return readings


def _best_of(readings: list[Decoded]) -> Decoded:
    best = max(readings, key=lambda one: vietnamese_share(one.text[:_SAMPLE]))
    _check_signs(best.text)
    if vietnamese_share(best.text[:_SAMPLE]) < _ENOUGH:
        raise NoVietnameseCode
    return best


def _check_signs(text: str) -> None:
    if _CONTROL.search(text):
        raise NoVietnameseCode
