"""The voluntary calculator: the paying side, and who may not join at all."""

import pytest
from django.test import Client

PAGE = "/tu-van/bhxh-tu-nguyen/"
DAY = "day=15/03/2026"

pytestmark = pytest.mark.django_db


def test_at_first_the_lowest_income_and_a_year_are_shown(client: Client) -> None:
    page = client.get(f"{PAGE}?{DAY}")

    assert page.context["answer"].quote.net == 264_000 * 12
    assert 'value="1.500.000"' in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "gross", "state", "net"),
    [
        ("income=1500000&months=1", 330_000, 66_000, 264_000),
        ("income=1500000&months=1&group=poor", 330_000, 165_000, 165_000),
        ("income=1.500.000&months=1&group=near_poor", 330_000, 132_000, 198_000),
        ("income=1500000&months=1&group=ethnic_minority", 330_000, 99_000, 231_000),
        ("income=1500000&months=1&group=ethnic_minority&group=poor", 330_000, 165_000, 165_000),
        ("income=3000000&months=12", 7_920_000, 792_000, 7_128_000),
        ("income=1500000&months=12&used=114", 3_960_000, 396_000, 3_564_000),
        ("income=1500000&months=1&used=120", 330_000, 0, 330_000),
        ("income=1500000&months=1&group=poor&place=79", 330_000, 165_000, 66_000),
    ],
)
def test_dues_and_support_add_up(client: Client, asked: str, gross: int, state: int, net: int) -> None:
    quote = client.get(f"{PAGE}?{asked}&{DAY}").context["answer"].quote

    assert (quote.gross, quote.state, quote.net) == (gross, state, net)
    assert quote.net + quote.state + quote.local == quote.gross


def test_incomes_at_one_tap_keep_the_rest_of_the_question(client: Client) -> None:
    quick = client.get(f"{PAGE}?group=poor&months=3&lang=en&{DAY}").context["quick"]

    assert [one["income"] for one in quick] == [1_500_000, 2_000_000, 3_000_000, 5_000_000, 8_000_000]
    assert quick[1]["href"].startswith(f"{PAGE}?income=2000000&group=poor&months=3")
    assert quick[1]["href"].endswith("lang=en")
    assert [one["is_current"] for one in quick] == [True, False, False, False, False]


def test_years_ahead_are_marked_as_resting_on_a_doubtful_source(client: Client) -> None:
    answer = client.get(f"{PAGE}?income=1500000&months=36&{DAY}").context["answer"]

    assert answer.working.is_uncertain
    assert "Chưa chắc chắn" in client.get(f"{PAGE}?income=1500000&months=36&{DAY}").content.decode()


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ("income=1400000", "income", "từ 1.500.000 đến 46.800.000 đồng"),
        ("income=1520000", "income", "1.500.000 và 1.550.000 đồng"),
        ("income=abc", "income", "Hãy ghi một số nguyên không âm"),
        ("income=-5", "income", "Hãy ghi một số nguyên không âm"),
        ("months=7", "months", "7"),
        ("used=121", "used", "được từ 0 đến 120"),
        ("group=rich", "group", "rich"),
    ],
)
def test_a_wrong_answer_is_refused_beside_its_field(
    client: Client, asked: str, field: str, said: str
) -> None:
    page = client.get(f"{PAGE}?{asked}&{DAY}")

    assert page.context["answer"] is None
    assert said in " ".join(page.context["form"].errors[field])
    assert list(page.context["form"].errors) == [field]
    assert said in page.content.decode()


def test_a_day_without_law_is_refused_at_the_day(client: Client) -> None:
    page = client.get(f"{PAGE}?income=1500000&day=01/01/2031")

    assert "day" in page.context["form"].errors


def test_years_ahead_in_a_year_without_a_return_are_refused_at_the_months(client: Client) -> None:
    page = client.get(f"{PAGE}?income=1500000&months=24&day=15/03/2024")

    assert list(page.context["form"].errors) == ["months"]


@pytest.mark.parametrize(
    ("asked", "is_barred", "is_open"),
    [
        ("owner=declared", True, False),
        ("owner=other", False, False),
        ("owner=lump_sum", False, True),
        ("owner=declared&born_year=1950&sex=M&paid_years=10", False, False),
        ("born_year=2014&sex=F", True, False),
    ],
)
def test_who_may_not_join_is_warned(client: Client, asked: str, is_barred: bool, is_open: bool) -> None:
    standing = client.get(f"{PAGE}?{asked}&{DAY}").context["standing"]

    assert (standing.is_barred, standing.is_open) == (is_barred, is_open)


@pytest.mark.parametrize("asked", ["", "owner=", "born_year=1990&sex=M"])
def test_nothing_is_said_where_nothing_stands_in_the_way(client: Client, asked: str) -> None:
    assert client.get(f"{PAGE}?{asked}&{DAY}").context["standing"] is None
