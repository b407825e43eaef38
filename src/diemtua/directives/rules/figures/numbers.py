"""Numbers in a text: their value, and the places where a number is a day, a document, a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import parse_decimal
from diemtua.directives.rules.figures.flat import Flat
from diemtua.directives.rules.figures.units import MONEY, PERCENT, SCALE, UNIT_WORDS


@dataclass(frozen=True)
class Number:
    """A number of the flat words, with its value; `of` is what stands after the stroke of a share."""

    start: int
    end: int
    value: int | float
    of: int | None = None
    is_word: bool = False


_DIGITS = (
    r"\d{1,3}(?: ?[.·’'] ?\d{3})+(?!\d)(?:,\d{1,2}(?!\d))?"  # 3.039.673, also 3. 214
    r"|\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d{1,2}(?!\d))?"
    r"|\d{1,3}(?: \d{3})+(?![\d.,/])"
    r"|\d{1,15}(?!\d)(?:[.,]\d{1,6}(?!\d))?"
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?<!\d /)(?<!\w-)(?<!\d:)(?P<value>{_DIGITS})"
    rf"(?:\s?/\s?(?P<of>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}}(?!\d)))?(?=(?:{UNIT_WORDS})|(?:d|dong|vnd|"
    rf"trieu|ty)(?!\w)|\W|$)"
    r"(?!/\d|-[a-z]{2}|[.,]\d|:\d)"
)
_ONES = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_LAST = {"một": 1, "mốt": 1, "tư": 4, "bốn": 4, "năm": 5, "lăm": 5, **_ONES}
_ONE = "hai|ba|bon|sau|bay|tam|chin"
_WORD = re.compile(
    rf"(?<!\w)(?:(?:mot|{_ONE}|nam) tram|(?:{_ONE}|nam) muoi(?: (?:mot|tu|lam|{_ONE}))?|"
    rf"muoi(?: (?:mot|lam|{_ONE}))?|{_ONE})(?= {UNIT_WORDS})"
)

_N = r"\d{1,4}(?![.,]?\d)"
_MORE = rf"(?:(?:, | va | - |-| den |, va ){_N}(?! ?(?:{UNIT_WORDS}|%)))*"
_COUNTED = rf"(?! \d{{3}}(?!\d))(?! ?(?:\([a-z ]+\) )?(?:{UNIT_WORDS}|%|trieu|nghin|ty ))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])\s?[/-]\s?(?:0?[1-9]|1[0-2])(?!\d)"
_PAPERS = (
    "nghi quyet|nghi dinh|chi thi|quyet dinh|thong tu|cong van|de an|huong dan|ket luan|luat|"
    "chuong trinh|to trinh|cong dien|phu luc|bieu mau|mau|dieu|khoan|quoc lo|tinh lo|km|ngo|hem|ngach|"
    "stk|mst|cccd|cmnd|covid|lan thu|the he|nhiem ky|phien ban"
)
_NAMES = (
    "ke hoach|thong bao|van ban|diem|muc|chuong|phan|tieu chi|duong|khoa|thu|dot|vong|ky|hang|loai|cap|"
    "lop|trang|tap|bang|hinh|bieu|khoi|xom|thon|to dan pho|tdp|khu pho|phuong|quan|ap|tieu khu|ban|khu|"
    "cum|to|doi|chi bo|chi hoi|ca|so tt|nhom|tang|phong|zone|khu vuc|tuyen"
)
_MASKS = re.compile(
    r"(?<![a-z0-9])(?:"
    + "|".join(
        (
            r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}",
            (
                rf"(?<!\w)(?:ngay|sang|chieu|toi|dem|trua|den|tu|truoc|het|hom|vao|qua|moc|va|"
                rf"-) \(?(?:ngay )?{_DAY}"
                rf"(?![./]\d)(?! ?(?:{UNIT_WORDS}))"
            ),
            rf"(?<!\w)ngay {_N}{_MORE}(?:/\d{{1,2}}(?:/\d{{4}})?)?(?: thang {_N})?",
            rf"(?<!\w)(?:thang|quy|tuan) {_N}{_MORE}(?:\s?[/-]\s?\d{{4}})?",
            r"(?<![\w./])(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:19|20)\d\d(?!\d)",
            (
                r"(?<!\w)(?:nam|giai doan|nien do|nhiem ky|quy [iv]+/)(?: hoc| ngan sach)?"
                r" ?(?:19|20)\d\d(?!\d)(?:\s?[-,]\s?(?:19|20)\d\d)*"
            ),
            r"(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)",
            r"(?<!\w)(?:3|6|9|03|06|09) thang (?:dau|cuoi) nam(?: \d{4})?",
            (
                r"(?<!\d)\d{1,2}\s?(?:gio|h|g)\s?(?:\d{2}(?!\d))?(?: ?(?:phut|p)(?!\w))?(?!\w)|"
                r"(?<!\d)\d{1,2}:\d{2}(?!\d)"
            ),
            r"(?<![\w./])\d+[a-z]?\s?/\s?(?:\d{4}/)?[a-z]{2,}[\w-]*(?:-[a-z]+)*",
            r"(?<![\w./])\d+\s?-\s?[a-z]{2,}(?:/[a-z]+)+|(?<![\w./])\d+-[a-z]{2,}",
            rf"(?<!\w)(?:{_PAPERS})(?: so)?\s?[:-]?\s?{_N}{_MORE}",
            rf"(?<!\w)(?:{_NAMES})(?: so)? \d{{1,3}}(?![.,/]?\d){_COUNTED}{_MORE}",
            r"(?<!tong )(?<!con )(?<!dan )(?<!them )(?<!\w)so ?[:.]? ?\d+(?![.,]\d)",
            (
                r"(?<!\w)(?:dien thoai|dt|sdt|hotline|tong dai|duong day nong|fax|tel|zalo|lien he|so may|"
                r"so tai khoan|"
                r"tai khoan so|ma so(?: \w+){0,3}|ma \w+|cccd|"
                r"cmnd)(?: [a-z ]{0,20})?\s?[:.]?\s?\(?\d[\d.() -]{6,}\d"
            ),
            (
                r"(?<![\w.])\(?0\d{2,3}\)?[. -]?\d{3,4}[. -]?\d{3,4}(?!\d)|"
                r"(?<!\w)1[89]00[. ]?\d{4}(?:[. ]?\d{2})?(?!\d)"
            ),
            r"(?:(?<=\n)|^|(?<=[.;:] ))\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)](?=[ \n][^\d])|\(\d{1,2}\)",
            r"trang \d+/\d+",
            r"(?<=\n)noi nhan(?:(?!\n(?:phu luc|bieu|bao cao)).|\n(?!(?:phu luc|bieu|bao cao)))*",
        )
    )
    + ")"
)


def numbers_in(flat: Flat) -> list[Number]:
    """Return the numbers of a text that name no day, document, place or telephone, in its order."""
    hidden = bytearray(len(flat.words))
    for match in _MASKS.finditer(flat.words):
        hidden[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for start, end in _captions(flat):
        hidden[start:end] = b"\x01" * (end - start)
    found = [one for one in _digits(flat.words) if not hidden[one.start]]
    found += [one for one in _words(flat) if not hidden[one.start]]
    return sorted(found, key=lambda one: one.start)


def _digits(words: str) -> Iterator[Number]:
    place = 0
    while match := _NUMBER.search(words, place):
        written, end = match["value"], match.end()
        if " " in written and not match["of"] and not _is_counted(words, end):
            end = match.start() + written.index(" ")  # "2024 126" is no number of six digits
            written = words[match.start() : end].rstrip(".")
        value = value_of(written, words[end : end + 12])
        if value is not None:
            whole = match["of"] and int(match["of"].replace(".", ""))
            yield Number(match.start(), end, value, whole or None)
        place = end


def _is_counted(words: str, end: int) -> bool:
    return bool(
        re.match(rf" ?(?:{UNIT_WORDS})", words[end : end + 40])
        or MONEY.match(words, end)
        or words[end : end + 1] == "\n"
    )


def value_of(written: str, after: str) -> int | float | None:
    """Return the value of a number as written; `after` are the words after it, which tell a decimal."""
    bare = re.sub(r"[·’' ]", ".", re.sub(r"\s?\.\s?", ".", written))
    scaled = SCALE.match(after) or PERCENT.match(after)
    is_decimal = re.fullmatch(r"\d{1,3},\d{1,3}", bare) or (after.lstrip()[:1] == "%" and "." in bare)
    if scaled and is_decimal and re.fullmatch(r"\d{1,3}[.,]\d{1,3}", bare):
        number: Decimal | None = Decimal(bare.replace(",", "."))
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+", bare):
        number = parse_decimal(bare.replace(",", ""))
    else:
        number = parse_decimal(bare)
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _words(flat: Flat) -> Iterator[Number]:
    """Yield "hai hội nghị", "mười hai buổi": only as written with their tones."""
    for match in _WORD.finditer(flat.words):
        parts = flat.as_written(match.start(), match.end()).lower().split()
        value = _word_value(parts)
        if value:
            yield Number(match.start(), match.end(), value, is_word=True)


def _word_value(parts: list[str]) -> int | None:
    first, *rest = parts
    if rest == ["trăm"]:
        return _LAST[first] * 100 if first in _LAST else None
    if first == "mười":
        return 10 + (_LAST.get(rest[0], 0) if rest else 0)
    if rest and rest[0] == "mươi" and first in _LAST:
        return _LAST[first] * 10 + (_LAST.get(rest[1], 0) if len(rest) > 1 else 0)
    return _ONES.get(first) if not rest else None


def _captions(flat: Flat) -> Iterator[tuple[int, int]]:
    """Yield the spans of captions: the sentence before "Ảnh:"."""
    if "nh" not in flat.words:
        return
    for match in re.finditer(r"(?<!\w)anh(?: tu lieu| minh hoa)?(?: ?: ?| (?=\w))", flat.words):
        written = flat.as_written(match.start(), match.end() + 2)
        if not (
            written[:1].isupper()
            and (":" in match[0] or (written.startswith("Ả") and _follows_stop(flat.words, match.start())))
        ):
            continue
        before = max(0, match.start() - 2)
        begin = flat.sentence(before)[0] if ":" in match[0] or before else 0
        yield max(begin, flat.paragraph(before)), match.end()


def _follows_stop(words: str, place: int) -> bool:
    return words[:place].rstrip(" (")[-1:] in {".", "”"}
