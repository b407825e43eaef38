"""Names of bodies in text: where they begin and end, and which are the same."""

import pytest

from diemtua.directives.rules.agencies import bodies_at, bodies_in, is_same, level, members_of
from diemtua.directives.rules.passages import Passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế Chỉ đạo các bệnh viện", ["Sở Y tế"]),
        ("Sở Y tế Nghệ An\nChỉ đạo các bệnh viện", ["Sở Y tế Nghệ An"]),
        ("SỞ Y TẾ", ["SỞ Y TẾ"]),
        ("Sở Lao động - Thương binh và Xã hội:", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở Nội vụ và Sở Y tế chủ trì", ["Sở Nội vụ", "Sở Y tế"]),
        ("các Sở Y tế, Nội vụ, Tài chính", ["các Sở Y tế", "Nội vụ", "Tài chính"]),
        (
            "Giám đốc các Sở: Y tế, Nội vụ; Chủ tịch UBND các huyện",
            ["Y tế", "Nội vụ", "Chủ tịch UBND các huyện"],
        ),
        ("Hội Nông dân tỉnh, Hội LHPN tỉnh", ["Hội Nông dân tỉnh", "Hội LHPN tỉnh"]),
        ("Hội Cựu chiến binh tỉnh và Tỉnh đoàn", ["Hội Cựu chiến binh tỉnh", "Tỉnh đoàn"]),
        ("UBND các huyện, thị xã và thành phố Vinh tổ chức", ["UBND các huyện, thị xã và thành phố Vinh"]),
        ("Uỷ ban nhân dân xã Hoà Bình", ["Uỷ ban nhân dân xã Hoà Bình"]),
        ("Bảo hiểm xã hội khu vực VII chủ trì", ["Bảo hiểm xã hội khu vực VII"]),
        ("Trung tâm Dịch vụ việc làm và tại các phiên", ["Trung tâm Dịch vụ việc làm"]),
        ("Trường Đại học Y khoa Vinh phối hợp", ["Trường Đại học Y khoa Vinh"]),
        ("BHXH tự nguyện, BHYT hộ gia đình", []),
        ("Tăng cường tuyên truyền", []),
        ("Bộ luật Lao động", []),
    ],
)
def test_a_list_of_bodies_ends_where_its_names_end(text: str, expected: list[str]) -> None:
    passage = Passage.of(text)

    assert [passage.text[body.start : body.end] for body in bodies_at(passage, 0)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tuyên truyền chính sách BHXH, BHYT tới người dân", []),
        (
            "để cơ quan BHXH tuyên truyền tại Trung tâm Dịch vụ việc làm",
            ["cơ quan BHXH", "Trung tâm Dịch vụ việc làm"],
        ),
        ("trao tặng sổ BHXH cho hội viên", []),
        ("báo cáo trên môi trường Internet", []),
        ("chỉ đạo các cơ sở khám chữa bệnh", ["các cơ sở khám chữa bệnh"]),
    ],
)
def test_in_running_text_only_a_plain_name_is_a_body(text: str, expected: list[str]) -> None:
    passage = Passage.of(text)

    assert [passage.text[body.start : body.end] for body in bodies_in(passage)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Các Sở, ngành: Lao động, Thương binh và Xã hội, Y tế, Bưu điện tỉnh",
            ["Lao động, Thương binh và Xã hội", "Y tế", "Bưu điện tỉnh"],
        ),
        ("UBND các huyện, thành phố, thị xã", ["UBND các huyện, thành phố, thị xã"]),
        ("Như trên", ["Như trên"]),
    ],
)
def test_a_line_of_addressees_is_taken_apart(line: str, expected: list[str]) -> None:
    assert [member.text for member in members_of(Passage.of(line))] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh Nghệ An", True),
        ("cơ quan BHXH", "BHXH huyện", True),
        ("BHXH tỉnh", "BHXH huyện", False),
        ("UBND tỉnh", "UBND các huyện, thành phố", False),
        ("UBMTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nghệ An", True),
        ("Sở LĐTBXH", "Sở Lao động, Thương binh và Xã hội", True),
        ("Hội Nông dân", "Hội Người cao tuổi", False),
        ("Sở Y tế", "Giám đốc Sở Y tế", True),
    ],
)
def test_two_names_mean_the_same_body_or_not(one: str, other: str, expected: bool) -> None:
    assert is_same(one, other) is expected
    assert is_same(other, one) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BHXH Việt Nam", 0),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nghệ An", 1),
        ("BHXH khu vực VII", 1),
        ("Phòng Y tế huyện", 2),
        ("UBND các xã, phường", 3),
        ("Bảo hiểm xã hội", None),
        ("Liên minh Hợp tác xã", 3),
    ],
)
def test_a_name_tells_its_level(name: str, expected: int | None) -> None:
    assert level(name) == expected
