"""A snapshot with the published totals of Nghệ An, May 2024, for the tests of words and layout."""

from datetime import date
from typing import Any

from diemtua.progress.rules import CATALOGUE
from diemtua.reports.rules import (
    Area,
    Called,
    Difficulty,
    Letterhead,
    Order,
    Snapshot,
    StatedFigure,
    Workplace,
    at_launch,
)

VALUES = {
    "CO.CONF.COUNT": 126,
    "CO.CONF.ATT": 5_910,
    "CO.SG.COUNT": 792,
    "CO.SG.ATT": 10_825,
    "CO.ENT.COUNT": 6,
    "CO.RADIO.ALL": 1_314,
    "CO.RADIO.VSI": 982,
    "CO.WEB.ITEMS": 61,
    "CO.SOCIAL.ITEMS": 234,
    "CO.SOCIAL.SHARES": 1_076,
    "SI.VOL.NEW": 1_403,
    "HI.NEW": 11_287,
    "HI.HH.NEW": 9_800,
    "EV.VISUAL": 42,
    at_launch("EV.TEAMS"): 490,
    at_launch("EV.POINTS"): 881,
    at_launch("EV.REACHED"): 10_547,
    at_launch("SI.VOL.NEW"): 691,
    at_launch("HI.HH.NEW"): 1_607,
}
WORKPLACES = [
    Workplace("Huyện Nam Đàn", "Xã Kim Liên", "Công ty TNHH Haivina Kim Liên", 154, False),
    Workplace("Thị xã Thái Hoà", "Thị xã Thái Hoà", "Công ty TNHH Bắc Sơn", 140, False),
    Workplace("Huyện Anh Sơn", "Huyện Anh Sơn", "Công ty TNHH Thuỷ lợi Tây Nam", 65, False),
    Workplace("Huyện Tân Kỳ", "Xã Đồng Văn", "trường học xã Đồng Văn", 110, True),
    Workplace("Huyện Tân Kỳ", "Xã Tiên Kỳ", "trường học xã Tiên Kỳ", 95, True),
    Workplace("Huyện Tân Kỳ", "Xã Phú Sơn", "trường học xã Phú Sơn", 95, True),
]
HEAD = Letterhead(
    agency="Bảo hiểm xã hội tỉnh Nghệ An",
    parent_agency="Bảo hiểm xã hội Việt Nam",
    number="5",
    symbol="BC-BHXH",
    locality="Nghệ An",
    issued_on=date(2024, 6, 2),
    signing_for="KT. Giám đốc",
    signatory_title="Phó Giám đốc",
    signatory_name="Nguyễn Văn Thử",
    recipients=("BHXH Việt Nam", "UBND tỉnh Nghệ An", "Lưu: VT"),
)


def stated(key: str, value: int | None, **fields: Any) -> StatedFigure:
    indicator = CATALOGUE[key.split("@", maxsplit=1)[0]]
    defaults = {
        "code": indicator.code,
        "label": indicator.label,
        "unit": indicator.unit,
        "first": "01/5/2024",
        "last": "31/5/2024",
        "value": value,
        "origin": "COUNTED",
        "rows": value or 0,
    }
    return StatedFigure(**(defaults | fields))


def snapshot(**changes: Any) -> Snapshot:
    given = {"origin": "IMPORTED", "source": "hệ thống của BHXH", "as_of": "31/5/2024", "rows": 0}
    figures = {code: stated(code, 0) for code in CATALOGUE}
    figures |= {key: stated(key, value) for key, value in VALUES.items()}
    figures["CO.ENT.ATT"] = stated("CO.ENT.ATT", 659, is_lower_bound=True)
    figures["EV.UNITS_DONE"] = stated("EV.UNITS_DONE", 21, denominator=21)
    figures["SI.COMP.NEW"] = stated("SI.COMP.NEW", 2_391, **given)
    for code in ("SI.COMP.TOTAL", "SI.VOL.TOTAL", "UI.TOTAL", "HI.TOTAL"):
        figures[code] = stated(code, None, **given)
    plan = {"plan_number": 3_292_540, "plan_title": "kế hoạch tạm giao năm 2024 của BHXH Việt Nam"}
    figures["ALL.TOTAL"] = stated("ALL.TOTAL", 3_039_673, **given, **plan)
    values: dict[str, Any] = {
        "campaign": "Tháng vận động triển khai BHXH, BHYT toàn dân năm 2024",
        "theme": "BHXH - An tâm cho mọi gia đình",
        "place": "Tỉnh Nghệ An",
        "agency": "Bảo hiểm xã hội tỉnh Nghệ An",
        "first": "2024-05-01",
        "last": "2024-05-31",
        "launch_on": "06/5/2024",
        "as_of": "2024-06-02T08:00:00+07:00",
        "figures": figures,
        "areas": [
            Area("412", "Thành phố Vinh", dict(VALUES) | {"SI.VOL.NEW": 1_400}, {"SI.VOL.NEW": 2_000}),
            Area("429", "Huyện Nam Đàn", {"SI.VOL.NEW": 2}),
        ],
        "own": {"SI.VOL.NEW": 1},
        "workplaces": WORKPLACES,
        "called_off": [],
        "difficulties": [],
        "orders": [],
        "tasks": {},
    }
    return Snapshot(**(values | changes))


CALLED_OFF = [Called("lễ ra quân", "Giãn cách xã hội để phòng, chống dịch", 9, {"lượt phát thanh": 9})]
DIFFICULTIES = [
    Difficulty("Xóm 1", "thủ tục, hồ sơ", "Thiếu tờ khai", "Gửi thêm tờ khai", False),
    Difficulty("Xã Kim Liên", "chính sách", "Chưa rõ mức hỗ trợ.", "Gửi bảng mức", True),
]
ORDERS = [Order("công văn số 15/UBND-VX", "02/5/2024", "UBND tỉnh Nghệ An", "Tháng vận động")]
