"""Cases of health insurance, of owners and of unemployment benefit, as published cases ask them."""

from datetime import date
from decimal import Decimal

import pytest

from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.refusals import InputMisread, InputMissing, NoLawForDay, NumberOutOfRange
from diemtua.insurance.rules.topics import work_out


@pytest.mark.parametrize(
    ("topic", "day", "inputs", "result"),
    [
        ("bhyt_full_month", date(2026, 7, 1), {}, 113_850),
        ("bhyt_full_month", date(2015, 7, 14), {"base": 1_150_000}, 51_750),
        ("bhyt_hh_member_month", date(2021, 6, 1), {"order": 4}, 33_525),
        ("bhyt_hh_member_month", date(2026, 7, 1), {"order": 9}, 45_540),
        ("bhyt_hh_member_month", date(2016, 5, 1), {"order": 1, "base": 1_210_000}, 54_450),
        ("bhyt_hh_member_month", date(2016, 5, 1), {"base": 1_210_000}, 54_450),
        ("bhyt_hh_member_period", date(2026, 7, 1), {"order": 2, "months": 3}, 239_085),
        ("bhyt_hh_member_year", date(2026, 7, 1), {"order": 3}, 819_720),
        ("bhyt_hh_total_year", date(2023, 6, 1), {"members": 6, "months": 12}, 2_896_560),
        ("bhyt_hh_total_year", date(2026, 7, 1), {"members": 4, "months": 6}, 1_912_680),
        ("bhyt_hh_total_mixed", date(2026, 7, 1), {"member_months": [12, 6, 3]}, 2_049_300),
        ("bhyt_hh_total_mixed", date(2026, 7, 1), {"member_months": "12;6;3"}, 2_049_300),
        ("bhyt_student_net", date(2025, 8, 15), {"months": 12, "support_pct": 50}, 631_800),
        ("bhyt_student_net", date(2025, 6, 30), {"months": 12}, 884_520),
        ("bhyt_student_net", date(2026, 7, 1), {"months": 9}, 512_325),
        (
            "bhyt_student_reduction",
            date(2025, 8, 15),
            {"months": 12, "from_pct": 30, "to_pct": 50},
            252_720,
        ),
        ("bhyt_threshold_15pct", date(2024, 7, 1), {}, 351_000),
        ("bhyt_threshold_6x", date(2026, 7, 1), {}, 15_180_000),
        ("hkd_owner_min_month", date(2026, 7, 1), {"rate_pct": 29.5}, 746_350),
        ("hkd_owner_max_month", date(2026, 7, 1), {}, 14_927_000),
        ("hkd_owner_max_month", date(2026, 7, 1), {"rate_pct": 25}, 12_650_000),
        ("hkd_owner_month", date(2025, 11, 12), {"base_chosen": 3_500_000}, 1_032_500),
        ("bhtn_cap_month", date(2026, 1, 1), {"region": 4, "sector": "private"}, 18_500_000),
        ("bhtn_cap_month", date(2026, 1, 1), {"region": 1, "sector": "public"}, 26_550_000),
        ("bhtn_cap_month", date(2025, 12, 31), {"sector": "state", "base": 2_340_000}, 11_700_000),
        ("bhtn_cap_month", date(2026, 1, 5), {"base": 2_340_000}, 11_700_000),
        ("bhtn_cap_total", date(2026, 1, 1), {"region": 1, "months": 12}, 318_600_000),
        ("bhtn_cap_total", date(2026, 1, 1), {"region": 1, "months": 144}, 318_600_000),
        ("bhtn_cap_total", date(2026, 1, 1), {"region": 1}, 318_600_000),
        ("bhtn_cap_total", date(2026, 1, 1), {"region": 2, "months": 3}, 70_950_000),
    ],
)
def test_a_case_comes_out_and_its_working_ends_with_it(topic, day, inputs, result) -> None:
    worked = work_out(bundled_law(), topic, day, inputs)

    assert worked.result == result
    assert isinstance(worked.result, Decimal)
    assert worked.steps[-1].value == result


HOUSEHOLD = {"household": 5, "already_carded_in_other_groups": 3, "joining_now": 2}


@pytest.mark.parametrize(
    ("topic", "day", "inputs", "result"),
    [
        ("bhyt_hh_order_shares", date(2024, 8, 5), HOUSEHOLD, "100%;70%"),
        ("bhyt_hh_order_shares", date(2024, 8, 5), {"household": 6}, "100%;70%;60%;50%;40%;40%"),
        ("bhyt_hh_order_shares", date(2024, 8, 5), {"joining_now": 1}, "100%"),
        ("bhyt_hh_amounts_year", date(2015, 7, 14), {**HOUSEHOLD, "base": 1_150_000}, "621000;434700"),
        ("bhyt_hh_amounts_year", date(2026, 7, 1), {**HOUSEHOLD, "joining_now": 1}, "1366200"),
    ],
)
def test_members_with_another_card_take_no_place_in_a_case(topic, day, inputs, result) -> None:
    worked = work_out(bundled_law(), topic, day, inputs)

    assert worked.result == result
    assert len(worked.steps) >= result.count(";") + 1


@pytest.mark.parametrize(
    ("topic", "inputs", "refusal"),
    [
        ("bhyt_hh_member_month", {"order": 0}, NumberOutOfRange),
        ("bhyt_hh_member_period", {"order": 1, "months": -3}, NumberOutOfRange),
        ("bhyt_hh_total_year", {"members": 30}, NumberOutOfRange),
        ("bhyt_hh_total_year", {}, InputMissing),
        ("bhyt_hh_total_mixed", {"member_months": []}, InputMisread),
        ("bhyt_hh_total_mixed", {"member_months": "12;nửa"}, InputMisread),
        ("bhyt_hh_order_shares", {"household": 3, "already_carded_in_other_groups": 4}, NumberOutOfRange),
        ("bhyt_hh_order_shares", {**HOUSEHOLD, "joining_now": 3}, NumberOutOfRange),
        ("bhyt_student_net", {"months": 12, "support_pct": 130}, NumberOutOfRange),
        ("bhyt_student_reduction", {"months": 12, "to_pct": 50}, InputMissing),
        ("hkd_owner_month", {}, InputMissing),
        ("hkd_owner_month", {"base_chosen": -1}, NumberOutOfRange),
        ("hkd_owner_min_month", {"rate_pct": 295}, NumberOutOfRange),
        ("bhtn_cap_month", {"region": 7}, NumberOutOfRange),
        ("bhtn_cap_month", {}, InputMissing),
        ("bhtn_cap_month", {"region": 1, "sector": "church"}, InputMisread),
        ("bhtn_cap_total", {"region": 1, "months": 0}, NumberOutOfRange),
    ],
)
def test_a_case_with_impossible_inputs_is_refused(topic, inputs, refusal) -> None:
    with pytest.raises(refusal):
        work_out(bundled_law(), topic, date(2026, 3, 9), inputs)


@pytest.mark.parametrize(
    ("topic", "day", "inputs"),
    [
        ("bhyt_full_month", date(2014, 12, 31), {"base": 1_150_000}),
        ("bhyt_full_month", date(2016, 5, 1), {}),
        ("hkd_owner_min_month", date(2025, 6, 30), {}),
        ("bhtn_cap_month", date(2022, 6, 30), {"region": 1}),
    ],
)
def test_a_day_that_no_row_covers_is_refused_by_name(topic, day, inputs) -> None:
    with pytest.raises(NoLawForDay):
        work_out(bundled_law(), topic, day, inputs)
