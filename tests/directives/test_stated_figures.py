"""Figures in reports: every result with its words, nothing that is no result."""

import pytest

from diemtua.directives.rules.stated_figures import StatedFigure, stated_figures
from diemtua.progress.rules import CATALOGUE

NGHE_AN = [  # seed 002: value, unit, bound, indicator, the figure of which it is a part
    (21, "địa phương", "=", "EV.UNITS_DONE", None),
    (490, "tổ", "=", "EV.TEAMS", None),
    (10547, "người", "=", "EV.REACHED", None),
    (881, "điểm", "=", "EV.POINTS", None),
    (691, "người", "=", "SI.VOL.NEW", None),
    (1607, "người", "=", "HI.HH.NEW", None),
    (154, "công nhân", "=", "CO.ENT.ATT", None),
    (140, "công nhân", "=", "CO.ENT.ATT", None),
    (65, "công nhân", "=", "CO.ENT.ATT", None),
    (3, "xã", "=", "", None),
    (300, "người", ">", "CO.ENT.ATT", None),
    (126, "hội nghị", "=", "CO.CONF.COUNT", None),
    (5910, "người", "=", "CO.CONF.ATT", None),
    (792, "cuộc", "=", "CO.SG.COUNT", None),
    (10825, "người", "=", "CO.SG.ATT", None),
    (1314, "lượt", ">", "CO.RADIO.ALL", None),
    (982, "lượt", "=", "CO.RADIO.VSI", 1314),
    (61, "tin bài", "=", "CO.WEB.ITEMS", None),
    (234, "tin bài", "=", "CO.SOCIAL.ITEMS", None),
    (1076, "lượt", "=", "CO.SOCIAL.SHARES", None),
    (3039673, "người", "=", "ALL.TOTAL", None),
    (92.32, "%", "=", "", None),
    (2391, "người", "=", "SI.COMP.NEW", None),
    (1403, "người", "=", "SI.VOL.NEW", None),
    (11287, "người", "=", "HI.NEW", None),
]
YEN_BAI = [  # seed 003
    (556, "người", "=", "SI.VOL.NEW", None),
    (17956, "người", "=", "SI.VOL.TOTAL", None),
    (74.4, "%", "=", "", None),
    (51854, "người", "=", "SI.COMP.TOTAL", None),
    (96.0, "%", "=", "", None),
    (43031, "người", "=", "UI.TOTAL", None),
    (95.9, "%", "=", "", None),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tổ chức được hơn 300 hội nghị.", [(">", 300, "CO.CONF.COUNT", "hơn 300 hội nghị")]),
        ("Khoảng 1.200 người tham dự.", [("~", 1200, "", "Khoảng 1.200 người")]),
        ("Có ít nhất 20 thẻ BHYT được tặng", [(">=", 20, "GI.CARDS", "ít nhất 20 thẻ")]),
        ("Công văn số 12 người ký", []),
        ("ngày 20 người dân đến", []),
        ("Nghị định 30/2020/NĐ-CP, điện thoại 0912345678", []),
        (
            "hỗ trợ 300 triệu đồng cho 5 hộ",
            [("=", 300_000_000, "", "300 triệu đồng"), ("=", 5, "", "5 hộ")],
        ),
        ("lãi 92,32% sau 15 tháng, 30 tuổi", []),
        ("dự kiến phấn đấu phát triển được 10.000 người tham gia", []),
        ("Điều 5 đơn vị nào", []),
        ("các trường tại 3 xã Đồng Văn, xã Tiên Kỳ", []),
        ("21/21 địa phương tuyên truyền trực quan", [("=", 21, "EV.UNITS_DONE", "21/21 địa phương")]),
        ("đạt hơn 92,32% kế hoạch tạm giao.", [(">", 92.32, "", "hơn 92,32% kế hoạch tạm giao")]),
        ("mức đóng 22% thu nhập, ngày 21/5", []),
    ],
)
def test_what_is_a_result_and_what_is_none(text: str, found: list) -> None:
    figures = stated_figures(text)

    assert [(one.bound, one.value, one.indicator, text[one.start : one.end]) for one in figures] == found


def told(figures: list[StatedFigure]) -> list[tuple]:
    values = [one.value for one in figures]
    return [
        (
            one.value,
            one.unit,
            one.bound,
            one.indicator,
            None if one.scope.parent is None else values[one.scope.parent],
        )
        for one in figures
    ]


@pytest.mark.parametrize(("name", "expected"), [("002", NGHE_AN), ("003", YEN_BAI)])
def test_the_news_of_two_provinces_gives_every_result_and_no_other(seed, name: str, expected: list) -> None:
    figures = told(stated_figures(seed(name)))

    assert figures == expected
    assert {code for *_, code, _ in figures if code} <= set(CATALOGUE)


@pytest.mark.parametrize("name", ["000", "001", "004"])
def test_orders_and_plans_state_no_result(seed, name: str) -> None:
    assert stated_figures(seed(name)) == []
