"""Figures in reports: every result with its words, nothing that is no result."""

import pytest

from diemtua.directives.rules.stated_figures import stated_figures
from diemtua.progress.rules import CATALOGUE

KNOWN = {
    490: "EV.TEAMS",
    10547: "EV.REACHED",
    881: "EV.POINTS",
    691: "SI.VOL.NEW",
    1607: "HI.HH.NEW",
    126: "CO.CONF.COUNT",
    5910: "CO.CONF.ATT",
    792: "CO.SG.COUNT",
    10825: "CO.SG.ATT",
    1314: "CO.RADIO.ALL",
    982: "CO.RADIO.VSI",
    61: "CO.WEB.ITEMS",
    234: "CO.SOCIAL.ITEMS",
    1076: "CO.SOCIAL.SHARES",
    3039673: "ALL.TOTAL",
    2391: "SI.COMP.NEW",
    1403: "SI.VOL.NEW",
    11287: "HI.NEW",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tổ chức được hơn 300 hội nghị.", [(">", 300, "CO.CONF.COUNT", "hơn 300 hội nghị")]),
        ("Khoảng 1.200 người tham dự.", [("~", 1200, "", "Khoảng 1.200 người")]),
        ("Có ít nhất 20 thẻ BHYT được tặng", [(">=", 20, "GI.CARDS", "ít nhất 20 thẻ")]),
        ("Công văn số 12 người ký", []),
        ("ngày 20 người dân đến", []),
        ("Nghị định 30/2020/NĐ-CP, điện thoại 0912345678", []),
        ("hỗ trợ 300 triệu đồng cho 5 hộ", [("=", 5, "", "5 hộ")]),
        ("lãi 92,32% sau 15 tháng, 30 tuổi", []),
        ("dự kiến phấn đấu phát triển được 10.000 người tham gia", []),
        ("Điều 5 đơn vị nào", []),
        ("các trường tại 3 xã Đồng Văn, xã Tiên Kỳ", []),
        ("21/21 địa phương tuyên truyền trực quan", [("=", 21, "EV.UNITS_DONE", "21/21 địa phương")]),
        ("đạt hơn 92,32% kế hoạch tạm giao.", [(">", 92.32, "", "92,32% kế hoạch tạm giao")]),
        ("mức đóng 22% thu nhập, ngày 21/5", []),
    ],
)
def test_what_is_a_result_and_what_is_none(text: str, found: list) -> None:
    figures = stated_figures(text)

    assert [(one.bound, one.value, one.indicator, text[one.start : one.end]) for one in figures] == found


def test_the_news_of_yen_bai_tells_stocks_from_what_was_won(seed) -> None:
    figures = [(one.printed, one.unit, one.indicator) for one in stated_figures(seed("003"))]

    assert figures == [
        ("556", "người", "SI.VOL.NEW"),
        ("17.956", "người", "SI.VOL.TOTAL"),
        ("74,4", "%", ""),
        ("51.854", "người", "SI.COMP.TOTAL"),
        ("96", "%", ""),
        ("43.031", "người", "UI.TOTAL"),
        ("95,9", "%", ""),
    ]


def test_an_order_states_no_result(seed) -> None:
    assert stated_figures(seed("001")) == []


def test_the_news_of_nghe_an_gives_each_figure_its_indicator(seed) -> None:
    figures = {one.value: one.indicator for one in stated_figures(seed("002"))}

    assert {value: figures.get(value) for value in KNOWN} == KNOWN
    assert 2024 not in figures
    assert set(KNOWN.values()) <= set(CATALOGUE)
