"""How sure a reading is."""

import pytest

from diemtua.directives.rules.doubts import LOOK_AGAIN, SURE, party_confidence, task_confidence


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Lập danh sách người chưa tham gia theo từng thôn.", SURE),
        ("lập danh sách người chưa tham gia theo từng thôn", 80),
        ("Báo cáo.", 55),
        ("Yêu cầu UBND các xã, phường, thị trấn:", 85),
        ("Lập kế hoạch chi tiết. Giao chỉ tiêu từng xã. Báo cáo kết quả.", 65),
        ("Tuyên truyền " * 70, 75),
        ("", 0),
    ],
)
def test_a_task_is_as_sure_as_its_words(text: str, percent: int) -> None:
    assert task_confidence(text) == percent


@pytest.mark.parametrize(
    ("text", "is_ours", "percent"),
    [
        ("Bưu điện tỉnh", True, SURE),
        ("các sở, ban, ngành", False, 80),
        ("Công ty Môi trường", False, 60),
        ("Huyện", False, 40),
    ],
)
def test_an_agency_is_sure_when_it_is_ours(text: str, is_ours: bool, percent: int) -> None:
    assert party_confidence(text, is_ours=is_ours) == percent


def test_several_orders_in_one_are_to_be_looked_at_again() -> None:
    assert task_confidence("Lập kế hoạch chi tiết. Giao chỉ tiêu từng xã. Báo cáo kết quả.") < LOOK_AGAIN
