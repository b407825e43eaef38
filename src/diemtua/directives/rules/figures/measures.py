"""What a number measures: its unit, where that stands, its bound and its value in full."""

import re
from dataclasses import dataclass

from diemtua.directives.rules.figures.flat import Flat
from diemtua.directives.rules.figures.indicators import programme_of
from diemtua.directives.rules.figures.numbers import Number
from diemtua.directives.rules.figures.units import (
    DOING,
    MONEY,
    NO_COUNT,
    NO_NOUN,
    NO_UNITS,
    PERCENT,
    SCALE,
    SCALE_WRITINGS,
    SCALES,
    UNIT,
    UNIT_WORDS,
)


@dataclass(frozen=True)
class Measure:
    """A number with its unit, `unit_start` is -1 where the unit stands before."""

    number: Number
    value: int | float
    unit: str  # without tones
    written: str  # the unit as the text writes it
    unit_start: int
    end: int
    bound: str
    start: int  # with the words of the bound
    is_label: bool = False


_BOUNDS = (
    (">=", r"it nhat|toi thieu|khong duoi|khong it hon|tu it nhat"),
    (">", r"tren|(?<!thap )(?<!cao )(?<!nhieu )(?<!it )(?<!lon )hon|vuot (?:moc|con so|qua)|qua moc"),
    ("<", r"duoi|chua (?:den|toi|day)|khong qua|toi da|khong vuot qua"),
    ("~", r"gan|khoang|xap xi|chung|ngot|uoc (?:dat|khoang|tinh|co)|uoc chung|tam"),
)
_BOUND = re.compile("|".join(rf"(?P<b{n}>{words})" for n, (_, words) in enumerate(_BOUNDS)))
_BOUND_BEFORE = re.compile(rf"(?<!\w)(?:{_BOUND.pattern})(?: (?:dat|co|khoang|la))? ?$")
_LABEL = re.compile(r"(?:^|[;:\n•]|[)\d%], |(?<!\w)[-+*] ?)(?P<label>[^;:\n•]{3,110}?) ?: ?$")
_VERB = re.compile(
    r"(?P<label>(?<!\w)(?:(?:tong )?so (?!voi)|(?:trong do|rieng),? (?=bhxh|bhyt|bao hiem|"
    r"bhtn))[^;,:\n]{4,110}?) (?:la|dat|len|len den|con|co|duoc|tang(?: them)?|gom)(?: duoc)? ?$"
)
_AFTER_BARE = re.compile(r" ?(?:[,;.)(\n]|$)| ?(?:dat|tang|bang|\()")
_LABEL_UNIT = re.compile(rf"(?:(?<!\w)so (?:luong )?)(?P<unit>{UNIT_WORDS})")
_ANY_UNIT = re.compile(rf"(?<!\w)(?P<unit>{UNIT_WORDS})")
_NO_LABEL = re.compile(
    r"dien thoai|dt|so tk|tai khoan|ngay|ma so|nam(?: sinh)?$|^so$|stt|gio|hotline|lien he|trang|"
    r"kinh gui|noi nhan"
)
_NEXT = re.compile(r"(?:, (?:va )?| va | den | - | ?- ?)(?:(?:tren|hon|gan|khoang|it nhat) )?$")
_NOUN = re.compile(r" ?(?P<unit>[a-z]{2,12})(?!\w)")


def measures_in(flat: Flat, numbers: list[Number]) -> list[Measure | None]:
    """Return what each number measures, None where nothing tells; a list of numbers shares its last unit."""
    found: list[Measure | None] = [None] * len(numbers)
    for index in reversed(range(len(numbers))):
        number = numbers[index]
        measure = _measure(flat, number)
        following = found[index + 1] if index + 1 < len(numbers) else None
        if measure is None and following is not None and not number.is_word:
            measure = _shared(flat, number, following)
        found[index] = measure
    return [_with_range(flat, found, index) for index in range(len(found))]


def _measure(flat: Flat, number: Number) -> Measure | None:
    words, end, value = flat.words, number.end, number.value
    scale = SCALE.match(words, end)
    if scale and flat.as_written(scale.start("scale"), scale.end()).lower() not in SCALE_WRITINGS:
        scale = None
    if scale:
        value, end = _scaled(value, SCALES[scale["scale"]]), scale.end()
    kinds = [(MONEY, "dong"), (PERCENT, "%")]
    for pattern, unit in kinds:
        if (match := pattern.match(words, end)) and not (unit == "%" and scale):
            value = value if unit != "%" else float(value)
            return _made(
                flat, number, value, unit, "đồng" if unit == "dong" else "%", match.start("unit"), match.end()
            )
    if NO_COUNT.match(words, end):
        return None
    match = UNIT.match(words, end)
    if match and flat.as_written(match.start("unit"), match.end()).lower() not in NO_UNITS:
        unit = re.sub(r"^(?:cum )?", "", match["unit"])
        written = flat.as_written(match.start("unit"), match.end()).lower()
        return _made(flat, number, value, unit, written, match.start("unit"), match.end())
    if scale and SCALES[scale["scale"]] >= 10**6 and _is_money(flat, number):
        return _made(flat, number, value, "dong", "đồng", end, end)
    return _labelled(flat, number, value, end) or _by_doing(flat, number, value, end)


def _made(
    flat: Flat, number: Number, value: int | float, unit: str, written: str, unit_start: int, end: int
) -> Measure:
    bound, start = _bound(flat, number.start)
    after = flat.words[end : end + 60]
    if bound == "=" and re.match(r"[^.,;\d]{0,40} tro len", after):
        bound = ">="
    before = flat.words[flat.sentence(number.start)[0] : start].rstrip(" (")
    return Measure(
        number, value, unit, written, unit_start, end, bound, start, is_label=_label(before) is not None
    )


def _labelled(flat: Flat, number: Number, value: int | float, end: int) -> Measure | None:
    """Return the measure of "Số người tham gia BHXH tự nguyện mới: 38", whose unit stands in its label."""
    if not _AFTER_BARE.match(flat.words, end):
        return None
    bound, start = _bound(flat, number.start)
    begin = flat.sentence(number.start)[0]
    label = _label(flat.words[begin:start])
    if label is None or _NO_LABEL.search(label):
        return None
    match = _LABEL_UNIT.search(label) or _ANY_UNIT.search(label)
    if match is None and not programme_of(label):
        return None
    if match is None:
        return Measure(number, value, "nguoi", "người", -1, end, bound, start, is_label=True)
    at = flat.words.rindex(label, begin, start) + match.start("unit")
    written = flat.as_written(at, at + len(match["unit"])).lower()
    return Measure(number, value, match["unit"], written, -1, end, bound, start, is_label=True)


def _label(before: str) -> str | None:
    place = label_place(before, 0, len(before))
    return before[place[0] : place[1]].strip(" -+*") if place else None


def label_place(words: str, begin: int, end: int) -> tuple[int, int] | None:
    """Return where in `words[begin:end]` the label of the number at `end` stands ("số hội nghị: 38")."""
    before = words[begin:end].rstrip(" (")
    match = _LABEL.search(before) or _VERB.search(before)
    if match is None or not (_ANY_UNIT.search(match["label"]) or programme_of(match["label"])):
        return None
    return begin + match.start("label"), begin + match.end("label")


def _by_doing(flat: Flat, number: Number, value: int | float, end: int) -> Measure | None:
    """Return the measure of a thing we have no word for, after a verb that tells of work done."""
    match = _NOUN.match(flat.words, end)
    bound, start = _bound(flat, number.start)
    if match is None or NO_NOUN.match(match["unit"]) or number.is_word or number.of:
        return None
    written = flat.as_written(match.start("unit"), match.end())
    is_done = re.search(rf"(?<!\w){DOING} $", flat.words[max(0, start - 14) : start])
    if not written.islower() or not (is_done or (isinstance(value, int) and value >= 1000)):
        return None
    return Measure(number, value, match["unit"], written, match.start("unit"), match.end(), bound, start)


def _shared(flat: Flat, number: Number, following: Measure) -> Measure | None:
    """Return the measure of 154 in "154, 140 và 65 công nhân"."""
    gap = flat.words[number.end : following.number.start]
    if not _NEXT.fullmatch(gap) or following.number.of or number.of or following.unit_start < 0:
        return None
    scale = SCALE.match(flat.words, following.number.end)
    times = SCALES[scale["scale"]] if scale and isinstance(number.value, int | float) else 1
    bound, start = _bound(flat, number.start)
    return Measure(
        number,
        _scaled(number.value, times),
        following.unit,
        following.written,
        following.unit_start,
        number.end,
        bound,
        start,
    )


def _with_range(flat: Flat, found: list[Measure | None], index: int) -> Measure | None:
    """Return a measure with the bound of a range: "từ 30 đến 50 người" is at least 30 and at most 50."""
    one = found[index]
    if one is None:
        return None
    following = found[index + 1] if index + 1 < len(found) else None
    if following and _is_range(flat, one, following):
        return _bounded(one, ">=")
    last = found[index - 1] if index else None
    if last and _is_range(flat, last, one):
        return _bounded(one, "<")
    return one


def _is_range(flat: Flat, low: Measure, high: Measure) -> bool:
    gap = flat.words[low.number.end : high.number.start]
    if low.unit != high.unit or not low.value < high.value or re.search(r"[,;.\n]", gap):
        return False
    before = flat.words[max(0, low.start - 4) : low.start]
    is_from = before.endswith("tu ") and re.search(r"(?<!\w)(?:den|toi) $", gap)
    return bool(
        is_from and not re.search(r"tang|giam|nang", flat.words[max(0, low.start - 12) : low.start])
    ) or gap.strip() in {"-", "den"}


def _bounded(one: Measure, bound: str) -> Measure:
    return Measure(
        one.number, one.value, one.unit, one.written, one.unit_start, one.end, bound, one.start, one.is_label
    )


def _bound(flat: Flat, place: int) -> tuple[str, int]:
    before = flat.words[max(0, place - 24) : place]
    match = _BOUND_BEFORE.search(before)
    if match is None:
        return "=", place
    sign = next(sign for n, (sign, _) in enumerate(_BOUNDS) if match[f"b{n}"])
    return sign, place - (len(before) - match.start())


def _scaled(value: int | float, times: int) -> int | float:
    scaled = round(value * times, 6)
    return int(scaled) if scaled == int(scaled) else scaled


def _is_money(flat: Flat, number: Number) -> bool:
    before = flat.words[max(0, number.start - 60) : number.start]
    return bool(
        re.search(
            r"tri gia|so tien|kinh phi|tong thu|quyen gop|ung ho|giai ngan|gia tri|chi phi|cham dong", before
        )
    )
