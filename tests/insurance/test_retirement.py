"""Retirement: the age of a year, the month in which it is reached, the older ages that are kept."""

from datetime import date

import pytest

from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.bundled import bundled_law, law_on
from diemtua.insurance.rules.refusals import InputMisread, NoLawForDay, NumberOutOfRange
from diemtua.insurance.rules.retirement import check_birth, in_words, retirement_age, retirement_of
from diemtua.insurance.rules.topics import work_out

LAW = bundled_law()


@pytest.mark.parametrize(
    ("year", "men", "women"),
    [
        (2020, "60y0m", "55y0m"),
        (2021, "60y3m", "55y4m"),
        (2022, "60y6m", "55y8m"),
        (2024, "61y0m", "56y4m"),
        (2026, "61y6m", "57y0m"),
        (2027, "61y9m", "57y4m"),
        (2028, "62y0m", "57y8m"),
        (2034, "62y0m", "59y8m"),
        (2035, "62y0m", "60y0m"),
        (2050, "62y0m", "60y0m"),
    ],
)
def test_the_age_rises_year_by_year(year: int, men: str, women: str) -> None:
    assert in_words(int(retirement_age(LAW, Sex.MALE, year).value)) == men
    assert in_words(int(retirement_age(LAW, Sex.FEMALE, year).value)) == women


@pytest.mark.parametrize(
    ("sex", "birth", "reached", "age"),
    [
        (Sex.MALE, date(1965, 1, 31), date(2026, 7, 1), "61y6m"),
        (Sex.MALE, date(1968, 1, 1), date(2030, 1, 1), "62y0m"),
        (Sex.MALE, date(1960, 12, 1), date(2020, 12, 1), "60y0m"),
        (Sex.MALE, date(1961, 1, 1), date(2021, 4, 1), "60y3m"),
        (Sex.FEMALE, date(1966, 1, 1), date(2021, 5, 1), "55y4m"),
        (Sex.FEMALE, date(1969, 4, 1), date(2025, 12, 1), "56y8m"),
        (Sex.FEMALE, date(1969, 5, 1), date(2026, 5, 1), "57y0m"),
        (Sex.FEMALE, date(1985, 3, 1), date(2045, 3, 1), "60y0m"),
    ],
)
def test_the_month_in_which_the_age_is_reached(sex: Sex, birth: date, reached: date, age: str) -> None:
    retirement = retirement_of(LAW, sex=sex, birth=birth)

    assert (retirement.reached, in_words(retirement.age)) == (reached, age)
    assert retirement.steps[-1].value == retirement.age


def test_the_pension_begins_in_the_month_after() -> None:
    assert retirement_of(LAW, sex=Sex.MALE, birth=date(1965, 1, 1)).pension_from == date(2026, 8, 1)


@pytest.mark.parametrize("sex", list(Sex))
def test_who_is_born_a_month_later_never_retires_earlier(sex: Sex) -> None:
    births = [date(year, month, 1) for year in range(1958, 1980) for month in range(1, 13)]
    reached = [retirement_of(LAW, sex=sex, birth=birth).reached for birth in births]

    assert reached == sorted(reached)


@pytest.mark.parametrize(("months", "age"), [(0, "57y0m"), (239, "57y0m"), (240, "55y0m")])
def test_twenty_years_of_voluntary_insurance_begun_before_2021_keep_the_older_age(months, age) -> None:
    retirement = retirement_of(
        LAW, sex=Sex.FEMALE, birth=date(1969, 6, 1), voluntary_months_before_2021=months
    )

    assert in_words(retirement.age) == age


@pytest.mark.parametrize("birth", [date(2026, 5, 7), date(1896, 5, 6)])
def test_nobody_is_130_years_old_or_not_yet_born(birth: date) -> None:
    with pytest.raises(NumberOutOfRange, match="từ 0 đến 120"):
        check_birth(
            law_on(date(2026, 5, 6)), birth.replace(year=birth.year - 10) if birth.year < 1900 else birth
        )


def test_a_year_before_the_table_is_refused() -> None:
    with pytest.raises(NoLawForDay):
        retirement_age(LAW, Sex.MALE, 2010)


@pytest.mark.parametrize(
    ("sex", "age"), [("M", "61y6m"), ("nam", "61y6m"), ("Male", "61y6m"), ("F", "57y0m"), ("Nữ", "57y0m")]
)
def test_a_case_may_name_the_sex_in_words(sex: str, age: str) -> None:
    assert work_out(LAW, "retire_age", date(2026, 1, 1), {"sex": sex}).result == age


def test_a_sex_that_no_law_knows_is_refused() -> None:
    with pytest.raises(InputMisread, match="M, F"):
        work_out(LAW, "retire_age", date(2026, 1, 1), {"sex": "x"})
