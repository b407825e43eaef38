"""The lump sum beside waiting."""

import pytest
from django.test import Client

PAGE = "/tu-van/rut-hay-de-danh/"
ASKED = "born_month=3&born_year=1985&sex=F&average=4500000&day=15/03/2026"

pytestmark = pytest.mark.django_db


def answer(client: Client, asked: str):
    return client.get(f"{PAGE}?{ASKED}&{asked}").context["answer"]


def test_at_first_nothing_is_refused(client: Client) -> None:
    page = client.get(PAGE)

    assert page.context["answer"] is None
    assert "field--invalid" not in page.content.decode()
    assert "Cho biết bạn đã đóng bao lâu" in page.content.decode()


def test_nine_years_are_eighteen_months_of_income_at_once(client: Client) -> None:
    take, keep, go_on = answer(client, "paid_years=9").paths

    assert take.outcome.lump == 18 * 4_500_000
    assert (keep.outcome.pension, keep.outcome.lump) == (0, 18 * 4_500_000)
    assert go_on.outcome.pension > 0


def test_fifteen_years_kept_are_a_pension_without_paying_more(client: Client) -> None:
    _take, keep, _go_on = answer(client, "paid_years=15").paths

    assert (keep.outcome.paid_in, keep.outcome.pension) == (0, 4_500_000 * 45 // 100)


def test_the_support_of_the_state_is_taken_off_the_lump_sum(client: Client) -> None:
    assert answer(client, "paid_years=9&support=5.000.000").paths[0].outcome.lump == 76_000_000


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("paid_years=9&began=before&paused=4", "Chưa nghỉ đóng đủ 12 tháng"),
        ("paid_years=9&began=since&paused=24", "từ 01/07/2025"),
        ("paid_years=20&began=before&paused=24", "240"),
        ("paid_years=9&began=before&paused=12", ""),
        ("paid_years=9", ""),
    ],
)
def test_who_may_not_take_it_now_is_told_why(client: Client, asked: str, said: str) -> None:
    why_not = answer(client, asked).why_not

    assert said in why_not
    assert bool(why_not) is bool(said)


def test_every_year_of_life_stands_in_the_table(client: Client) -> None:
    rows = answer(client, "paid_years=9").chart["rows"]

    assert [row[0] for row in rows] == list(range(41, 86))
    assert rows[0][1] == "81.000.000"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("paid_years=0", "paid_years"),
        ("paid_years=9&average=0", "average"),
        ("paid_years=9&income=1520000", "income"),
        ("paid_years=9&income=100", "income"),
        ("paid_years=9&born_year=1800", "born_year"),
        ("paid_years=9&sex=", "sex"),
        ("paid_years=9&day=01/01/2017", "day"),
    ],
)
def test_a_wrong_answer_stands_beside_its_field(client: Client, asked: str, field: str) -> None:
    page = client.get(f"{PAGE}?{ASKED}&{asked}")

    assert page.context["answer"] is None
    assert field in page.context["form"].errors


def test_the_working_ends_in_the_pension_rate(client: Client) -> None:
    working = answer(client, "paid_years=9").working

    assert any("Luật 41/2024" in row.basis for row in working.citations)
