"""What a file of prospects would bring: good rows, and the exact sentence for every other one."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from diemtua.audit.models import Event
from diemtua.core.sheets import CellProblem
from diemtua.people.enums import Hardship
from diemtua.people.models import Person
from diemtua.prospects.actions import discard_list, load_list, map_columns
from diemtua.prospects.models import ImportBatch, Prospect
from diemtua.prospects.queries.imports import FileReading, read_batch, read_file
from diemtua.prospects.rules import NothingGood, NotStaged
from tests.core.sheet_making import table, workbook
from tests.factories import make
from tests.factories.prospects import AT, DUNG, LAN_ANH, batch, file_of, prospect

TODAY = AT.date()


def reading_of(campaign: Any, within: Any, data: bytes, name: str = "an-binh.xlsx") -> FileReading:
    return read_file(name, data, campaign=campaign, within=within, today=TODAY)


def sentences(reading: FileReading) -> list[str]:
    return [problem.sentence(reading.book.name) for problem in reading.problems]


def line(**cells: Any) -> tuple[Any, ...]:
    """Return a good line of HEADERS with some cells replaced."""
    values = dict(zip(("stt", "name", "birth", "id", "commune", "hamlet"), LAN_ANH, strict=True))
    return tuple((values | cells).values())


# What is wrong with one row, its cells, and the sentence (after the file, the sheet and the row).
BAD_ROWS = [
    ({"name": None}, "cột B (Họ và tên): ô để trống, cột này bắt buộc phải có."),
    (
        {"birth": "ngày mồng 6"},
        "cột C (Ngày sinh): “ngày mồng 6” không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 06/05/2024.",
    ),
    (
        {"birth": "31/02/1980"},
        "cột C (Ngày sinh): “31/02/1980” không phải là ngày có thật. Hãy kiểm tra lại ngày, tháng, năm.",
    ),
    (
        {"id": "12345"},
        (
            "cột D (Số CCCD): số định danh có 5 chữ số, cần đủ 12 (Excel có thể đã bỏ số 0 ở đầu). "
            "Hãy định dạng cột là Văn bản rồi nhập lại."
        ),
    ),
    (
        {"commune": "Lạc Thuỷ"},
        "cột E (Xã): không có xã “Lạc Thuỷ” trong Huyện Một. Hãy ghi đúng tên hoặc mã xã.",
    ),
    ({"commune": None}, "cột E (Xã): thiếu tên xã. Hãy ghi tên hoặc mã xã."),
    (
        {"hamlet": "Xóm 9"},
        "cột F (Xóm): không có thôn “Xóm 9” trong Xã An Bình. Hãy sửa tên, hoặc thêm thôn ở trang Địa bàn.",
    ),
]


@pytest.mark.parametrize(("cells", "sentence"), BAD_ROWS)
def test_a_bad_cell_is_named_by_file_sheet_row_and_column(campaign, province, cells, sentence) -> None:
    data = file_of(line(**cells), DUNG, top=2)

    reading = reading_of(campaign, province.districts[0], data)

    assert sentences(reading) == [f"Tệp “an-binh.xlsx”, trang “Thôn 1”, dòng 4, {sentence}"]
    assert [row.values["full_name"] for row in reading.rows] == ["Vi Văn Dũng"]
    assert (reading.tally.sent, reading.tally.accepted, reading.tally.rejected) == (2, 1, 1)


def test_a_formula_without_a_value_is_named(campaign, province) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
        sheet.write_row(1, 0, ["Trần Thị Lan Anh"])
        sheet.write_formula(1, 1, "=TODAY()-9000", None, "")

    reading = reading_of(campaign, province.communes[0], workbook(draw))

    assert sentences(reading) == [
        (
            "Tệp “an-binh.xlsx”, trang “Thôn 1”, dòng 2, cột B (Ngày sinh): ô là công thức chưa có kết quả. "
            "Hãy mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng giá trị."
        )
    ]
    assert reading.rows == []


def test_an_id_that_lost_its_zeros_gets_them_back_with_a_warning(campaign, province) -> None:
    data = file_of(line(id=1180000011.0))  # 001180000011 as Excel keeps a number

    reading = reading_of(campaign, province.communes[0], data)

    assert [row.values["personal_id"] for row in reading.rows] == ["001180000011"]
    assert sentences(reading) == [
        (
            "Tệp “an-binh.xlsx”, trang “Thôn 1”, dòng 2, cột D (Số CCCD): "
            "đã thêm 2 số 0 ở đầu mà Excel bỏ mất. Hãy kiểm tra lại."
        )
    ]
    assert reading.tally.accepted == 1


def test_a_header_over_two_merged_lines_is_understood(campaign, province) -> None:
    def draw(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 3, "DANH SÁCH NGƯỜI DÂN XÃ AN BÌNH")
        sheet.merge_range(2, 0, 3, 0, "STT")
        sheet.merge_range(2, 1, 3, 1, "Họ và tên")
        sheet.merge_range(2, 2, 2, 3, "Nơi ở")
        sheet.write_row(3, 2, ["Xã", "Xóm"])
        sheet.write_row(4, 0, [1, "Trần Thị Lan Anh", "An Bình", "Xóm 1"])

    reading = reading_of(campaign, province.communes[0], workbook(draw))

    assert [(row.number, row.place) for row in reading.rows] == [(5, province.hamlets[0])]
    assert reading.problems == []


def test_a_section_line_names_the_hamlet_of_the_rows_below(campaign, province) -> None:
    data = table(
        ("Xóm 2", None, None),
        (1, "Trần Thị Lan Anh", "1980"),
        (2, "Vi Văn Dũng", "1975"),
        headers=("STT", "Họ và tên", "Năm sinh"),
    )

    reading = reading_of(campaign, province.communes[0], data)

    assert [row.place for row in reading.rows] == [province.hamlets[1]] * 2


@pytest.mark.parametrize(
    ("commune", "hamlet", "code"),
    [
        ("An Bình", "Xóm 1", None),
        (None, None, None),
        ("Xã An Bình", "thôn 1", None),
        ("An Bình", "Xóm 2", "other_hamlet"),
        ("Đồng Văn", "Xóm 1", "other_commune"),
    ],
)
def test_a_list_of_one_hamlet_keeps_out_whoever_lives_elsewhere(
    campaign, province, commune, hamlet, code
) -> None:
    reading = reading_of(campaign, province.hamlets[0], file_of(line(commune=commune, hamlet=hamlet)))

    assert [problem.code for problem in reading.problems] == ([code] if code else [])
    assert [row.place for row in reading.rows] == ([] if code else [province.hamlets[0]])


def test_two_communes_of_one_name_are_told_apart_by_their_district(campaign, province) -> None:
    make.place("COMMUNE", "00010", "Xã An Bình", province.districts[1])

    reading = reading_of(
        campaign,
        province.place,
        file_of(
            line(hamlet=None), line(id=None, birth="1", hamlet=None, commune="An Bình, huyện Hai"), DUNG[:4]
        ),
    )

    assert reading.problems[0].text_vi == (
        "“An Bình” là tên của nhiều xã (Xã An Bình, Huyện Một; Xã An Bình, Huyện Hai). "
        "Hãy ghi kèm tên huyện, hoặc ghi mã xã."
    )
    assert reading.problems[0].column_letter == "E"


# The second line beside LAN_ANH, and why it is the same person (None: it is not).
TWINS = [
    ({"name": "Người Khác"}, "số định danh đã có ở dòng 2."),
    ({"id": None}, "cùng tên, năm sinh, thôn với người đã có ở dòng 2."),
    ({"id": None, "name": "TRAN THI LAN ANH"}, "cùng tên, năm sinh, thôn với người đã có ở dòng 2."),
    ({"id": None, "birth": "1980"}, "cùng tên, năm sinh, thôn với người đã có ở dòng 2."),
    ({"id": None, "birth": "07/05/1980"}, None),
    ({"id": "001180000029"}, None),
    ({"id": None, "birth": "1981"}, None),
    ({"id": None, "birth": None}, None),
    ({"id": None, "hamlet": "Xóm 2"}, None),
]


@pytest.mark.parametrize(("cells", "why"), TWINS)
def test_a_namesake_is_a_twin_only_when_nothing_tells_them_apart(campaign, province, cells, why) -> None:
    reading = reading_of(campaign, province.communes[0], file_of(LAN_ANH, line(**cells)))

    assert [problem.text_vi for problem in reading.problems] == ([why] if why else [])
    assert (reading.tally.sent, reading.tally.duplicate) == (2, 1 if why else 0)


def test_who_is_in_the_campaign_already_is_a_duplicate(campaign, province, lan) -> None:
    there = make.person("Vi Văn Dũng", province.hamlets[1], birth_year=1975)
    prospect(campaign, "", province.hamlets[1], person=there)

    reading = reading_of(campaign, province.communes[0], file_of(LAN_ANH, DUNG))

    assert [problem.text_vi for problem in reading.problems] == [
        "cùng tên, năm sinh, thôn với người đã có trong chiến dịch."
    ]


def test_the_sheet_that_looks_like_a_list_is_read_first(campaign, province) -> None:
    def totals(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Đơn vị", "Số lượng", "Tỷ lệ"])
        sheet.write_row(1, 0, ["Xóm 1", 12, 30])

    def people(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Họ và tên", "Năm sinh"])
        sheet.write_row(1, 0, ["Trần Thị Lan Anh", "1980"])

    reading = reading_of(campaign, province.communes[0], workbook(totals, people))

    assert reading.sheet.name == "Thôn 2"
    assert reading.sheet_names == ("Thôn 1", "Thôn 2")


def test_a_file_whose_name_column_nobody_recognises_waits_for_somebody_to_say(
    campaign, province, lan
) -> None:
    data = file_of(("Trần Thị Lan Anh", "1980"), headers=("Quý danh", "Năm sinh"))
    staged = batch(campaign, province.communes[0], lan, data=data)
    assert (staged.sent, staged.accepted, staged.rejected) == (1, 0, 1)

    staged = map_columns(
        batch=staged, sheet_name="Thôn 1", mapping={"full_name": 0, "birth": 1}, by=lan, at=AT
    )

    assert (staged.sent, staged.accepted, staged.rejected) == (1, 1, 0)
    assert load_list(batch=staged, by=lan, at=AT) == 1


def test_loading_forgets_the_file_and_keeps_where_each_row_came_from(campaign, province, lan) -> None:
    staged = batch(campaign, province.communes[0], lan)
    assert Prospect.objects.count() == Person.objects.count() == 0

    assert load_list(batch=staged, by=lan, at=AT) == 2

    staged.refresh_from_db()
    loaded = Prospect.objects.get(person__full_name="Trần Thị Lan Anh")
    assert (staged.status, staged.file_sealed) == ("LOADED", None)
    assert (loaded.batch, loaded.batch_row, loaded.place) == (staged, 2, province.hamlets[0])
    assert loaded.person.hardship == Hardship.NONE


def test_the_file_is_sealed_while_it_waits(campaign, province, lan) -> None:
    staged = ImportBatch.objects.get(pk=batch(campaign, province.communes[0], lan).pk)

    assert b"PK" not in bytes(staged.file_sealed)[:40]
    assert len(read_batch(staged, TODAY).rows) == 2


def test_a_list_is_loaded_once(campaign, province, lan) -> None:
    staged = batch(campaign, province.communes[0], lan)
    load_list(batch=staged, by=lan, at=AT)

    with pytest.raises(NotStaged, match="Danh sách này đã nhập"):
        load_list(batch=staged, by=lan, at=AT)
    with pytest.raises(NotStaged):
        discard_list(batch=staged, by=lan, at=AT)

    assert Prospect.objects.count() == 2


def test_the_same_file_twice_brings_nobody_twice(campaign, province, lan) -> None:
    first, second = (batch(campaign, province.communes[0], lan) for _ in range(2))
    load_list(batch=first, by=lan, at=AT)

    with pytest.raises(NothingGood):
        load_list(batch=second, by=lan, at=AT)

    second.refresh_from_db()
    assert (second.status, Prospect.objects.count(), Person.objects.count()) == ("STAGED", 2, 2)


def test_a_discarded_list_leaves_nothing_but_its_counts(campaign, province, lan) -> None:
    staged = discard_list(batch=batch(campaign, province.communes[0], lan), by=lan, at=AT)

    assert (staged.status, staged.file_sealed, staged.sent) == ("DISCARDED", None, 2)
    with pytest.raises(NotStaged, match="Danh sách này đã bỏ"):
        load_list(batch=staged, by=lan, at=AT)
    assert Person.objects.count() == 0


def test_nothing_is_half_saved_when_the_database_refuses_a_row_in_the_middle(campaign, province, lan) -> None:
    with connection.cursor() as cursor:  # undone with the test
        cursor.execute("ALTER TABLE prospects_prospect ADD CONSTRAINT broken CHECK (batch_row <> 4)")
    lines = [line(name=f"Người {number}", id=None, birth=str(1950 + number)) for number in range(5)]
    staged = batch(campaign, province.communes[0], lan, *lines)

    with pytest.raises(IntegrityError, match="broken"), transaction.atomic():
        load_list(batch=staged, by=lan, at=AT)

    staged.refresh_from_db()
    assert (staged.status, Prospect.objects.count(), Person.objects.count()) == ("STAGED", 0, 0)
    assert not Event.objects.filter(name="prospects.loaded").exists()


def test_messages_never_repeat_an_id(campaign, province) -> None:
    data = file_of(LAN_ANH, line(name="Người Khác"), line(name="Ba", id="00118000001", birth="1999"))

    problems: list[CellProblem] = reading_of(campaign, province.communes[0], data).problems

    assert problems
    assert not any("00118" in problem.text_vi or "11800" in problem.text_vi for problem in problems)
