"""Maternity, funeral, survivors, the monthly allowance, the social pension."""

from datetime import date

import pytest

from diemtua.insurance.rules import benefits
from diemtua.insurance.rules.bundled import law_on
from diemtua.insurance.rules.refusals import NoLawForDay, NumberOutOfRange

MAY_2026 = date(2026, 5, 6)


def test_two_million_for_each_child_after_six_months_of_the_last_twelve() -> None:
    on = law_on(MAY_2026)

    assert benefits.maternity(on, months_of_last_12=6, children=2).amount == 4_000_000
    assert benefits.maternity(on, months_of_last_12=6).why_not is None
    assert benefits.maternity(on, months_of_last_12=5).why_not is not None


def test_voluntary_insurance_knew_no_maternity_grant_before_july_2025() -> None:
    with pytest.raises(NoLawForDay, match="thai sản"):
        benefits.maternity(law_on(date(2025, 6, 30)), months_of_last_12=12)


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2023, 6, 30), 14_900_000), (date(2024, 6, 30), 18_000_000), (date(2026, 7, 1), 25_300_000)],
)
def test_the_funeral_grant_is_ten_base_salaries(day: date, amount: int) -> None:
    assert benefits.funeral(law_on(day), months=60).amount == amount
    assert benefits.funeral(law_on(day), months=59).why_not is not None
    assert benefits.funeral(law_on(day), months=0, is_pensioner=True).why_not is None


@pytest.mark.parametrize(
    ("day", "months", "amount"),
    [
        (date(2025, 6, 30), 24, 8_000_000),
        (date(2025, 7, 1), 24, 7_000_000),  # fewer than 60 months: what was paid in
        (date(2025, 7, 1), 60, 20_000_000),
    ],
)
def test_the_survivors_grant_before_a_pension(day: date, months: int, amount: int) -> None:
    grant = benefits.survivors_lump(
        law_on(day), months_before=0, months_from=months, average=2_000_000, paid_in=7_000_000
    )

    assert grant.amount == amount
    assert grant.steps[-1].value == amount


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2025, 6, 30), 10_000_000), (date(2025, 7, 1), 12_100_000)],
)
def test_less_than_a_year_is_capped_at_two_averages_only_before_july_2025(day: date, amount: int) -> None:
    grant = benefits.survivors_lump(law_on(day), months_before=0, months_from=11, average=5_000_000)

    assert (grant.amount, grant.steps[-1].value) == (amount, amount)


@pytest.mark.parametrize(("drawn", "factor"), [(0, 48), (2, 48), (3, 47.5), (12, 43), (92, 3), (200, 3)])
def test_the_survivors_grant_of_a_pensioner_shrinks_to_three_months(drawn: int, factor: float) -> None:
    grant = benefits.survivors_of_pensioner(law_on(MAY_2026), pension=2_000_000, months_drawn=drawn)

    assert grant.amount == factor * 2_000_000


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ({"age": 75}, True),
        ({"age": 74}, False),
        ({"age": 70, "is_poor": True}, True),
        ({"age": 69, "is_poor": True}, False),
        ({"age": 80, "has_pension": True}, False),
    ],
)
def test_the_social_pension(asked: dict[str, int], due: bool) -> None:
    found = benefits.social_pension(law_on(MAY_2026), **asked)

    assert (found.amount, found.why_not is None) == (500_000, due)


def test_an_allowance_lasts_as_long_as_the_contributions() -> None:
    few = benefits.monthly_allowance(
        law_on(MAY_2026), months=60, average=2_000_000, months_to_social_pension=156
    )
    many = benefits.monthly_allowance(
        law_on(MAY_2026), months=168, average=5_000_000, months_to_social_pension=156
    )

    assert (few.monthly, few.months) == (500_000, 40)
    assert (many.monthly, many.months) == (897_436, 156)
    assert many.steps[-1].value == many.monthly
    assert many.steps[-1].formula == "140.000.000 / 156"


@pytest.mark.parametrize(
    "ask",
    [
        lambda on: benefits.maternity(on, months_of_last_12=13),
        lambda on: benefits.maternity(on, months_of_last_12=6, children=0),
        lambda on: benefits.funeral(on, months=-1),
        lambda on: benefits.social_pension(on, age=130),
        lambda on: benefits.survivors_lump(on, months_before=0, months_from=20, average=1, paid_in=-4),
        lambda on: benefits.survivors_of_pensioner(on, pension=-4, months_drawn=4),
        lambda on: benefits.monthly_allowance(on, months=20, average=-1, months_to_social_pension=10),
    ],
)
def test_numbers_that_cannot_be_are_refused(ask) -> None:
    with pytest.raises(NumberOutOfRange):
        ask(law_on(MAY_2026))
