"""Sheets typed in an old font, read as Unicode where the caller asks for it."""

import pytest

from diemtua.core.sheets import read_book
from diemtua.core.sheets.old_fonts import in_unicode
from tests.core.sheet_making import workbook


def names_in_tcvn3() -> bytes:
    def draw(book, sheet) -> None:
        sheet.write_row(0, 0, ["Họ và tên", "Xóm"])
        for line, name in enumerate(["NguyÔn V¨n An", "TrÇn ThÞ Lan", "Vò §øc ThuËn"], start=1):
            sheet.write_row(line, 0, [name, "Xóm Đồi"])

    return workbook(draw)


def test_a_column_in_tcvn3_is_turned_and_its_unicode_heading_stays() -> None:
    (sheet,) = read_book("a.xlsx", names_in_tcvn3(), turns_old_fonts=True).sheets

    assert sheet.headers == ("Họ và tên", "Xóm")
    names = [row.values for row in sheet.rows]
    assert names == [("Nguyễn Văn An", "Xóm Đồi"), ("Trần Thị Lan", "Xóm Đồi"), ("Vũ Đức Thuận", "Xóm Đồi")]


@pytest.mark.parametrize(
    ("written", "font", "read"),
    [
        ("Nguyeãn Vaên An", "vni", "Nguyễn Văn An"),
        ("Bé", "tcvn3", "Bộ"),
        ("Lê Thị Hoà", "tcvn3", "Lê Thị Hoà"),
        ("Lan Anh", "vni", "Lan Anh"),
        ("", "vni", ""),
    ],
)
def test_a_text_is_turned_unless_it_is_unicode_already(written: str, font: str, read: str) -> None:
    assert in_unicode(written, font) == read
