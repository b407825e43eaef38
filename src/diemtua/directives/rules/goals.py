"""What an order is to reach ("ít nhất 20 người") and who is to hear of it ("báo cáo UBND tỉnh")."""

import re

from diemtua.core.numbers import parse_decimal, parse_whole
from diemtua.directives.rules.agencies import bodies_at
from diemtua.directives.rules.model import Goal, Named
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.words import STOP_WORD

_BOUNDS = (
    (">=", r"ít nhất|tối thiểu|không dưới|không ít hơn|từ"),
    (">", r"trên|hơn|vượt"),
    ("<", r"dưới|không quá|tối đa|không vượt quá"),
    ("~", r"khoảng|gần"),
    ("=", r"đạt|bằng|phấn đấu|đủ|tổ chức|có|thêm|mới|được|hoàn thành|bảo đảm|đảm bảo|đến|là"),
)
_WORDS = "|".join(words for _, words in _BOUNDS)
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}(?:,\d{1,2})?"
_GOAL = re.compile(
    rf"(?<!\w)(?P<bound>{_WORDS}) (?:từ )?(?P<value>{_NUMBER}) ?"
    r"(?P<unit>%|phần trăm|(?!ngày|tháng|năm|giờ|tuần|phút|tuổi|quý|triệu|tỷ|nghìn|đồng)[^\W\d_]{2,12})(?!\w)"
    r"(?: (?P<more>(?!trở|với|trong|của|để|và|mỗi|tham|dự|là)[^\W\d_]{2,6})(?!\w))?"
)
_UNIT_WORDS = re.compile(
    r"(?:lượt người|hội nghị|hội viên|lao động|công nhân|đoàn viên|tin bài|doanh nghiệp|hộ gia đình|"
    r"hộ dân|học sinh|đại biểu|lượt phát|chuyên mục|phóng sự|bản tin|cộng tác|địa phương|đơn vị)"
)
_TELLS = re.compile(
    r"(?<!\w)(?:báo cáo|gửi|trình|nộp)"
    r"(?P<what> (?:(?!báo cáo |gửi )[^;.:]){0,70}?)??"
    r" ?(?:(?:về|cho|với|đến|tới|lên|qua) )?(?=(?:các )?[^\W\d_])"
)
_BARE = re.compile(
    r"(?:(?:giám đốc|lãnh đạo) )?(?:sở|phòng|cục|chi cục|bộ|giám đốc)"
    r"(?= \(qua| để |,|\.|$| trước| chậm| theo)"
)  # "báo cáo Sở"
_LONGEST = 20_000  # signs in which goals and reports are looked for


def goals_in(passage: Passage) -> tuple[Goal, ...]:
    """Return the figures that an order asks for, in the order of its words."""
    passage = passage.part(0, _LONGEST)
    found = []
    for match in _GOAL.finditer(passage.low):
        value = parse_decimal(match["value"]) if "," in match["value"] else parse_whole(match["value"])
        if value is None:
            continue
        pair = f"{match['unit']} {match['more']}" if match["more"] else ""
        is_pair = bool(_UNIT_WORDS.fullmatch(pair))
        unit = "%" if match["unit"] == "phần trăm" else pair if is_pair else match["unit"]
        if STOP_WORD.fullmatch(unit):
            continue
        end = match.end("more") if is_pair else match.end("unit")
        bound = next(sign for sign, words in _BOUNDS if match["bound"] in words.split("|"))
        start = match.start() if bound != "=" else match.start("value")
        whole = int(value) if value == int(value) else float(value)
        found.append(Goal(whole, unit, bound, passage.part(start, end).span))
    return tuple(found)


def report_to_in(passage: Passage) -> Named | None:
    """Return the first body that is to hear the result ("báo cáo kết quả về UBND tỉnh"); None without one."""
    passage = passage.part(0, _LONGEST)
    for match in _TELLS.finditer(passage.low):
        stop = re.compile(r"[;.:]").search(passage.text, match.end())
        at = match.end()
        limit = min(stop.start() if stop else len(passage.text), match.start() + 160)
        for begin in re.compile(r"(?<![\w/])[^\W\d_]").finditer(passage.text, at - 1 if at else 0, limit):
            bare = _BARE.match(passage.low, begin.start())
            if bare and passage.text[begin.start()].isupper():
                return passage.part(*bare.span()).named()
            if bodies := bodies_at(passage, begin.start()):
                if not bodies[0].is_group and not passage.low.startswith("các ", bodies[0].start):
                    return passage.part(bodies[0].start, bodies[0].end).named()
                break
    return None
