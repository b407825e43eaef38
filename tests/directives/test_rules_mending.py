"""Texts that arrived broken: glued words, tones lost, a table; every span still stands in the source."""

import pytest

from diemtua.core.syllables import is_syllable
from diemtua.directives.rules import read_directive
from diemtua.directives.rules.mending import mend
from diemtua.directives.rules.syllables import taken_apart
from diemtua.directives.rules.tones import with_tones

TONELESS = """UBND TINH TAN PHUOC
SO Y TE
So: 1456/SYT-NVY            Tan Phuoc, ngay 12 thang 8 nam 2022
V/v tang cuong tiem vac xin

Kinh gui:
- Trung tam Kiem soat benh tat tinh;
- Trung tam Y te cac huyen, thanh pho.

So Y te yeu cau cac don vi:
1. Trung tam Kiem soat benh tat tinh:
- Tong hop ket qua, bao cao So Y te truoc 16 gio hang ngay.
2. Trung tam Y te cac huyen, thanh pho:
- Phoi hop voi Phong Giao duc va Dao tao lap danh sach hoc sinh truoc ngay 31/8/2022.

GIAM DOC
Nguyen Van Ha
"""


@pytest.mark.parametrize("word", ["nghiêng", "Quốc", "giêng", "gì", "Thuỷ", "khuya", "ủy", "ngoằn", "y"])
def test_a_syllable_is_known_by_its_letters(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nộivụ", "façade", "hoạtđộng", "bảohiểm"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("Sởnội", "Sở nội"),
        ("nhândântỉnh", "nhân dân tỉnh"),
        ("phốihợp", "phối hợp"),
        ("thựchiện", "thực hiện"),
        ("UBNDtỉnh", "UBND tỉnh"),
        ("LĐTBXH", "LĐTBXH"),
        ("façade", "façade"),
        ("Nghệ", "Nghệ"),
    ],
)
def test_glued_words_come_apart(glued: str, apart: str) -> None:
    known = {"nội", "vụ", "nhân", "dân", "tỉnh", "phối", "hợp", "thực", "hiện"}

    assert " ".join(taken_apart(glued, known)) == apart


def test_signs_and_numbers_come_apart_and_every_place_is_known() -> None:
    source = "Sởnội vụ báo cáo trước ngày15/5,gửi Sở Y tế;có 20người.Giao xã"

    mended = mend(source)

    assert mended.text == "Sở nội vụ báo cáo trước ngày 15/5, gửi Sở Y tế; có 20 người. Giao xã"
    assert "".join(source[mended.place(index)] for index, sign in enumerate(mended.text) if sign != " ") == (
        source.replace(" ", "")
    )


def test_a_text_that_is_whole_stays_as_it_is() -> None:
    source = "Số 28-NQ/TW, TP.Vinh, ThS.Hà; 1.076 lượt, 92,32% lúc 8g30, www.a.vn: https://b.vn"

    assert mend(source).text == source


def test_tones_come_back_only_where_all_are_lost() -> None:
    assert with_tones("UY BAN nhan dan tinh") == "ỦY BAN nhân dân tỉnh"
    assert with_tones("So: 12/KH, So Y te") == "Số: 12/KH, Sở Y tế"
    assert with_tones("Ủy ban nhân dân tinh gọn") == "Ủy ban nhân dân tinh gọn"


def test_a_dispatch_without_tones_is_read_in_its_own_words() -> None:
    directive = read_directive(TONELESS)

    assert directive.issuer
    assert directive.issuer.text == "SO Y TE"
    assert f"{directive.number}/{directive.symbol} {directive.issued_on}" == "1456/SYT-NVY 2022-08-12"
    assert [one.text for one in directive.addressees] == [
        "Trung tam Kiem soat benh tat tinh",
        "Trung tam Y te cac huyen, thanh pho",
    ]
    first, second = directive.assignments
    assert first.tasks[0].due_text
    assert first.tasks[0].due_text.text == "truoc 16 gio hang ngay"
    assert [one.text for one in second.coordinators] == ["Phong Giao duc va Dao tao"]
    assert str(second.tasks[0].due_on) == "2022-08-31"
    for task in (*first.tasks, *second.tasks):
        assert TONELESS[task.span.start : task.span.end] == task.text


def test_a_glued_dispatch_keeps_the_words_of_its_orders() -> None:
    source = "Kính gửi: Sở Y tế; SởNội vụ\n1. Giao SởNội vụ phốihợp Sở Y tế làm trước ngày15/5/2025.\n"

    (clause,) = read_directive(source).assignments

    assert [lead.text for lead in clause.leads] == ["Sở Nội vụ"]
    assert [source[lead.span.start : lead.span.end] for lead in clause.leads] == ["SởNội vụ"]
    assert clause.tasks[0].text == "Giao SởNội vụ phốihợp Sở Y tế làm trước ngày15/5/2025."
    assert str(clause.tasks[0].due_on) == "2025-05-15"
