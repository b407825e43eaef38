"""The language of figures: numbers, bounds, aims, names, tables, and of when, where and what they are."""

import unicodedata
from datetime import date

import pytest

from diemtua.directives.rules.stated_figures import StatedFigure, stated_figures


def short(text: str) -> list[tuple]:
    return [(one.bound, one.value, one.unit) for one in stated_figures(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Toàn tỉnh có 1,2 triệu người tham gia.", [("=", 1_200_000, "người")]),
        (
            "Đã cấp 1 403 thẻ, 1,403 thẻ và 3. 214 thẻ.",
            [("=", 1403, "thẻ"), ("=", 1403, "thẻ"), ("=", 3214, "thẻ")],
        ),
        ("Năm 2024 126 hội nghị đã tổ chức.", [("=", 126, "hội nghị")]),
        (
            "có 154, 140 và 65 công nhân dự",
            [("=", 154, "công nhân"), ("=", 140, "công nhân"), ("=", 65, "công nhân")],
        ),
        ("thu hút từ 30 đến 50 người", [(">=", 30, "người"), ("<", 50, "người")]),
        ("tối đa 20 người, chưa đến 5 hộ dự", [("<", 20, "người"), ("<", 5, "hộ")]),
        ("gần 2.000 lượt, ít nhất 4 cuộc", [("~", 2000, "lượt"), (">=", 4, "cuộc")]),
        (
            "Đã mở hai hội nghị, mười hai lớp, ba mươi buổi",
            [("=", 2, "hội nghị"), ("=", 12, "lớp"), ("=", 30, "buổi")],
        ),
        ("Tổ chức 02 (hai) buổi", [("=", 2, "buổi")]),
        ("- Số người tham gia BHXH tự nguyện: 17.956", [("=", 17956, "người")]),
        ("Kết quả: 12 hội nghị/500 người tham dự", [("=", 12, "hội nghị"), ("=", 500, "người")]),
        (
            "vận động được 350 triệu đồng, trị giá 45.000.000đ",
            [("=", 350_000_000, "đồng"), ("=", 45_000_000, "đồng")],
        ),
        ("tăng 12,5% so với cùng kỳ, bao phủ 93.2 % dân số", [("=", 12.5, "%"), ("=", 93.2, "%")]),
        ("tiêm cho 23.871 con vật nuôi", [("=", 23871, "con")]),
        ("đón 845.000 gốc mai", [("=", 845_000, "gốc")]),
    ],
)
def test_numbers_are_read_as_reports_write_them(text: str, found: list) -> None:
    assert short(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "phấn đấu đạt 95% dân số tham gia BHYT",
        "Chỉ tiêu giao 24.000 người, chỉ tiêu năm là 300 thẻ",
        "Năm 2025, xã được giao chỉ tiêu phát triển 250 người tham gia",
        "Trong tháng 6, xã sẽ mở thêm 4 hội nghị",
        "Mỗi hội nghị 50 người, phát thanh 3 lần/ngày",
        "Nhà nước hỗ trợ 30% mức đóng cho hộ nghèo, 25% hộ cận nghèo và 10% đối tượng khác",
        "mức đóng thấp nhất 330.000 đồng/tháng, lương cơ sở là 2.340.000 đồng",
        "Nghị quyết 28-NQ/TW, Chỉ thị 15, 16, Covid-19, Đề án 06, Thông tư số 30",
        "từ ngày 12 đến 20/5/2024, lúc 7 giờ 30, quý II/2024, năm học 2023-2024",
        "Đường dây nóng: 1900 9068; ĐT 0238.3844.911; STK: 3713 0105 9000",
        "ông A, 52 tuổi, đóng đủ 15 năm, ở khối 3, xóm 7, phường 5, Quốc lộ 1A",
        "1. Công tác chung\n2. Kết quả\n(3) Đánh giá",
        "Hơn 200 người dự lễ ra quân. Ảnh: Minh Họa",
        "II. Phương hướng, nhiệm vụ tháng 6\n- Tổ chức 12 hội nghị với 300 người dự.",
        "Kính gửi: Các xã.\nBHXH huyện tổ chức 02 hội nghị, treo 10 băng rôn.",
        "HỢP ĐỒNG\nBên A thuê Bên B in 5.000 tờ gấp",
        "The team of 14 people met with 200 visitors and 30 guests of the province for the launch by the sea",
    ],
)
def test_what_is_planned_named_or_priced_is_no_result(text: str) -> None:
    assert short(text) == []


def test_an_order_tells_results_only_where_it_says_that_they_are_there() -> None:
    text = (
        "Kính gửi: UBND các xã.\nĐến ngày 31/8/2024, toàn huyện có 2.006 người tham gia BHXH tự nguyện.\n"
        "1. Các xã tổ chức ít nhất 02 hội nghị."
    )

    assert short(text) == [("=", 2006, "người")]


def one_of(text: str, value: float) -> StatedFigure:
    return next(one for one in stated_figures(text) if one.value == value)


def test_a_figure_knows_its_period_its_place_and_its_day() -> None:
    text = (
        "Trong tháng 5/2024, huyện Nam Đàn vận động được 30 người tham gia BHXH tự nguyện.\n"
        "Tính đến hết ngày 31/5/2024, toàn tỉnh có 17.956 người tham gia BHXH tự nguyện, "
        "đạt 74,4% kế hoạch năm."
    )
    won, stock, share = (one.scope for one in stated_figures(text))

    assert (won.period, won.period_from, won.period_to) == (
        "tháng 5/2024",
        date(2024, 5, 1),
        date(2024, 5, 31),
    )
    assert won.place == "huyện Nam Đàn"
    assert (stock.as_of, stock.place) == (date(2024, 5, 31), "toàn tỉnh")
    assert (share.about, share.of_what) == (1, "kế hoạch năm")


def test_parts_name_the_figure_of_which_they_are() -> None:
    text = "Khám 21.436 lượt, trong đó nội trú 1.982 lượt, ngoại trú 19.454 lượt. Treo 14 băng rôn."

    assert [one.scope.parent for one in stated_figures(text)] == [None, 0, 0, None]


@pytest.mark.parametrize(
    ("text", "value", "indicator"),
    [
        ("Số người tham gia BHXHTN đang tham gia là 143 người", 143, "SI.VOL.TOTAL"),
        ("đã vận động thêm 12 người tham gia BHXH TN", 12, "SI.VOL.NEW"),
        ("có 9 người quay lại tham gia BHXH tự nguyện", 9, "SI.VOL.RETURNED"),
        ("có 7 người dừng tham gia BHXH tự nguyện", 7, ""),
        ("đăng ký tặng 50 thẻ BHYT", 50, "GI.CARDS.PLEDGED"),
        ("đã cấp 34.560 thẻ BHYT", 34560, ""),
        ("Hội nghị tập huấn: tổ chức 3 hội nghị tập huấn", 3, ""),
        ("tăng 312 người so với tháng trước", 312, ""),
        ("giải đáp 86 câu hỏi", 86, "OB.ANSWERED"),
    ],
)
def test_the_indicator_follows_the_words_around(text: str, value: int, indicator: str) -> None:
    assert one_of(text, value).indicator == indicator


def test_a_table_is_read_by_row_and_column_without_its_targets() -> None:
    text = (
        "TT\tĐơn vị\tBHXH tự nguyện mới (người)\tChỉ tiêu giao\tTỷ lệ đạt (%)\n"
        "1\tXã An Bình\t24\t30\t80,0\n2\tXã Bình Minh\t31\t30\t103,3\n"
    )
    figures = stated_figures(text)

    assert [(one.value, one.unit, one.indicator, one.scope.place) for one in figures] == [
        (24, "người", "SI.VOL.NEW", "Xã An Bình"),
        (80.0, "%", "", "Xã An Bình"),
        (31, "người", "SI.VOL.NEW", "Xã Bình Minh"),
        (103.3, "%", "", "Xã Bình Minh"),
    ]
    assert text[figures[1].start : figures[1].end] == "80,0"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_count_in_the_text_as_it_was_given(form) -> None:
    text = unicodedata.normalize(form, "Toàn tỉnh đã tổ chức hơn 126\nhội nghị truyền thông.")
    (figure,) = stated_figures(text)

    assert unicodedata.normalize("NFC", text[figure.start : figure.end]) == "hơn 126\nhội nghị"


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "9" * 5000, "1 " * 5000, "ngày " * 3000, "(" * 2000 + "người"]
)
def test_nonsense_states_nothing(text: str) -> None:
    assert stated_figures(text) == []
