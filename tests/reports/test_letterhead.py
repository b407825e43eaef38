"""Head and foot of the document, and what the checker remarks on."""

from dataclasses import replace
from datetime import date

import pytest

from diemtua.reports.rules import remarks_on
from diemtua.reports.rules.layout import recipient_line
from tests.reports.samples import HEAD


@pytest.mark.parametrize(
    ("number", "line"),
    [("5", "Số: 05/BC-BHXH"), ("15", "Số: 15/BC-BHXH"), ("", "Số: ……/BC-BHXH")],
)
def test_a_number_below_ten_gets_its_zero(number: str, line: str) -> None:
    assert replace(HEAD, number=number).number_line == line


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2024, 6, 2), "Nghệ An, ngày 02 tháng 6 năm 2024"),
        (date(2025, 2, 12), "Nghệ An, ngày 12 tháng 02 năm 2025"),
        (None, "Nghệ An, ngày …… tháng …… năm ……"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_their_zero(day: date | None, line: str) -> None:
    assert replace(HEAD, issued_on=day).date_line == line


def test_a_good_head_has_no_remarks() -> None:
    assert remarks_on(HEAD) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": ""}, "number"),
        ({"number": "3495 "}, None),
        ({"symbol": "BC - BHXH"}, "space"),
        ({"symbol": "bc-bhxh"}, "symbol"),
        ({"symbol": ""}, "symbol"),
        ({"symbol": "CV-BHXH"}, "type"),
        ({"locality": ""}, "locality"),
        ({"issued_on": None}, "day"),
        ({"signing_for": "Thay mặt"}, "authority"),
        ({"signatory_name": " "}, "signatory"),
        ({"recipients": ("UBND tỉnh",)}, "archive"),
        ({"recipients": ()}, "archive"),
        ({"issued_on": date(2025, 7, 1), "agency": "BHXH huyện Nam Đàn"}, "district"),
        ({"issued_on": date(2025, 6, 30), "agency": "BHXH huyện Nam Đàn"}, None),
    ],
)
def test_each_fault_is_remarked_on(changes: dict, code: str | None) -> None:
    assert [remark.code for remark in remarks_on(replace(HEAD, **changes))] == ([code] if code else [])


@pytest.mark.parametrize(
    ("given", "printed"),
    [("UBND tỉnh", "- UBND tỉnh;"), ("- Như trên;", "- Như trên;"), ("Lưu: VT, TST", "- Lưu: VT, TST.")],
)
def test_recipients_end_as_they_should(given: str, printed: str) -> None:
    assert recipient_line(given) == printed
