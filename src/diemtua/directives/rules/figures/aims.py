"""Numbers that are no results: aims and plans, rates of the law, norms, orders."""

import re

from diemtua.directives.rules.figures.flat import Flat
from diemtua.directives.rules.figures.units import UNIT_WORDS
from diemtua.directives.rules.words import is_all_caps

_FUTURE = re.compile(
    r"(?<!\w)(?:phan dau|muc tieu(?: den| la| cua| dat| nam|:| phat trien| co)|du kien|(?<!chia )se|"
    r"huong toi|du tinh|"
    r"phai (?:dat|phat trien|co|bao dam|van dong)|can (?:phai|phat trien|dat|van dong|them|co)|"
    r"yeu cau|uoc (?:thang|quy|nam|ca nam|den)|dat muc tieu(?! \w+ ra)|du toan(?= \d)|"
    r"den nam 20\d\d(?= (?:co|dat|phan))|"
    r"trong thoi gian toi, |thoi gian toi (?:tiep tuc|se)|dat ra (?:la|chi tieu)|phai dat|du thao)(?!\w)"
)
_DONE = re.compile(
    r"(?<!\w)(?:da |den nay|hien nay|hien co|ket qua|thuc te|(?<=[,;(] )(?:dat|bang|tang|hoan thanh) |"
    r"toan \w+ co )"
)
_DONE_FIRMLY = re.compile(r"(?<!\w)(?:da |den nay|ket qua(?! cao)|thuc te)")
_TARGET = re.compile(
    r"(?<!\w)(?:(?:duoc )?(?:giao|chi tieu|ke hoach)(?: (?!da |dat |bang |vuot |co |tang |to chuc |"
    r"thuc hien |duoc \d|"
    r"ban |van dong duoc|so \d)[\w/]+){0,14}?|chi tieu(?: [\w/]+){0,9}| ke hoach (?:la|giao|"
    r"nam)(?: \w+){0,4}) ?:? ?"
    r"(?:(?:tren|hon|khoang|it nhat|la|toi thieu) )*$"
)
_NORM = re.compile(
    rf"(?<!\w)(?P<each>moi|tung) (?!nguoi dan)(?:{UNIT_WORDS}|nam|thang|ngay|tuan|"
    rf"quy)(?!\w)(?: \w+){{0,5}} ?$"
)
_RATE = re.compile(
    r"(?<!\w)(?:ho tro|muc (?:dong|huong|ho tro|luong)|duoc huong|huong|thanh toan|dong bang|lai suat|"
    r"lai|giam tru|"
    r"ty le dong|dong)(?! duoc)(?: (?!da |ty le|dat |so )[\w,]*(?:\d%,?|[\w/]|hoac)){0,8} ?$"
)
_RATE_AFTER = re.compile(
    r" ?(?:phan tram)? ?(?:muc (?:dong|luong|huong)|chi phi|thu nhap|tien luong|luong|/)"
)
_PRICE = re.compile(
    r"(?<!\w)(?:muc (?!thu)|luong co so|thu nhap|chuan (?:ho )?ngheo|can ngheo|toi thieu|thap nhat|cao nhat|"
    r"(?<!tri )gia (?!tri)|le phi|dinh muc|nha nuoc ho tro|(?:chi|anh|ba|ong|nguoi|ho) dong(?= \d| $|$)|"
    r"che do)[^,;.]*$"
)
_PER = re.compile(r" ?/ ?[a-z]|(?: viet nam)? (?:mot|moi) (?:nguoi|thang|nam|xa|the|suat)(?!\w)")
_CONDITION = re.compile(
    r"\d ?(?:xa|phuong|huyen|thon|don vi|dia phuong|truong|doanh nghiep|chi hoi|tinh) "
    r"(?:co ty le )?(?:dat|co)(?: [a-z]+){0,3} ?$"
)
_PLAN_HEADING = re.compile(
    r"(?:(?P<mark>phan [ivx]+|[ivx]+|\d{1,2}|[a-e])\s?[.):/]?\s)?(?:mot so )?(?:noi dung )?"
    r"(?:phuong huong|(?:cac )?nhiem vu(?:,? (?:va )?giai phap)? (?:trong tam|chu yeu|thang|quy|"
    r"[0369]+ thang|nam|thoi gian|tiep)|"
    r"ke hoach (?:cong tac |hoat dong )?(?:thang|quy|thoi gian|nam|tuan)|giai phap|cong viec thang toi|"
    r"cong tac trong tam thang|"
    r"du kien|chuong trinh cong tac thang)[^\n]{0,110}$"
)
_CLOSING = re.compile(r"tren day la|noi nhan|noi gui")
_TITLE = re.compile(
    r"(?:^|\n)(?P<title>ke hoach|cong van|quyet dinh|chi thi|chuong trinh|huong dan|thong bao|"
    r"cong dien)(?!\w)"
)
_ORDER = re.compile(r"(?:^|\n)kinh gui(?!\w)|(?<!\w)yeu cau (?:cac|ubnd|thu truong)|: ?\n1\. ")
_TOLD = re.compile(
    r"(?<!\w)(?:da |den nay|tinh den|den (?:het )?(?:ngay|thang)|luy ke|ket qua|theo bao cao|"
    r"(?<!\w)(?:van )?con $|moi (?:chi )?dat (?:khoang |tren |gan )?$|(?:[369]|0[369]) thang dau nam|"
    r"trong (?:quy|thang|nam|tuan|ky),|"
    r"tu dau nam|vua qua|"
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
    if re.match(
        r"[^.;]{0,80}(?:truoc ngay|cham nhat|"
        r"xong truoc)",
        flat.words[end:stop],
    ) and not _DONE.search(before):
        return True
    after = flat.words[end : min(stop, end + 40)]
    return bool(
        re.match(rf"(?: ?{UNIT_WORDS})? ?/ ?(?:thang|ngay|tuan|nam|nguoi|xa|quy|buoi|lan)(?!\w)", after)
    )


def is_rate(before: str, after: str) -> bool:
    """Say whether a percentage is of the law ("hỗ trợ 30% mức đóng") or a condition ("xã đạt dưới 50%")."""
    piece = re.split(r"[,;.(] ", before)[-1]
    return bool(_RATE.search(before[-90:]) or _RATE_AFTER.match(after) or _CONDITION.search(piece))


def is_price(before: str, after: str) -> bool:
    """Say whether an amount of money is a price, a rate or a threshold, not money given or spent."""
    return bool(_PRICE.search(before) or _PER.match(after))


def is_order(flat: Flat) -> bool:
    """Say whether a text gives orders: a dispatch or a plan, no report."""
    head = flat.words[:900]
    if re.search(r"(?:^|\n)(?:phu luc|bieu|bao cao|ket qua)[^\n]*", head):
        return False
    if re.search(r"bao cao (?:ket qua )?nhu sau", flat.words):
        return False
    titles = (match.span("title") for match in _TITLE.finditer(flat.words[:1500]))
    return bool(_ORDER.search(flat.words[:1500])) or any(flat.as_written(*span).isupper() for span in titles)


def is_no_report(words: str) -> bool:
    """Say whether a text is a contract, or not in Vietnamese: there is nothing in it to be reported."""
    if re.search(r"(?:^|\n)hop dong(?!\w)", words[:600]) and "ben a" in words and "ben b" in words:
        return True
    foreign = len(re.findall(r"(?<!\w)(?:the|of|and|for|with|was|were|by)(?!\w)", words[:4000]))
    ours = len(
        re.findall(
            r"(?<!\w)(?:cua|nguoi|va|duoc|cac|trong|tham gia|xa|huyen|tinh|hoi|so|da|tai|"
            r"ket qua)(?!\w)",
            words[:4000],
        )
    )
    return foreign > 5 and foreign > ours


def is_told(flat: Flat, place: int) -> bool:
    """Say whether the sentence tells what has been, as a result inside an order must."""
    begin, end = flat.sentence(place)
    if re.search(r"den (?:cuoi|het)? ?nam", flat.words[begin:place]):
        return False
    reached = r"(?:dat|bang) (?:tren |hon )?[\d,]+ ?% (?:ke hoach|du toan|dan so|chi tieu|so voi)"
    return bool(_TOLD.search(flat.words[begin:place]) or re.search(reached, flat.words[begin:end]))


def plans_in(flat: Flat) -> list[tuple[int, int]]:
    """Return the spans of the sections that tell what is to be done next ("III. Phương hướng")."""
    found: list[tuple[int, int]] = []
    start, mark, place = -1, "", 0
    for line in flat.words.split("\n"):
        heading = _PLAN_HEADING.match(line)
        is_over = _CLOSING.match(line) or (not heading and _same_level(line, mark))
        if start >= 0 and (is_over or (not mark and is_all_caps(flat.as_written(place, place + len(line))))):
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
