"""The tariff sheet: rows from the first day on, the days they cover, a hash that tells two sheets apart."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from diemtua.insurance.enums import Confidence
from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.law import Row
from diemtua.insurance.rules.prepayment import PARTS
from diemtua.insurance.rules.tariff import FORMAT, tariff_sheet


@pytest.fixture(scope="module")
def sheet() -> dict[str, Any]:
    return tariff_sheet(bundled_law())


def test_the_sheet_carries_every_row_of_its_figures_that_was_ever_quoted(sheet: dict[str, Any]) -> None:
    bases = [(row["from"], row["to"], row["value"]) for row in sheet["rows"] if row["parameter"] == "base"]

    assert bases == [
        ("2017-07-01", "2018-06-30", "1300000"),
        ("2018-07-01", "2019-06-30", "1390000"),
        ("2019-07-01", "2023-06-30", "1490000"),
        ("2023-07-01", "2024-06-30", "1800000"),
        ("2024-07-01", "2026-06-30", "2340000"),
        ("2026-07-01", None, "2530000"),
    ]
    assert "2017" not in {row["from"][:4] for row in sheet["rows"] if row["parameter"] == "fund_return"}


def test_the_sheet_says_which_days_it_covers(sheet: dict[str, Any]) -> None:
    assert sheet["first_day"] == "2018-01-01"
    assert sheet["covered"]["voluntary"] == [{"from": "2018-01-01", "to": "2030-12-31"}]
    assert sheet["covered"]["household"] == [{"from": "2018-01-01", "to": None}]
    assert {"from": "2026-01-01", "to": "2026-12-31"} in sheet["covered"]["years_ahead"]
    assert {span["from"][:4] for span in sheet["covered"]["years_ahead"]} == {"2020", "2022", "2026"}


def test_every_row_can_be_cited_and_marked_uncertain(sheet: dict[str, Any]) -> None:
    assert all(row["basis"] and row["source"] for row in sheet["rows"])
    returns = {
        row["from"][:4]: row["confidence"] for row in sheet["rows"] if row["parameter"] == "fund_return"
    }
    assert returns["2026"] == "low"


def test_the_discounts_of_years_ahead_are_the_ones_of_the_formula(sheet: dict[str, Any]) -> None:
    factors = [int(part) for part in sheet["years_ahead"]["factors"]["0.31"]]

    assert len(factors) == 60
    assert int(sheet["years_ahead"]["parts"]) == factors[0] == PARTS
    assert abs(factors[1] * 10031 - PARTS * 10000) <= 10031 // 2
    assert factors == sorted(factors, reverse=True)


def test_the_same_law_makes_the_same_sheet_and_a_new_decree_another(sheet: dict[str, Any]) -> None:
    decree = Row("base", Decimal(2_700_000), date(2028, 7, 1), None, "NĐ thử", "thử", Confidence.HIGH)
    after = tariff_sheet(bundled_law().replaced([decree]))

    assert tariff_sheet(bundled_law()) == sheet
    assert sheet["format"] == after["format"] == FORMAT
    assert after["hash"] != sheet["hash"]
    assert after["last_change"] == "2028-07-01"


def test_the_sheet_is_json_of_a_size_that_a_phone_takes_in_one_breath(sheet: dict[str, Any]) -> None:
    assert len(json.dumps(sheet, ensure_ascii=False).encode()) < 100_000
