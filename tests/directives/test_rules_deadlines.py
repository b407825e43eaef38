"""Days due, as orders word them."""

from datetime import date

import pytest

from diemtua.directives.rules.deadlines import deadline_in
from diemtua.directives.rules.passages import Passage

YEAR = 2024


@pytest.mark.parametrize(
    ("order", "due_on", "words"),
    [
        ("Báo cáo trước ngày 15/5/2024.", date(2024, 5, 15), "trước ngày 15/5/2024"),
        ("Gửi kết quả trước ngày 15 / 5 / 2024.", date(2024, 5, 15), "trước ngày 15 / 5 / 2024"),
        ("Lập danh sách, xong trước 30/6.", date(2024, 6, 30), "xong trước 30/6"),
        (
            "Hoàn thành chậm nhất ngày 05 tháng 6 năm 2024.",
            date(2024, 6, 5),
            "Hoàn thành chậm nhất ngày 05 tháng 6 năm 2024",
        ),
        ("Treo băng rôn đến hết ngày 31/5.", date(2024, 5, 31), "đến hết ngày 31/5"),
        ("Tổ chức hội nghị trong tháng 5.", date(2024, 5, 31), "trong tháng 5"),
        ("Tổ chức hội nghị trong tháng 02/2024.", date(2024, 2, 29), "trong tháng 02/2024"),
        ("Giao chỉ tiêu trong quý II/2025.", date(2025, 6, 30), "trong quý II/2025"),
        ("Báo cáo trước 16 giờ ngày 06/5/2024.", date(2024, 5, 6), "trước 16 giờ ngày 06/5/2024"),
        ("Gửi báo cáo hằng tháng trước ngày 05.", None, "hằng tháng trước ngày 05"),
        ("Báo cáo trước ngày 25 hằng tháng.", None, "trước ngày 25 hằng tháng"),
        ("Báo cáo trong vòng 05 ngày làm việc.", None, "trong vòng 05 ngày làm việc"),
        ("Gửi trước ngày 31/02/2024.", None, "trước ngày 31/02/2024"),
        ("Tổ chức Lễ ra quân ngày 06/5/2024.", None, None),
        ("Tuyên truyền trong Tháng vận động năm 2024.", None, None),
        ("Tại các xã đăng ký nông thôn mới hàng năm.", None, None),
        ("Đạt trên 95 % dân số.", None, None),
    ],
)
def test_an_order_names_its_deadline(order: str, due_on: date | None, words: str | None) -> None:
    day, named = deadline_in(Passage.of(order), YEAR)

    assert day == due_on
    assert (named.text.lower() if named else None) == (words.lower() if words else None)


def test_without_a_year_the_day_stays_open_but_its_words_are_kept() -> None:
    day, named = deadline_in(Passage.of("Hoàn thành trước 30/6."), None)

    assert day is None
    assert named
    assert named.text == "Hoàn thành trước 30/6"
