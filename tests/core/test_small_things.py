"""Periods, receipts, references, seals."""

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext

from diemtua.core import crypto
from diemtua.core.errors import Refusal
from diemtua.core.files import FileEmpty, FileTooLarge, check_size
from diemtua.core.periods import days, holds_on, parse_day
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.core.refs import new_ref


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("6/5/2024", date(2024, 5, 6)),
        ("06-05-2024", date(2024, 5, 6)),
        ("6.5.2024", date(2024, 5, 6)),
        ("2024-05-06", date(2024, 5, 6)),
        (" 06 / 5 / 2024 ", date(2024, 5, 6)),
        ("31/2/2024", None),
        ("5/2024", None),
        ("6/5/24", None),
    ],
)
def test_parse_day(typed: str, day: date | None) -> None:
    assert parse_day(typed) == day


def test_a_period_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    first, end = date(2024, 12, 1), date(2025, 7, 1)

    held = [holds_on(day, first, end) for day in (date(2024, 11, 30), first, date(2025, 6, 30), end)]

    assert held == [False, True, True, False]


def test_days_holds_both_ends() -> None:
    assert len(list(days(date(2024, 5, 1), date(2024, 5, 31)))) == 31


def test_a_receipt_that_does_not_add_up_cannot_be_made() -> None:
    refused = (RefusedItem("a", "late", "Quá hạn"),)

    assert Receipt(3, 1, 1, refused).refused == refused
    with pytest.raises(ValueError, match="4 sent, 3 answered"):
        Receipt(4, 1, 1, refused)


def test_references_do_not_repeat_and_hold_no_sign_to_misread() -> None:
    refs = {new_ref() for _ in range(2_000)}

    assert len(refs) == 2_000
    assert all(len(ref) == 10 and not set(ref) & set("ilou") for ref in refs)


def test_what_is_sealed_is_not_readable_differs_every_time_and_comes_back() -> None:
    sealed = crypto.seal("000199001234")

    assert b"1234" not in sealed
    assert crypto.seal("000199001234") != sealed
    assert crypto.unseal(sealed) == "000199001234"
    with pytest.raises(InvalidTag):
        crypto.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_the_blind_index_finds_without_telling() -> None:
    assert crypto.blind_index("000199001234") == crypto.blind_index("000199001234")
    assert crypto.blind_index("000199001234") != crypto.blind_index("000199001235")
    assert "1234" not in crypto.blind_index("000199001234")


def test_a_mask_shows_the_last_four_only() -> None:
    assert crypto.masked("000199001234") == "••••••••1234"
    assert crypto.masked("1234") == "••••"


def test_a_refusal_names_its_values() -> None:
    class TooLate(Refusal):
        code = "too_late"
        text = "Đã quá hạn ngày {day}."

    assert str(TooLate(day="05/05/2024")) == "Đã quá hạn ngày 05/05/2024."


def test_the_site_says_refusals_in_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    class TooLate(Refusal):
        code = "too_late"
        text = "Đã quá hạn ngày {day}."

    assert Refusal.translate is gettext

    monkeypatch.setattr(Refusal, "translate", {"Đã quá hạn ngày {day}.": "It was due on {day}."}.__getitem__)

    assert TooLate(day="05/05/2024").text == "It was due on 05/05/2024."


def test_files_are_refused_by_name_before_they_are_read() -> None:
    with pytest.raises(FileEmpty, match=r"rong\.docx"):
        check_size("rong.docx", 0)
    with pytest.raises(FileTooLarge, match=r"to\.xlsx.*200 MB"):
        check_size("to.xlsx", 200 * 1024 * 1024)
