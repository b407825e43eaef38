"""The page that splits people among visitors: looked at first, done in one act, taken back in minutes."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.audit.models import Event
from diemtua.prospects.models import Lease, Prospect
from tests.factories import make
from tests.factories.prospects import AT, prospect

SPLIT = reverse("prospects:split")
COMMUNE = "00.001.00001."


@pytest.fixture
def thu(province):
    """Thu collects in the whole first commune."""
    return make.member("thu", "Đậu Thị Thu", province.post, province.communes[0], Role.COLLECTOR)


@pytest.fixture
def people(campaign, province) -> list[Prospect]:
    """Six households of two in the first hamlet, one person alone in the second."""
    found = []
    for number in range(6):
        home = make.household(f"Chủ hộ {number}", province.hamlets[0])
        for member in range(2):
            person = make.person(f"Người {number}{member}", province.hamlets[0], household=home)
            found.append(prospect(campaign, "", province.hamlets[0], person=person))
    return [*found, prospect(campaign, "Ở Một Mình", province.hamlets[1])]


def question(*users, cap: int = 60, until: str | None = None) -> dict:
    asked: dict = {"dia-ban": COMMUNE, "nguoi": [one.pk for one in users]}
    asked |= {f"muc-{one.pk}": cap for one in users}
    return asked if until is None else asked | {"den": until}


def held() -> dict[str, int]:
    names = [str(one.assigned_to or "") for one in Prospect.objects.select_related("assigned_to")]
    return {name: names.count(name) for name in names}


def test_a_split_is_shown_by_hamlet_and_visitor_and_changes_nothing(client, people, lan, head, thu) -> None:
    client.force_login(lan)

    page = client.get(SPLIT, question(head, thu))

    assert [(row["place"].name, row["counts"], row["left"]) for row in page.context["rows"]] == [
        ("Xóm 1", [6, 6], 0),
        ("Xóm 2", [0, 1], 0),
    ]
    assert [(bar.label, bar.value, bar.plan) for bar in page.context["bars"]] == [
        ("Vi Văn Tám", 6, 60),
        ("Đậu Thị Thu", 7, 60),
    ]
    assert "Giao 13 người" in page.content.decode()
    assert not Lease.objects.exists()


def test_it_is_done_in_one_act_and_taken_back(client, people, lan, head, thu) -> None:
    client.force_login(lan)
    asked = question(head, thu)
    mark = client.get(SPLIT, asked).context["plan"].mark

    page = client.post(reverse("prospects:split_apply"), asked | {"dau": mark}, follow=True)

    assert "Đã giao 13 người cho 2 người đi gặp." in page.content.decode()
    assert held() == {"Vi Văn Tám": 6, "Đậu Thị Thu": 7}
    homes = {one.person.household_id: one.assigned_to_id for one in people if one.refresh_from_db() is None}
    assert all(one.assigned_to_id == homes[one.person.household_id] for one in people)
    assert Event.objects.filter(name="prospects.split").count() == 1

    undone = client.post(
        reverse("prospects:split_undo"), {"da-giao": page.context["undo_token"]}, follow=True
    )

    assert "Đã hoàn tác: 13 người lại chưa giao ai." in undone.content.decode()
    assert held() == {"": 13}


def test_after_five_minutes_a_split_stays(client, people, lan, head, thu, monkeypatch) -> None:
    client.force_login(lan)
    asked = question(head, thu)
    mark = client.get(SPLIT, asked).context["plan"].mark
    done = client.post(reverse("prospects:split_apply"), asked | {"dau": mark})
    token = urlsplit(done.headers["Location"]).query.rpartition("=")[2]
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert client.get(done.headers["Location"]).context["undo"] is None
    page = client.post(reverse("prospects:split_undo"), {"da-giao": token}, follow=True)

    assert "Đã quá 5 phút" in page.content.decode()
    assert held() == {"Vi Văn Tám": 6, "Đậu Thị Thu": 7}


def test_what_changed_since_it_was_looked_at_is_not_done_blindly(
    client, campaign, people, lan, head, thu, province
) -> None:
    client.force_login(lan)
    asked = question(head, thu)
    mark = client.get(SPLIT, asked).context["plan"].mark
    prospect(campaign, "Mới Đến", province.hamlets[0])

    page = client.post(reverse("prospects:split_apply"), asked | {"dau": mark}, follow=True)

    assert "Danh sách đã thay đổi sau khi bạn xem thử." in page.content.decode()
    assert not Lease.objects.exists()


def test_who_is_left_over_is_listed_with_the_reason(client, people, lan, head) -> None:
    client.force_login(lan)

    page = client.get(SPLIT, question(head, cap=5))

    assert [(one["place"].name, str(one["reason"]), one["count"]) for one in page.context["left"]] == [
        ("Xóm 1", "người phụ trách thôn này đã đủ số người", 8),
        ("Xóm 2", "không ai trong số đã chọn phụ trách thôn này", 1),
    ]


def test_leases_that_run_are_kept_and_who_wishes_no_contact_is_not_offered(
    client, people, lan, head, thu
) -> None:
    Prospect.objects.filter(pk=people[0].pk).update(assigned_to=head, assigned_at=AT)
    people[2].person.no_contact_since = AT.date()
    people[2].person.save()
    client.force_login(lan)

    plan = client.get(SPLIT, question(head, thu)).context["plan"]

    assert people[1].pk in plan.split.people_of(head.pk)
    assert people[0].pk not in plan.prospects
    assert people[2].pk not in plan.prospects
    assert plan.already[head.pk] == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "Đánh dấu ít nhất một người đi gặp rồi bấm Xem thử."),
        ({"dia-ban": "00."}, "Chọn xã hoặc thôn"),
        ({"dia-ban": COMMUNE, "den": "hôm qua"}, "Ngày chưa đúng."),
        ({"dia-ban": COMMUNE, "den": "01/01/2020"}, "Ngày giao đến phải từ hôm nay trở đi."),
        ({"dia-ban": "00.001.00001.02."}, "Nguyễn Thị Lan"),
    ],
)
def test_every_half_filled_question_says_what_is_missing(client, people, lan, head, asked, sentence) -> None:
    client.force_login(lan)

    assert sentence in client.get(SPLIT, asked).content.decode()


def test_nobody_to_split_is_said(client, campaign, lan, head) -> None:
    client.force_login(lan)

    assert "Không còn ai để chia" in client.get(SPLIT, question(head)).content.decode()


def test_nobody_splits_the_people_of_another_commune(client, people, lan, hung, head, leader) -> None:
    client.force_login(hung)
    assert client.get(SPLIT, {"dia-ban": COMMUNE}).status_code == 403
    assert client.post(reverse("prospects:split_apply"), question(head)).status_code == 403

    for nobody in (head, leader):
        client.force_login(nobody)
        assert client.get(SPLIT).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_a_split_asks_the_same_number_of_questions_however_many(
    client, campaign, province, lan, head, django_assert_num_queries, count
) -> None:
    for number in range(count):
        prospect(campaign, f"Người {number}", province.hamlets[0])
    client.force_login(lan)

    with django_assert_num_queries(15):
        page = client.get(SPLIT, question(head))

    assert page.context["plan"].given == count
