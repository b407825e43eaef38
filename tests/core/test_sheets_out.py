"""What goes out: the annotated workbook, exports and templates, each read back as a stranger's file."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from diemtua.core.sheets import (
    Birth,
    Choice,
    Column,
    Kind,
    OutColumn,
    Severity,
    Shape,
    Tally,
    annotate,
    guess_mapping,
    read_book,
    read_records,
    row_problem,
    tally,
    template_workbook,
    write_csv,
    write_sheet,
    writing,
)
from diemtua.core.sheets.writing import guarded
from tests.core.sheet_making import HEADERS, table, workbook

TODAY = date(2024, 5, 6)
COLUMNS = (
    Column("full_name", "Họ và tên", kind=Kind.NAME, required=True),
    Column("birth", "Ngày sinh", kind=Kind.BIRTH),
    Column("id_no", "Số CCCD", kind=Kind.PERSONAL_ID),
)
LINES = (
    (1, "Nguyễn Văn Ất", "01/01/1960", "040060000001"),
    (2, "Trần Thị Bính", "31/02/1961", "040161000002"),
    (3, "Nguyễn Văn Ất", "01/01/1960", "040060000001"),
    (4, "Lê Văn Đinh", "1970", 40070000003),
)


def read_and_judge(data: bytes):
    book = read_book("ds.xlsx", data)
    (sheet,) = book.sheets
    records = list(read_records(sheet, guess_mapping(sheet.headers, COLUMNS), COLUMNS, today=TODAY))
    problems = [problem for record in records for problem in record.problems]
    problems.append(row_problem("Thôn 1", 7, "duplicate", "trùng với dòng 5.", Severity.DUPLICATE))
    return book, problems


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_what_was_sent_is_accepted_rejected_or_duplicate():
    book, problems = read_and_judge(table(*LINES, top=3))

    assert tally(book, problems) == {"Thôn 1": Tally(sent=4, accepted=2, rejected=1, duplicate=1)}


def test_a_row_both_wrong_and_duplicate_counts_once_as_rejected():
    book, problems = read_and_judge(table(*LINES, top=3))
    problems.append(row_problem("Thôn 1", 6, "duplicate", "trùng với dòng 5.", Severity.DUPLICATE))

    (counts,) = tally(book, problems).values()

    assert counts == Tally(4, 2, 1, 1)
    assert counts.text_vi == "Đã gửi 4 dòng: nhận 2, từ chối 1, trùng 1."


def test_the_workbook_goes_back_with_the_same_rows_and_a_reason_beside_each():
    book, problems = read_and_judge(table(*LINES, top=3))

    returned = read_book("trả lại.xlsx", annotate(book, problems))

    (sheet,) = returned.sheets
    assert (sheet.name, sheet.header_row, sheet.headers) == ("Thôn 1", 4, (*HEADERS, "Lý do"))
    assert [row.number for row in sheet.rows] == [5, 6, 7, 8]
    assert [[cell.text for cell in row.cells][:4] for row in sheet.rows] == [
        ["1", "Nguyễn Văn Ất", "01/01/1960", "040060000001"],
        ["2", "Trần Thị Bính", "31/02/1961", "040161000002"],
        ["3", "Nguyễn Văn Ất", "01/01/1960", "040060000001"],
        ["4", "Lê Văn Đinh", "1970", "40070000003"],
    ]
    assert [row.values[4] for row in sheet.rows] == [
        None,
        (
            "Từ chối: cột C (Ngày sinh): “31/02/1961” không phải là ngày có thật. "
            "Hãy kiểm tra lại ngày, tháng, năm."
        ),
        "Trùng: trùng với dòng 5.",
        "Lưu ý: cột D (Số CCCD): đã thêm 1 số 0 ở đầu mà Excel bỏ mất. Hãy kiểm tra lại.",
    ]


def test_the_summary_sheet_is_ours_and_is_not_read_as_data():
    book, problems = read_and_judge(table(*LINES, top=3))

    returned = read_book("trả lại.xlsx", annotate(book, problems))

    assert [(one.sheet, one.text_vi) for one in returned.left_out] == [
        ("Tóm tắt", "trang do Điểm Tựa thêm vào")
    ]


def test_the_summary_counts_and_lists_what_was_skipped():
    data = table(("I", "Hộ nghèo"), *LINES, ("Tổng cộng", None, 4), top=3)
    book = read_book("ds.xlsx", data)

    strings = re.findall(r"<t[^>]*>([^<]*)</t>", parts_of(annotate(book, []))["xl/worksheets/sheet1.xml"])

    assert strings[:2] == [
        "Điểm Tựa · Kết quả đọc tệp “ds.xlsx”",
        "Đã gửi 4 dòng: nhận 4, từ chối 0, trùng 0.",
    ]
    assert [text for text in strings if "dòng " in text][-3:] == [
        "    dòng 1 đến 3: dòng trống",
        "    dòng 5: dòng tên nhóm “I · Hộ nghèo”",
        "    dòng 10: dòng cộng “Tổng cộng · 4”",
    ]


def test_problem_cells_are_coloured_and_carry_the_reason_as_a_comment():
    book, problems = read_and_judge(table(*LINES, top=3))

    parts = parts_of(annotate(book, problems))

    assert 'ref="C6"' in parts["xl/comments1.xml"]
    assert "“31/02/1961” không phải là ngày có thật." in parts["xl/comments1.xml"]
    assert all(colour in parts["xl/styles.xml"] for colour in ("FFF8CBAD", "FFD9D2E9", "FFFFF2CC"))


def test_a_corrected_answer_sent_again_is_answered_in_the_same_reason_column():
    book, problems = read_and_judge(table(*LINES, top=3))
    returned = read_book("ds.xlsx", annotate(book, problems))

    again = read_book("ds.xlsx", annotate(returned, []))

    assert again.sheets[0].headers == (*HEADERS, "Lý do")
    assert [row.values[4:] for row in again.sheets[0].rows] == [(None,)] * 4


def test_sheets_with_names_that_excel_refuses_go_back_under_tame_ones():
    data = workbook(
        *[lambda book, sheet: (sheet.write_row(0, 0, HEADERS), sheet.write_row(1, 0, LINES[0]))] * 2,
        names=("tóm tắt", "Thôn 2"),
    )

    returned = read_book("ds.xlsx", annotate(read_book("ds.xlsx", data), []))

    assert [sheet.name for sheet in returned.sheets] == ["tóm tắt (2)", "Thôn 2"]


OUT = (
    OutColumn("Họ và tên", width=30),
    OutColumn("Số lượt", Shape.WHOLE),
    OutColumn("Tỷ lệ", Shape.PERCENT),
    OutColumn("Ngày", Shape.DAY),
    OutColumn("Lúc", Shape.MOMENT),
)
MOMENT = datetime(2024, 5, 6, 7, 30, tzinfo=UTC)
ROWS = (
    ("Nguyễn Văn Ất", 12, Decimal("92.32"), date(2024, 5, 6), MOMENT),
    ("=HYPERLINK(1)", 0, None, None, None),
    ("+84 912", -5, Decimal("-1.5"), None, None),
)


def test_an_export_reads_back_as_it_was_written():
    stream = io.BytesIO()

    written = write_sheet(stream, OUT, iter(ROWS), title="Lượt tư vấn", watermark="Lan xuất ngày 06/05/2024")

    (sheet,) = read_book("ra.xlsx", stream.getvalue()).sheets
    assert (written.rows, len(written.digest)) == (3, 64)
    assert sheet.headers == ("Họ và tên", "Số lượt", "Tỷ lệ", "Ngày", "Lúc")
    assert [one.text for one in sheet.skipped] == ["Lượt tư vấn", "Lan xuất ngày 06/05/2024"]
    assert [row.values for row in sheet.rows] == [
        ("Nguyễn Văn Ất", 12.0, 92.32, date(2024, 5, 6), datetime(2024, 5, 6, 7, 30)),  # noqa: DTZ001 -- Excel has none
        ("=HYPERLINK(1)", 0.0, None, None, None),
        ("+84 912", -5.0, -1.5, None, None),
    ]


def test_an_export_holds_no_formula_and_looks_like_a_table():
    stream = io.BytesIO()
    write_sheet(stream, OUT, ROWS, watermark="Lan & Minh")

    xml = parts_of(stream.getvalue())["xl/worksheets/sheet1.xml"]

    assert "<f>" not in xml
    assert '<autoFilter ref="A2:E5"/>' in xml
    assert 'ySplit="2"' in xml
    assert "<oddFooter>&amp;LLan &amp;&amp; Minh&amp;R&amp;P/&amp;N</oddFooter>" in xml


def test_the_same_rows_give_the_same_digest_in_both_formats():
    as_sheet = write_sheet(io.BytesIO(), OUT, ROWS)
    as_csv = write_csv(io.BytesIO(), OUT, ROWS)
    one_less = write_csv(io.BytesIO(), OUT, ROWS[:-1])

    assert as_sheet == as_csv
    assert one_less.digest != as_csv.digest


def test_a_csv_export_opens_in_excel_and_runs_nothing():
    stream = io.BytesIO()

    write_csv(stream, OUT, ROWS, watermark="@nội bộ")

    assert stream.getvalue().decode("utf-8-sig").splitlines() == [
        "'@nội bộ",
        "Họ và tên,Số lượt,Tỷ lệ,Ngày,Lúc",
        'Nguyễn Văn Ất,12,"92,32",06/05/2024,06/05/2024 07:30',
        "'=HYPERLINK(1),0,,,",
        '\'+84 912,-5,"-1,5",,',
    ]
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")


def test_a_guarded_text_comes_back_unguarded():
    stream = io.BytesIO()
    write_csv(stream, OUT, ROWS)

    (sheet,) = read_book("ra.csv", stream.getvalue()).sheets

    assert [row.values[0] for row in sheet.rows] == ["Nguyễn Văn Ất", "=HYPERLINK(1)", "+84 912"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5", "-5"),
        ("-cmd", "'-cmd"),
        ("\tx", "'\tx"),
        ("An", "An"),
    ],
)
def test_texts_that_a_spreadsheet_would_run_are_guarded(text, safe):
    assert guarded(text) == safe


def test_rows_beyond_one_sheet_go_on_to_a_second(monkeypatch):
    monkeypatch.setattr(writing, "MAX_LINES", 3)
    stream = io.BytesIO()

    written = write_sheet(
        stream, [OutColumn("Họ tên"), OutColumn("Số", Shape.WHOLE)], [("An", at) for at in range(5)]
    )

    first, second, third = read_book("ra.xlsx", stream.getvalue()).sheets
    assert written.rows == 5
    assert [sheet.name for sheet in (first, second, third)] == ["Danh sách", "Danh sách (2)", "Danh sách (3)"]
    assert [row.values[1] for sheet in (first, second, third) for row in sheet.rows] == [0, 1, 2, 3, 4]


TEMPLATE = (
    Column("full_name", "Họ và tên", kind=Kind.NAME, required=True, example="Nguyễn Văn Ất"),
    Column("birth", "Ngày sinh", kind=Kind.BIRTH),
    Column("sex", "Giới tính", kind=Kind.CHOICE, choices=(Choice("MALE", "Nam"), Choice("FEMALE", "Nữ"))),
    Column("hamlet", "Thôn", kind=Kind.CHOICE),
    Column("id_no", "Số định danh", kind=Kind.PERSONAL_ID),
)
HAMLETS = (Choice("H1", "Thôn 1"), Choice("H2", "Thôn 2"))


def filled(template: bytes, line: tuple[str, ...]) -> bytes:
    """Fill line 3 of a template as Excel would, by putting the cells into its XML."""
    cells = "".join(
        f'<c r="{letter}3" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDE", line, strict=True)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f'<row r="3">{cells}</row></sheetData>'.encode())
            target.writestr(name, content)
    return stream.getvalue()


def test_a_filled_template_reads_back_by_its_hidden_keys():
    template = template_workbook(TEMPLATE, {"hamlet": HAMLETS}, title="Danh sách tiềm năng")

    book = read_book("mẫu.xlsx", filled(template, ("Trần Thị Bính", "1961", "Nữ", "Thôn 2", "040161000002")))

    (sheet,) = book.sheets
    assert sheet.codes == ("full_name", "birth", "sex", "hamlet", "id_no")
    assert sheet.headers[0] == "Họ và tên *"
    mapping = guess_mapping(sheet.headers, TEMPLATE, codes=sheet.codes)
    assert {key: match.confidence for key, match in mapping.items()} == dict.fromkeys(sheet.codes, 1.0)
    columns = [*TEMPLATE[:3], Column("hamlet", "Thôn", kind=Kind.CHOICE, choices=HAMLETS), TEMPLATE[4]]
    (record,) = read_records(sheet, mapping, columns, today=TODAY)
    assert record.values == {
        "full_name": "Trần Thị Bính",
        "birth": Birth(1961),
        "sex": "FEMALE",
        "hamlet": "H2",
        "id_no": "040161000002",
    }
    assert [one.sheet for one in book.left_out] == ["Hướng dẫn", "_danh_muc"]


def test_a_template_whose_headings_were_changed_still_reads_by_its_keys():
    headers = ("Tên", "Sinh", "Phái", "Xóm", "Số")
    keys = tuple(f"dt:{column.key}" for column in TEMPLATE)
    data = table(headers, ("Trần Thị Bính", "1961", "Nữ", "Thôn 2", "040161000002"), headers=keys)

    (sheet,) = read_book("mẫu.xlsx", data).sheets

    mapping = guess_mapping(sheet.headers, TEMPLATE, codes=sheet.codes)
    assert {key: match.column for key, match in mapping.items()} == {
        column.key: index for index, column in enumerate(TEMPLATE)
    }


def test_a_template_offers_its_lists_and_keeps_codes_as_text():
    parts = parts_of(template_workbook(TEMPLATE, {"hamlet": HAMLETS}))

    sheet = parts["xl/worksheets/sheet1.xml"]
    assert re.findall(r'sqref="([^"]+)".*?<formula1>([^<]+)</formula1>', sheet) == [
        ("C3:C5002", "_danh_muc!$A$3:$A$4"),
        ("D3:D5002", "_danh_muc!$C$3:$C$4"),
    ]
    assert '<row r="1" spans="1:5" hidden="1"' in sheet
    assert 'name="_danh_muc" sheetId="3" state="hidden"' in parts["xl/workbook.xml"]
    assert "Bắt buộc." in parts["xl/comments1.xml"]
