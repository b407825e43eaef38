"""The layout of a document: paragraphs and items, head, foot, cited documents."""

from datetime import date

import pytest

from diemtua.directives.rules.basis import basis_in
from diemtua.directives.rules.header import read_header
from diemtua.directives.rules.outline import outline_of
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.segments import segments_of
from diemtua.directives.rules.tail import read_tail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Sở Y tế\n- Một việc.\n- Hai việc.", [("arabic", "1"), ("dash", ""), ("dash", "")]),
        ("I. PHẦN MỘT\n1. Mục\na) Điểm a;\nđ) Điểm đ.", 
         [("roman", "I"), ("arabic", "1"), ("letter", "a"), ("letter", "đ")]),
        ("1.1. Việc đầu.\n1.2. Việc sau.", [("decimal", "1.1"), ("decimal", "1.2")]),
        ("Điều 1. Giao việc.\nĐiều 2. Thi hành.", [("article", "1"), ("article", "2")]),
        ("• Một việc.\n+ Hai việc.\n* Ba việc.", [("dot", ""), ("plus", ""), ("star", "")]),
        ("- Sở Lao động\n- Thương binh và Xã hội.", [("dash", "")]),
        ("Phối hợp các cơ\n\nquan thực hiện.", [("", "")]),
        ("1. Sở Y tế: việc. 2. Sở Nội vụ: việc.", [("arabic", "1"), ("arabic", "2")]),
        ("1. Trước năm\n9. Đây không phải mục.", [("arabic", "1")]),
        ("-----\nMột đoạn.", [("", "")]),
    ],
    ids=[
        "bullets", "levels", "decimals", "articles", "other bullets", "name broken at its dash", "page break",
        "lost line break", "number out of order", "ornament",
    ],
)  # fmt: skip
def test_lines_become_segments_with_their_marks(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(segment.kind, segment.label) for segment in segments_of(text, 0, len(text))] == expected


def test_a_bullet_set_against_the_text_before_it_is_an_item_of_its_own() -> None:
    text = "5. Sở Nội vụ\nTăng thời lượng tin, bài. \n 6. Sở Y tế\nChỉ đạo các bệnh viện."

    assert [item.label for item in outline_of(segments_of(text, 0, len(text)))] == ["5", "6"]


def test_items_nest_by_the_order_of_their_marks() -> None:
    text = "1. Sở Y tế\n- Việc một:\n+ Phần một.\n+ Phần hai.\n- Việc hai.\n2. Sở Nội vụ\n- Việc ba."

    first, second = outline_of(segments_of(text, 0, len(text)))

    assert [len(child.children) for child in first.children] == [2, 0]
    assert len(second.children) == 1


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 15/QĐ-BNV", "15", "QĐ-BNV"),
        ("Số: 3495 /UBND-VX", "3495", "UBND-VX"),
        ("Số:            /UBND-VX Nghệ An, ngày      tháng 5 năm 2024", None, "UBND-VX"),
        ("Số: ........./UBND-KGVX", None, "UBND-KGVX"),
        ("Số: 818/2025/NQ-HĐND", "818/2025", "NQ-HĐND"),
        ("Số 1731/KHLT-BHXH-BĐVN", "1731", "KHLT-BHXH-BĐVN"),
        ("Số: 54-KH/HNDT", "54", "KH/HNDT"),
    ],
)
def test_a_number_is_read_as_it_is_written(line: str, number: str | None, symbol: str) -> None:
    header = read_header(f"UBND TỈNH BÌNH LÂM\n{line}\nKính gửi: Sở Y tế.\n")

    assert (header.number, header.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Bình Lâm, ngày 05 tháng 4 năm 2024", date(2024, 4, 5)),
        ("Bình Lâm, ngày 5/4/2024", date(2024, 4, 5)),
        ("Bình Lâm, ngày .... tháng 4 năm 2024", None),
        ("Bình Lâm, ngày 31 tháng 02 năm 2024", None),
        ("Kết luận cuộc họp ngày 03/5/2024", None),
    ],
)
def test_a_date_is_that_of_the_place_line(line: str, day: date | None) -> None:
    assert read_header(f"UBND TỈNH BÌNH LÂM\nTHÔNG BÁO\n{line}\n").issued_on == day


def test_the_issuer_is_the_lower_of_two_lines() -> None:
    header = read_header("UBND TỈNH BÌNH LÂM\nSỞ Y TẾ\nSố: 1/SYT-NV\nKính gửi: Các bệnh viện.\n")

    assert header.issuer
    assert header.issuer.text == "SỞ Y TẾ"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Số: 1/UBND-VX\nKính gửi: Sở Y tế.\n", "CONG_VAN"),
        ("Số: 1/KH-UBND\nKẾ HOẠCH\nTuyên truyền\n", "KE_HOACH"),
        ("Số: 1/KHLT-BHXH-BĐ\nKẾ HOẠCH LIÊN TỊCH\nTuyên truyền\n", "KE_HOACH_LIEN_TICH"),
        ("Số: 1/QĐ-UBND\n", "QUYET_DINH"),
        ("Số: 1/CT-UBND\n", "CHI_THI"),
        ("THÔNG BÁO\nKết luận\n", "THONG_BAO"),
        ("Một đoạn văn.", "OTHER"),
    ],
)
def test_the_kind_comes_from_title_or_symbol(head: str, kind: str) -> None:
    assert read_header(head).kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Kế hoạch số 95/KH-UBND ngày 12/3/2024 của tỉnh", [("95/KH-UBND", date(2024, 3, 12))]),
        ("Ngày 21/5/2021, UBND tỉnh ban hành Kế hoạch số 288/KH-UBND", [("288/KH-UBND", date(2021, 5, 21))]),
        ("Quyết định số 1676/QĐ-TTg ngày 21 tháng 11 năm 2019", [("1676/QĐ-TTg", date(2019, 11, 21))]),
        ("Nghị quyết số 28-NQ/TW; Luật số 41/2024/QH15", [("28-NQ/TW", None), ("41/2024/QH15", None)]),
        ("Công văn 1192/BHXH-TT và lại 1192/BHXH-TT", [("1192/BHXH-TT", None)]),
        ("đạt 21/21 địa phương, ngày 06/5, 74,4 %", []),
    ],
)
def test_cited_documents_are_found_with_their_dates(
    text: str, expected: list[tuple[str, date | None]]
) -> None:
    assert [(basis.number, basis.issued_on) for basis in basis_in(Passage.of(text))] == expected


def test_a_document_does_not_rest_on_itself() -> None:
    assert basis_in(Passage.of("Công văn số 5/UBND-VX này"), "5/UBND-VX") == []


def test_the_foot_is_read_where_the_signature_stands_beside_the_list() -> None:
    text = (
        "Thực hiện nghiêm./.\n"
        "Nơi nhận:                    TM. ỦY BAN NHÂN DÂN\n"
        "- Như trên;                  KT. CHỦ TỊCH\n"
        "- Lưu: VT.                   PHÓ CHỦ TỊCH\n\n"
        "                             Vi Văn Lâm\n"
    )

    tail = read_tail(text, 0)

    assert [copy.text for copy in tail.copies] == ["Như trên", "Lưu: VT"]
    assert tail.signatory
    assert tail.signatory.name
    assert tail.signatory.position
    assert (tail.signatory.position.text, tail.signatory.name.text) == (
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Vi Văn Lâm",
    )
    assert text[: tail.start] == "Thực hiện nghiêm./.\n"
