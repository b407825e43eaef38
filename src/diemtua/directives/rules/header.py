"""The head of a document as NĐ 30/2020, Phụ lục I lays it out: issuer, number, date, subject, addressees."""

import re
from dataclasses import dataclass
from datetime import date

from diemtua.directives.rules.model import Named, Span
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import UPPER, is_all_caps

KIND_TITLES = {
    "KẾ HOẠCH LIÊN TỊCH": "KE_HOACH_LIEN_TICH",
    "KẾ HOẠCH PHỐI HỢP": "KE_HOACH_LIEN_TICH",
    "CHƯƠNG TRÌNH PHỐI HỢP": "KE_HOACH_LIEN_TICH",
    "HƯỚNG DẪN LIÊN NGÀNH": "KE_HOACH_LIEN_TICH",
    "KẾ HOẠCH": "KE_HOACH",
    "QUYẾT ĐỊNH": "QUYET_DINH",
    "CHỈ THỊ": "CHI_THI",
    "THÔNG BÁO": "THONG_BAO",
    "CÔNG VĂN": "CONG_VAN",
    "CÔNG ĐIỆN": "OTHER",
    "NGHỊ QUYẾT": "OTHER",
    "HƯỚNG DẪN": "OTHER",
    "CHƯƠNG TRÌNH": "OTHER",
    "PHƯƠNG ÁN": "OTHER",
}
# Papers that tell or ask, and order nothing to anybody.
ORDERS_NOTHING = re.compile(
    r"^[ \t]*(?:BÁO CÁO|GIẤY MỜI|THƯ MỜI|TỜ TRÌNH|HỢP ĐỒNG|BIÊN BẢN|GIẤY GIỚI THIỆU|ĐƠN |THƯ CẢM ƠN|"
    r"CHƯƠNG TRÌNH LÀM VIỆC|DANH SÁCH)(?![A-ZĐ])[^\n]{0,90}$",
    re.MULTILINE,
)
KIND_CODES = {
    "KHLT": "KE_HOACH_LIEN_TICH", "KH": "KE_HOACH", "QĐ": "QUYET_DINH", "CT": "CHI_THI", "TB": "THONG_BAO",
    "NQ": "OTHER", "HD": "OTHER", "CĐ": "OTHER", "CTr": "OTHER", "PA": "OTHER",
}  # fmt: skip

KIND_WORDS = {
    "CONG_VAN": "công văn",
    "KE_HOACH": "kế hoạch",
    "KE_HOACH_LIEN_TICH": "kế hoạch liên tịch",
    "QUYET_DINH": "quyết định",
    "CHI_THI": "chỉ thị",
}
OTHER_CODES = {
    "NQ": "nghị quyết", "HD": "hướng dẫn", "CĐ": "công điện", "CTr": "chương trình", "PA": "phương án",
}  # fmt: skip

_GROUP = rf"(?:TTg|TTr|Ctr|CTr|QyĐ|TrS|[{UPPER}][{UPPER}&]*\d{{0,3}})"
SYMBOL = rf"{_GROUP}(?:\s?[-–.]\s?{_GROUP})*"
_NUMBER_LINE = re.compile(
    rf"(?:^|(?<=\s))S[ốỐ]\s{{0,4}}[:.]?[ \t]{{0,60}}(?:(?P<number>\d{{1,5}}(?:\s?/\s?\d{{4}})?)|"
    rf"[ \t.…_]{{0,60}})[ \t]{{0,60}}"
    rf"(?:/[ \t]*(?P<symbol>{SYMBOL})|\s?[-–]\s?(?P<party>{_GROUP}\s?/\s?{SYMBOL}))(?![a-z])",
    re.MULTILINE,
)
_BLANK = r"[ \t\xa0.…_]{0,40}"
_DATE_LINE = re.compile(
    rf"(?:(?P<place>[{UPPER}][^\n,;:]{{1,40}}?)\s*,\s*)?(?P<words>[Nn]gày{_BLANK}(?P<day>\d{{0,2}}){_BLANK}"
    rf"tháng{_BLANK}(?P<month>\d{{0,2}}){_BLANK}năm{_BLANK}(?P<year>20\d\d)"
    r"|(?(place)[Nn]gày[ \t]{0,4}(?P<day2>\d{1,2})/(?P<month2>\d{1,2})/(?P<year2>20\d\d)|(?!)))"
)
_NATION = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG CỘNG SẢN VIỆT NAM|"
    r"^[ \t]*ĐOÀN (?:TNCS|THANH NIÊN CỘNG SẢN) HỒ CHÍ MINH[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_MOTTO = re.compile(r"Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+phúc", re.IGNORECASE)
_ADDRESS = re.compile(r"(?i:Kính\s+gửi)\s*:?|(?<=\S )(?:ĐIỆN|Điện)(?: (?:GỬI|gửi))?\s*:")
_ABOUT = re.compile(r"(?:^|(?<=[\s“(]))(?:V/v|Về việc|VV)\s*:?\s+")
_BODY_START = (
    r"(?:Ngày \d|Thực hiện|Căn cứ|Để |Nhằm|Theo |Tiếp |Trong |Sau khi|Xét |Hưởng ứng|Thời gian|Hiện nay|Qua |"
    r"Trên cơ sở|Năm \d|Phục vụ|Đến |Nhân |UBND|Ủy ban|Uỷ ban|Tại |Vừa qua|Tháng \d|Phát huy|Chuẩn bị|"
    r"Tiếp tục|"
    r"\d{1,2}[.)]\s|[IVX]+[.)]\s|Điều 1)"
)
_BODY = re.compile(rf"^[ \t]*{_BODY_START}", re.MULTILINE)
_ISSUER_HEAD = re.compile(
    r"(?:ủy ban|ubnd|hội đồng|hđnd|sở|bộ|bảo hiểm xã hội|bhxh|ban |bưu điện|hội |liên đoàn|tỉnh (?:ủy|đoàn)|"
    r"đảng ủy|"
    r"huyện ủy|thành ủy|chi cục|cục|phòng|trung tâm|công an|tổng công ty|liên minh|"
    r"chủ tịch|thủ tướng|bch |viện|trường|bệnh viện|công ty|kho bạc|"
    r"tòa án|ngân hàng|văn phòng|thanh tra|tổng cục|"
    r"chính phủ|đoàn )"
)
_TITLE_END = re.compile(rf"^\s*(?:[-_–—*]{{3,}}|{_BODY_START}|Kính gửi|[{UPPER} ]{{8,}}$)", re.MULTILINE)

# What is no title even right behind the kind; there "Thực hiện …" begins the subject, further down the body.
_NO_TITLE = re.compile(r"^\s*(?:[-_–—*]{3,}|\d{1,2}[.)]\s|[IVX]+[.)]\s|Điều 1|Căn cứ|Kính gửi)")


@dataclass(frozen=True)
class Header:
    """The head as read; the body begins at `end`. `is_official` when it has the layout of a document."""

    kind: str
    issuer: Named | None
    number: str | None
    symbol: str | None
    issued_on: date | None
    issued_text: Named | None
    year: int | None
    place: str | None
    subject: Named | None
    addressees: tuple[Passage, ...]
    end: int
    is_official: bool
    kind_words: str | None = None


def read_header(source: str) -> Header:
    """Read the head of `source`; whatever it does not say is None."""
    limit = _head_limit(source)
    number = _NUMBER_LINE.search(source, 0, limit)
    dated = _DATE_LINE.search(source, 0, limit)
    title = _kind_title(source, limit)
    addressees, end_of_addressees = _addressees(source)
    subject = _subject(source, limit, title)
    kind = _kind(number, title, bool(addressees) or bool(number))
    end = max(
        [0, end_of_addressees, number.end() if number else 0, dated.end() if dated else 0]
        + ([subject.places[-1] + 1] if subject else [])
        + ([title.end()] if title else [])
    )
    issuer = (
        _issuer(source, min(match.start() for match in (number, dated, title) if match), kind)
        if (number or dated or title)
        else None
    )
    return Header(
        kind=kind,
        kind_words=_kind_words(kind, number, title, subject),
        issuer=issuer,
        number=re.sub(r"\s", "", number["number"]) if number and number["number"] else None,
        symbol=_symbol(number),
        issued_on=_day(dated),
        issued_text=_words(source, dated),
        year=int(dated["year"] or dated["year2"]) if dated else None,
        place=_place(source, dated, number),
        subject=subject.named() if subject else None,
        addressees=tuple(addressees),
        end=end,
        is_official=bool(number or addressees or title),
    )


def orders_nothing(source: str) -> bool:
    """Say whether the title is one of a report, an invitation, a contract: no directive, whatever it asks."""
    limit = _head_limit(source)
    return not _kind_title(source, limit) and bool(ORDERS_NOTHING.search(source, 0, limit))


def _head_limit(source: str) -> int:
    """Return where the head ends at the latest: at "Kính gửi", or before the first order."""
    address = _ADDRESS.search(source)
    if address and address.start() < 2500:
        return address.start()
    first = re.search(r"^[ \t]*(?:(?:I|1)[.)]\s|Điều\s+1)|\d[.)] Sở ", source[:2600], re.MULTILINE)
    return min(first.start() if first else 2500, 2500, len(source))


def _kind_title(source: str, limit: int) -> re.Match[str] | None:
    return re.search(
        rf"^[ \t]*(?P<kind>{'|'.join(KIND_TITLES)})[ \t]*(?:$|(?=\n))", source[:limit], re.MULTILINE
    )


def _kind(number: re.Match[str] | None, title: re.Match[str] | None, is_letter: bool) -> str:
    if title:
        return KIND_TITLES[title["kind"]]
    codes = re.split(r"[-–.\s]+", _symbol(number) or "")
    if codes[0] in KIND_CODES:
        return KIND_CODES[codes[0]]
    return "CONG_VAN" if is_letter else "OTHER"


def _kind_words(
    kind: str, number: re.Match[str] | None, title: re.Match[str] | None, subject: Passage | None
) -> str | None:
    """Return the kind as offices say it; a kind of ours that holds several says which of them."""
    if kind == "THONG_BAO":
        return "thông báo kết luận" if subject and "kết luận" in subject.low else "thông báo"
    if title and title["kind"].startswith("HƯỚNG DẪN"):
        return "hướng dẫn"
    if kind != "OTHER":
        return KIND_WORDS[kind]
    if title:
        return title["kind"].lower()
    return OTHER_CODES.get(re.split(r"[-–.\s]+", _symbol(number) or "")[0])


def _symbol(number: re.Match[str] | None) -> str | None:
    if not number:
        return None
    return re.sub(r"\s", "", number["symbol"] or number["party"])


def _day(dated: re.Match[str] | None) -> date | None:
    if not dated:
        return None
    year, month, day = (dated[part] or dated[part + "2"] for part in ("year", "month", "day"))
    try:
        return date(int(year), int(month), int(day)) if month and day else None
    except ValueError:
        return None


def _words(source: str, dated: re.Match[str] | None) -> Named | None:
    return Passage.of(source, dated.start("words"), dated.end("words")).named() if dated else None


def _place(source: str, dated: re.Match[str] | None, number: re.Match[str] | None) -> str | None:
    if not dated or not dated["place"]:
        return None
    start = dated.start("place")
    if (number and number.start() <= start < number.end()) or (
        number and start < number.end() <= dated.end("place")
    ):
        start = number.end()
    words = Passage.of(source, start, dated.end("place")).text
    return words.rsplit("  ", 1)[-1] or None


def _issuer(source: str, end: int, kind: str) -> Named | None:
    """Return the issuing body: the last unit of the lines in capitals, its superior above it left out.

    A joint plan has no superior above: all that stand there issue it, joined by " - ".
    """
    text = source[:end]
    for ornament in (_NATION, _MOTTO):
        text = ornament.sub(lambda match: re.sub(r"\S", " ", match[0]), text)
    units: list[list[Passage]] = []
    for line in re.finditer(r"[^\n]+", text):
        words = line[0].strip(" \t-_*–—\r")
        if not words or not any(sign.isupper() for sign in words) or any(sign.islower() for sign in words):
            continue
        start = line.start() + line[0].index(words)
        part = Passage.of(source, start, start + len(words))
        if not units or _ISSUER_HEAD.match(part.low):
            units.append([part])
        else:
            units[-1].append(part)
    if not units:
        return None
    if kind == "KE_HOACH_LIEN_TICH" and len(units) > 1:
        named = [Passage.joined(unit).named() for unit in units]
        words = " - ".join(one.text for one in named)
        return Named(words, Span(named[0].span.start, named[-1].span.end))
    return Passage.joined(units[-1]).named()


def _subject(source: str, limit: int, title: re.Match[str] | None) -> Passage | None:
    if title:
        return _title_subject(source, title.end(), limit)
    about = _ABOUT.search(source, 0, limit)
    if not about:
        return None
    stop = limit
    for ending in (_DATE_LINE, _NATION, re.compile(r"^[ \t]*[-_–—]{3,}", re.MULTILINE)):
        if found := ending.search(source, about.end(), limit):
            stop = min(stop, found.start())
    if not _ADDRESS.match(source, limit):
        gap = re.compile(r"\n\s*\n").search(source, about.end(), stop)
        stop = gap.start() if gap else stop
    return Passage.of(source, about.end(), stop).stripped('-_–—*.;”"') or None


def _title_subject(source: str, start: int, limit: int) -> Passage | None:
    lines: list[re.Match[str]] = []
    for line in re.finditer(r"[^\n]*(?:\n|$)", source[start:limit]):
        if not line[0].strip():
            if lines:
                break
            continue
        if (_TITLE_END if lines else _NO_TITLE).match(line[0]) or (
            lines and is_all_caps(line[0]) and not is_all_caps(lines[0][0])
        ):
            break
        lines.append(line)
    if not lines:
        return None
    words = Passage.of(source, start + lines[0].start(), start + lines[-1].end()).stripped("-_–—*")
    about = _ABOUT.match(words.text)
    return words.part(about.end() if about else 0) or None


def _addressees(source: str) -> tuple[list[Passage], int]:
    """Return the lines of "Kính gửi", one passage each, and where the list ends."""
    address = _ADDRESS.search(source)
    if not address or address.start() > 2500:
        return [], 0
    end = _end_of_addressees(source, address.end())
    found = []
    for part in re.finditer(
        r"(?:^\s*[-–+•]|(?<=[;:])\s*[-–+•]|;|\A)?(?P<words>(?:[^;\n]|\n(?!\s*[-–+•]\s))+)",
        source[address.end() : end],
        re.MULTILINE,
    ):
        passage = Passage.of(source, address.end() + part.start("words"), address.end() + part.end("words"))
        if stripped := passage.stripped("-–+•:;."):
            found.append(stripped)
    return found, end


def _end_of_addressees(source: str, start: int) -> int:
    """The list ends at its full stop, at a blank line before running text, or where the body begins."""
    stop = len(source)
    body = _BODY.search(source, start)
    while body and _continues_list(source, start, body.start()):
        body = _BODY.search(source, body.end())
    if body:
        stop = body.start()
    if full_stop := re.compile(r"\.[ \t]*(?:\r?\n|$)|\.\s+(?=" + _BODY_START + ")").search(
        source, start, stop
    ):
        stop = full_stop.start() + 1
    gap = re.compile(r"\S[ \t\r]*\n\s*\n(?!\s*[-–+•])").search(source, start, stop)
    return gap.start() + 1 if gap else stop


def _continues_list(source: str, start: int, at: int) -> bool:
    """A name that opens like a body ("UBND các xã") still belongs to the list after ":" "," or ";"."""
    before = source[start:at].rstrip()
    return not before or before[-1] in ":;,-–"
