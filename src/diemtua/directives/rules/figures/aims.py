"""Numbers that are no results: aims and plans, rates of the law, norms, orders."""

import re
from functools import lru_cache

from diemtua.directives.rules.figures.flat import Flat
from diemtua.directives.rules.figures.units import UNIT_WORDS

_FUTURE = re.compile(
    r"(?<!\w)(?:phan dau|muc tieu(?: den| la| cua| dat| nam|:| phat trien| co)|du kien|(?<!chia )se|huong toi|du tinh|"
    r"phai (?:dat|phat trien|co|bao dam|van dong)|can (?:phai|phat trien|dat|van dong|them|co)|"
    r"yeu cau|uoc (?:thang|quy|nam|ca nam|den)|dat muc tieu(?! \w+ ra)|du toan(?= \d)|den nam 20\d\d(?= (?:co|dat|phan))|"
    r"trong thoi gian toi, |thoi gian toi (?:tiep tuc|se)|dat ra (?:la|chi tieu)|phai dat|du thao)(?!\w)"
)
_DONE = re.compile(
    r"(?<!\w)(?:da |den nay|hien nay|hien co|ket qua|thuc te|(?<=[,;(] )(?:dat|bang|tang|hoan thanh) |toan \w+ co )"
)
_DONE_FIRMLY = re.compile(r"(?<!\w)(?:da |den nay|ket qua(?! cao)|thuc te)")
_TARGET = re.compile(
    r"(?<!\w)(?:(?:duoc )?(?:giao|chi tieu|ke hoach)(?: (?!da |dat |bang |vuot |co |tang |to chuc |thuc hien |duoc \d|"
    r"ban |van dong duoc|so \d)[\w/]+){0,14}?|chi tieu(?: [\w/]+){0,9}| ke hoach (?:la|giao|nam)(?: \w+){0,4}) ?:? ?"
    r"(?:(?:tren|hon|khoang|it nhat|la|toi thieu) )*$"
)
_NORM = re.compile(rf"(?<!\w)(?P<each>moi|tung) (?!nguoi dan)(?:{UNIT_WORDS})(?: \w+){{0,5}} ?$")
_RATE = re.compile(
    r"(?<!\w)(?:ho tro|muc (?:dong|huong|ho tro|luong)|duoc huong|huong|thanh toan|dong bang|lai suat|lai|giam tru|"
    r"ty le dong|dong)(?! duoc)(?: (?!da |ty le|dat |so )[\w,]*(?:\d%,?|[\w/]|hoac)){0,8} ?$"
)
_RATE_AFTER = re.compile(
    r" ?(?:phan tram)? ?(?:muc (?:dong|luong|huong)|chi phi|thu nhap|tien luong|luong|/)"
)
_PRICE = re.compile(
    r"(?<!\w)(?:muc (?!thu)|luong co so|thu nhap|chuan (?:ho )?ngheo|can ngheo|toi thieu|thap nhat|cao nhat|"
    r"(?<!tri )gia (?!tri)|le phi|dinh muc|che do)[^,;.]*$"
)
_PER = re.compile(r" ?/ ?[a-z]|(?: viet nam)? (?:mot|moi) (?:nguoi|thang|nam|xa|the|suat)(?!\w)")
_CONDITION = re.compile(
    r"\d ?(?:xa|phuong|huyen|thon|don vi|dia phuong|truong|doanh nghiep|chi hoi|tinh) "
    r"(?:co ty le )?(?:dat|co)(?: [a-z]+){0,3} ?$"
)
_PLAN_HEADING = re.compile(
    r"(?:(?P<mark>phan [ivx]+|[ivx]+|\d{1,2}|[a-e])\s?[.):/]?\s)?(?:mot so )?(?:noi dung )?"
    r"(?:phuong huong|(?:cac )?nhiem vu(?:,? (?:va )?giai phap)? (?:trong tam|chu yeu|thang|quy|[0369]+ thang|nam|thoi gian|tiep)|"
    r"ke hoach (?:cong tac |hoat dong )?(?:thang|quy|thoi gian|nam|tuan)|giai phap|cong viec thang toi|cong tac trong tam thang|"
    r"du kien|chuong trinh cong tac thang)[^\n]{0,110}$"
)
_CLOSING = re.compile(r"tren day la|noi nhan|noi gui")
_ORDER = re.compile(
    r"(?:^|\n)(?:kinh gui|ke hoach|cong van|quyet dinh|chi thi)(?!\w)|(?<!\w)yeu cau (?:cac|ubnd|thu truong)|: ?\n1\. "
)
_REPORT = re.compile(
    r"(?<!\w)(?:bao cao(?: nhanh| ket qua| tinh hinh| so ket| tong ket)?(?: ket qua)?|ket qua)(?!\w)"
)
_TOLD = re.compile(
    r"(?<!\w)(?:da |den nay|tinh den|den (?:het )?(?:ngay|thang)|luy ke|ket qua|theo bao cao|con (?=\d)|"
    r"(?:van dong|phat trien|to chuc|thu hut) duoc|hien (?:co|nay)|trong (?:thang|quy|nam) \d)"
)


def is_aim(flat: Flat, place: int, end: int) -> bool:
    """Say whether the number at `place` is a goal, a plan or a target instead of what came of it."""
    begin, stop = flat.sentence(place)
    before = flat.words[begin:place]
    if future := list(_FUTURE.finditer(before)):
        since = before[future[-1].end() :]
        done = _DONE_FIRMLY if re.match(r"phan dau|muc tieu|den nam", future[-1][0]) else _DONE
        if not done.search(since):
            return True
    piece = re.split(r"[,;:(] ", before.rstrip(" :"))[-1] if not before.rstrip().endswith(":") else before
    if _TARGET.search(piece) and not re.search(
        r"(?:so voi|dat|vuot|bang|hoan thanh|thuc hien|ngoai)(?: \w+){0,2} (?:chi tieu|ke hoach)[\w ]*, ",
        piece,
    ):
        return True
    if (norm := _NORM.search(before[-70:])) and "duoc " not in before[-9:]:
        each = begin + max(0, len(before) - 70) + norm.start("each")
        if flat.as_written(each, each + 3).lower() != "mới":
            return True
    after = flat.words[end : min(stop, end + 40)]
    return bool(
        re.match(rf"(?: ?{UNIT_WORDS})? ?/ ?(?:thang|ngay|tuan|nam|nguoi|xa|quy|buoi|lan)(?!\w)", after)
    )


def is_rate(before: str, after: str) -> bool:
    """Say whether a percentage is one of the law ("hỗ trợ 30% mức đóng") or a condition ("xã đạt dưới 50%")."""
    piece = re.split(r"[,;.(] ", before)[-1]
    return bool(_RATE.search(before[-90:]) or _RATE_AFTER.match(after) or _CONDITION.search(piece))


def is_price(before: str, after: str) -> bool:
    """Say whether an amount of money is a price, a rate or a threshold of the law, not money given or spent."""
    return bool(_PRICE.search(before) or _PER.match(after))


@lru_cache(maxsize=4)
def is_order(words: str) -> bool:
    """Say whether a text gives orders: a dispatch or a plan, no report."""
    head = words[:900]
    title = re.search(r"(?:^|\n)(?:phu luc|bieu|bao cao)[^\n]*", head)
    if title or re.search(r"bao cao (?:ket qua )?nhu sau", words):
        return False
    return bool(_ORDER.search(words[:1500])) and not re.search(r"(?:^|\n)(?:bao cao|ket qua)", head)


def is_told(flat: Flat, place: int) -> bool:
    """Say whether the sentence tells what has been, as a result inside an order must."""
    begin, _ = flat.sentence(place)
    return bool(_TOLD.search(flat.words[begin:place]))


def plans_in(flat: Flat) -> list[tuple[int, int]]:
    """Return the spans of the sections that tell what is to be done next ("III. Phương hướng")."""
    found: list[tuple[int, int]] = []
    start, mark, place = -1, "", 0
    for line in flat.words.split("\n"):
        heading = _PLAN_HEADING.match(line)
        if start >= 0 and (_CLOSING.match(line) or (not heading and _same_level(line, mark))):
            found.append((start, place))
            start = -1
        if heading and start < 0 and not re.search(rf"\d ?(?:{UNIT_WORDS}|%)", line):
            start, mark = place, heading["mark"] or ""
        place += len(line) + 1
    if start >= 0:
        found.append((start, len(flat.words)))
    return found


def _same_level(line: str, mark: str) -> bool:
    if not mark:
        return bool(re.match(r"(?:[ivx]+|phan [ivx]+)[.):]? ", line))
    if mark[0].isdigit():
        return bool(re.match(r"(?:\d{1,2}[.)]|[ivx]+\.) \D", line))
    if mark.startswith("phan") or re.fullmatch("[ivx]+", mark):
        return bool(re.match(r"(?:phan )?[ivx]+[.):]? ", line))
    return bool(re.match(r"[a-e][.)] ", line))
