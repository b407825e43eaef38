"""The pages of prospects: browsing, exporting, assigning, one person."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from diemtua.accounts.enums import Role
from diemtua.audit.models import Event
from diemtua.people.actions import NewPerson, enter_person
from diemtua.prospects.models import Prospect
from tests.factories import make
from tests.factories.prospects import AT, prospect

LIST = reverse("prospects:list")


@pytest.fixture
def people(campaign, province, lan) -> list[Prospect]:
    """Four people, one in each hamlet; the first has an id."""
    new = NewPerson(full_name="Trần Thị Hoà", place=province.hamlets[0], personal_id="001180000011")
    first = enter_person(new=new, by=lan, at=AT)
    return [
        prospect(campaign, "", province.hamlets[0], person=first, segment="TRADER"),
        prospect(campaign, "Vi Văn Dũng", province.hamlets[1], status="MET"),
        prospect(campaign, "Lê Thị Én", province.hamlets[2]),
        prospect(campaign, "Hồ Văn Giang", province.hamlets[3]),
    ]


def names(page) -> list[str]:
    return sorted(str(row) for row in page.context["prospects"].rows)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", ["Lê Thị Én", "Hồ Văn Giang", "Trần Thị Hoà", "Vi Văn Dũng"]),
        ("?q=hoa", ["Trần Thị Hoà"]),
        ("?q=VAN+gi", ["Hồ Văn Giang"]),
        ("?nhom=TRADER", ["Trần Thị Hoà"]),
        ("?tinh-trang=MET", ["Vi Văn Dũng"]),
        ("?dia-ban=00.001.", ["Lê Thị Én", "Trần Thị Hoà", "Vi Văn Dũng"]),
        ("?dia-ban=00.001.00001.02.", ["Vi Văn Dũng"]),
        ("?phu-trach=toi", []),
        (
            "?nhom=KHONG-CO&phu-trach=la&dia-ban=x",
            ["Lê Thị Én", "Hồ Văn Giang", "Trần Thị Hoà", "Vi Văn Dũng"],
        ),
    ],
)
def test_filters_stand_in_the_address(client, minh, people, query, seen) -> None:
    client.force_login(minh)

    assert names(client.get(LIST + query)) == sorted(seen)


def test_each_sees_the_own_place_and_a_leader_nobody(client, people, lan, hung, head, leader) -> None:
    seen = {}
    for user in (lan, hung, head):
        client.force_login(user)
        seen[user.username] = names(client.get(LIST))
    client.force_login(leader)

    assert seen == {"lan": ["Trần Thị Hoà", "Vi Văn Dũng"], "hung": ["Hồ Văn Giang"], "tam": ["Trần Thị Hoà"]}
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("way", ["show", "assign_one", "reveal"])
def test_a_person_of_another_commune_is_not_there(client, people, hung, way) -> None:
    client.force_login(hung)
    url = reverse(f"prospects:{way}", args=[people[0].ref])

    answer = client.get(url) if way == "show" else client.post(url, {"to": hung.pk, "reason": "tò mò"})

    assert answer.status_code == 404
    assert not Event.objects.filter(name="person.id_revealed").exists()


def test_pages_follow_one_another_without_a_gap(client, campaign, province, lan) -> None:
    for number in range(120):
        prospect(campaign, f"Nguyễn Văn {number:03}", province.hamlets[0])
    client.force_login(lan)

    seen, url = [], LIST + "?q=van"
    while url:
        page = client.get(url)
        seen += [str(row) for row in page.context["prospects"]]
        url = page.context["prospects"].next_url

    assert seen == [f"Nguyễn Văn {number:03}" for number in range(120)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    client, campaign, lan, head, province, django_assert_num_queries, count
) -> None:
    for number in range(count):
        prospect(campaign, f"Người {number}", province.hamlets[0], assigned_to=head, assigned_at=AT)
    client.force_login(lan)

    with django_assert_num_queries(10):
        page = client.get(LIST)

    assert len(page.context["prospects"].rows) == count


def test_ids_are_masked_on_every_page(client, people, lan) -> None:
    client.force_login(lan)

    pages = [
        client.get(url).content.decode() for url in (LIST, reverse("prospects:show", args=[people[0].ref]))
    ]

    assert all("••••••••0011" in page and "001180000011" not in page for page in pages)


def test_an_id_is_shown_once_against_a_reason(client, people, lan) -> None:
    client.force_login(lan)
    url = reverse("prospects:reveal", args=[people[0].ref])

    refused = client.post(url, {"reason": " "}).content.decode()
    shown = client.post(url, {"reason": "đối chiếu sổ hộ khẩu"})

    assert "Hãy ghi lý do cần xem số định danh." in refused
    assert "001180000011" not in refused
    assert "001180000011" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert "001180000011" not in client.get(reverse("prospects:show", args=[people[0].ref])).content.decode()
    assert Event.objects.get(name="person.id_revealed").values == {"reason": "đối chiếu sổ hộ khẩu"}


def test_chosen_people_are_given_to_the_hamlet_head(client, people, lan, head) -> None:
    client.force_login(lan)

    page = client.post(
        reverse("prospects:assign") + "?dia-ban=00.001.00001.01.",
        {"to": head.pk, "chon": [people[0].ref, people[3].ref]},
        follow=True,
    )

    assert "Đã giao 1 người cho Vi Văn Tám." in page.content.decode()
    assert list(Prospect.objects.exclude(assigned_to=None)) == [people[0]]


def test_all_that_the_address_asks_for_is_given_at_once(client, people, lan, province) -> None:
    thu = make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], Role.COLLECTOR)
    client.force_login(lan)

    client.post(reverse("prospects:assign"), {"to": thu.pk, "whole": "on"})

    assert set(Prospect.objects.filter(assigned_to=thu)) == {people[0], people[1]}


@pytest.mark.parametrize(
    ("query", "chosen", "sentence"),
    [
        ("?dia-ban=00.001.", 0, "Hãy chọn một xã hoặc một thôn rồi giao người phụ trách."),
        ("?dia-ban=00.001.00001.", None, "Hãy đánh dấu những người cần giao."),
        ("?dia-ban=00.001.00001.", 1, "Vi Văn Tám không phụ trách Xóm 2."),
        ("?dia-ban=00.002.00007.", 3, "Người này không phụ trách Xã Yên Hoà."),
    ],
)
def test_an_impossible_assignment_says_why_and_changes_nothing(
    client, people, minh, head, query, chosen, sentence
) -> None:
    client.force_login(minh)
    data = {"to": head.pk, "chon": [] if chosen is None else [people[chosen].ref]}

    page = client.post(reverse("prospects:assign") + query, data, follow=True)

    assert sentence in page.content.decode()
    assert not Prospect.objects.exclude(assigned_to=None).exists()


def test_a_hamlet_head_assigns_nobody(client, people, head) -> None:
    client.force_login(head)

    assert client.post(reverse("prospects:assign"), {"to": head.pk, "whole": "on"}).status_code == 403
    assert "Giao người phụ trách" not in client.get(LIST).content.decode()


def test_one_person_is_given_and_taken_back(client, people, lan, head) -> None:
    client.force_login(lan)
    url = reverse("prospects:assign_one", args=[people[0].ref])

    client.post(url, {"to": head.pk})
    people[0].refresh_from_db()
    assert people[0].assigned_to == head
    page = client.post(url, {"to": "0", "reason": "đi vắng dài ngày"}, follow=True)

    people[0].refresh_from_db()
    assert people[0].assigned_to is None
    assert "Đã bỏ giao 1 người." in page.content.decode()


def test_the_export_is_masked_marked_and_kept_in_the_trail(client, people, lan) -> None:
    client.force_login(lan)

    answer = client.post(reverse("prospects:export") + "?q=hoa")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[1][0].startswith("Người tải: Nguyễn Thị Lan, lúc ")
    assert [row[:6] for row in rows[3:]] == [["Trần Thị Hoà", "", "", "••••••••0011", "Xóm 1", "Xã An Bình"]]
    assert Event.objects.get(name="prospects.exported").values == {"rows": 1}


def test_empty_lists_say_what_to_do_next(client, campaign, lan, head) -> None:
    client.force_login(lan)
    assert "Tải lên danh sách của xã, thôn từ Excel hoặc CSV." in client.get(LIST).content.decode()
    assert "Thử bỏ bớt điều kiện lọc" in client.get(LIST + "?q=khong").content.decode()

    client.force_login(head)
    assert "Khi xã nhập danh sách" in client.get(LIST).content.decode()
