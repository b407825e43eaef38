"""Numbers as papers print them and as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtua.core.numbers import decimal_comma, grouped, parse_decimal, parse_whole, percent, to_dong


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1.403", 1403),
        ("1,403", 1403),
        ("1 403", 1403),
        ("1403", 1403),
        ("3.039.673", 3_039_673),
        ("-5", -5),
        ("1.40", None),
        ("1.4033", None),
        ("12a", None),
        ("", None),
    ],
)
def test_parse_whole(typed: str, read: int | None) -> None:
    assert parse_whole(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("92,32", Decimal("92.32")),
        ("92.32", Decimal("92.32")),
        ("3.039.673", Decimal(3_039_673)),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("mười", None),
    ],
)
def test_parse_decimal(typed: str, read: Decimal | None) -> None:
    assert parse_decimal(typed) == read


@given(st.integers(min_value=0, max_value=10**12))
def test_what_is_printed_is_read_again(number: int) -> None:
    assert parse_whole(grouped(number)) == number


@pytest.mark.parametrize(
    ("part", "whole", "places", "printed"),
    [
        (3_039_673, 3_292_540, 2, "92,32"),
        (17_956, 24_134, 1, "74,4"),
        (51_854, 54_015, 1, "96"),
        (43_031, 44_871, 1, "95,9"),
    ],
    ids=["Nghệ An, all", "Yên Bái, voluntary", "Yên Bái, compulsory", "Yên Bái, unemployment"],
)
def test_the_published_percentages(part: int, whole: int, places: int, printed: str) -> None:
    assert decimal_comma(percent(part, whole, places), places) == printed


def test_a_percentage_of_nothing_is_none() -> None:
    assert percent(5, 0) is None


@pytest.mark.parametrize(("amount", "dong"), [("0.5", 1), ("1.49", 1), ("2.5", 3), ("1263600", 1263600)])
def test_to_dong_rounds_half_up(amount: str, dong: int) -> None:
    assert to_dong(Decimal(amount)) == dong
