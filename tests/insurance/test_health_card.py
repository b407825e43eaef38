"""When a card begins, when five years are full, what the card pays; each on both sides of a change."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtua.insurance.rules.bundled import law_on
from diemtua.insurance.rules.health_benefit import (
    CardGroup,
    copay_threshold,
    copay_threshold_of_year,
    coverage,
    visit_threshold,
)
from diemtua.insurance.rules.health_card import Beginning, Card, card_start, five_years
from diemtua.insurance.rules.refusals import InputMisread, NoLawForDay, NumberOutOfRange, UnknownGroup


@pytest.mark.parametrize(
    ("paid", "previous_last", "first_day", "beginning"),
    [
        (date(2026, 8, 1), None, date(2026, 8, 31), Beginning.FIRST),
        (date(2024, 12, 10), None, date(2025, 1, 9), Beginning.FIRST),
        # in time: follows the old card, also when paid on the very next day
        (date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 1), Beginning.CONTINUOUS),
        (date(2026, 8, 31), date(2026, 8, 31), date(2026, 9, 1), Beginning.CONTINUOUS),
        (date(2026, 9, 1), date(2026, 8, 31), date(2026, 9, 1), Beginning.CONTINUOUS),
        # late, within the gap: from the day of payment
        (date(2026, 9, 2), date(2026, 8, 31), date(2026, 9, 2), Beginning.LATE),
        # since 1/7/2025 the limit is 90 days without a card
        (date(2026, 3, 31), date(2025, 12, 31), date(2026, 3, 31), Beginning.LATE),
        (date(2026, 4, 1), date(2025, 12, 31), date(2026, 5, 1), Beginning.AFTER_GAP),
        (date(2025, 7, 1), date(2025, 4, 2), date(2025, 7, 1), Beginning.LATE),
        (date(2025, 7, 1), date(2025, 4, 1), date(2025, 7, 31), Beginning.AFTER_GAP),
        # before, 3 months: the last day of June ends those that began on 31 March
        (date(2025, 6, 30), date(2025, 3, 31), date(2025, 6, 30), Beginning.LATE),
        (date(2025, 6, 30), date(2025, 3, 30), date(2025, 7, 30), Beginning.AFTER_GAP),
        (date(2025, 6, 30), date(2025, 3, 29), date(2025, 7, 30), Beginning.AFTER_GAP),
        (date(2025, 6, 30), date(2025, 3, 28), date(2025, 7, 30), Beginning.AFTER_GAP),
        (date(2024, 2, 29), date(2023, 11, 29), date(2024, 3, 30), Beginning.AFTER_GAP),
    ],
)
def test_when_a_card_begins(paid, previous_last, first_day, beginning) -> None:
    start = card_start(law_on(paid), previous_last=previous_last)

    assert (start.first_day, start.beginning) == (first_day, beginning)
    assert start.steps[-1].value == (first_day - paid).days
    assert start.waits == (30 if beginning in (Beginning.FIRST, Beginning.AFTER_GAP) else 0)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2018, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_a_card_never_begins_before_the_payment_nor_overlaps_the_old_one(paid, days) -> None:
    previous_last = paid + timedelta(days=days)

    start = card_start(law_on(paid), previous_last=previous_last)

    assert start.first_day >= paid
    assert start.first_day > previous_last


def test_the_working_names_the_rule_of_waiting_and_the_gap() -> None:
    step = card_start(law_on(date(2026, 4, 1)), previous_last=date(2025, 12, 31)).steps[0]

    assert step.title.vi == "Gián đoạn 90 ngày, quá hạn: từ 01/05/2026"
    assert step.title.en == "A gap of 90 days, beyond the limit: from 01/05/2026"
    assert [row.parameter for row in step.rows] == ["card_wait", "card_gap_days"]


YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("day", "cards", "since", "full_on", "gap_days", "is_full"),
    [
        # one run without a gap
        (
            date(2025, 12, 31),
            [Card(date(2021, 1, 1), date(2025, 12, 31))],
            date(2021, 1, 1),
            date(2026, 1, 1),
            0,
            False,
        ),
        (
            date(2026, 1, 1),
            [Card(date(2021, 1, 1), date(2026, 12, 31))],
            date(2021, 1, 1),
            date(2026, 1, 1),
            0,
            True,
        ),
        # full, but without a card on the day
        (
            date(2026, 3, 1),
            [Card(date(2020, 1, 1), date(2025, 12, 31))],
            date(2020, 1, 1),
            date(2025, 1, 1),
            0,
            False,
        ),
        # a gap of 3 months before 1/7/2025 keeps the run, one day more breaks it
        (
            date(2024, 6, 1),
            [Card(date(2019, 1, 1), date(2021, 12, 31)), Card(date(2022, 4, 1), date(2024, 12, 31))],
            date(2019, 1, 1),
            date(2024, 1, 1),
            90,
            True,
        ),
        (
            date(2024, 6, 1),
            [Card(date(2019, 1, 1), date(2021, 12, 31)), Card(date(2022, 4, 2), date(2024, 12, 31))],
            date(2022, 4, 2),
            date(2027, 4, 2),
            0,
            False,
        ),
        # since then 90 days
        (
            date(2026, 6, 1),
            [Card(date(2021, 1, 1), date(2025, 12, 31)), Card(date(2026, 4, 1), date(2027, 3, 31))],
            date(2021, 1, 1),
            date(2026, 1, 1),
            90,
            True,
        ),
        (
            date(2026, 6, 1),
            [Card(date(2021, 1, 1), date(2025, 12, 31)), Card(date(2026, 4, 2), date(2027, 3, 31))],
            date(2026, 4, 2),
            date(2031, 4, 2),
            0,
            False,
        ),
        # cards that overlap, given in any order; a card of the future does not count yet
        (
            date(2026, 6, 1),
            [
                Card(date(2030, 1, 1), date(2030, 12, 31)),
                Card(date(2023, 1, 1), date(2026, 12, 31)),
                Card(date(2021, 1, 1), date(2023, 6, 30)),
            ],
            date(2021, 1, 1),
            date(2026, 1, 1),
            0,
            True,
        ),
    ],
)
def test_where_five_consecutive_years_stand(day, cards, since, full_on, gap_days, is_full) -> None:
    found = five_years(law_on(day), cards)

    assert (found.since, found.full_on, found.gap_days, found.is_full) == (since, full_on, gap_days, is_full)
    assert found.steps[-1].value == 60


@pytest.mark.parametrize(
    "cards",
    [
        [],
        [Card(date(2025, 2, 1), date(2025, 1, 1))],
        [Card(date(2027, 1, 1), date(2027, 12, 31))],
    ],
    ids=["none", "ends before it begins", "in the future"],
)
def test_cards_that_make_no_sense_are_refused(cards) -> None:
    with pytest.raises(InputMisread) as refused:
        five_years(law_on(date(2026, 6, 1)), cards)

    assert "01/06/2026" in refused.value.text


@pytest.mark.parametrize(
    ("day", "visit", "year"),
    [
        (date(2019, 7, 1), 223_500, 8_940_000),
        (date(2023, 6, 30), 223_500, 8_940_000),
        (date(2023, 7, 1), 270_000, 10_800_000),
        (date(2024, 7, 1), 351_000, 14_040_000),
        (date(2026, 6, 30), 351_000, 14_040_000),
        (date(2026, 7, 1), 379_500, 15_180_000),
    ],
)
def test_the_thresholds_follow_the_base_salary(day: date, visit: int, year: int) -> None:
    on = law_on(day)

    assert (visit_threshold(on).dong, copay_threshold(on).dong) == (visit, year)
    assert visit_threshold(on).steps[-1].value == visit
    assert copay_threshold(on).steps[-1].value == year


@pytest.mark.parametrize(
    ("day", "paid_before", "threshold"),
    [
        (date(2026, 9, 3), 0, 15_180_000),
        (date(2026, 9, 3), 1_396_758, 15_066_588),  # as a hospital's software shows it
        (date(2026, 9, 3), 7_020_000, 14_610_000),
        (date(2026, 9, 3), 14_040_000, 14_040_000),
        (date(2026, 6, 30), 1_000_000, 14_040_000),  # no change in the first half of the year
        (date(2027, 1, 1), 1_000_000, 15_180_000),  # a year with one base
    ],
)
def test_the_threshold_of_a_year_with_two_bases(day: date, paid_before: int, threshold: int) -> None:
    amount = copay_threshold_of_year(law_on(day), paid_before=paid_before)

    assert amount.dong == threshold
    assert amount.steps[-1].value == threshold


@pytest.mark.parametrize("paid_before", [-1, 14_040_001])
def test_own_payments_out_of_bounds_are_refused(paid_before: int) -> None:
    with pytest.raises(NumberOutOfRange):
        copay_threshold_of_year(law_on(date(2026, 9, 3)), paid_before=paid_before)


@pytest.mark.parametrize(
    ("group", "before_2026", "since_2026"),
    [
        (CardGroup.HOUSEHOLD, 80, 80),
        (CardGroup.STUDENT, 80, 80),
        (CardGroup.NEAR_POOR, 95, 100),
        (CardGroup.PENSIONER, 95, 95),
        (CardGroup.POOR, 100, 100),
        (CardGroup.CHILD_UNDER_6, 100, 100),
        (CardGroup.SOCIAL_PENSIONER, None, 100),
    ],
)
def test_the_level_of_a_group_on_both_sides_of_new_year_2026(group, before_2026, since_2026) -> None:
    assert coverage(law_on(date(2026, 1, 1)), group=group).percent == since_2026
    if before_2026 is None:
        with pytest.raises(NoLawForDay):
            coverage(law_on(date(2025, 12, 31)), group=group)
    else:
        assert coverage(law_on(date(2025, 12, 31)), group=group).percent == before_2026


@pytest.mark.parametrize(
    ("asked", "percent", "reason"),
    [
        ({}, 80, "Mức hưởng của nhóm"),
        ({"at_commune": True}, 100, "Khám, chữa bệnh tại tuyến xã"),
        ({"visit_cost": 379_499}, 100, "Một lần khám dưới mức này được trả đủ"),
        ({"visit_cost": 379_500}, 80, "Mức hưởng của nhóm"),
        ({"five_years_full": True, "own_payments": 15_180_000}, 80, "Mức hưởng của nhóm"),
        (
            {"five_years_full": True, "own_payments": 15_180_001},
            100,
            "Đủ 05 năm liên tục, đã cùng chi trả quá ngưỡng",
        ),
        ({"own_payments": 90_000_000}, 80, "Mức hưởng của nhóm"),
    ],
)
def test_when_the_card_pays_all(asked, percent, reason) -> None:
    found = coverage(law_on(date(2026, 7, 1)), group="household", **asked)

    assert (found.percent, found.reason.vi) == (percent, reason)
    assert found.steps[-1].value == percent


def test_an_unknown_group_is_refused_with_the_groups_there_are() -> None:
    with pytest.raises(UnknownGroup) as refused:
        coverage(law_on(date(2026, 7, 1)), group="rich")

    assert "near_poor, pensioner" in refused.value.text
