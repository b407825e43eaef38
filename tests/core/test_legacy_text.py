"""Vietnamese of before Unicode: the tables in full, and which code a text is in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtua.core.legacy_text import (
    TCVN3,
    VNI,
    NoVietnameseCode,
    decode_vietnamese,
    from_tcvn3,
    from_vni,
    vietnamese_share,
)

SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
CAPITALS = SMALL.upper()
TEXT = (
    "ỦY BAN NHÂN DÂN TỈNH\nSố: 12/UBND-VX\nKính gửi: Sở Y tế, Đảng ủy xã Nghĩa Đàn.\n"
    "Yêu cầu các đơn vị thực hiện nghiêm túc, báo cáo trước ngày 15/5/2024 để tổng hợp – “khẩn trương”."
)
TO_TCVN3 = {ord(letter): chr(code) for code, letter in TCVN3.items()}
TO_VNI = {ord(letter): signs for signs, letter in VNI.items() if len(letter) == 1}


def as_vni(text: str) -> bytes:
    return text.translate(TO_VNI).encode("cp1252")


def as_tcvn3(text: str) -> bytes:
    """Write as people typed: a capital with a tone has no code and is drawn by a font of capitals."""
    drawn = "".join(sign if sign.isascii() or ord(sign) in TO_TCVN3 else sign.lower() for sign in text)
    return drawn.translate(TO_TCVN3).encode("cp1252")


def as_cp1258(text: str) -> bytes:
    """Write the tone as a sign of its own where the code has no letter with it."""
    parts = []
    for sign in text:
        apart = unicodedata.normalize("NFD", sign)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0309\u0303\u0301\u0323")
        bare = unicodedata.normalize("NFC", apart.replace(tone, ""))
        try:
            parts.append(sign.encode("cp1258"))
        except UnicodeEncodeError:
            parts.append(bare.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(parts)


@pytest.mark.parametrize("letter", SMALL + "ĂÂÊÔƠƯĐ")
def test_every_letter_of_tcvn3_comes_back(letter: str) -> None:
    assert from_tcvn3(chr(next(code for code, drawn in TCVN3.items() if drawn == letter))) == letter


def test_tcvn3_has_one_code_a_letter_and_no_capital_with_a_tone() -> None:
    assert sorted(TCVN3.values()) == sorted(SMALL + "ĂÂÊÔƠƯĐ")


@pytest.mark.parametrize("letter", SMALL + CAPITALS)
def test_every_letter_of_vni_comes_back_in_both_cases(letter: str) -> None:
    spellings = [signs for signs, drawn in VNI.items() if drawn == letter]

    assert spellings
    assert {from_vni(signs) for signs in spellings} == {letter}


@pytest.mark.parametrize("letter", SMALL + CAPITALS)
def test_every_letter_of_windows_1258_comes_back_composed(letter: str) -> None:
    assert decode_vietnamese(as_cp1258(f"Kính gửi: Sở Y tế. {letter}")).text[-1] == letter


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16"),
        (as_cp1258(TEXT), "cp1258"),
        (as_vni(TEXT), "vni"),
        (as_vni(TEXT).decode("cp1252").encode(), "vni"),
    ],
)
def test_a_text_is_read_in_the_code_it_was_written_in(data: bytes, encoding: str) -> None:
    decoded = decode_vietnamese(data)

    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


@pytest.mark.parametrize("again", [False, True], ids=["bytes", "pasted into Unicode"])
def test_tcvn3_is_read_with_capitals_where_the_word_has_them(again: bool) -> None:
    data = as_tcvn3(TEXT).decode("cp1252").encode() if again else as_tcvn3(TEXT)

    decoded = decode_vietnamese(data)

    assert (decoded.text, decoded.encoding) == (TEXT, "tcvn3")


@pytest.mark.parametrize("encoding", ["cp1258", "vni", "tcvn3"])
@pytest.mark.parametrize("text", ["Sở Y tế", "Việc cần làm ngay", "UBND xã Nghĩa Đàn", "Thôn Đồng Tâm"])
def test_a_few_words_are_enough(encoding: str, text: str) -> None:
    data = {"cp1258": as_cp1258, "vni": as_vni, "tcvn3": as_tcvn3}[encoding](text)

    assert decode_vietnamese(data).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"abc\x01\x02\x03",
        "Съобщение до всички области".encode("cp1251"),
        bytes(range(128, 256)) * 3,
        "lạc mã".encode("utf-16")[:-1],
    ],
)
def test_what_is_no_vietnamese_text_is_refused(data: bytes) -> None:
    with pytest.raises(NoVietnameseCode):
        decode_vietnamese(data)


def test_unicode_with_foreign_words_is_left_alone() -> None:
    text = "Dự án của Công ty Société Générale và Müller, café, São Paulo"

    assert decode_vietnamese(text.encode()).text == text


def test_the_share_of_vietnamese_counts_only_words_beyond_ascii() -> None:
    assert vietnamese_share("hello") == 1.0
    assert vietnamese_share("Kính gửi Sở") == 1.0
    assert vietnamese_share("NguyÔn V¨n An") == 0.0


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_refusal(data: bytes) -> None:
    try:
        decoded = decode_vietnamese(data)
    except NoVietnameseCode:
        return
    decoded.text.encode()
