"""The page of cohorts: who is not yet covered, for a place and the places below, within one's own."""

from datetime import date

import pytest
from django.urls import reverse

from diemtua.registers.actions.cohorts import count_cohorts
from tests.factories import registers as made


@pytest.fixture
def matching(province, minh):
    """Three residents in two communes; one of them has a card."""
    people = [
        {"full_name": "Vi Văn Nam", "birth": "1980", "place_path": province.hamlets[0].path},
        {"full_name": "Lô Thị Lan", "birth": "1982", "place_path": province.hamlets[1].path},
        {"full_name": "Hà Văn Bình", "birth": "1970", "place_path": province.hamlets[3].path},
    ]
    population = made.ready_snapshot(province.place, "POPULATION", people, by=minh)
    card = {"full_name": "Lô Thị Lan", "valid_to": date(2099, 12, 31)}
    cards = made.ready_snapshot(province.place, "HEALTH", [card], by=minh)
    matching = made.done_matching(population, (cards, [(2, 1, 0.99)]), by=minh)
    count_cohorts(matching=matching, by=minh, at=made.AT)
    return matching


def shown(page) -> dict[str, tuple[int, int]]:
    return {one.count.cohort: (one.count.size, one.count.denominator) for one in page.context["shown"]}


def test_the_province_sees_the_whole_and_goes_down(client, minh, matching, province) -> None:
    client.force_login(minh)
    address = reverse("registers:cohorts", args=[matching.ref])

    page = client.get(address)
    assert shown(page)["UNCOVERED_HEALTH"] == (2, 3)
    assert "Đã tham gia" in page.content.decode()

    first = client.get(f"{address}?dia-ban={province.communes[0].path}")
    assert shown(first)["UNCOVERED_HEALTH"] == (1, 2)


def test_a_commune_sees_itself_and_nobody_else(client, lan, hung, matching, province) -> None:
    client.force_login(lan)
    address = reverse("registers:cohorts", args=[matching.ref])

    assert shown(client.get(address))["UNCOVERED_HEALTH"] == (1, 2)
    assert client.get(f"{address}?dia-ban={province.communes[2].path}").status_code == 404
    assert client.get(f"{address}?dia-ban={province.place.path}").status_code == 404


def test_who_keeps_no_registers_stays_out(client, leader, head, matching) -> None:
    for user in (leader, head):
        client.force_login(user)
        assert client.get(reverse("registers:cohorts", args=[matching.ref])).status_code == 403


def test_before_the_count_the_page_says_what_comes(client, minh, matching) -> None:
    matching.cohort_counts.all().delete()
    client.force_login(minh)

    page = client.get(reverse("registers:cohorts", args=[matching.ref]))

    assert "Chưa có số đếm" in page.content.decode()


def test_counting_again_is_a_job(client, minh, matching, django_capture_on_commit_callbacks) -> None:
    client.force_login(minh)

    page = client.post(reverse("registers:recount", args=[matching.ref]), follow=False)

    assert page.status_code == 302
