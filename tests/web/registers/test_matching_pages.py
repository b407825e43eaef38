"""Matchings as people ask for them and see what came of them."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from diemtua.registers.models import Matching
from tests.factories import registers as made

ASK = reverse("registers:ask_matching")
INDEX = reverse("registers:matchings")


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def snapshots(province, lan):
    commune = province.communes[0]
    people = [{"full_name": "Vi Văn Nam"}, {"full_name": "Lô Thị Lan"}, {"full_name": "Hà Văn Bình"}]
    population = made.ready_snapshot(commune, "POPULATION", people, by=lan)
    cards = made.ready_snapshot(commune, "HEALTH", [{"full_name": "Lô Thị Lan"}], by=lan)
    return population, cards


def test_a_matching_is_asked_for_with_the_newest_registers_chosen(client, lan, snapshots) -> None:
    client.force_login(lan)
    population, cards = snapshots

    form = client.get(f"{ASK}?so={population.ref}").context["form"]
    assert form.initial == {"population": population.ref, "registers": [cards.ref]}
    answer = client.post(ASK, {"population": population.ref, "registers": [cards.ref]})

    matching = Matching.objects.get()
    assert answer.url == reverse("registers:matching", args=[matching.ref])
    assert list(ProcrastinateJob.objects.values_list("task_name", "args")) == [
        ("registers.match", {"matching_id": matching.pk})
    ]
    page = text_of(client.get(answer.url))
    assert "Đang chờ đến lượt" in page
    assert 'hx-trigger="load delay:2s"' in page


def test_the_step_at_hand_is_told_in_words(client, lan, snapshots) -> None:
    client.force_login(lan)
    client.post(ASK, {"population": snapshots[0].ref, "registers": [snapshots[1].ref]})
    Matching.objects.update(status="RUNNING", doing="BHXH huyện: old_id")

    page = text_of(client.get(reverse("registers:matching", args=[Matching.objects.get().ref])))

    assert "BHXH huyện: Cùng số chứng minh nhân dân" in page


def test_two_matchings_of_one_register_do_not_run_at_once(client, lan, snapshots) -> None:
    client.force_login(lan)
    values = {"population": snapshots[0].ref, "registers": [snapshots[1].ref]}
    client.post(ASK, values)

    page = text_of(client.post(ASK, values))

    assert "Một lần ghép của sổ dân cư này đang chạy" in page
    assert ProcrastinateJob.objects.count() == 1


def test_without_a_register_chosen_nothing_is_asked(client, lan, snapshots) -> None:
    client.force_login(lan)

    page = text_of(client.post(ASK, {"population": snapshots[0].ref}))

    assert "Hãy chọn ít nhất một sổ để ghép với sổ dân cư." in page
    assert not Matching.objects.exists()


def test_what_was_found_adds_up_to_the_residents(client, lan, snapshots) -> None:
    client.force_login(lan)
    matching = made.done_matching(*snapshots[:1], (snapshots[1], [(2, 1, 0.5)]), by=lan)
    register = matching.registers.get()
    assert "không ai bị bỏ sót, không ai bị ghép nhầm" in text_of(
        client.get(reverse("registers:matching", args=[matching.ref]))
    )
    register.review, register.expected_wrong, register.expected_missed = 1, 1.6, 0.2
    register.steps = [
        {"name": "read", "links": 4, "precision": 1.0, "seconds": 0.1},
        {"name": "name_household", "links": 1, "precision": 0.9987, "seconds": 0.1},
        {"name": "old_id", "links": 0, "precision": 0.9999, "seconds": 0.1},
    ]
    register.save()
    made.doubt(matching, 2, 1)

    page = client.get(reverse("registers:matching", args=[matching.ref]))

    found = page.context["shown"][0].found
    assert (found.residents, found.participate, found.waiting, found.absent) == (3, 0, 1, 2)
    text = text_of(page)
    assert "1 cặp chờ người xem." in text
    assert "khoảng 2 người không thấy trong sổ thật ra có trong sổ; khoảng 0 người bị ghép nhầm" in text
    assert "Cùng họ tên trong cùng một hộ</th>" in text
    assert "99,87%" in text
    assert "Cùng số chứng minh" not in text  # a step that linked nothing is not shown


def test_a_failed_matching_says_why(client, lan, snapshots) -> None:
    client.force_login(lan)
    matching = made.done_matching(*snapshots[:1], (snapshots[1], []), by=lan)
    Matching.objects.update(status="FAILED", refusal="Hai sổ không cùng địa bàn.")

    page = text_of(client.get(reverse("registers:matching", args=[matching.ref])))

    assert "Không ghép được" in page
    assert "Hai sổ không cùng địa bàn." in page


def test_the_poll_asks_for_the_whole_page_when_it_is_done(client, lan, snapshots) -> None:
    client.force_login(lan)
    matching = made.done_matching(*snapshots[:1], (snapshots[1], []), by=lan)

    answer = client.get(reverse("registers:matching", args=[matching.ref]), headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"


def test_the_list_costs_the_same_for_one_and_three(client, lan, snapshots, django_assert_num_queries) -> None:
    client.force_login(lan)
    for number in (1, 3):
        while Matching.objects.count() < number:
            matching = made.done_matching(*snapshots[:1], (snapshots[1], []), by=lan)
            made.doubt(matching, 2, 1)
        client.get(INDEX)
        with django_assert_num_queries(QUERIES):
            page = client.get(INDEX)
    assert [row["left"] for row in page.context["rows"]] == [1, 1, 1]


QUERIES = 12


def test_nobody_sees_another_communes_matching(client, hung, leader, lan, minh, snapshots) -> None:
    matching = made.done_matching(*snapshots[:1], (snapshots[1], []), by=lan)
    address = reverse("registers:matching", args=[matching.ref])
    for user, status in ((hung, 404), (leader, 403), (minh, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status
    client.force_login(hung)
    assert client.get(INDEX).context["rows"] == []


def test_before_any_register_the_page_shows_the_way(client, lan, campaign) -> None:
    client.force_login(lan)

    assert "Chưa ghép sổ lần nào" in text_of(client.get(INDEX))
    assert "Chưa có sổ dân cư dùng được" in text_of(client.get(ASK))
