"""What comes of paying: the pension side of the voluntary calculator."""

import pytest
from django.test import Client

PAGE = "/tu-van/bhxh-tu-nguyen/"
ASKED = "income=3000000&months=12&day=15/03/2026"

pytestmark = pytest.mark.django_db


def lifetime(client: Client, asked: str):
    return client.get(f"{PAGE}?{ASKED}&{asked}").context["lifetime"]


def test_without_a_birth_one_is_told_what_to_add(client: Client) -> None:
    page = client.get(f"{PAGE}?{ASKED}")

    assert page.context["lifetime"] is None
    assert "để xem lương hưu" in page.content.decode()


def test_the_month_of_the_pension_and_the_time_paid_are_told(client: Client) -> None:
    found = lifetime(client, "born_month=3&born_year=1985&sex=F&paid_years=2&paid_months=6")

    assert (found.age_said, f"{found.estimate.retirement.pension_from:%m/%Y}") == ("60 tuổi", "04/2045")
    assert found.estimate.months == 30 + 228
    assert found.time_said == "21 năm 6 tháng"


def test_a_woman_of_21_and_a_half_years_gets_58_percent_at_least(client: Client) -> None:
    found = lifetime(client, "born_month=3&born_year=1985&sex=F&paid_years=2&paid_months=6")

    assert found.estimate.low.amount == 3_000_000 * 58 // 100
    assert found.pension_said.startswith("1.740.000 – ")


def test_what_is_paid_in_ends_at_retirement_and_the_support_after_ten_years(client: Client) -> None:
    found = lifetime(client, "born_month=3&born_year=1985&sex=F")

    assert found.years[0].paid_in == 0
    assert found.years[1].paid_in == 12 * (660_000 - 66_000)
    assert found.paid_in == 228 * 660_000 - 120 * 66_000
    assert found.years[-1].paid_in == found.years[-5].paid_in


def test_months_of_support_already_used_are_not_counted_again(client: Client) -> None:
    found = lifetime(client, "born_month=3&born_year=1985&sex=F&used=120")

    assert found.paid_in == 228 * 660_000


def test_the_break_even_age_is_the_first_at_which_as_much_is_drawn(client: Client) -> None:
    found = lifetime(client, "born_month=3&born_year=1985&sex=F")
    before = next(year for year in found.years if year.age == found.break_even - 1)
    then = next(year for year in found.years if year.age == found.break_even)

    assert before.drawn < before.paid_in
    assert then.drawn >= then.paid_in


def test_the_chart_has_a_table_of_every_year_behind_it(client: Client) -> None:
    found = lifetime(client, "born_month=3&born_year=1985&sex=F")
    page = client.get(f"{PAGE}?{ASKED}&born_month=3&born_year=1985&sex=F").content.decode()

    assert [row[0] for row in found.chart["rows"]] == list(range(41, 86))
    assert page.count("<polyline") == 4  # two lines, in the wide and in the narrow drawing


@pytest.mark.parametrize(
    ("asked", "missing", "may_fill"),
    [
        ("born_month=1&born_year=1970&sex=M", "9 năm 2 tháng", False),
        ("born_month=1&born_year=1970&sex=M&paid_years=5", "4 năm 2 tháng", True),
    ],
)
def test_who_will_be_short_of_months_is_told_by_how_much(
    client: Client, asked: str, missing: str, may_fill: bool
) -> None:
    found = lifetime(client, asked)

    assert (found.estimate.low, found.missing_said, found.may_fill) == (None, missing, may_fill)
    assert f"Đến tuổi nghỉ hưu còn thiếu {missing}" in client.get(f"{PAGE}?{ASKED}&{asked}").content.decode()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("born_year=1985", "sex"),
        ("born_year=1870&sex=M", "born_year"),
        ("born_year=2030&sex=M", "born_year"),
        ("born_year=-4&sex=F", "born_year"),
        ("born_year=1985&sex=X", "sex"),
        ("born_year=1985&sex=M&born_month=13", "born_month"),
        ("born_year=1985&sex=M&paid_years=61", "paid_years"),
        ("born_year=0&sex=M", "born_year"),
    ],
)
def test_a_wrong_birth_stands_beside_its_field(client: Client, asked: str, field: str) -> None:
    page = client.get(f"{PAGE}?{ASKED}&{asked}")

    assert page.status_code == 200
    assert page.context["lifetime"] is None
    assert field in page.context["form"].errors


def test_only_the_year_of_birth_is_marked_as_such(client: Client) -> None:
    assert "tính như sinh tháng 01" in client.get(f"{PAGE}?{ASKED}&born_year=1985&sex=F").content.decode()


def test_before_july_2025_there_was_no_grant_for_a_birth(client: Client) -> None:
    asked = "born_month=3&born_year=1985&sex=F&day=15/03/2024"
    found = client.get(f"{PAGE}?income=3000000&months=12&{asked}").context["lifetime"]

    assert "Sinh con" not in dict(found.others)
    assert "18.000.000" in dict(found.others)["Mai táng"]


def test_the_words_of_other_benefits_carry_the_figures_of_the_day(client: Client) -> None:
    others = dict(lifetime(client, "born_month=3&born_year=1985&sex=F").others)

    assert "2.000.000 đồng mỗi con" in others["Sinh con"]
    assert "23.400.000" in others["Mai táng"]
    assert "95%" in others["Thẻ BHYT"]
