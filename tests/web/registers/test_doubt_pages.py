"""The review queue: one pair after the other, two people where money is at stake, taken back."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from diemtua.audit.models import Event
from diemtua.core import crypto
from diemtua.registers.models import Doubt
from tests.factories import make
from tests.factories import registers as made


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def matching(province, lan):
    commune = province.communes[0]
    people = [{"full_name": f"Vi Văn {name}"} for name in ("Nam", "Tư", "Ba")]
    population = made.ready_snapshot(commune, "POPULATION", people, by=lan)
    cards = made.ready_snapshot(commune, "HEALTH", people, by=lan)
    return made.done_matching(population, (cards, [(n, n, 0.5) for n in (1, 2, 3)]), by=lan)


@pytest.fixture
def doubts(matching) -> list[Doubt]:
    return [made.doubt(matching, number, number, score=0.64) for number in (1, 2, 3)]


@pytest.fixture
def thu(province):
    return make.member(
        "thu", "Lê Thị Thu", province.commune_committee, province.communes[0], "COMMUNE_OFFICER"
    )


def queue(matching) -> str:
    return reverse("registers:doubts", args=[matching.ref])


def judge(client, doubt, verdict="SAME"):
    return client.post(reverse("registers:judge", args=[doubt.ref]), {"verdict": verdict})


def test_two_rows_stand_side_by_side_with_the_difference_marked(client, lan, matching, doubts) -> None:
    client.force_login(lan)

    page = text_of(client.get(queue(matching)))

    assert "khoảng 64%" in page
    assert "Vi Văn Nam" in page
    assert "<mark>05/03/1980</mark>" in page
    assert "Khác 2 chữ số" in page
    assert "••••••••0001" in page
    assert "040180000001" not in page
    for key in ("c 1", "k 2", "b 3 arrowright", "t arrowleft"):
        assert f'data-dt-key="{key}"' in page


def test_a_verdict_brings_the_next_pair_and_may_be_taken_back(client, lan, matching, doubts) -> None:
    client.force_login(lan)
    first = client.get(queue(matching)).context["doubt"]

    answer = judge(client, first, "OTHER")
    page = client.get(answer.url)

    assert page.context["doubt"] not in (None, first)
    assert page.context["done"] == first
    assert (page.context["tally"].decided, page.context["tally"].mine) == (1, 2)
    assert "Cặp vừa xem: hai người khác nhau." in text_of(page)
    back = client.post(reverse("registers:take_back", args=[first.ref]))
    assert client.get(back.url).context["doubt"] == first
    first.refresh_from_db()
    assert first.verdict == ""


def test_putting_off_goes_round_all_of_them(client, lan, matching, doubts) -> None:
    client.force_login(lan)
    seen = []
    address = queue(matching)
    for _ in range(4):
        context = client.get(address).context
        seen.append(context["doubt"].ref)
        address = context["skip_url"]
    assert len(set(seen)) == 3
    assert seen[3] == seen[0]


def test_one_may_go_back_to_the_pair_before(client, lan, matching, doubts) -> None:
    client.force_login(lan)
    first = client.get(queue(matching)).context
    second = client.get(first["skip_url"]).context

    assert client.get(second["back_url"]).context["doubt"] == first["doubt"]
    assert client.get(first["back_url"]).context["doubt"] not in (first["doubt"], second["doubt"])


def test_where_money_is_at_stake_a_second_person_looks_without_knowing(
    client, lan, thu, matching, doubts
) -> None:
    Doubt.objects.update(is_at_stake=True)
    for user in (lan, thu):
        client.force_login(user)
        assert "cần hai người" in text_of(client.get(queue(matching))).lower()
    client.force_login(lan)
    for one in doubts:
        judge(client, one)
    done = client.get(queue(matching))
    assert done.context["doubt"] is None
    assert "3 cặp chờ người thứ hai" in text_of(done)
    client.force_login(thu)
    page = client.get(f"{queue(matching)}?cap={doubts[0].ref}")
    assert "để bạn xem độc lập" in text_of(page)
    assert "Trần Thị Lan" not in text_of(page)
    judge(client, doubts[0])
    doubts[0].refresh_from_db()
    assert doubts[0].effective_verdict == "SAME"


def test_two_who_differ_are_shown_to_the_lead(client, lan, thu, minh, matching, doubts) -> None:
    Doubt.objects.filter(pk=doubts[0].pk).update(is_at_stake=True)
    for user, verdict in ((lan, "SAME"), (thu, "OTHER")):
        client.force_login(user)
        judge(client, doubts[0], verdict)
    client.force_login(minh)

    page = client.get(f"{queue(matching)}?cap={doubts[0].ref}")

    assert page.context["is_disagreed"]
    assert page.context["may_judge"]
    judge(client, doubts[0], "OTHER")
    doubts[0].refresh_from_db()
    assert doubts[0].effective_verdict == "OTHER"


def test_the_same_verdict_sent_twice_counts_once(client, lan, matching, doubts) -> None:
    client.force_login(lan)
    assert judge(client, doubts[0]).status_code == judge(client, doubts[0]).status_code == 302
    assert Event.objects.filter(name="doubt.judged").count() == 1


def test_who_comes_too_late_is_told(client, lan, thu, matching, doubts) -> None:
    client.force_login(lan)
    judge(client, doubts[0], "SAME")
    client.force_login(thu)

    page = client.get(judge(client, doubts[0], "OTHER").url)

    assert "Cặp này đã có kết luận." in text_of(page)
    assert "xong" not in parse_qs(urlsplit(page.request["QUERY_STRING"]).query)


def test_filters_go_on_from_pair_to_pair(client, lan, matching, doubts) -> None:
    Doubt.objects.filter(pk=doubts[1].pk).update(is_at_stake=True)
    client.force_login(lan)

    page = client.get(f"{queue(matching)}?loai=tien")
    assert page.context["doubt"] == doubts[1]
    values = {"verdict": "SAME", "loai": "tien"}
    answer = client.post(reverse("registers:judge", args=[doubts[1].ref]), values)

    assert "loai=tien" in answer.url
    assert "Không còn cặp nào theo lọc này" in text_of(client.get(answer.url))


def test_pairs_are_narrowed_to_hamlets_steps_and_what_they_wait_for(
    client, lan, thu, province, matching, doubts
) -> None:
    Doubt.objects.filter(pk=doubts[0].pk).update(place=province.hamlets[0], rule="household_birthday")
    Doubt.objects.filter(pk=doubts[1].pk).update(place=province.hamlets[1], is_at_stake=True)
    client.force_login(thu)
    judge(client, doubts[1])
    client.force_login(lan)

    asked = (f"dia-ban={province.hamlets[0].path}", "luat=household_birthday", "loai=hai", "loai=khac")
    narrowed = {one: client.get(f"{queue(matching)}?{one}").context for one in asked}

    assert [context["doubt"] for context in narrowed.values()] == [doubts[0], doubts[0], doubts[1], None]
    assert all(context["tally"].total == 1 for context in list(narrowed.values())[:3])
    offered = {name: options for name, _label, _all, options in narrowed["loai=hai"]["filters"]}
    assert [name for _path, name in offered["dia-ban"]] == ["Xã An Bình", "Xóm 1", "Xóm 2"]
    assert offered["luat"][0] == ("household_birthday", "Cùng hộ, cùng ngày sinh, trùng họ hoặc tên")
    assert set(offered) == {"dia-ban", "luat", "loai"}  # there is only one register


def test_who_else_is_called_so_is_told(client, lan, province, matching, doubts) -> None:
    resident = {"full_name": "Lô Thị Hoà", "birth": "1985-08-05", "hamlet": "01", "commune": "00001"}
    other = {"birth": "1985-02-11", "hamlet": "02", "taken": False}
    pages = []
    client.force_login(lan)
    for told in ({"number": 3, "first": [other]}, {"number": 0, "first": []}):
        sealed = crypto.seal(json.dumps(resident | {"namesakes": told}))
        Doubt.objects.filter(pk=doubts[0].pk).update(resident_sealed=sealed)
        pages.append(text_of(client.get(f"{queue(matching)}?cap={doubts[0].ref}")))

    assert "Cùng xã còn 3 người khác cùng họ tên và năm sinh" in pages[0]
    assert "11/02/1985 · Xóm 2 · chưa ghép với dòng nào" in pages[0]
    assert "và 2 người nữa" in pages[0]
    assert "không còn ai khác cùng họ tên" in pages[1]


def test_numbers_are_seen_whole_for_a_reason_only(client, lan, matching, doubts) -> None:
    client.force_login(lan)
    address = reverse("registers:reveal", args=[doubts[0].ref])

    refused = client.post(address, {"reason": " "})
    shown = client.post(address, {"reason": "đối chiếu sổ hộ"})

    assert "040180000001" not in text_of(refused)
    assert "040180000001" in text_of(shown)
    assert shown["Cache-Control"] == "no-store"
    assert Event.objects.get(name="doubt.revealed").values == {"reason": "đối chiếu sổ hộ"}


def test_what_was_judged_is_listed(client, lan, matching, doubts, django_assert_num_queries) -> None:
    client.force_login(lan)
    address = reverse("registers:judged", args=[matching.ref])
    assert "Chưa xem cặp nào" in text_of(client.get(address))
    for number in (1, 3):
        for one in doubts[:number]:
            judge(client, one)
        with django_assert_num_queries(9):
            page = client.get(address)
    assert text_of(page).count("Cùng một người") == 3


def test_the_queue_costs_the_same_for_one_and_three(client, lan, matching, django_assert_num_queries) -> None:
    client.force_login(lan)
    for number in (1, 3):
        while Doubt.objects.count() < number:
            made.doubt(matching, Doubt.objects.count() + 1, 1)
        with django_assert_num_queries(14):
            client.get(queue(matching))


def test_two_reviewers_go_different_ways(client, lan, thu, matching) -> None:
    for number in range(1, 41):
        made.doubt(matching, number, number)
    first = []
    for user in (lan, thu):
        client.force_login(user)
        address, seen = queue(matching), []
        for _ in range(5):
            context = client.get(address).context
            seen.append(context["doubt"].pk)
            address = context["skip_url"]
        first.append(seen)
    assert first[0] != first[1]


def test_nobody_sees_pairs_of_another_commune(client, hung, leader, matching, doubts) -> None:
    for user, status in ((hung, 404), (leader, 403)):
        client.force_login(user)
        assert client.get(queue(matching)).status_code == status
        assert judge(client, doubts[0]).status_code == status
        address = reverse("registers:reveal", args=[doubts[0].ref])
        assert client.post(address, {"reason": "xem"}).status_code == status
    assert json.loads(crypto.unseal(doubts[0].resident_sealed))["full_name"] == "Vi Văn Nam"


def test_without_doubts_the_page_says_so(client, lan, matching) -> None:
    client.force_login(lan)
    assert "Không có cặp nào cần xem" in text_of(client.get(queue(matching)))
