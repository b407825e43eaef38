"""The words of a task suggest what could prove it, and whom it is for."""

import pytest

from diemtua.directives.rules.evidence import kind_meant, suggest
from diemtua.progress.rules import PROOFS


@pytest.mark.parametrize(
    ("text", "indicator", "goal"),
    [
        ("Mỗi huyện tổ chức ít nhất 04 hội nghị truyền thông", "CO.CONF.COUNT", 4),
        ("Phát thanh tối thiểu 60 lượt trong tháng", "CO.RADIO.ALL", 60),
        ("Tổ chức Lễ ra quân vào ngày 06/5/2024", "EV.LAUNCH", 1),
        ("Lập danh sách người chưa tham gia theo thôn", "PR.LISTED.PLACES", 1),
        ("Giao chỉ tiêu đến từng thôn, xóm", "TA.SHARED.PLACES", 1),
        ("Đăng 12 tin, bài trên cổng thông tin", "CO.WEB.ITEMS", 12),
        ("Kêu gọi tặng thẻ BHYT", "GI.CARDS", 1),
    ],
)
def test_what_the_words_suggest(text: str, indicator: str, goal: int) -> None:
    found = suggest(text)

    assert found is not None
    assert (found.indicator, found.goal) == (indicator, goal)
    assert found.indicator in PROOFS


def test_words_that_count_nothing_suggest_nothing() -> None:
    assert suggest("Kiện toàn Ban Chỉ đạo") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ủy ban nhân dân các huyện, thành phố, thị xã", "DISTRICT"),
        ("Yêu cầu UBND các xã, phường, thị trấn", "COMMUNE"),
        ("Giao chỉ tiêu đến từng thôn, xóm, khối, bản", "HAMLET"),
        ("Bưu điện tỉnh", "DISTRICT"),
    ],
)
def test_which_places_the_words_mean(text: str, kind: str) -> None:
    assert kind_meant(text, ["DISTRICT", "COMMUNE", "HAMLET"]) == kind


def test_where_there_are_no_districts_any_more_communes_are_meant() -> None:
    assert kind_meant("UBND các huyện, thành phố", ["COMMUNE", "HAMLET"]) == "COMMUNE"
