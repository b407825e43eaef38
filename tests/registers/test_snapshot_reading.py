"""What becomes of register files: read as people write them, checked, each person once."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from diemtua.core.errors import Refusal
from diemtua.registers.rules.intake import Whereabouts
from tests.core.sheet_making import workbook
from tests.registers.register_files import (
    AN,
    HEADINGS,
    LAN,
    codes,
    csv_of,
    in_tcvn3,
    in_windows_1258,
    taken,
    xlsx_of,
)


def names(rows) -> list[str]:
    return [row["full_name"] for row in rows]


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    outcome, (lan, an), intake = taken(tmp_path, csv_of(LAN, AN))

    assert (outcome.sent, outcome.accepted, outcome.rejected, outcome.duplicate) == (2, 2, 0, 0)
    assert (lan["rid"], lan["line"], lan["full_name"], lan["birth"]) == (1, 2, "Nguyễn Thị Lan", "1980-03-05")
    assert (lan["sex"], lan["personal_id"], lan["household"]) == ("F", "038180000011", "H1")
    assert (an["birth"], an["sex"], an["hamlet"], an["commune"]) == ("1960", "M", "Xóm 2", "An Bình")
    assert [part["rows"] for part in outcome.parts] == [2]
    assert set(intake.mapping) == {
        "full_name", "birth", "sex", "personal_id", "household", "hamlet", "commune",
    }  # fmt: skip


ENCODED = [
    ("utf-8", csv_of(LAN, AN).encode(), "utf-8"),
    ("utf-8 with its mark", csv_of(LAN, AN).encode("utf-8-sig"), "utf-8"),
    ("utf-16", csv_of(LAN, AN).encode("utf-16"), "utf-16"),
    ("semicolons", csv_of(LAN, AN, separator=";").encode(), "utf-8"),
    ("tabs", csv_of(LAN, AN, separator="\t").encode(), "utf-8"),
    ("windows-1258", in_windows_1258(csv_of(LAN, AN)), "cp1258"),
    ("tcvn3", in_tcvn3(csv_of(LAN, AN)), "tcvn3"),
    ("old mac line ends", csv_of(LAN, AN).replace("\r\n", "\r").encode(), "utf-8"),
]


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in ENCODED], ids=[case[0] for case in ENCODED])
def test_every_writing_of_a_text_file_gives_the_same_rows(data: bytes, code: str, tmp_path: Path) -> None:
    _, rows, intake = taken(tmp_path, data)

    assert names(rows) == ["Nguyễn Thị Lan", "Trần Văn An"]
    assert rows[0]["commune"] == "An Bình"
    assert intake.table.encoding == code


def test_vni_is_read(tmp_path: Path) -> None:
    people = "1,Nguyeãn Vaên An,1960,Xoùm Ñoài\r\n2,Traàn Thò Lan,1961,Xoùm Giöõa\r\n"
    text = "STT,Hoï vaø teân,Ngaøy sinh,Xoùm\r\n" + people

    _, rows, intake = taken(tmp_path, text.encode("cp1252"))

    assert names(rows) == ["Nguyễn Văn An", "Trần Thị Lan"]
    assert [row["hamlet"] for row in rows] == ["Xóm Đồi", "Xóm Giữa"]
    assert intake.table.encoding == "vni"


def test_a_column_of_names_in_tcvn3_inside_a_unicode_file_is_turned(tmp_path: Path) -> None:
    rows = [
        (*AN[:1], name, *AN[2:]) for name in ("NguyÔn V¨n An", "TrÇn ThÞ Lan", "Vò §øc ThuËn", "Lª B¸ DÇn")
    ]

    _, read, _ = taken(tmp_path, csv_of(*rows))

    assert sorted(names(read)) == ["Lê Bá Dần", "Nguyễn Văn An", "Trần Thị Lan", "Vũ Đức Thuận"]
    assert {row["commune"] for row in read} == {"An Bình"}


LINES = """SỔ NHÂN KHẨU XÃ AN BÌNH;;;
;;;
STT;Họ và tên;Ngày, năm sinh;
;;Ngày sinh;Số CCCD
(1);(2);(3);(4)
Xóm 3;;;
1;Nguyễn Văn An;1/2/1960;="038060000012"
2;Trần Thị Lan;1961;
Xóm 4;;;
3;Lê Văn Bảy;1-2-1962;
Tổng cộng: 3 người;;;
;;;
Người lập biểu;;;
"""


def test_titles_sections_totals_and_footers_are_no_people(tmp_path: Path) -> None:
    outcome, rows, _ = taken(tmp_path, LINES)

    assert [(row["line"], row["full_name"], row["birth"], row["hamlet"]) for row in rows] == [
        (7, "Nguyễn Văn An", "1960-02-01", "Xóm 3"),
        (8, "Trần Thị Lan", "1961", "Xóm 3"),
        (10, "Lê Văn Bảy", "1962-02-01", "Xóm 4"),
    ]
    assert rows[0]["personal_id"] == "038060000012"
    assert outcome.sent == 3


def test_a_workbook_with_merged_headings_and_sections_reads_alike(tmp_path: Path) -> None:
    def draw(book, sheet) -> None:
        sheet.merge_range(0, 0, 0, 4, "DANH SÁCH NHÂN KHẨU")
        for column, heading in enumerate(("STT", "Họ và tên", "Ngày sinh")):
            sheet.merge_range(1, column, 2, column, heading)
        sheet.merge_range(1, 3, 1, 4, "Giấy tờ")
        sheet.write_row(2, 3, ["Số CCCD", "Mã số BHXH"])
        sheet.write_row(3, 0, ["Xóm 3"])
        sheet.write_row(4, 0, [1, "Nguyễn Văn An", 21947, 38060000012, 4012345678])
        sheet.write_row(5, 0, [2, "Trần Thị Lan", 1961, None, None])
        sheet.write_row(6, 0, ["Tổng cộng", "2 người"])

    _, rows, _ = taken(tmp_path, workbook(draw), "so.xlsx")

    assert [(row["line"], row["full_name"], row["birth"], row["hamlet"]) for row in rows] == [
        (5, "Nguyễn Văn An", "1960-02-01", "Xóm 3"),
        (6, "Trần Thị Lan", "1961", "Xóm 3"),
    ]
    assert (rows[0]["personal_id"], rows[0]["insurance_number"]) == ("038060000012", "4012345678")


# How a cell is written, and what becomes of it: the value, or the code that keeps its row out or only warns.
BIRTHS = [
    ("1960", "1960", None),
    ("01/01/1960", "1960-01-01", None),
    ("1960-1-1", "1960-01-01", None),
    ("5.3.1980", "1980-03-05", None),
    ("5/3/80", "1980-03-05", None),
    ("--/--/1960", "1960", None),
    ("29285", "1980-03-05", None),
    ("05/03/1980 00:00", "1980-03-05", None),
    ("31/02/1980", None, "no_such_day"),
    ("03/25/1980", None, "month_first"),
    ("05/03/2030", None, "born_in_future"),
    ("13/05/1905", None, "year_as_day"),
    ("ngày mồng 5", None, "not_a_day"),
]


@pytest.mark.parametrize(("written", "birth", "error"), BIRTHS)
def test_birthdays_are_read_as_people_write_them(written, birth, error, tmp_path: Path) -> None:
    outcome, rows, _ = taken(tmp_path, csv_of((*LAN[:2], written, *LAN[3:]), AN))

    assert codes(outcome, "error") == ({error: 1} if error else {})
    assert [row["birth"] for row in rows if row["full_name"] == LAN[1]] == ([birth] if birth else [])


IDS = [
    ("038180000011", "038180000011", None),
    ("038 180 000 011", "038180000011", None),
    ("'038180000011", "038180000011", None),
    ("38180000011", "038180000011", "zero_restored"),
    ("38180000011.0", "038180000011", "zero_restored"),
    ("3.8180000011E+10", "038180000011", "zero_restored"),
    ("38175000011", None, "id_wrong_length"),
    ("38080000011", None, "id_wrong_length"),
    ("171234567", "171234567", "id_old"),
    ("0381800000111", None, "id_wrong_length"),
    ("038199000011", "038199000011", "id_birth_differs"),
    ("038080000011", "038080000011", "id_sex_differs"),
]


@pytest.mark.parametrize(("written", "number", "warning"), IDS)
def test_ids_are_mended_only_where_the_row_bears_it_out(written, number, warning, tmp_path: Path) -> None:
    outcome, rows, _ = taken(tmp_path, csv_of((*LAN[:4], written, *LAN[5:])))

    assert rows[0]["personal_id"] == number
    assert codes(outcome, "warning") == ({warning: 1} if warning else {})


def test_an_id_whose_digits_are_lost_keeps_its_row_out(tmp_path: Path) -> None:
    others = [
        (str(n), f"Trần Văn {'An' * n}", "1960", "Nam", f"0380600000{n:02}", "", "", "") for n in range(1, 9)
    ]

    outcome, _, _ = taken(tmp_path, csv_of(*others, (*LAN[:4], "3.8E+10", *LAN[5:])))

    assert (outcome.sent, outcome.accepted, outcome.rejected) == (9, 8, 1)
    assert codes(outcome, "error") == {"digits_lost": 1}


REFUSED = [
    ("empty", b"", "so.csv", "file_empty"),
    ("only headings", csv_of().encode(), "so.csv", "sheet_no_rows"),
    ("no headings", b"038180000011,1980\n038180000012,1981\n", "so.csv", "sheet_no_header"),
    ("ids in scientific notation", csv_of(*[(*LAN[:4], "3.8E+10", *LAN[5:])] * 4).encode(), "so.csv",
     "register_numbers_lost"),
    ("no names", csv_of(("1", "An Bình"), headings=("STT", "Xã")).encode(), "so.csv",
     "register_columns_unknown"),
    ("truncated parquet", b"PAR1" + b"\x15\x04" * 40, "so.parquet", "register_unreadable"),
    ("no parquet at all", b"hello" * 40, "so.parquet", "register_unreadable"),
    ("truncated workbook", xlsx_of(LAN, AN)[:-400], "so.xlsx", "sheet_broken"),
    ("a workbook called csv", xlsx_of(LAN, AN), "so.csv", "sheet_disguised"),
    ("bytes", bytes(range(256)) * 8, "so.csv", "sheet_broken"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_useless_file_is_refused_in_a_sentence(data: bytes, name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        taken(tmp_path, data, name)

    assert refused.value.code == code
    assert name in refused.value.text
    assert "Lan" not in refused.value.text
    assert "0381" not in refused.value.text


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_parquet_cut_off_anywhere_is_refused(share: float, tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    duckdb.sql("SELECT 'Trần Văn An' AS ho_ten, '1960' AS ngay_sinh FROM range(5000)").write_parquet(
        str(whole)
    )
    data = whole.read_bytes()

    assert taken(tmp_path, data, "so.parquet")[0].sent == 5_000
    with pytest.raises(Refusal) as refused:
        taken(tmp_path, data[: int(share * len(data))], "so.parquet")

    assert refused.value.code == "register_unreadable"


def test_many_empty_ids_are_accepted_and_said(tmp_path: Path) -> None:
    rows = [
        (
            str(n),
            f"Trần Văn {chr(64 + n)}ộ",
            "1960",
            "Nam",
            "" if n <= 4 else f"0380600000{n:02}",
            f"H{n}",
            "",
            "",
        )
        for n in range(1, 11)
    ]

    outcome, _, _ = taken(tmp_path, csv_of(*rows))

    assert outcome.accepted == 10
    (said,) = (one["text"] for one in outcome.findings if one["code"] == "ids_missing")
    assert said.startswith("40 % số dòng không có số định danh")


def test_a_person_listed_five_times_is_taken_once(tmp_path: Path) -> None:
    five = [LAN, (*LAN[:1], "NGUYỄN THỊ  LAN", *LAN[2:]), (*LAN[:4], "", *LAN[5:]), LAN, LAN]

    outcome, rows, _ = taken(tmp_path, csv_of(*five, AN))

    assert (outcome.sent, outcome.accepted, outcome.rejected, outcome.duplicate) == (6, 2, 0, 4)
    assert [row["line"] for row in rows] == [2, 7]


NAMESAKES = [
    ("another id", (*LAN[:4], "038180000099", *LAN[5:])),
    ("another household", (*LAN[:4], "", "H9", *LAN[6:])),
    ("another commune", (*LAN[:4], "", *LAN[5:7], "Yên Hoà")),
    ("another birthday", (*LAN[:2], "06/03/1980", "Nữ", "", *LAN[5:])),
    ("only the same year", (*LAN[:2], "1980", "Nữ", "", *LAN[5:])),
]


@pytest.mark.parametrize("other", [case[1] for case in NAMESAKES], ids=[case[0] for case in NAMESAKES])
def test_namesakes_are_two_people(other, tmp_path: Path) -> None:
    outcome, _, _ = taken(tmp_path, csv_of(LAN, other))

    assert (outcome.accepted, outcome.duplicate) == (2, 0)


def test_of_participants_the_period_that_ends_last_stays(tmp_path: Path) -> None:
    headings = ("STT", "Họ tên", "Ngày sinh", "Mã thẻ BHYT", "Giá trị từ", "Giá trị đến")
    rows = [
        ("1", "Nguyễn Thị Lan", "05/03/1980", "GD4404012345678", "01/01/2025", "31/12/2025"),
        ("2", "Nguyễn Thị Lan", "05/03/1980", "GD4404012345678", "01/01/2026", "31/12/2026"),
        ("3", "Trần Văn An", "1960", "HN2404012345679", "01/2026", "06/2026"),
    ]

    outcome, (lan, an), _ = taken(tmp_path, csv_of(*rows, headings=headings), kind="HEALTH")

    assert outcome.duplicate == 1
    assert (lan["line"], lan["valid_to"], lan["group_code"]) == (3, date(2026, 12, 31), "GD")
    assert (lan["insurance_number"], lan["card_number"]) == ("4012345678"[-10:], "GD4404012345678")
    assert (an["valid_from"], an["valid_to"]) == (date(2026, 1, 1), date(2026, 6, 30))
    assert an["group_code"] == "HN"


def test_a_row_with_more_cells_than_columns_comes_back(tmp_path: Path) -> None:
    text = csv_of(LAN, AN, AN, AN).rstrip() + "\r\n9,Lê, Văn Bảy,1962,Nam,,,,,x,y\r\n"

    outcome, _, _ = taken(tmp_path, text)

    assert codes(outcome, "error") == {"cells": 1}
    assert outcome.rejected == 1


def test_a_quote_never_closed_swallows_no_row(tmp_path: Path) -> None:
    rows = "".join(
        f'{n},"Trần Văn {n}ộ,1960,Nam,,H{n},,\n'
        if n == 3
        else f"{n},Trần Văn {chr(64 + n)}ộ,1960,Nam,,H{n},,\n"
        for n in range(1, 60)
    )

    outcome, _, _ = taken(tmp_path, ",".join(HEADINGS) + "\n" + rows)

    assert outcome.sent == 59


def test_a_heading_over_two_lines_in_quotes_is_one_record(tmp_path: Path) -> None:
    text = 'STT,"Họ và\ntên",Ngày sinh\n1,Nguyễn Thị Lan,1980\n'

    _, rows, _ = taken(tmp_path, text)

    assert (rows[0]["full_name"], rows[0]["line"]) == ("Nguyễn Thị Lan", 2)


def test_what_was_learned_goes_before_the_guess(tmp_path: Path) -> None:
    text = csv_of(("Lan", "Nguyễn Thị Lan", "1980"), headings=("Họ và tên", "Tên khai sinh", "Năm sinh"))

    _, rows, _ = taken(tmp_path, text, learned={"ten khai sinh": "full_name", "ho va ten": ""})

    assert names(rows) == ["Nguyễn Thị Lan"]


def test_rows_of_another_place_are_refused_or_come_back(tmp_path: Path) -> None:
    def resolve(written):
        return [
            Whereabouts("1", "A", "0.A.1.")
            if one.commune == "An Bình"
            else Whereabouts(problem="other_place")
            for one in written
        ]

    far = (*LAN[:4], "", *LAN[5:7], "Xã Lạ")
    with pytest.raises(Refusal) as refused:
        taken(tmp_path, csv_of(LAN, far, far, far), resolve=resolve, place="Tỉnh Thử")
    outcome, rows, _ = taken(tmp_path, csv_of(LAN, AN, (*far[:1], "Ai Đó", *far[2:])), resolve=resolve)

    assert refused.value.code == "register_of_other_place"
    assert "75 % số dòng ghi xã không thuộc Tỉnh Thử (ví dụ: “Xã Lạ”)" in refused.value.text
    assert codes(outcome, "error") == {"other_place": 1}
    assert {row["place_path"] for row in rows} == {"0.A.1."}


def test_other_columns_are_told(tmp_path: Path) -> None:
    headings = (
        "Họ tên",
        "Ngày sinh",
        "SĐT",
        "Chủ hộ",
        "Nghề nghiệp",
        "Số tháng bảo lưu",
        "Ngày dừng đóng",
        "Diện hộ",
    )
    rows = [
        ("Nguyễn Thị Lan", "1980", "912345678", "x", "Buôn bán nhỏ", "2 năm 3 tháng", "03/2025", "Cận nghèo"),
        ("Trần Văn An", "1960", "0168 234 5678", "", "Nông dân", "18", "31/12/2024", "bình thường"),
    ]

    _, (lan, an), _ = taken(tmp_path, csv_of(*rows, headings=headings), kind="RESERVED")

    assert (lan["phone"], lan["is_head"], lan["segment"], lan["months"]) == ("0912345678", True, "TRADER", 27)
    assert (lan["stopped_on"], lan["hardship"]) == (date(2025, 3, 1), "NEAR_POOR")
    assert (an["phone"], an["segment"], an["months"], an["hardship"]) == ("0382345678", "FARMER", 18, "NONE")
