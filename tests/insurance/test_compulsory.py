"""Who is in truth compulsory, and what owners and employments pay."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtua.insurance.rules.bundled import law_on
from diemtua.insurance.rules.compulsory import Situation, Tax, Verdict, Work, who_is_compulsory
from diemtua.insurance.rules.compulsory_dues import (
    compulsory_bounds,
    employment_dues,
    late_interest,
    owner_dues,
)
from diemtua.insurance.rules.refusals import (
    IncomeOutOfRange,
    InputMissing,
    NoLawForDay,
    NumberOutOfRange,
    UnknownGroup,
)

TODAY = date(2026, 11, 20)
OWNER = Verdict.COMPULSORY_AS_OWNER
BY_WORK = Verdict.COMPULSORY_BY_WORK


@pytest.mark.parametrize(
    ("day", "tax", "verdict"),
    [
        (date(2025, 6, 30), Tax.DECLARED, Verdict.VOLUNTARY),
        (date(2025, 7, 1), Tax.DECLARED, OWNER),
        (date(2025, 7, 1), Tax.OTHER, Verdict.VOLUNTARY),
        (date(2029, 6, 30), Tax.OTHER, Verdict.VOLUNTARY),
        (date(2029, 7, 1), Tax.OTHER, OWNER),
        (date(2025, 12, 31), Tax.LUMP_SUM, Verdict.VOLUNTARY),
        (date(2026, 1, 1), Tax.LUMP_SUM, None),
        (date(2029, 6, 30), Tax.LUMP_SUM, None),
        (date(2029, 7, 1), Tax.LUMP_SUM, OWNER),
    ],
)
def test_an_owner_is_compulsory_by_the_way_of_paying_tax(day, tax, verdict) -> None:
    situation = Situation(owner_tax=tax, age=45)

    if verdict is None:
        with pytest.raises(NoLawForDay) as refused:
            who_is_compulsory(law_on(day), situation)
        assert "01/07/2025–31/12/2025" in refused.value.text
    else:
        assert who_is_compulsory(law_on(day), situation).verdict is verdict


@pytest.mark.parametrize(
    ("situation", "verdict"),
    [
        (Situation(), Verdict.VOLUNTARY),
        (Situation(age=15), Verdict.VOLUNTARY),
        (Situation(age=14), Verdict.TOO_YOUNG),
        (Situation(draws_pension=True, works=["contract"]), Verdict.PENSIONER),
        (Situation(works=["contract"]), BY_WORK),
        (Situation(works=["contract"], contract_months=1), BY_WORK),
        (Situation(works=["contract"], contract_months=0), Verdict.VOLUNTARY),
        (Situation(works=["part_time"], part_time_salary=2_530_000), BY_WORK),
        (Situation(works=["part_time"], part_time_salary=2_529_999), Verdict.VOLUNTARY),
        (Situation(works=["domestic_helper"]), Verdict.VOLUNTARY),
        (Situation(works=["hamlet_worker"]), BY_WORK),
        (Situation(works=["manager_unpaid"], of_retirement_age=True), Verdict.VOLUNTARY),
        (Situation(works=["contract"], of_retirement_age=True), BY_WORK),
        (Situation(owner_tax="declared", of_retirement_age=True), Verdict.VOLUNTARY),
        (Situation(owner_tax="declared", of_retirement_age=True, months_missing=6), OWNER),
        (Situation(owner_tax="declared", of_retirement_age=True, months_missing=7), Verdict.VOLUNTARY),
        (Situation(owner_tax="declared", works=["contract"]), BY_WORK),
        (Situation(owner_tax="declared", works=["domestic_helper"]), OWNER),
    ],
)
def test_who_is_compulsory(situation: Situation, verdict: Verdict) -> None:
    found = who_is_compulsory(law_on(TODAY), situation)

    assert found.verdict is verdict
    assert found.is_compulsory is (verdict in (OWNER, BY_WORK))
    assert found.may_join_voluntary is (verdict is Verdict.VOLUNTARY)
    assert found.steps[-1].value == found.is_compulsory


def test_of_several_kinds_of_work_the_one_the_law_puts_first_counts() -> None:
    works = [Work.HAMLET_WORKER, Work.CONTRACT, Work.CIVIL_SERVANT]

    assert who_is_compulsory(law_on(TODAY), Situation(works=works)).work is Work.CIVIL_SERVANT


def test_a_hamlet_worker_was_not_compulsory_before_july_2025() -> None:
    situation = Situation(works=[Work.HAMLET_WORKER])

    before = who_is_compulsory(law_on(date(2025, 6, 30)), situation)

    assert before.verdict is Verdict.VOLUNTARY
    assert who_is_compulsory(law_on(date(2025, 7, 1)), situation).rows[0].basis.startswith("Luật 41/2024")


@pytest.mark.parametrize(
    ("situation", "refusal", "says"),
    [
        (Situation(age=130), NumberOutOfRange, "“tuổi” là 130; được từ 0 đến 120"),
        (Situation(age=-1), NumberOutOfRange, "được từ 0 đến 120"),
        (Situation(works=["king"]), UnknownGroup, "contract"),
        (Situation(owner_tax="none"), UnknownGroup, "declared, lump_sum, other"),
        (Situation(works=["contract"], contract_months=-1), NumberOutOfRange, "số tháng hợp đồng"),
    ],
)
def test_a_situation_out_of_bounds_is_refused(situation, refusal, says) -> None:
    with pytest.raises(refusal) as refused:
        who_is_compulsory(law_on(TODAY), situation)

    assert says in refused.value.text


@pytest.mark.parametrize(
    ("day", "lowest", "highest", "least", "most"),
    [
        (date(2025, 7, 1), 2_340_000, 46_800_000, 690_300, 13_806_000),
        (date(2026, 6, 30), 2_340_000, 46_800_000, 690_300, 13_806_000),
        (date(2026, 7, 1), 2_530_000, 50_600_000, 746_350, 14_927_000),
    ],
)
def test_an_owner_pays_29_and_a_half_percent_of_a_base_within_bounds(
    day, lowest, highest, least, most
) -> None:
    on = law_on(day)
    bounds = compulsory_bounds(on)

    assert (bounds.lowest, bounds.highest) == (lowest, highest)
    assert owner_dues(on, base_chosen=lowest).total == least
    assert owner_dues(on, base_chosen=highest).total == most
    assert owner_dues(on, base_chosen=lowest).rate == Decimal("29.5")
    for outside in (lowest - 1, highest + 1, -1, 0):
        with pytest.raises(IncomeOutOfRange):
            owner_dues(on, base_chosen=outside)


def test_an_owner_s_dues_in_parts() -> None:
    dues = owner_dues(law_on(TODAY), base_chosen=3_500_000)

    assert [(part.name, part.dong) for part in dues.parts] == [
        ("pension", 770_000),
        ("sickness_maternity", 105_000),
        ("health", 157_500),
    ]
    assert dues.steps[-1].value == dues.total == 1_032_500


def test_there_are_no_owner_s_dues_before_july_2025() -> None:
    with pytest.raises(NoLawForDay):
        owner_dues(law_on(date(2025, 6, 30)), base_chosen=2_340_000)


@pytest.mark.parametrize(
    ("salary", "region", "worker", "employer"),
    [
        (10_000_000, None, 1_050_000, 2_150_000),
        (50_600_000, None, 5_313_000, 10_879_000),
        (1_000_000, None, 265_650, 543_950),  # the reference level at least
        (60_000_000, 1, 5_407_000, 10_973_000),  # unemployment insurance alone counts above the cap
        (200_000_000, 4, 5_547_000, 11_113_000),  # and up to 20 minimum wages of the region
    ],
)
def test_what_an_employment_pays(salary, region, worker, employer) -> None:
    dues = employment_dues(law_on(TODAY), salary=salary, region=region)

    assert (dues.worker.total, dues.employer.total) == (worker, employer)
    assert (dues.worker.rate, dues.employer.rate) == (Decimal("10.5"), Decimal("21.5"))
    assert dues.steps[-1].value == dues.total == worker + employer


def test_a_salary_above_the_cap_needs_the_region() -> None:
    with pytest.raises(InputMissing):
        employment_dues(law_on(TODAY), salary=50_600_001)
    with pytest.raises(NumberOutOfRange):
        employment_dues(law_on(TODAY), salary=-1)


@pytest.mark.parametrize(("owed", "days", "interest"), [(10_000_000, 30, 90_000), (1_032_500, 1, 310)])
def test_late_contributions_cost_three_hundredths_of_a_percent_a_day(owed, days, interest) -> None:
    assert late_interest(law_on(TODAY), owed=owed, days=days) == interest


def test_negative_days_of_delay_are_refused() -> None:
    with pytest.raises(NumberOutOfRange):
        late_interest(law_on(TODAY), owed=1, days=-1)


@settings(max_examples=100, deadline=None)
@given(st.integers(2_530_000, 50_600_000), st.integers(2_530_000, 50_600_000))
def test_owner_s_dues_rise_with_the_base_and_their_parts_add_up(one: int, other: int) -> None:
    on = law_on(TODAY)
    less, more = (owner_dues(on, base_chosen=base) for base in sorted((one, other)))

    assert less.total <= more.total
    assert more.total == sum(part.dong for part in more.parts)
