"""Figures that a report or a news text states, proposed for an officer to confirm. Plain Python.

Numbers of documents, days, decrees, telephones and sums of money are no results. See
`docs/algorithms/following-a-task.md`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diemtua.core.numbers import decimal_comma, grouped, parse_decimal, parse_whole
from diemtua.core.text import fold

BEFORE, AFTER = 180, 90  # signs around a number that tell what it counts


@dataclass(frozen=True)
class StatedFigure:
    """One figure: what the text counts, our indicator (empty when unknown), value, bound, unit, span.

    `value` is a whole number, except where `unit` is "%". `of` is the whole of a share (21/21 địa phương).
    """

    label: str
    indicator: str
    value: int | float
    bound: str  # =, >, >=, <, ~
    unit: str
    start: int
    end: int
    of: int | None = None

    @property
    def printed(self) -> str:
        """Return the value as Vietnamese papers print it."""
        return grouped(self.value) if isinstance(self.value, int) else decimal_comma(self.value)


_NUMBER = re.compile(
    r"(?<![\w./,-])\d{1,3}(?:\.\d{3})+(?![\w/]|,\d|\.\d)|(?<![\w./,-])\d{1,6}(?![\w/]|[.,]\d)"
)
_UNIT = re.compile(
    r"\s*(?:lượt\s)?(người|công nhân|lao động|hội nghị|cuộc|buổi|lượt|tin,? bài|tin|bài|tổ|điểm|đội|"
    r"thẻ|sổ|suất|pano|băng rôn|đợt|hộ|địa phương|xã|huyện|đơn vị|doanh nghiệp)(?!\w)",
    re.IGNORECASE,
)
_NO_RESULT = re.compile(
    r"(?:số|ngày|tháng|năm|quý|điều|khoản|điểm|mục|giờ|khóa|nghị định|quyết định|luật|"
    r"chương|phụ lục|đề án|điện thoại|lần thứ|thứ)\s*:?\s*$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\s*(?:triệu|tỷ|nghìn)?\s*(?:đồng|đ(?!\w)|vnđ)|\s*(?:%|phần trăm|tuổi|năm|tháng|ngày|giờ|h\d)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<![\w./])(\d{1,4})/(\d{1,4})\s+(địa phương|xã|huyện|đơn vị|thôn|cơ sở|phường)(?!\w)", re.IGNORECASE
)
_PLAN = r"(?:so với )?(?:chỉ tiêu|kế hoạch|dân số|lực lượng lao động)[^.;,()\n]*"
_PERCENT = re.compile(rf"(?P<value>\d{{1,3}}(?:,\d{{1,2}})?)\s?%\s*(?P<plan>{_PLAN})", re.IGNORECASE)
_AIM = re.compile(r"phấn đấu|dự kiến|mục tiêu|đặt ra|phải đạt|dự toán", re.IGNORECASE)
_NAMED_PLACE = re.compile(r"\s*(?:xã|huyện|phường|thôn|thị trấn) [A-ZĐÀ-Ỹ]")
_BOUNDS = (
    (">=", r"(?:ít nhất|tối thiểu|không dưới|từ)"),
    (">", r"(?:trên|hơn|vượt)"),
    ("<", r"(?:dưới)"),
    ("~", r"(?:gần|khoảng|xấp xỉ)"),
)
_STOCK = r"(?:nang so|den het thang|den nay|den thoi diem|tong so|hien co|dang tham gia).*$"
_GROWN = r"(?:moi|them|tang them|phat trien|van dong duoc|van dong)"
#: What the words around a number say it counts: before or after it, without tones; the first that fits.
_INDICATORS: tuple[tuple[str, str, str], ...] = (
    ("EV.REACHED", r"", r"^ nguoi (?:dan )?duoc (?:tiep can|tu van)[^.;]*diem"),
    ("CO.SG.ATT", r"nhom nho.*$", r"^ (?:nguoi|luot nguoi)"),
    ("CO.CONF.ATT", r"hoi nghi.*$", r"^ (?:nguoi|luot nguoi)"),
    ("EV.REACHED", r"", r"^ nguoi (?:dan )?duoc (?:tiep can|tu van|tuyen truyen)"),
    ("CO.SG.COUNT", r"", r"^ (?:cuoc|buoi|hoi nghi)[^.;,]*nhom nho"),
    ("CO.CONF.COUNT", r"", r"^ hoi nghi"),
    ("CO.RADIO.VSI", r"phat thanh ve (?:bao hiem xa hoi|bhxh) tu nguyen.*$", r"^ luot"),
    ("CO.RADIO.ALL", r"", r"^ (?:luot|buoi|tin,? bai)[^.;,]*(?:phat thanh|truyen thanh|loa)"),
    ("CO.SOCIAL.SHARES", r"trang mang xa hoi cua can bo.*$|chia se.*$", r"^ luot"),
    ("CO.SOCIAL.ITEMS", r"", r"^ tin,? bai[^.;]*mang xa hoi"),
    ("CO.WEB.ITEMS", r"(?:cong|trang) thong tin.*$", r"^ tin,? bai"),
    ("EV.TEAMS", r"", r"^ to (?:tu van|tuyen truyen|van dong)"),
    ("EV.POINTS", r"", r"^ diem (?:tuyen truyen|tu van)"),
    (
        "ALL.TOTAL",
        r"",
        r"^ nguoi tham gia (?:bao hiem xa hoi|bhxh), (?:bao hiem y te|bhyt), (?:bao hiem that nghiep|bhtn)",
    ),
    ("HI.HH.NEW", r"", r"^ nguoi (?:\w+ ){0,4}(?:bao hiem y te|bhyt) ho gia dinh"),
    (
        "SI.VOL.TOTAL",
        r"nang so nguoi tham gia (?:bao hiem xa hoi|bhxh) tu nguyen(?:(?!\d\.\d{3} nguoi).)*$",
        r"^ nguoi",
    ),
    ("SI.COMP.TOTAL", _STOCK, r"^ nguoi (?:\w+ ){0,4}(?:bao hiem xa hoi|bhxh) bat buoc"),
    ("SI.COMP.NEW", rf"{_GROWN}.*$", r"^ nguoi (?:\w+ ){0,4}(?:bao hiem xa hoi|bhxh) bat buoc"),
    ("SI.COMP.TOTAL", r"", r"^ nguoi (?:\w+ ){0,4}(?:bao hiem xa hoi|bhxh) bat buoc"),
    ("UI.TOTAL", r"", r"^ nguoi (?:\w+ ){0,4}(?:bao hiem that nghiep|bhtn)"),
    ("SI.VOL.NEW", r"", r"^ nguoi (?:\w+ ){0,4}(?:bao hiem xa hoi|bhxh) tu nguyen"),
    ("HI.NEW", rf"{_GROWN}.*$", r"^ nguoi (?:\w+ ){0,4}(?:bao hiem y te|bhyt)(?! ho)"),
    ("GI.CARDS", r"", r"^ the (?:bao hiem y te|bhyt)"),
    ("GI.BOOKS", r"", r"^ so (?:bao hiem xa hoi|bhxh)"),
)


def stated_figures(text: str) -> list[StatedFigure]:
    """Return the numbers of a text that count something, shares and percentages too, in its order."""
    found = [*_counts(text), *_shares(text), *_percentages(text)]
    return sorted(found, key=lambda one: one.start)


def _counts(text: str) -> Iterator[StatedFigure]:
    for match in _NUMBER.finditer(text):
        before, after = _around(text, match)
        unit = _UNIT.match(after)
        value = parse_whole(match[0])
        if unit is None or value is None or _NO_RESULT.search(before) or _MONEY.match(after):
            continue
        if _NAMED_PLACE.match(after) or _AIM.search(re.split(r"[.;]\s", before)[-1]):
            continue
        bound, bound_words = _bound_before(before)
        yield StatedFigure(
            label=_label(after, unit),
            indicator=_indicator(before, after),
            value=value,
            bound=bound,
            unit=unit[1].lower(),
            start=match.start() - len(bound_words),
            end=match.end() + unit.end(),
        )


def _shares(text: str) -> Iterator[StatedFigure]:
    """Yield "21/21 địa phương": so many of so many places."""
    for match in _SHARE.finditer(text):
        after = text[match.end() : match.end() + AFTER]
        is_done = bool(re.search(r"truc quan|tuyen truyen", fold(re.split(r"[.;]", after)[0])))
        yield StatedFigure(
            label=" ".join(f"{match[3]}{re.split('[.;,]', after)[0]}".split())[:80],
            indicator="EV.UNITS_DONE" if is_done else "",
            value=int(match[1]),
            bound="=",
            unit=match[3].lower(),
            start=match.start(),
            end=match.end(),
            of=int(match[2]),
        )


def _percentages(text: str) -> Iterator[StatedFigure]:
    """Yield "đạt 92,32% kế hoạch": the part of a plan that was reached; no rate of the law."""
    for match in _PERCENT.finditer(text):
        value = parse_decimal(match["value"])
        if value is None:
            continue
        yield StatedFigure(
            label=" ".join(match["plan"].split())[:80],
            indicator="",
            value=float(value),
            bound=_bound_before(text[max(0, match.start("value") - BEFORE) : match.start("value")])[0],
            unit="%",
            start=match.start("value"),
            end=match.end("plan"),
        )


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    return text[max(0, match.start() - BEFORE) : match.start()], text[match.end() : match.end() + AFTER]


def _bound_before(before: str) -> tuple[str, str]:
    for sign, words in _BOUNDS:
        if found := re.search(rf"(?<!\w){words}\s+$", before, re.IGNORECASE):
            return sign, found[0]
    return "=", ""


def _indicator(before: str, after: str) -> str:
    """Return our indicator by the words around: those before up to the last full stop, those after."""
    left = fold(re.split(r"[.;]\s", before)[-1])
    right = " " + fold(re.split(r"[.;]", after)[0])
    for code, ahead, behind in _INDICATORS:
        if re.search(behind, right) and (not ahead or re.search(ahead, left)):
            return code
    return ""


def _label(after: str, unit: re.Match[str]) -> str:
    """Return the words after the number up to the next comma or stop: what is counted."""
    words = re.split(r"[.;,(\n]", after[unit.start(1) :])[0]
    return " ".join(words.split())[:80]
