"""Vietnamese text: tidied, folded, sorted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtua.core.text import SORT_KEY_LENGTH, fold, person_sort_key, sort_key, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Thị Hoà", "nguyen thi hoa"),
        ("ĐÔNG VĨNH", "dong vinh"),
        ("  Xã   Đồng\tVăn ", "xa dong van"),
        (unicodedata.normalize("NFD", "Quỳ Châu"), "quy chau"),
        ("hòa", "hoa"),
        ("hoà", "hoa"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_tidy_keeps_diacritics_in_one_form() -> None:
    assert tidy(unicodedata.normalize("NFD", " Vũ  Đức ")) == "Vũ Đức"


def test_the_order_is_that_of_the_vietnamese_alphabet() -> None:
    in_order = ["An", "Ánh", "Ăn", "Ấn", "Dũng", "Đạt", "Em", "Ô", "Ơ", "Ủ", "Ư"]

    assert sorted(set(in_order), key=sort_key) == in_order


def test_tones_decide_only_between_words_of_the_same_letters() -> None:
    assert sorted(["má", "mạ", "ma", "mã", "mà", "mả", "mac"], key=sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mac",
    ]


def test_numbers_sort_by_value() -> None:
    assert sorted(["Xóm 10", "Xóm 2", "Xóm 1"], key=sort_key) == ["Xóm 1", "Xóm 2", "Xóm 10"]


def test_a_key_fits_its_column_whatever_is_written() -> None:
    assert len(sort_key("1a" * 60)) == SORT_KEY_LENGTH


def test_people_sort_by_given_name_then_family_then_middle() -> None:
    people = ["Trần Thị An", "Lê Văn Bình", "Lê Thị An", "Lê Bá An"]

    assert sorted(people, key=person_sort_key) == ["Lê Bá An", "Lê Thị An", "Trần Thị An", "Lê Văn Bình"]
