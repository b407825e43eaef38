"""Files that come in: encodings, separators, sheets left out, and the exact words of every refusal."""

import codecs
import io
import struct
import unicodedata
import zipfile
from contextlib import suppress

import pytest

from diemtua.core.errors import Refusal
from diemtua.core.sheets import read_book, read_sheets
from tests.core.sheet_making import FILES, HEADERS, table, workbook

TEXT = "STT;Họ và tên;Địa chỉ\n1;Nguyễn Thị Ất;Xóm Đồng Ưng, xã Mẫu\n"
AN = (1, "Nguyễn Văn Ất", "01/01/1960", "000060000001")


def windows_1258(text: str) -> bytes:
    """Encode as Windows does: letters with a hat or horn in one byte, the tone as a second."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    spelled = []
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        spelled.append(base + "".join(part for part in parts if part in tones))
    return "".join(spelled).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="UTF-8 with its mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="UTF-16, high byte first"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 without its mark"),
        pytest.param(unicodedata.normalize("NFD", TEXT).encode(), id="decomposed"),
        pytest.param(windows_1258(TEXT), id="Windows-1258"),
    ],
)
def test_csv_in_every_encoding_reads_the_same(data):
    (sheet,) = read_sheets("ds.csv", data)

    assert sheet.headers == ("STT", "Họ và tên", "Địa chỉ")
    assert [row.values for row in sheet.rows] == [("1", "Nguyễn Thị Ất", "Xóm Đồng Ưng, xã Mẫu")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_every_separator_reads_the_same(separator):
    lines = ["STT,Họ và tên,Địa chỉ", '1,Nguyễn Thị Ất,"Xóm 1, xã Mẫu; huyện Mẫu"', "2,Trần Văn Bính,Xóm 2"]
    text = "\r\n".join(
        separator.join(
            ['"Xóm 1, xã Mẫu; huyện Mẫu"' if "Xóm 1" in part else part for part in line.split(",")[:3]]
        )
        for line in lines
    )

    (sheet,) = read_sheets("ds.csv", text.encode())

    assert [row.values[2] for row in sheet.rows] == ["Xóm 1, xã Mẫu; huyện Mẫu", "Xóm 2"]


def test_csv_that_names_its_separator_keeps_row_numbers():
    (sheet,) = read_sheets("ds.csv", b"sep=;\nSTT;Ho va ten\n1;An\n")

    assert (sheet.header_row, [row.number for row in sheet.rows]) == (2, [3])


def test_csv_text_formula_keeps_its_leading_zero():
    (sheet,) = read_sheets("ds.csv", b'STT,Ho va ten,CCCD\n1,An,"=""040199012345"""\n')

    assert [row.values[2] for row in sheet.rows] == ["040199012345"]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(
            "STT,Hä vµ tªn\n1,NguyÔn V¨n An\n2,TrÇn ThÞ B×nh".encode("latin-1"), "TCVN3", id="TCVN3"
        ),
        pytest.param(
            "STT,Hoï vaø teân\n1,Nguyeãn Vaên An\n2,Traàn Thò Bình".encode("latin-1"), "VNI", id="VNI"
        ),
        pytest.param("STT,Hä vµ tªn\n1,NguyÔn V¨n An".encode(), "TCVN3", id="TCVN3 saved as UTF-8"),
    ],
)
def test_old_fonts_are_refused_by_name(data, encoding):
    with pytest.raises(Refusal) as refused:
        read_book("ds.csv", data)

    assert refused.value.text == (
        f"Tệp “ds.csv”, trang “CSV”, dòng 1 dùng bảng mã cũ {encoding}, đọc vào sẽ sai dấu. "
        "Hãy chuyển sang Unicode (UniKey: Công cụ, Chuyển mã) rồi tải lại."
    )


def test_old_fonts_are_refused_in_a_workbook_too():
    with pytest.raises(Refusal) as refused:
        read_book("ds.xlsx", table((1, "NguyÔn V¨n An"), headers=("STT", "Hä vµ tªn")))

    assert refused.value.code == "sheet_legacy_encoding"


def test_proper_vietnamese_is_never_taken_for_an_old_font():
    names = [
        "Đoàn Ông Ích Khiêm",
        "Trần Thị Bình",
        "Hồ Quý Ly",
        "Lê Hoàng Yến",
        "Ngô Thì Nhậm",
        "Hứa Thuý Ưng",
    ]
    text = "STT,Họ và tên\n" + "\n".join(f"{at},{name} ® 12 m² “x”" for at, name in enumerate(names))

    assert read_book("ds.csv", text.encode()).sheets[0].row_count == 6


def refusal_of(name: str, data: bytes, **options: int) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        read_book(name, data, **options)
    return refused.value.code, refused.value.text


def test_every_useless_file_is_refused_with_a_sentence_that_says_what_to_do():
    whole = table(AN)
    html = b"<html><table><tr><td>STT</td></tr></table></html>"

    assert refusal_of("ds.xlsx", b"") == (
        "file_empty",
        "Tệp “ds.xlsx” không có nội dung. Hãy kiểm tra và tải lại.",
    )
    assert refusal_of("ds.docx", whole) == (
        "sheet_wrong_ending",
        "Tệp “ds.docx” không phải bảng tính. Hãy tải tệp .xlsx, .xls, .ods hoặc .csv.",
    )
    assert refusal_of("ds.xlsx", whole[: len(whole) // 2]) == (
        "sheet_broken",
        (
            "Không đọc được tệp “ds.xlsx”: tệp bị hỏng hoặc tải lên chưa trọn. "
            "Hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lại."
        ),
    )
    assert refusal_of("kín.xlsx", (FILES / "password_protected.xlsx").read_bytes()) == (
        "sheet_password",
        (
            "Tệp “kín.xlsx” có mật khẩu nên không đọc được. "
            "Hãy bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi tải lại."
        ),
    )
    assert refusal_of("ds.xls", html) == (
        "sheet_disguised",
        (
            "Tệp “ds.xls” mang đuôi .xls nhưng bên trong là trang web (HTML hoặc XML). "
            "Hãy mở bằng Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”, rồi tải lại."
        ),
    )
    assert refusal_of("ds.csv", whole)[0] == "sheet_disguised"
    assert refusal_of("ds.xlsx", TEXT.encode())[0] == "sheet_disguised"
    assert refusal_of("ds.xlsx", table(AN, headers=(1.5, 2.5, 3.5, 4.5))) == (
        "sheet_no_header",
        (
            "Tệp “ds.xlsx”, trang “Thôn 1”: không tìm thấy dòng tiêu đề cột trong 2 dòng đầu. "
            "Hãy thêm một dòng ghi tên từng cột ngay trên dữ liệu."
        ),
    )
    assert refusal_of("ds.xlsx", table()) == (
        "sheet_no_rows",
        (
            "Tệp “ds.xlsx”, trang “Thôn 1”: có tiêu đề cột ở dòng 1 "
            "nhưng không có dòng dữ liệu nào bên dưới. Hãy kiểm tra và tải lại."
        ),
    )
    assert refusal_of("ds.xlsx", workbook(lambda book, sheet: None)) == (
        "sheet_nothing_inside",
        "Tệp “ds.xlsx”: mọi trang đều trống (trang “Thôn 1”). Hãy kiểm tra và tải lại.",
    )
    assert refusal_of("ds.xlsx", table(*[AN] * 3), max_rows=2) == (
        "sheet_too_many_rows",
        "Tệp “ds.xlsx”, trang “Thôn 1” có 3 dòng, vượt mức 2 dòng một lần. Hãy chia thành nhiều tệp.",
    )
    assert refusal_of("ds.csv", b"STT,Ho ten\n1,\x81\xff\x90\n")[0] == "sheet_unknown_encoding"


def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory():
    def draw(book, sheet):
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, AN)
        sheet.write(1_048_575, 16_383, "x")

    assert refusal_of("ds.xlsx", workbook(draw)) == (
        "sheet_too_large_unpacked",
        (
            "Tệp “ds.xlsx” bung ra quá lớn (trang “Thôn 1”). "
            "Hãy chỉ giữ lại bảng dữ liệu, xoá các dòng và cột thừa, rồi tải lại."
        ),
    )


def test_a_zip_that_unpacks_to_gigabytes_is_refused_unread():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(650):
            part.write(bytes(1 << 20))

    assert refusal_of("ds.xlsx", stream.getvalue())[0] == "sheet_too_large_unpacked"


def test_useless_sheets_are_left_out_and_named_while_the_others_are_read():
    def draw_list(book, sheet):
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, AN)

    def draw_hidden(book, sheet):
        draw_list(book, sheet)
        sheet.hide()

    data = workbook(draw_list, lambda book, sheet: None, draw_hidden, names=("Thôn 1", "Trống", "Nháp"))

    book = read_book("ds.xlsx", data)

    assert [sheet.name for sheet in book.sheets] == ["Thôn 1"]
    assert [(one.sheet, one.text_vi) for one in book.left_out] == [
        ("Trống", "trang trống"),
        ("Nháp", "trang đang ẩn; hãy bỏ ẩn nếu cần đọc"),
    ]


@pytest.mark.parametrize("cut", range(0, 5000, 97))
def test_a_damaged_workbook_is_refused_or_read_but_never_crashes(cut):
    data = bytearray(table(*[AN] * 50))
    at = cut % len(data)
    data[at : at + 40] = bytes(40)

    with suppress(Refusal):
        assert read_book("ds.xlsx", bytes(data)).sheets


def test_an_xls_that_claims_billions_of_rows_is_refused_and_we_live_on():
    data = bytearray((FILES / "old_workbook.xls").read_bytes())
    dimensions = data.index(b"\x00\x02\x0e\x00") + 4
    data[dimensions : dimensions + 14] = struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, 0xFFF0, 0)

    assert refusal_of("cũ.xls", bytes(data))[0] == "sheet_broken"
