"""Which lines are the header, which are data, and what the rest is called."""

import pytest

from diemtua.core.sheets import CellError, Sheet, SkipReason, read_book
from diemtua.core.sheets.cells import NO_VALUE, as_written, column_index, column_letter
from tests.core.sheet_making import FILES, HEADERS, open_document, table, workbook

AN = (1, "Nguyễn Văn Ất", "01/01/1960", "000060000001")
BINH = (2, "Trần Thị Bính", "1961", "000161000002")


def only_sheet(data: bytes, name: str = "ds.xlsx") -> Sheet:
    (sheet,) = read_book(name, data).sheets
    return sheet


def skipped(sheet: Sheet) -> list[tuple[int, SkipReason]]:
    return [(one.row, one.reason) for one in sheet.skipped]


def test_rows_keep_the_numbers_that_excel_shows():
    sheet = only_sheet(table(AN, BINH, top=4))

    assert sheet.header_row == 5
    assert [(row.number, row.values[1]) for row in sheet.rows] == [(6, "Nguyễn Văn Ất"), (7, "Trần Thị Bính")]


def test_rows_can_be_walked_twice():
    sheet = only_sheet(table(AN, BINH))

    assert [row.number for row in sheet.rows] == [row.number for row in sheet.rows] == [2, 3]


def test_a_table_that_begins_in_column_c_keeps_its_letters():
    def draw(book, sheet):
        sheet.write_row(1, 2, HEADERS)
        sheet.write_row(2, 2, AN)

    sheet = only_sheet(workbook(draw))

    assert sheet.headers == ("", "", *HEADERS)
    assert column_letter(sheet.headers.index("Số CCCD")) == "F"


def test_titles_above_the_header_are_listed_not_lost():
    def draw(book, sheet):
        sheet.merge_range("A1:D1", "DANH SÁCH NGƯỜI CHƯA THAM GIA")
        sheet.write("A2", "UBND XÃ MẪU")
        sheet.write("C2", "Tháng 5/2024")
        sheet.write_row(3, 0, HEADERS)
        sheet.write_row(4, 0, AN)

    sheet = only_sheet(workbook(draw))

    assert sheet.header_row == 4
    assert [one.text_vi for one in sheet.skipped] == [
        "dòng 1: dòng tiêu đề phía trên bảng “DANH SÁCH NGƯỜI CHƯA THAM GIA”",
        "dòng 2: dòng tiêu đề phía trên bảng “UBND XÃ MẪU · Tháng 5/2024”",
        "dòng 3: dòng trống",
    ]


def test_merged_headers_over_two_lines_are_joined():
    def draw(book, sheet):
        sheet.merge_range("A1:A2", "STT")
        sheet.merge_range("B1:B2", "Họ và tên")
        sheet.merge_range("C1:D1", "Ngày sinh")
        sheet.write("C2", "Nam")
        sheet.write("D2", "Nữ")
        sheet.merge_range("E1:F1", "Địa chỉ")
        sheet.write("E2", "Thôn")
        sheet.write("F2", "Xã")
        sheet.write_row(2, 0, [1, "Nguyễn Văn Ất", "01/01/1960", "", "Thôn 3", "Xã Mẫu"])

    sheet = only_sheet(workbook(draw))

    assert sheet.header_row == 2
    assert sheet.headers == (
        "STT",
        "Họ và tên",
        "Ngày sinh / Nam",
        "Ngày sinh / Nữ",
        "Địa chỉ / Thôn",
        "Địa chỉ / Xã",
    )
    assert [row.number for row in sheet.rows] == [3]


def test_grouped_headers_are_joined_in_a_csv_too_where_no_merge_tells():
    lines = ["STT,Họ và tên,Ngày sinh,,Ghi chú", ",,Nam,Nữ,", "1,Nguyễn Văn Ất,1960,,"]

    sheet = only_sheet("\n".join(lines).encode(), "ds.csv")

    assert sheet.headers == ("STT", "Họ và tên", "Ngày sinh / Nam", "Ngày sinh / Nữ", "Ghi chú")
    assert [row.number for row in sheet.rows] == [3]


def test_a_nameless_column_does_not_swallow_the_first_row():
    lines = ["STT,Họ và tên,,Địa chỉ", "một,Nguyễn Văn Ất,x,Thôn 3", "hai,Trần Thị Bính,x,Thôn 4"]

    sheet = only_sheet("\n".join(lines).encode(), "ds.csv")

    assert [row.number for row in sheet.rows] == [2, 3]


def test_section_total_numbering_and_signature_lines_are_skipped_by_name():
    sheet = only_sheet(
        table(
            ("(1)", "(2)", "(3)", "(4)"),
            ("I", "Hộ nghèo"),
            AN,
            ("II. Hộ cận nghèo",),
            BINH,
            HEADERS,
            (3, "Lê Văn Đinh", "1970", "000070000003"),
            ("Tổng cộng", None, 3),
            (None,),
            (None, "Ghi chú: rà soát đến tháng 4"),
            (None, None, None, "Người lập biểu"),
            (None, None, None, "Lê Thị Mậu"),
        )
    )

    assert [row.number for row in sheet.rows] == [4, 6, 8]
    assert [row.section for row in sheet.rows] == ["I Hộ nghèo", "II. Hộ cận nghèo", "II. Hộ cận nghèo"]
    assert skipped(sheet) == [
        (2, SkipReason.COLUMN_NUMBERS),
        (3, SkipReason.SECTION),
        (5, SkipReason.SECTION),
        (7, SkipReason.REPEATED_HEADER),
        (9, SkipReason.TOTAL),
        (10, SkipReason.BLANK),
        (11, SkipReason.FOOTER),
        (12, SkipReason.FOOTER),
        (13, SkipReason.FOOTER),
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param((None, "Trần Thị Bính"), id="only a name"),
        pytest.param((None, "Cộng Văn Ất"), id="a family name like a subtotal"),
        pytest.param((7, "Tổng Cộng", "1960", None), id="a person whose name reads like a total"),
        pytest.param(("Tổng số người tham gia BHXH tự nguyện", None, 12, None), id="an indicator"),
        pytest.param((None, "Trần Thị Bính", None, "000161000002"), id="no running number"),
    ],
)
def test_a_line_that_may_be_data_is_never_skipped(line):
    sheet = only_sheet(table(AN, line))

    assert [row.number for row in sheet.rows] == [2, 3]
    assert skipped(sheet) == []


def test_a_form_d05_with_three_header_lines_is_read_as_printed():
    def draw(book, sheet):
        sheet.write("A1", "Tên đơn vị: Bưu điện huyện Mẫu")
        sheet.merge_range("A2:I2", "DANH SÁCH NGƯỜI THAM GIA BHXH TỰ NGUYỆN")
        for index, name in enumerate(["STT", "Họ và tên", "Mã số BHXH", "Số tiền"]):
            sheet.merge_range(3, index, 5, index, name)
        sheet.merge_range("E4:I4", "Trong đó")
        sheet.merge_range("E5:E6", "Người tham gia đóng")
        sheet.merge_range("F5:G5", "NSNN hỗ trợ")
        sheet.merge_range("H5:I5", "NSĐP hỗ trợ")
        sheet.write_row("F6", ["Tỷ lệ", "Tiền", "Tỷ lệ", "Tiền"])
        sheet.write_row(6, 0, ["A", "B", "C", 1, 2, 3, 4, 5, 6])
        sheet.write_row(7, 0, ["I", "Tăng"])
        sheet.write_row(8, 0, ["I.1", "Người tham gia"])
        sheet.write_row(9, 0, [1, "Nguyễn Văn Ất", "4000000001", 330000, 297000, 10, 33000])
        sheet.write_row(10, 1, ["Cộng tăng", "", 330000])
        sheet.write(11, 1, "Tổng số sổ BHXH đề nghị cấp: 1")
        sheet.write(13, 3, "Ngày 6 tháng 5 năm 2024")
        sheet.write(14, 1, "Người lập biểu")

    sheet = only_sheet(workbook(draw))

    assert sheet.header_row == 6
    assert sheet.headers[3:] == (
        "Số tiền",
        "Trong đó / Người tham gia đóng",
        "Trong đó / NSNN hỗ trợ / Tỷ lệ",
        "Trong đó / NSNN hỗ trợ / Tiền",
        "Trong đó / NSĐP hỗ trợ / Tỷ lệ",
        "Trong đó / NSĐP hỗ trợ / Tiền",
    )
    assert [(row.number, row.section) for row in sheet.rows] == [(10, "I.1 Người tham gia")]
    assert skipped(sheet)[3:] == [
        (7, SkipReason.COLUMN_NUMBERS),
        (8, SkipReason.SECTION),
        (9, SkipReason.SECTION),
        (11, SkipReason.TOTAL),
        (12, SkipReason.FOOTER),
        (13, SkipReason.BLANK),
        (14, SkipReason.FOOTER),
        (15, SkipReason.FOOTER),
    ]


def test_years_may_head_columns_under_a_group():
    def draw(book, sheet):
        sheet.merge_range("A1:A2", "TT")
        sheet.merge_range("B1:B2", "Huyện")
        sheet.merge_range("C1:D1", "BHXH TN")
        sheet.write_row("C2", [2023, 2024])
        sheet.write_row(2, 0, [1, "Vinh", 10, 20])

    sheet = only_sheet(workbook(draw))

    assert sheet.headers == ("TT", "Huyện", "BHXH TN / 2023", "BHXH TN / 2024")
    assert [row.number for row in sheet.rows] == [3]


def test_every_line_is_either_header_data_or_listed():
    sheet = only_sheet(table(("I", "Hộ nghèo"), AN, (None,), (None,), BINH, ("Cộng", None, 2), top=3))

    listed = {number for one in sheet.skipped for number in range(one.row, one.last_row + 1)}
    assert listed | {sheet.header_row} | {row.number for row in sheet.rows} == set(range(1, 11))


def test_a_value_merged_over_rows_is_given_to_each_of_them():
    def draw(book, sheet):
        sheet.write_row(0, 0, ["STT", "Họ và tên", "Địa chỉ"])
        sheet.write_row(1, 0, [1, "Nguyễn Văn Ất"])
        sheet.write_row(2, 0, [2, "Trần Thị Bính"])
        sheet.merge_range("C2:C3", "Thôn 3")

    first, second = only_sheet(workbook(draw)).rows

    assert (first.values[2], first.merged) == ("Thôn 3", frozenset())
    assert (second.values[2], second.merged) == ("Thôn 3", frozenset({2}))


def test_errors_and_formulas_without_result_are_seen_where_calamine_shows_blanks():
    def draw(book, sheet):
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, [1, "Nguyễn Văn Ất"])
        sheet.write_formula("C2", "=X!A1", None, "#REF!")
        sheet.write_formula("D2", "=A1&B1", None, "")
        sheet.write_formula("E2", "=1+1", None, 2)

    (row,) = only_sheet(workbook(draw)).rows

    assert row.values[2:5] == ("#REF!", NO_VALUE, 2.0)
    assert isinstance(row.values[2], CellError)


def test_zeros_that_only_the_number_format_shows_are_kept():
    def draw(book, sheet):
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, [1, "Nguyễn Văn Ất", "1960"])
        sheet.write_number(1, 3, 60000001, book.add_format({"num_format": "000000000000"}))

    (row,) = only_sheet(workbook(draw)).rows

    assert row.cells[3].text == "000060000001"


def test_an_old_xls_reads_like_an_xlsx():
    sheet = only_sheet((FILES / "old_workbook.xls").read_bytes(), "cũ.xls")

    first, second = sheet.rows
    assert sheet.headers == ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Số tiền")
    assert [cell.text for cell in first.cells] == [
        "1",
        "Nguyễn Văn Ất",
        "02/01/1960",
        "000199012345",
        "1500000",
    ]
    assert (second.number, second.cells[2].text) == (5, "1961")


def test_an_ods_reads_like_an_xlsx():
    sheet = only_sheet(open_document(HEADERS, (1, "Nguyễn Văn Ất", "01/01/1960", "000060000001")), "ds.ods")

    assert sheet.headers == HEADERS
    assert [cell.text for row in sheet.rows for cell in row.cells] == [
        "1",
        "Nguyễn Văn Ất",
        "01/01/1960",
        "000060000001",
    ]


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(index, letters):
    assert (column_letter(index), column_index(letters)) == (letters, index)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (40199012345.0, "40199012345"),
        (0.5, "0,5"),
        (1e-7, "0,0000001"),
        (True, "TRUE"),
        (None, ""),
        ("  a ", "  a "),
    ],
)
def test_a_cell_is_shown_as_a_person_would_type_it(value, text):
    assert as_written(value) == text
