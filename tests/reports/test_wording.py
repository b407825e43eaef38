"""The report says every published number to the digit, and nothing about what did not happen."""

import pytest

from diemtua.reports.rules import body_of
from tests.reports import samples


def text_of(snapshot) -> str:
    body = body_of(snapshot)
    lines = [body.opening]
    for part in body.parts:
        lines.append(part.title)
        for section in part.sections:
            lines += [section.title, *section.paragraphs]
    return "\n".join([*lines, body.closing])


@pytest.mark.parametrize(
    "words",
    [
        "490 tổ tư vấn tại 881 điểm tuyên truyền; 10.547 người dân",
        "691 người tham gia BHXH tự nguyện và 1.607 người tham gia BHYT hộ gia đình",
        "126 hội nghị truyền thông với 5.910 người dự; 792 cuộc tư vấn nhóm nhỏ với 10.825 người",
        "1.314 lượt, trong đó 982 lượt về BHXH tự nguyện",
        "61 tin bài trên cổng thông tin điện tử, 234 tin bài, video trên mạng xã hội và 1.076 lượt chia sẻ",
        "6 buổi với hơn 659 người dự",
        "huyện Nam Đàn (Công ty TNHH Haivina Kim Liên 154 người)",
        "Công ty TNHH Bắc Sơn 140 người",
        "Công ty TNHH Thuỷ lợi Tây Nam 65 người",
        "huyện Tân Kỳ (3 buổi tại xã Đồng Văn, xã Tiên Kỳ và xã Phú Sơn hơn 300 người)",
        "1.403 người tham gia BHXH tự nguyện, 11.287 người tham gia BHYT",
        "và 2.391 người tham gia BHXH bắt buộc",
        "3.039.673 người tham gia BHXH, BHYT, BHTN (mỗi người tính một lần), đạt 92,32% kế hoạch tạm giao",
        "21/21 địa phương",
        "Ngày 06/5/2024",
    ],
)
def test_every_published_number_is_stated(words: str) -> None:
    assert words in text_of(samples.snapshot())


def test_the_numbers_are_those_of_the_source(seed) -> None:
    source = seed("002")
    published = [
        "490", "881", "10.547", "691", "1.607", "126", "5.910", "792", "10.825", "1.314", "982", "61",
        "234", "1.076", "154", "140", "65", "hơn 300", "1.403", "11.287", "2.391", "3.039.673", "92,32%",
        "21/21",
    ]  # fmt: skip
    text = text_of(samples.snapshot())

    assert [number for number in published if number not in source] == []
    assert [number for number in published if number not in text] == []


def test_what_did_not_happen_is_not_told() -> None:
    full = samples.snapshot()
    silent = {code: samples.stated(code, 0) for code in full.figures if "@" not in code}

    text = text_of(samples.snapshot(figures=silent, workplaces=[], launch_on=""))

    for word in ("hội nghị", "phát thanh", "tổ tư vấn", "tặng", "doanh nghiệp", "trực quan", " 0 "):
        assert word not in text
    assert "Không có kiến nghị." in text


def test_what_was_called_off_and_done_instead_is_told() -> None:
    text = text_of(samples.snapshot(called_off=samples.CALLED_OFF))

    assert (
        "Có 9 lễ ra quân theo kế hoạch không tổ chức được do giãn cách xã hội để phòng, chống dịch; "
        "đã chuyển sang hình thức khác, gồm 9 lượt phát thanh."
    ) in text


def test_difficulties_and_open_proposals_are_told() -> None:
    text = text_of(samples.snapshot(difficulties=samples.DIFFICULTIES))

    assert "Cơ sở nêu 2 khó khăn, vướng mắc, đã trả lời 1:" in text
    assert "- Xóm 1 (thủ tục, hồ sơ): Thiếu tờ khai." in text
    assert "- Theo đề nghị của xóm 1: gửi thêm tờ khai." in text
    assert "ửi bảng mức" not in text


def test_orders_and_their_tasks_are_told() -> None:
    text = text_of(samples.snapshot(orders=samples.ORDERS, tasks={"NOT_STARTED": 1, "DONE": 22}))

    assert "theo công văn số 15/UBND-VX ngày 02/5/2024 của UBND tỉnh Nghệ An." in text
    assert "Trong 23 nhiệm vụ được giao cho các cơ quan, 22 đã hoàn thành và 1 chưa thực hiện." in text


def test_every_number_of_the_text_is_traced() -> None:
    snapshot = samples.snapshot()
    body = body_of(snapshot)

    assert {statement.key for statement in body.statements} <= set(snapshot.figures)
    assert ("92,32%", "ALL.TOTAL") in {(one.printed, one.key) for one in body.statements}
    for statement in body.statements:
        assert statement.printed in text_of(snapshot)
