"""The pages of lists from registers: ask for one, see it load, look at who is in it, refresh it."""

from datetime import date

import pytest
from django.urls import reverse

from diemtua.prospects.actions.lists import load_prospect_list
from diemtua.prospects.models import Prospect, ProspectList
from diemtua.registers.actions.cohorts import count_cohorts
from tests.factories import registers as made

LISTS = reverse("prospects:lists")
WHY = {"purpose": "Vận động BHYT hộ gia đình", "legal_basis": "KH 288/KH-UBND"}


@pytest.fixture
def matching(province, lan, campaign):
    """Three people of the commune in two hamlets; Lan has a card that holds."""
    one, two = (hamlet.path for hamlet in province.hamlets[:2])
    people = [
        {"full_name": "Vi Văn Nam", "birth": "1980", "household": "H1", "place_path": one},
        {"full_name": "Lô Thị Lan", "birth": "1982", "household": "H1", "place_path": one},
        {"full_name": "Hà Văn Bình", "birth": "1970", "household": "H2", "place_path": two},
    ]
    population = made.ready_snapshot(province.communes[0], "POPULATION", people, by=lan)
    card = {"full_name": "Lô Thị Lan", "valid_to": date(2099, 12, 31)}
    cards = made.ready_snapshot(province.communes[0], "HEALTH", [card], by=lan)
    matching = made.done_matching(population, (cards, [(2, 1, 0.99)]), by=lan)
    count_cohorts(matching=matching, by=lan, at=made.AT)
    return matching


def ask_address(matching, place) -> str:
    return reverse("prospects:ask_list", args=[matching.ref, "UNCOVERED_HEALTH"]) + f"?dia-ban={place.path}"


@pytest.fixture
def loaded(client, lan, matching, province) -> ProspectList:
    client.force_login(lan)
    client.post(ask_address(matching, province.communes[0]), WHY)
    asked = ProspectList.objects.get()
    load_prospect_list(prospect_list=asked, at=made.AT)
    asked.refresh_from_db()
    return asked


def test_a_list_is_asked_with_a_purpose_and_a_legal_basis(client, lan, matching, province) -> None:
    client.force_login(lan)
    address = ask_address(matching, province.communes[0])
    assert "2 người trên 3 người được hỏi" in client.get(address).content.decode()
    assert ProspectList.objects.count() == 0
    assert client.post(address, {"purpose": "Vận động", "legal_basis": ""}).status_code == 200
    answer = client.post(address, WHY)
    asked = ProspectList.objects.get()
    assert answer.url == reverse("prospects:list_show", args=[asked.ref])
    assert (asked.purpose, asked.legal_basis) == (WHY["purpose"], WHY["legal_basis"])


def test_while_it_loads_the_page_asks_again_by_itself(client, lan, matching, province) -> None:
    client.force_login(lan)
    client.post(ask_address(matching, province.communes[0]), WHY)
    address = reverse("prospects:list_show", args=[ProspectList.objects.get().ref])
    assert 'hx-trigger="load delay:2s"' in client.get(address).content.decode()
    load_prospect_list(prospect_list=ProspectList.objects.get(), at=made.AT)
    answer = client.get(address, headers={"hx-request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_a_list_shows_whom_it_asked_and_where_they_live(client, loaded, province) -> None:
    page = client.get(reverse("prospects:list_show", args=[loaded.ref])).content.decode()
    assert "3 người được hỏi" in page
    assert "Đã tham gia" in page
    assert f"?danh-sach={loaded.ref}&amp;dia-ban={province.hamlets[1].path}" in page


def test_the_people_of_a_list_come_by_priority_with_their_reasons(client, loaded) -> None:
    people = client.get(f"{reverse('prospects:list')}?danh-sach={loaded.ref}")
    names = [str(row) for row in people.context["prospects"].rows]
    assert names == ["Vi Văn Nam", "Hà Văn Bình"]  # others of Nam's household have cards
    shown = client.get(reverse("prospects:show", args=[Prospect.objects.get(person__full_name=names[0]).ref]))
    assert "Trong hộ đã có 1 người có thẻ" in shown.content.decode()
    assert WHY["legal_basis"] in shown.content.decode()


def test_a_newer_matching_offers_to_refresh(client, loaded, matching, lan) -> None:
    address = reverse("prospects:list_show", args=[loaded.ref])
    assert "mới hơn" not in client.get(address).content.decode()
    newer = made.done_matching(matching.population, by=lan)
    newer.asked_at = made.AT.replace(hour=20)
    newer.save()
    assert "mới hơn" in client.get(address).content.decode()


def test_a_commune_lists_its_own_people_only(client, matching, hung, head, leader, province) -> None:
    client.force_login(hung)
    assert client.get(ask_address(matching, province.communes[0])).status_code == 403
    for user in (head, leader):
        client.force_login(user)
        assert client.get(LISTS).status_code == 403


def test_a_refusal_stands_on_the_form(client, lan, matching, province) -> None:
    client.force_login(lan)
    client.post(ask_address(matching, province.communes[0]), WHY)
    again = client.post(ask_address(matching, province.communes[0]), WHY)
    assert "đang được lập" in again.content.decode()
    assert ProspectList.objects.count() == 1


def test_an_unknown_cohort_is_not_found(client, lan, matching, province) -> None:
    client.force_login(lan)
    address = reverse("prospects:ask_list", args=[matching.ref, "KHONG_CO"])
    assert client.get(f"{address}?dia-ban={province.communes[0].path}").status_code == 404


@pytest.mark.parametrize("lists", [1, 3])
def test_the_page_of_lists_asks_the_same_number_of_questions(
    client, loaded, lists, django_assert_num_queries
) -> None:
    for number in range(1, lists):
        ProspectList.objects.create(
            campaign=loaded.campaign,
            place=loaded.place,
            cohort="LAPSED_HEALTH",
            matching=loaded.matching,
            asked_at=made.AT.replace(minute=number),
            asked_by=loaded.asked_by,
            **WHY,
        )
    with django_assert_num_queries(9):
        assert client.get(LISTS).status_code == 200
