"""The home page of every role: what must I do today, where do we stand, what is wrong."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.directives import actions as directives
from diemtua.directives.models import Directive, Task
from diemtua.obstacles.models import Obstacle
from diemtua.prospects.models import ImportBatch, Prospect
from diemtua.web.home.todo import waiting_for
from tests.directives.test_actions import AT, TEXT
from tests.factories import make

TODAY = date(2024, 5, 20)


def waiting(user: Any, campaign: Any, today: date = TODAY) -> dict[str, int]:
    return {one.label: one.count for one in waiting_for(user, campaign, today)}


@pytest.fixture
def published(campaign, minh) -> Directive:
    """A directive with three tasks; one of them was due on 5/5/2024, the others have no deadline."""
    directive = directives.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    directives.publish(directive=directive, by=minh, at=AT)
    Task.objects.update(due_on=None, is_due_added=False)
    Task.objects.filter(pk=Task.objects.order_by("id")[0].pk).update(due_on=date(2024, 5, 5))
    return directive


def obstacle(campaign: Any, at: Any, handled_at: Any, by: Any, **fields: Any) -> Obstacle:
    return Obstacle.objects.create(
        campaign=campaign,
        place=at,
        category="MEANS",
        text="Thiếu loa",
        handled_at_place=handled_at,
        raised_at=make.moment("2024-05-10 08:00"),
        raised_by=by,
        **fields,
    )


@pytest.mark.parametrize(
    ("who", "template"),
    [
        ("minh", "home/office.html"),
        ("postman", "home/office.html"),
        ("lan", "home/office.html"),
        ("leader", "home/office.html"),
        ("head", "home/field.html"),
    ],
)
def test_every_role_has_its_home(request, client, campaign, who: str, template: str) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("home"))

    assert template in [used.name for used in page.templates]
    assert "Không có việc nào chờ bạn" in page.content.decode() or who == "head"


@pytest.fixture
def postman(province):
    """Giang works for the post office of the province."""
    return make.member("giang", "Phan Hương Giang", province.post, province.place, Role.AGENCY_OFFICER)


@pytest.mark.parametrize(("who", "may_begin"), [("minh", True), ("lan", False), ("head", False)])
def test_without_a_campaign_only_who_leads_is_told_to_begin(
    request, client, who: str, may_begin: bool
) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get(reverse("home")).content.decode()

    assert "Chưa có chiến dịch nào" in page
    assert (reverse("campaigns:create") in page) is may_begin


def test_somebody_without_a_membership_is_let_in_nowhere(client, campaign, lan) -> None:
    lan.memberships.all().delete()
    client.force_login(lan)

    assert client.get(reverse("home")).status_code == 403


def test_after_the_campaign_the_day_that_is_shown_is_its_last(client, campaign, minh) -> None:
    client.force_login(minh)

    assert client.get(reverse("home")).context["today"] == date(2024, 5, 31)


def test_during_the_campaign_it_is_today(client, province, minh) -> None:
    today = timezone.localdate()
    make.campaign(province, starts_on=today, ends_on=today, launch_on=today, map_date=today)
    client.force_login(minh)

    assert client.get(reverse("home")).context["today"] == today


def test_late_tasks_stand_first_and_each_line_leads_to_just_what_it_counts(
    client, campaign, minh, published
) -> None:
    client.force_login(minh)
    lines = waiting_for(minh, campaign, TODAY)

    shown = [(one.label, one.count, one.is_late) for one in lines]
    assert shown == [("nhiệm vụ quá hạn", 1, True), ("nhiệm vụ chưa xong", 2, False)]
    assert [len(client.get(one.href).context["tasks"]) for one in lines] == [1, 2]


def test_an_agency_is_only_told_of_its_own_tasks(client, campaign, published, postman) -> None:
    client.force_login(postman)
    lines = waiting_for(postman, campaign, TODAY)

    found = [task for one in lines for task in client.get(one.href).context["tasks"]]
    assert sum(one.count for one in lines) == len(found) == 1
    assert {task.assignment.position for task in found} == {2}


def test_a_task_on_its_last_day_is_not_late(campaign, minh, published) -> None:
    assert waiting(minh, campaign, date(2024, 5, 5)) == {
        "nhiệm vụ chưa xong": 3,
        "nhiệm vụ đến hạn trong 3 ngày": 1,
    }


def test_a_draft_waits_for_who_leads(campaign, minh, lan) -> None:
    directives.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)

    assert waiting(minh, campaign) == {"văn bản đang soát, chưa phát hành": 1}
    assert waiting(lan, campaign) == {}


def test_a_difficulty_waits_for_the_level_that_handles_it(
    client, campaign, province, head, lan, minh
) -> None:
    obstacle(campaign, province.hamlets[0], province.communes[0], head)
    obstacle(campaign, province.hamlets[0], province.place, head)

    assert waiting(lan, campaign) == waiting(minh, campaign) == {"vướng mắc chờ bạn trả lời": 1}
    assert waiting(head, campaign) == {}
    client.force_login(lan)
    (line,) = waiting_for(lan, campaign, TODAY)
    assert len(client.get(line.href).context["obstacles"].rows) == 1


def test_an_answer_waits_to_be_read_by_the_one_who_asked(client, campaign, province, head, lan) -> None:
    answered = {
        "status": "ANSWERED",
        "answer": "Có loa",
        "answered_at": make.moment("2024-05-11 08:00"),
        "answered_by": lan,
    }
    obstacle(campaign, province.hamlets[0], province.communes[0], head, **answered)
    seen = {"seen_at": make.moment("2024-05-11 09:00")}
    obstacle(campaign, province.hamlets[0], province.communes[0], head, **answered, **seen)

    assert waiting(lan, campaign) == {}
    (line,) = waiting_for(head, campaign, TODAY)
    client.force_login(head)
    assert (line.label, line.count) == ("câu trả lời mới cho bạn", 1)
    assert len(client.get(line.href).context["obstacles"].rows) == 1


def test_a_list_that_was_sent_waits_to_be_looked_through(campaign, province, lan, hung) -> None:
    ImportBatch.objects.create(
        campaign=campaign,
        place=province.communes[0],
        file_name="danh-sach.xlsx",
        file_hash="0" * 64,
        uploaded_at=make.moment("2024-05-10 08:00"),
        uploaded_by=lan,
    )

    assert waiting(lan, campaign) == {"danh sách tải lên chờ soát": 1}
    assert waiting(hung, campaign) == {}


def test_a_hamlet_head_sees_whom_to_visit_next(client, campaign, head, province) -> None:
    for number in range(7):
        person = make.person(f"Người {number}", province.hamlets[0])
        Prospect.objects.create(campaign=campaign, person=person, place=province.hamlets[0])
    make_joined = make.person("Đã vào", province.hamlets[0])
    Prospect.objects.create(campaign=campaign, person=make_joined, place=province.hamlets[0], status="JOINED")
    client.force_login(head)

    page = client.get(reverse("home"))

    assert [one.person.full_name for one in page.context["next_people"]] == [f"Người {n}" for n in range(5)]
    assert (page.context["left"], page.context["joined"], page.context["total"]) == (7, 1, 8)
    assert "12,5%" in page.content.decode()
