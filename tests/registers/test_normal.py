"""Names, birthdays and numbers in their normal form, as tables."""

import duckdb
import pytest

from diemtua.registers.rules import normal
from diemtua.registers.rules.columns import find_columns, missing
from diemtua.registers.rules.passes import NUMBER_FITS_BIRTH


def sql(expression: str, value: str | None) -> object:
    return (
        duckdb.connect()
        .execute(f"SELECT {expression} FROM (SELECT ?::VARCHAR AS x)", [value])
        .fetchall()[0][0]
    )


@pytest.mark.parametrize(
    ("written", "fold"),
    [
        ("Nguyễn Thị Hoà", "nguien thi hoa"),
        ("NGUYỄN  THỊ HÒA ", "nguien thi hoa"),
        ("Nguye\u0302\u0303n Thi\u0323 Ho\u0300a", "nguien thi hoa"),
        ("Ðặng Văn Đức", "dang van duc"),
        ("Trần V. Mỹ", "tran v mi"),
        ("Võ Thị Quý", "vo thi qui"),
    ],
)
def test_a_name_folds_to_plain_letters(written: str, fold: str) -> None:
    assert sql(normal.folded(normal.spelled("x")), written) == fold


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("Thuý", "Thúy"), ("Quí", "Quý"), ("Mĩ", "MỸ")]
)
def test_both_placements_of_a_tone_are_one_spelling(one: str, other: str) -> None:
    assert sql(normal.spelled("x"), one) == sql(normal.spelled("x"), other)


def test_another_tone_is_another_spelling() -> None:
    assert sql(normal.spelled("x"), "Hoà") != sql(normal.spelled("x"), "Hoá")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("05/03/1980", (1980, 3, 5)),
        ("5-3-1980", (1980, 3, 5)),
        ("1980-03-05", (1980, 3, 5)),
        ("1980-03-05 00:00:00", (1980, 3, 5)),
        ("1980", (1980, None, None)),
        ("chưa rõ", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_a_birthday_is_read_as_people_write_it(written: str | None, parts: tuple[int | None, ...]) -> None:
    found = normal.birth_parts("x")

    assert tuple(sql(found[part], written) for part in "ymd") == parts


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("040180000001", 40180000001),
        ("40180000001", 40180000001),
        ("040 180 000 001", 40180000001),
        ("40180000001.0", 40180000001),
        ("", None),
        (None, None),
    ],
)
def test_a_number_keeps_its_digits(written: str | None, number: int | None) -> None:
    assert sql(normal.whole("x"), written) == number


@pytest.mark.parametrize(
    ("number", "year", "male", "fits"),
    [
        (40180000001, 1980, False, True),
        (40080000001, 1980, True, True),
        (40080000001, 1980, False, False),
        (40180000001, 1981, False, False),
        (40305000001, 2005, False, True),
    ],
)
def test_a_number_tells_sex_and_year(number: int, year: int, male: bool, fits: bool) -> None:
    row = f"(SELECT {number}::BIGINT AS c12, {year} AS y, {male} AS male) q"

    assert duckdb.connect().execute(f"SELECT {NUMBER_FITS_BIRTH} FROM {row}").fetchall() == [(fits,)]


def test_columns_are_found_in_any_order_and_wording() -> None:
    found = find_columns(["Ngày sinh", "HỌ VÀ TÊN", "\ufeffSTT", "Ghi chú"])

    assert found == {"rid": "\ufeffSTT", "full_name": "HỌ VÀ TÊN", "birth": "Ngày sinh"}
    assert missing(found) == []
    assert missing(find_columns(["rid"])) == ["full_name", "birth"]
