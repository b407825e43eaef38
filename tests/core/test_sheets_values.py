"""What each cell means, and the exact words when it means nothing."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from diemtua.core.sheets import (
    Birth,
    CellError,
    Choice,
    Column,
    Kind,
    Severity,
    guess_mapping,
    read_book,
    read_records,
)
from diemtua.core.sheets.cells import NO_VALUE
from diemtua.core.sheets.columns import missing_columns
from diemtua.core.sheets.identifiers import BIRTH_PLACES, OLD_MOBILE_PREFIXES, Known
from diemtua.core.sheets.values import Context, read_cell, spellings_of
from tests.core.sheet_making import HEADERS, table, workbook

TODAY = date(2024, 5, 6)
SEXES = (Choice("MALE", "Nam"), Choice("FEMALE", "Nữ", ("gái",)))


def read(kind: Kind, value, known: Known | None = None, **column):
    """Return the value, the code and the severity of the first finding, and its text."""
    wanted = Column("it", "Cột", kind=kind, **column)
    context = Context(TODAY, {"it": spellings_of(wanted.choices)}, known or Known())
    value, findings = read_cell(value, wanted, context)
    if not findings:
        return value, "", ""
    return value, findings[0].code, findings[0].text_vi


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1960", Birth(1960)),
        (1960.0, Birth(1960)),
        ("01/01/1960", Birth(1960, 1, 1)),
        ("1960-1-1", Birth(1960, 1, 1)),
        ("1.2.1960", Birth(1960, 2, 1)),
        ("1 / 2 / 1960", Birth(1960, 2, 1)),
        ("1960-02-01 00:00:00", Birth(1960, 2, 1)),
        ("2/1960", Birth(1960, 2)),
        ("--/--/1960", Birth(1960)),
        ("00/00/1960", Birth(1960)),
        ("xx/02/1960", Birth(1960, 2)),
        (date(1960, 2, 1), Birth(1960, 2, 1)),
        (datetime.fromisoformat("1960-02-01T07:00"), Birth(1960, 2, 1)),
    ],
)
def test_birthdays_are_read_as_exactly_as_they_are_known(written, expected):
    assert read(Kind.BIRTH, written) == (expected, "", "")


@pytest.mark.parametrize(
    ("kind", "written", "value", "code", "text"),
    [
        (
            Kind.BIRTH, "1/1/60", Birth(1960, 1, 1), "year_short",
            "“1/1/60” ghi năm hai chữ số, đã hiểu là 01/01/1960. Hãy kiểm tra lại.",
        ),
        (
            Kind.BIRTH, "1/1/20", None, "year_ambiguous",
            "“1/1/20” ghi năm hai chữ số, có thể là 1920 hoặc 2020. Hãy ghi đủ bốn chữ số.",
        ),
        (
            Kind.BIRTH, 21916.0, Birth(1960, 1, 1), "day_serial",
            "“21916” là số đếm ngày của Excel, đã hiểu là 01/01/1960. Hãy kiểm tra lại.",
        ),
        (
            Kind.BIRTH, "31/02/1960", None, "no_such_day",
            "“31/02/1960” không phải là ngày có thật. Hãy kiểm tra lại ngày, tháng, năm.",
        ),
        (
            Kind.BIRTH, "2/25/1960", None, "month_first",
            "“2/25/1960” ghi tháng trước ngày. Hãy ghi theo thứ tự ngày/tháng/năm.",
        ),
        (
            Kind.BIRTH, "không rõ", None, "not_a_day",
            "“không rõ” không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 06/05/2024.",
        ),
        (
            Kind.BIRTH, date(1905, 5, 13), None, "year_as_day",
            ("ô hiện 13/05/1905, có lẽ là năm 1960 bị định dạng thành ngày. "
            "Hãy ghi lại năm sinh dạng văn bản."),
        ),
        (
            Kind.BIRTH, "07/05/2024", None, "born_in_future",
            "ngày sinh 07/05/2024 ở sau ngày hôm nay. Hãy kiểm tra lại năm.",
        ),
        (
            Kind.BIRTH, "1901", Birth(1901), "very_old",
            "năm sinh 1901 ứng với hơn 120 tuổi. Hãy kiểm tra lại.",
        ),
        (
            Kind.DAY, "5/2024", None, "day_incomplete",
            "“5/2024” thiếu ngày hoặc tháng. Hãy ghi đủ ngày/tháng/năm.",
        ),
        (
            Kind.DAY, "6/5/24", date(2024, 5, 6), "year_short",
            "“6/5/24” ghi năm hai chữ số, đã hiểu là 06/05/2024. Hãy kiểm tra lại.",
        ),
        (
            Kind.WHOLE, 1.5, None, "not_whole", "“1,5” không phải là số nguyên.",
        ),
        (
            Kind.WHOLE, date(2024, 5, 6), None, "day_for_number",
            "ô bị định dạng thành ngày (“06/05/2024”), cần một số. Hãy định dạng lại.",
        ),
        (
            Kind.MONEY, "một triệu", None, "not_money",
            "“một triệu” không phải là số tiền (đồng). Ví dụ 1.263.600.",
        ),
        (
            Kind.TEXT, CellError("#REF!"), None, "formula_error",
            "công thức trong ô báo lỗi #REF!. Hãy sửa công thức hoặc gõ thẳng giá trị.",
        ),
        (
            Kind.TEXT, "#N/A", None, "formula_error",
            "công thức trong ô báo lỗi #N/A. Hãy sửa công thức hoặc gõ thẳng giá trị.",
        ),
        (
            Kind.TEXT, NO_VALUE, None, "formula_no_value",
            "ô là công thức chưa có kết quả. Hãy mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị.",
        ),
        (
            Kind.TEXT, "=A1&B1", None, "formula_text",
            "“=A1&B1” là công thức, không phải giá trị. Hãy gõ thẳng giá trị.",
        ),
        (
            Kind.NAME, True, None, "boolean",
            "ô chứa giá trị đúng/sai (“TRUE”). Hãy gõ lại giá trị.",
        ),
        (
            Kind.NAME, time(6), None, "time",
            "“06:00:00” là giờ, không phải giá trị của cột này. Hãy định dạng và gõ lại.",
        ),
        (
            Kind.NAME, "Nguyễn Văn 2", "Nguyễn Văn 2", "name_has_digits",
            "tên “Nguyễn Văn 2” có chữ số. Hãy kiểm tra lại.",
        ),
        (
            Kind.YES_NO, "có lẽ", None, "not_yes_no", "“có lẽ” không rõ. Hãy ghi “có” hoặc “không”.",
        ),
        (
            Kind.PHONE, "0412 345 678", None, "not_a_phone",
            "“0412 345 678” không phải là số điện thoại. Cần 10 chữ số, ví dụ 0912 345 678.",
        ),
        (
            Kind.PHONE, "0168 123 4567", "0381234567", "phone_old_prefix",
            "đầu số 11 số cũ đã đổi thành 038.",
        ),
        (
            Kind.PHONE, 912345678.0, "0912345678", "phone_zero", "đã thêm số 0 ở đầu số điện thoại.",
        ),
        (
            Kind.PHONE, "0912345678 / 0987654321", "0912345678", "phone_several",
            "ô có nhiều số điện thoại, chỉ lấy số đầu.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence(kind, written, value, code, text):
    assert read(kind, written) == (value, code, text)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Kind.DAY, "6-5-2024", date(2024, 5, 6)),
        (Kind.WHOLE, "1.403", 1403),
        (Kind.WHOLE, 7.0, 7),
        (Kind.MONEY, "1.263.600 đ", 1263600),
        (Kind.MONEY, "1,263,600 VNĐ", 1263600),
        (Kind.DECIMAL, "92,32", Decimal("92.32")),
        (Kind.DECIMAL, 92.32, Decimal("92.32")),
        (Kind.TEXT, 12.0, "12"),
        (Kind.TEXT, "  Xóm   Ðồng ".replace("Ð", "Đ"), "Xóm Đồng"),
        (Kind.YES_NO, "x", True),
        (Kind.YES_NO, "Không", False),
        (Kind.PHONE, "+84 912.345.678", "0912345678"),
        (Kind.PHONE, "84912345678", "0912345678"),
        (Kind.PHONE, "02383 842 123", "02383842123"),
        (Kind.CARD_NUMBER, "gd 4 40 0123456789", "GD4400123456789"),
        (Kind.CARD_NUMBER, "0123456789", "0123456789"),
        (Kind.TEXT, None, None),
    ],
)
def test_good_cells_are_read_without_a_word(kind, written, value):
    assert read(kind, written) == (value, "", "")


def test_a_required_blank_is_said():
    assert read(Kind.TEXT, "  ", required=True) == (None, "missing", "ô để trống, cột này bắt buộc phải có.")


LOST = "đã thêm {} số 0 ở đầu mà Excel bỏ mất. Hãy kiểm tra lại."
GONE = "Excel đã đổi mã thành số và làm mất chữ số. Hãy định dạng cột là Văn bản rồi nhập lại."


@pytest.mark.parametrize(
    ("written", "known", "value", "code"),
    [
        pytest.param("040060001234", Known(), "040060001234", "", id="text with its zero"),
        pytest.param("040 060 001 234", Known(), "040060001234", "", id="with blanks"),
        pytest.param(40060001234.0, Known(), "040060001234", "zero_restored", id="number, one zero lost"),
        pytest.param(1060001234.0, Known(), "001060001234", "zero_restored", id="number, two zeros lost"),
        pytest.param("4.0060001234E+10", Known(), "040060001234", "zero_restored", id="exponent, all digits"),
        pytest.param("4.0123E+10", Known(), None, "digits_lost", id="exponent, digits lost"),
        pytest.param(4.0060001234e17, Known(), None, "digits_lost", id="beyond what Excel keeps"),
        pytest.param(
            40060001234.0, Known(1960, "MALE"), "040060001234", "zero_restored", id="fits the birthday"
        ),
        pytest.param(
            40060001234.0, Known(1975), None, "id_wrong_length", id="padding would contradict the birthday"
        ),
        pytest.param(40060001234.0, Known(1960, "FEMALE"), None, "id_wrong_length", id="contradicts the sex"),
        pytest.param(99060001234.0, Known(), None, "id_wrong_length", id="no such place when padded"),
        pytest.param(
            "040060001234", Known(1975), "040060001234", "id_birth_differs", id="differs from birthday"
        ),
        pytest.param(
            "040060001234", Known(1960, "FEMALE"), "040060001234", "id_sex_differs", id="differs from sex"
        ),
        pytest.param("040360001234", Known(2060, "FEMALE"), "040360001234", "", id="a woman of the 2000s"),
        pytest.param("000060001234", Known(), "000060001234", "id_place", id="no such place"),
        pytest.param("181234567", Known(), "181234567", "id_old", id="an old nine-digit card"),
        pytest.param("C1234567", Known(), "C1234567", "", id="a passport"),
        pytest.param("04006000123A", Known(), None, "id_not_digits", id="a letter"),
        pytest.param("0400600012345", Known(), None, "id_wrong_length", id="too long"),
    ],
)
def test_personal_ids_get_their_zeros_back_only_when_sure(written, known, value, code):
    found = read(Kind.PERSONAL_ID, written, known)

    assert found[:2] == (value, code)


def test_words_about_identifiers_never_repeat_them():
    texts = [
        read(kind, written)[2]
        for kind in (Kind.PERSONAL_ID, Kind.SI_NUMBER, Kind.CARD_NUMBER)
        for written in (40060001234.0, "4.0123E+10", "12345678901234", "99060001234", "04006000123A")
    ]

    assert texts.count("") == 0
    assert not [text for text in texts if "600" in text or "1234567" in text]


def test_the_words_about_lost_zeros_and_lost_digits():
    assert read(Kind.PERSONAL_ID, 40060001234.0)[2] == LOST.format(1)
    assert read(Kind.PERSONAL_ID, 1060001234.0)[2] == LOST.format(2)
    assert read(Kind.PERSONAL_ID, "4.0123E+10")[2] == GONE
    assert read(Kind.PERSONAL_ID, 99060001234.0)[2] == (
        "số định danh có 11 chữ số, cần đủ 12 (Excel có thể đã bỏ số 0 ở đầu). "
        "Hãy định dạng cột là Văn bản rồi nhập lại."
    )


@pytest.mark.parametrize(
    ("written", "value", "code"),
    [
        ("0123456789", "0123456789", ""),
        (123456789.0, "0123456789", "zero_restored"),
        ("040060001234", "040060001234", ""),
        (40060001234.0, "040060001234", "zero_restored"),
        ("12345678", None, "si_wrong_length"),
        ("01234567x9", None, "si_not_digits"),
    ],
)
def test_social_insurance_numbers_have_ten_digits_or_twelve(written, value, code):
    assert read(Kind.SI_NUMBER, written)[:2] == (value, code)


@pytest.mark.parametrize(
    ("written", "digits", "value", "code"),
    [
        (1234.0, (5,), "01234", "zero_restored"),
        ("01234", (5,), "01234", ""),
        ("1234", (5, 10), None, "wrong_length"),
        ("123456", (5,), None, "wrong_length"),
        ("12", (5,), None, "wrong_length"),
        ("1a345", (5,), None, "not_digits"),
        ("HN-01", (), "HN01", ""),
    ],
)
def test_codes_of_a_known_length_get_their_zeros_back(written, digits, value, code):
    assert read(Kind.CODE, written, digits=digits)[:2] == (value, code)


@pytest.mark.parametrize("written", ["Nam", "NAM", " nam ", "MALE"])
def test_choices_are_matched_folded(written):
    assert read(Kind.CHOICE, written, choices=SEXES) == ("MALE", "", "")


def test_an_unknown_choice_is_answered_with_the_near_ones():
    communes = tuple(
        Choice(str(at), name) for at, name in enumerate(["Hoa Sơn", "Hoa Thành", "Tăng Thành", "Vinh"])
    )

    assert read(Kind.CHOICE, "Hoa Son A", choices=communes) == (
        None,
        "unknown_choice",
        "“Hoa Son A” không có trong danh mục. Hãy chọn: “Hoa Sơn”, “Hoa Thành” ….",
    )


def test_the_tables_of_places_and_old_prefixes_are_whole():
    assert (len(BIRTH_PLACES), len(OLD_MOBILE_PREFIXES)) == (63, 21)
    assert {"001", "031", "040", "048", "079"} <= BIRTH_PLACES


COLUMNS = (
    Column("full_name", "Họ và tên", ("họ tên", "tên người tham gia"), Kind.NAME, required=True),
    Column("head_name", "Họ tên chủ hộ", ("chủ hộ",), Kind.NAME),
    Column("birth", "Ngày sinh", ("năm sinh", "ngày tháng năm sinh"), Kind.BIRTH),
    Column("sex", "Giới tính", ("nam/nữ",), Kind.CHOICE, choices=SEXES),
    Column(
        "id_no",
        "Số định danh",
        ("cccd", "số cccd", "cmnd"),
        Kind.PERSONAL_ID,
        birth_key="birth",
        sex_key="sex",
    ),
    Column("phone", "Số điện thoại", ("sđt", "điện thoại"), Kind.PHONE),
    Column("hamlet", "Thôn", ("xóm", "thôn/xóm")),
)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("STT", "Họ và tên", "Ngày sinh", "Số CCCD"), {"full_name": 1, "birth": 2, "id_no": 3}),
        (("SỐ CCCD", "NGAY SINH", "HỌ VÀ TÊN"), {"id_no": 0, "birth": 1, "full_name": 2}),
        (("Ho ten", "Nam sinh", "SDT"), {"full_name": 0, "birth": 1, "phone": 2}),
        (("Họ tên chủ hộ", "Họ tên"), {"head_name": 0, "full_name": 1}),
        (("Họ và tên (viết hoa)", "Số điện thoại liên hệ"), {"full_name": 0, "phone": 1}),
        (("Thông tin / Họ và tên", "Địa chỉ / Thôn"), {"full_name": 0, "hamlet": 1}),
        (("Họ và tênn", "Điện thọai"), {"full_name": 0, "phone": 1}),
        (("Ghi chú", "Số lượng"), {}),
    ],
)
def test_columns_are_recognised_in_any_order_and_spelling(headers, expected):
    assert {key: match.column for key, match in guess_mapping(headers, COLUMNS).items()} == expected


def test_the_guess_says_how_sure_it_is():
    mapping = guess_mapping(("Họ và tên", "Số điện thoại liên hệ"), COLUMNS)

    assert mapping["full_name"].confidence == 1.0
    assert 0.6 <= mapping["phone"].confidence < 1.0


def test_required_columns_that_were_not_found_are_named():
    missing = missing_columns(guess_mapping(("Ngày sinh",), COLUMNS), COLUMNS)

    assert [column.key for column in missing] == ["full_name"]


def test_a_bad_row_stands_beside_good_ones_and_says_where():
    data = table(
        (1, "Nguyễn Văn Ất", "01/01/1960", "040060000001"),
        (2, "Trần Thị Bính", "31/02/1961", "4.0123E+10"),
        (3, "Lê Văn Đinh", 1970, 40070000003),
        top=2,
    )
    (sheet,) = read_book("ds.xlsx", data).sheets

    records = list(read_records(sheet, guess_mapping(sheet.headers, COLUMNS), COLUMNS, today=TODAY))

    assert [(record.row, record.is_good) for record in records] == [(4, True), (5, False), (6, True)]
    assert records[0].values == {
        "full_name": "Nguyễn Văn Ất",
        "birth": Birth(1960, 1, 1),
        "id_no": "040060000001",
    }
    assert [problem.sentence("ds.xlsx") for problem in records[1].problems] == [
        (
            "Tệp “ds.xlsx”, trang “Thôn 1”, dòng 5, cột C (Ngày sinh): "
            "“31/02/1961” không phải là ngày có thật. Hãy kiểm tra lại ngày, tháng, năm."
        ),
        f"Tệp “ds.xlsx”, trang “Thôn 1”, dòng 5, cột D (Số CCCD): {GONE}",
    ]
    (warning,) = records[2].problems
    assert (warning.code, warning.severity, warning.column_letter) == ("zero_restored", Severity.WARNING, "D")


def test_a_value_taken_from_a_merged_cell_is_said():
    def draw(book, sheet):
        sheet.write_row(0, 0, [*HEADERS, "Thôn"])
        sheet.write_row(1, 0, [1, "Nguyễn Văn Ất"])
        sheet.write_row(2, 0, [2, "Trần Thị Bính"])
        sheet.merge_range("E2:E3", "Thôn 3")

    (sheet,) = read_book("ds.xlsx", workbook(draw)).sheets
    first, second = read_records(sheet, {"full_name": 1, "hamlet": 4}, COLUMNS, today=TODAY)

    assert (first.values["hamlet"], first.problems) == ("Thôn 3", ())
    assert second.values["hamlet"] == "Thôn 3"
    assert [(problem.code, problem.text_vi) for problem in second.problems] == [
        ("merged", "ô gộp nhiều dòng: đã lấy giá trị của ô gộp cho dòng này. Hãy kiểm tra lại.")
    ]
