"""The household calculator: builder, answer, refusals."""

import pytest
from django.test import Client

PAGE = "/tu-van/bhyt-ho-gia-dinh/"
DAY = "day=15/03/2026"  # base 2.340.000: 105.300 a month for the first

pytestmark = pytest.mark.django_db


def test_at_first_one_is_asked_how_many_join(client: Client) -> None:
    page = client.get(PAGE)

    assert page.context["answer"] is None
    assert "Hộ có mấy người cùng tham gia?" in page.content.decode()
    assert f"{PAGE}?member=joins&amp;member=joins" in page.content.decode()


@pytest.mark.parametrize(
    ("members", "months", "net"),
    [
        (["joins"], 12, 1_263_600),
        (["joins", "joins"], 12, 1_263_600 + 884_520),
        (["joins", "covered", "joins"], 12, 1_263_600 + 884_520),
        (["joins", "not_joining", "joins"], 12, 1_263_600 + 884_520),
        (["joins", "joins", "joins", "joins", "joins", "joins"], 12, 4_549_000 - 40),
        (["student"], 12, 631_800),
        (["near_poor", "joins"], 12, 379_080 + 1_263_600),
        (["joins"], 3, 315_900),
        (["joins"], 6, 631_800),
        (["covered", "covered"], 12, 0),
    ],
)
def test_the_household_pays_the_sum_of_its_lines(
    client: Client, members: list[str], months: int, net: int
) -> None:
    asked = "&".join(f"member={member}" for member in members)
    answer = client.get(f"{PAGE}?{asked}&months={months}&{DAY}").context["answer"]

    assert answer.quote.net == net
    assert sum(line.due.net for line in answer.lines) == net


def test_the_order_and_its_share_stand_at_each_member(client: Client) -> None:
    answer = client.get(f"{PAGE}?member=joins&member=covered&member=joins&{DAY}").context["answer"]

    assert [line.standing for line in answer.lines] == [
        "Người thứ 1 của hộ",
        "Đã có thẻ theo diện khác",
        "Người thứ 2 của hộ",
    ]
    assert [line.share for line in answer.lines] == [100, None, 70]
    assert [line.level for line in answer.lines] == [80, None, 80]


def test_everybody_covered_elsewhere_is_told_that_nobody_pays(client: Client) -> None:
    assert "Không ai phải đóng ở đây" in client.get(f"{PAGE}?member=covered").content.decode()


@pytest.mark.parametrize(
    ("card", "first_day"),
    [("", "14/04/2026"), ("31/03/2026", "01/04/2026"), ("01/03/2026", "15/03/2026")],
)
def test_the_card_begins_by_the_card_before(client: Client, card: str, first_day: str) -> None:
    answer = client.get(f"{PAGE}?member=joins&{DAY}&card={card}").context["answer"]

    assert f"{answer.start.first_day:%d/%m/%Y}" == first_day


def test_a_change_of_law_while_the_cards_run_is_told(client: Client) -> None:
    answer = client.get(f"{PAGE}?member=joins&{DAY}").context["answer"]

    assert [f"{change['day']:%d/%m/%Y} {change['net']}" for change in answer.changes] == [
        "01/07/2026 1366200"
    ]


def test_adding_and_removing_lead_to_a_clean_address(client: Client) -> None:
    added = client.get(f"{PAGE}?member=student&months=6&lang=en&add=1")
    removed = client.get(f"{PAGE}?member=student&member=joins&remove=1")

    assert added["Location"] == f"{PAGE}?member=student&member=joins&months=6&lang=en"
    assert removed["Location"] == f"{PAGE}?member=joins"


@pytest.mark.parametrize("asked", ["remove=0", "remove=9", "remove=x", "remove=-1"])
def test_removing_nobody_changes_nothing(client: Client, asked: str) -> None:
    assert client.get(f"{PAGE}?member=joins&{asked}")["Location"] == f"{PAGE}?member=joins"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("member=xyz", "Hãy chọn một diện trong danh sách."),
        ("member=joins&months=5", "5"),
        ("member=joins&day=31/12/2017", "Chỉ tính được cho các ngày từ 01/01/2018"),
        ("member=joins&day=hom+qua", "Ngày chưa đúng."),
        ("member=joins&earlier=-1", "Hãy ghi một số nguyên không âm"),
        ("&".join(["member=joins"] * 30), "“số người trong hộ” là 21; được từ 1 đến 20."),
    ],
)
def test_a_wrong_answer_is_refused_in_words_on_the_page(client: Client, asked: str, said: str) -> None:
    page = client.get(f"{PAGE}?{asked}")

    assert page.status_code == 200
    assert page.context["answer"] is None
    assert said in page.content.decode()


def test_every_figure_shows_its_law(client: Client) -> None:
    answer = client.get(f"{PAGE}?member=joins&member=near_poor&{DAY}").context["answer"]
    texts = [row.basis for row in answer.working.citations]

    assert "Nghị định 73/2024/NĐ-CP; Luật 41/2024/QH15 Điều 141.13" in texts
    assert any("188/2025" in text for text in texts)
