"""Which encoding a text file is in, and old Vietnamese fonts (TCVN3, VNI) wherever they hide.

Before Unicode, Vietnamese was typed with fonts that drew other letters in place of ours. A file of that age
still opens and reads as 'NguyÔn V¨n An' or 'Nguyeãn Vaên An', so it must be named, not imported.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable

# Signs that TCVN3 (ABC) fonts draw as Vietnamese letters; our own alphabet never uses them.
_TCVN3 = re.compile(
    r"[A-Za-z][¡¢£¤¥¦§¨©ª«¬\u00ad®¯µ¶·¸¹»¼½¾ÆÇÏÖ×ØÜÞßëñö÷øû]|[¢£¤¥¦§®][A-Za-z]|[A-Za-z]Ô[a-z]"
)
# VNI writes the tone or hat as a second letter after the vowel: aù, eâ, oû, aï; ö and ñ stand for ư and đ.
_VNI = re.compile(r"[AEOUYaeouyöô](?:[ØÛÏÄËÜÅÖøûïäëüå])|[Ññ][a-zöô]|[A-Za-z][öÖ]|[oe]â|aê|[aeou][ùõ]")
_ONLY_TCVN3 = re.compile(r"[¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾]")

_VIETNAMESE = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
    "–—‘’“”…•₫€°²³½×\u00a0"
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnknownLetters(ValueError):
    """The bytes are in no encoding we read; `line` counts from 1, `encoding` names the old font if known."""

    def __init__(self, line: int, encoding: str = "") -> None:
        super().__init__(encoding or "unknown")
        self.line = line
        self.encoding = encoding


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1258, in NFC.

    :raises UnknownLetters: for TCVN3, VNI and whatever else is not one of these
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or _bare_utf16(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise UnknownLetters(data.count(b"\n", 0, error.start) + 1) from error
        text = _decode_single_bytes(data, error.start)
    return unicodedata.normalize("NFC", text)


def old_font(texts: Iterable[str]) -> str:
    """Return 'TCVN3' or 'VNI' when `texts` are written with such a font, else an empty string."""
    joined = "\n".join(text for text in texts if not text.isascii())
    if not joined:
        return ""
    tcvn3, vni = len(_TCVN3.findall(joined)), len(_VNI.findall(joined))
    modern = sum(1 for sign in joined if sign in _BEYOND_LATIN_1)
    if max(tcvn3, vni) < 2 or modern > max(tcvn3, vni):
        return ""
    return "TCVN3" if _ONLY_TCVN3.search(joined) and tcvn3 >= vni else "VNI"


# Letters that only Unicode Vietnamese has: where they abound, a stray '®' proves nothing.
_BEYOND_LATIN_1 = frozenset(sign for sign in _VIETNAMESE if ord(sign) > 0xFF and sign.isalpha())


def _bare_utf16(data: bytes) -> str | None:
    head = data[:400]
    if head.count(0) * 4 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _decode_single_bytes(data: bytes, first_high: int) -> str:
    line = data.count(b"\n", 0, first_high) + 1
    if font := old_font([data.decode("latin-1")]):
        raise UnknownLetters(line, font)
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise UnknownLetters(data.count(b"\n", 0, error.start) + 1) from error
    if any(not sign.isascii() and sign not in _VIETNAMESE for sign in text):
        raise UnknownLetters(line)
    return text
