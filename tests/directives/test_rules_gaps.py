"""Gaps: each kind in the smallest dispatch that has it, and not in the one that has not."""

import pytest

from diemtua.directives.rules import read_directive

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
HEAD = f"UBND TỈNH BÌNH LÂM\n{NATION}Số: 12/UBND-VX\nV/v treo băng rôn\nBình Lâm, ngày 5 tháng 4 năm 2024\n"
TO = "Kính gửi:\n- Sở Y tế;\n- Bưu điện tỉnh.\n\n"
WHOLE = HEAD + TO + "UBND tỉnh giao:\n"
ORDERS = "1. Sở Y tế\nTreo băng rôn trước ngày 02/5/2024.\n2. Bưu điện tỉnh\nBố trí xe.\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTòng Văn Hặc\n"
FOOT = f"\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{SIGNED}"


def codes(text: str) -> list[str]:
    return [gap.code for gap in read_directive(text).gaps]


def test_a_whole_dispatch_has_no_gap() -> None:
    assert codes(WHOLE + ORDERS + FOOT) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (NATION, "Độc lập - Tự do - Hạnh phúc\n", ["nation_missing"]),
        (NATION, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", ["motto_missing"]),
        (NATION, "ĐẢNG CỘNG SẢN VIỆT NAM\n", []),
        (NATION, "CONG HOA XA HOI CHU NGHIA VIET NAM\nDoc lap - Tu do - Hanh phuc\n", []),
        ("Số: 12/UBND-VX", "Số: 12", ["symbol_missing"]),
        ("Bình Lâm, ngày 5", "ngày 5", ["place_missing"]),
        ("Bình Lâm, ngày 5 tháng 4 năm 2024\n", "", ["day_missing"]),
        ("V/v treo băng rôn\n", "", ["subject_missing"]),
        (TO, "", ["addressee_missing"]),
        (FOOT, f"\n{SIGNED}", ["copies_missing"]),
        (SIGNED, "", ["signatory_missing"]),
        ("Tòng Văn Hặc\n", "", ["signer_missing"]),
        ("TM. ỦY BAN NHÂN DÂN\n", "", ["authority_missing"]),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", []),
    ],
)
def test_each_fault_of_the_layout_is_named_alone(old: str, new: str, expected: list[str]) -> None:
    text = WHOLE + ORDERS + FOOT
    assert old in text

    assert codes(text.replace(old, new)) == expected


def test_a_gap_says_itself_in_the_language_of_the_page() -> None:
    gaps = read_directive(WHOLE + ORDERS + "3. Tỉnh đoàn\nVận động đoàn viên.\n" + FOOT).gaps

    assert gaps[0].pattern == "“%(words)s” được giao nhiệm vụ nhưng không có tên ở phần Kính gửi."
    assert gaps[0].parts == {"words": "Tỉnh đoàn"}
    assert gaps[0].text == gaps[0].pattern % gaps[0].parts


def test_every_gap_of_the_layout_leads_to_its_words_where_there_are_any() -> None:
    text = (WHOLE + ORDERS + FOOT).replace("TM. ỦY BAN NHÂN DÂN\n", "").replace("12/UBND-VX", "12")

    words = [text[gap.span.start : gap.span.end] for gap in read_directive(text).gaps if gap.span]

    assert words == ["Số: 12", "CHỦ TỊCH"]


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
    assert codes(text + FOOT) == expected


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
