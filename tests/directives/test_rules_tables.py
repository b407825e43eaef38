"""Tables of tasks and what orders are to reach."""

import pytest

from diemtua.directives.rules import read_directive
from diemtua.directives.rules.goals import goals_in, report_to_in
from diemtua.directives.rules.passages import Passage

HEAD = """UBND TỈNH BÌNH LÂM
Số: 45/KH-UBND
Bình Lâm, ngày 10 tháng 3 năm 2025
KẾ HOẠCH
Phòng, chống dịch bệnh mùa hè năm 2025
II. NHIỆM VỤ
"""
ROWS = [
    ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
    ("A", "Phòng bệnh", "", "", ""),
    ("1", "Tập huấn cán bộ y tế xã", "Sở Y tế", "Sở Nội vụ; UBND các huyện", "Tháng 4/2025"),
    ("2", "Tuyên truyền trên báo, đài", "Báo Bình Lâm, Đài Phát thanh tỉnh", "", "Thường xuyên"),
    ("3", "Mở chuyên mục", "", "Sở Y tế", "Trước 15/5"),
]
FOOT = """III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế là cơ quan thường trực, tổng hợp, báo cáo UBND tỉnh trước ngày 30/9/2025.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Bình
"""


@pytest.mark.parametrize("between", ["\t", " | "])
def test_each_row_is_a_clause_with_leader_helpers_and_day(between: str) -> None:
    directive = read_directive(HEAD + "".join(between.join(row) + "\n" for row in ROWS) + FOOT)

    told = [
        (
            [lead.text for lead in clause.leads],
            [body.text for body in clause.coordinators],
            clause.tasks[0].text[:13],
            str(clause.tasks[0].due_on),
        )
        for clause in directive.assignments
    ]
    assert told == [
        (["Sở Y tế"], ["Sở Nội vụ", "UBND các huyện"], "Tập huấn cán ", "2025-04-30"),
        (["Báo Bình Lâm", "Đài Phát thanh tỉnh"], [], "Tuyên truyền ", "None"),
        (["Báo Bình Lâm", "Đài Phát thanh tỉnh"], ["Sở Y tế"], "Mở chuyên mục", "2025-05-15"),
        (["Sở Y tế"], [], "Sở Y tế là cơ", "2025-09-30"),
    ]


def test_a_table_in_the_annex_behind_the_signature_is_read_too() -> None:
    table = "PHỤ LỤC\n" + "".join("\t".join(row) + "\n" for row in ROWS)

    directive = read_directive(HEAD + FOOT + table)

    assert len(directive.assignments) == 4
    assert directive.signatory
    assert directive.signatory.name
    assert directive.signatory.name.text == "Trần Văn Bình"


def test_a_table_of_figures_is_no_table_of_tasks() -> None:
    figures = "STT\tĐơn vị\tChỉ tiêu BHYT\tChỉ tiêu BHXH\n1\tXã Kim Liên\t120\t35\n"

    directive = read_directive(HEAD + FOOT + figures)

    assert [[lead.text for lead in clause.leads] for clause in directive.assignments] == [["Sở Y tế"]]


@pytest.mark.parametrize(
    ("order", "goals"),
    [
        ("mỗi hội nghị ít nhất 20 người", [(">=", 20, "người")]),
        ("đạt trên 95 % dân số", [(">", 95, "%")]),
        (
            "tối thiểu 4 hội nghị, trên 1.200 lượt người",
            [(">=", 4, "hội nghị"), (">", 1200, "lượt người")],
        ),
        ("phấn đấu đạt 93,5% dân số", [("=", 93.5, "%")]),
        ("xong trước ngày 15/5, trong 5 ngày; từ 8 giờ; hỗ trợ trên 20 triệu đồng", []),
    ],
)
def test_what_an_order_is_to_reach(order: str, goals: list[tuple[str, float, str]]) -> None:
    assert [(goal.bound, goal.value, goal.unit) for goal in goals_in(Passage.of(order))] == goals


@pytest.mark.parametrize(
    ("order", "body"),
    [
        ("Báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) trước ngày 15/6", "UBND tỉnh"),
        ("gửi về Sở Y tế để tổng hợp", "Sở Y tế"),
        ("Hằng tháng gửi danh sách cho cơ quan BHXH", "cơ quan BHXH"),
        ("Phối hợp với Sở Y tế báo cáo kịp thời.", None),
        ("Tổ chức hội nghị.", None),
    ],
)
def test_who_is_to_hear_the_result(order: str, body: str | None) -> None:
    found = report_to_in(Passage.of(order))

    assert (found.text if found else None) == body
