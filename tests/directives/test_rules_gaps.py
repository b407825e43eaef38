"""Gaps: each kind in the smallest dispatch that has it, and not in the one that has not."""

import pytest

from diemtua.directives.rules import read_directive

HEAD = "UBND TỈNH BÌNH LÂM\nSố: 12/UBND-VX\nBình Lâm, ngày 5 tháng 4 năm 2024\n"
WHOLE = HEAD + "Kính gửi:\n- Sở Y tế;\n- Bưu điện tỉnh.\n\nUBND tỉnh giao:\n"
ORDERS = "1. Sở Y tế\nTreo băng rôn trước ngày 02/5/2024.\n2. Bưu điện tỉnh\nBố trí xe.\n"


def codes(text: str) -> list[str]:
    return [gap.code for gap in read_directive(text).gaps]


def test_a_whole_dispatch_has_no_gap() -> None:
    assert codes(WHOLE + ORDERS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE.replace("12/UBND", "   /UBND") + ORDERS, ["number_missing"]),
        (WHOLE.replace("ngày 5", "ngày   ") + ORDERS, ["day_missing"]),
        (WHOLE + ORDERS + "3. Tỉnh đoàn\nVận động đoàn viên.\n", ["owner_not_addressed"]),
        (WHOLE + "1. Sở Y tế\nTreo băng rôn trước ngày 02/5/2024.\n", ["addressee_without_task"]),
        (WHOLE + ORDERS.replace(" trước ngày 02/5/2024", ""), ["no_deadline"]),
        (WHOLE + ORDERS + "3. Đẩy mạnh phát thanh trên loa.\n", ["clause_without_owner"]),
        (WHOLE + ORDERS + "3. Sở Y tế\n", ["clause_without_task"]),
    ],
    ids=["number", "day", "owner", "addressee", "deadline", "clause without owner", "clause without task"],
)
def test_each_fault_is_named_alone(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Các sở, ban, ngành cấp tỉnh", "Sở Y tế"),
        ("Các sở, ban, ngành cấp tỉnh", "Bảo hiểm xã hội tỉnh"),
        ("Các sở, ban, ngành, đoàn thể tỉnh", "Hội Nông dân tỉnh"),
        ("Các Sở: Y tế, Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_line_for_many_addresses_each_of_them(line: str, owner: str) -> None:
    text = f"{HEAD}Kính gửi: {line}.\n\n1. {owner}\nTreo băng rôn trước ngày 02/5/2024.\n"

    assert "owner_not_addressed" not in codes(text)
