"""The board of launch day and the count at a point."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from diemtua.activities.actions import record_tallies
from diemtua.activities.models import Point, Tally, Team
from diemtua.audit.models import Event
from tests.factories import activities as make_activities
from tests.factories import signups as make_signups

AT = make_activities.AT


@pytest.fixture
def launch(campaign, province, minh):
    return make_activities.launch(campaign, province, minh)


@pytest.fixture
def market(launch, province, minh):
    """A point in Lan's commune."""
    return make_activities.points(launch, province, minh, count=1)[0]


def test_the_board_adds_up_teams_points_people_and_signups(
    client, campaign, province, launch, market, minh
) -> None:
    record_tallies(
        activity=launch,
        tallies=[make_activities.tally(market, 12), make_activities.tally(market, 7)],
        by=minh,
        at=AT,
    )
    make_signups.signup(campaign, "Lô Thị Xuân", province.hamlets[0], minh, signed_on=date(2024, 5, 6))
    make_signups.signup(campaign, "Lô Thị Hạ", province.hamlets[0], minh, signed_on=date(2024, 5, 7))
    client.force_login(minh)

    context = client.get(reverse("activities:launch")).context

    totals = context["totals"]
    assert (totals.teams, totals.points, totals.people, totals.counted_points) == (1, 1, 19, 1)
    assert context["signups"] == [("BHXH tự nguyện", 1), ("BHYT hộ gia đình", 0)]
    assert context["hours"] == [("08:00", 19)]
    assert [point.people for point in context["points"].rows] == [19]


def test_who_belongs_elsewhere_sees_the_launch_and_none_of_its_points(client, launch, market, hung) -> None:
    client.force_login(hung)

    page = client.get(reverse("activities:launch"))

    assert page.context["launch"] == launch
    assert (page.context["totals"].teams, page.context["points"].rows) == (0, [])
    assert client.get(reverse("activities:point", args=[market.ref])).status_code == 404


def test_the_figures_are_sent_again_only_when_they_change(client, launch, market, minh) -> None:
    client.force_login(minh)
    address = reverse("activities:launch_live")
    first = client.get(address)

    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    record_tallies(activity=launch, tallies=[make_activities.tally(market, 3)], by=minh, at=AT)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert same.content == b""
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_the_same_number_of_questions_however_long(
    client, campaign, province, launch, minh, django_assert_num_queries, count
) -> None:
    make_activities.points(launch, province, minh, count=count)
    client.force_login(minh)

    with django_assert_num_queries(14):
        page = client.get(reverse("activities:launch"))

    assert len(page.context["points"].rows) == count


def test_a_tap_counts_once_though_the_phone_sends_it_twice(client, launch, market, lan) -> None:
    client.force_login(lan)
    address = reverse("activities:point", args=[market.ref])
    tap = {"people": "5", "device_ref": str(uuid4())}

    for _ in range(2):
        page = client.post(address, tap, follow=True)

    assert page.context["people"] == 5
    assert list(Tally.objects.values_list("people", "counted_by")) == [(5, lan.pk)]


def test_a_count_typed_wrong_is_taken_back(client, launch, market, lan) -> None:
    client.force_login(lan)
    client.post(reverse("activities:point", args=[market.ref]), {"people": "500", "device_ref": str(uuid4())})
    doubted = client.get(reverse("activities:point", args=[market.ref])).content.decode()
    tally = Tally.objects.get()

    client.post(reverse("activities:remove_tally", args=[market.ref, tally.device_ref]))

    assert "trên 100 người một điểm" in doubted
    assert not Tally.objects.exists()
    assert Event.objects.filter(name="tally.removed").count() == 1


def test_a_leader_cannot_count(client, launch, market, leader) -> None:
    client.force_login(leader)

    client.post(reverse("activities:point", args=[market.ref]), {"people": "5", "device_ref": str(uuid4())})

    assert not Tally.objects.exists()


def test_a_team_is_formed_with_a_point_for_each_line(client, launch, province, lan) -> None:
    client.force_login(lan)

    client.post(
        reverse("activities:create_team"),
        {
            "name": "Tổ 2",
            "place": province.communes[0].path,
            "host": province.commune_committee.ref,
            "leader_name": "Vi Văn Tám",
            "members": "4",
            "points": "Chợ Mới\n\n  Trạm y tế ",
        },
    )

    team = Team.objects.get()
    assert (team.name, team.activity, team.members) == ("Tổ 2", launch, 4)
    assert list(team.points.order_by("id").values_list("name", flat=True)) == ["Chợ Mới", "Trạm y tế"]


def test_pasted_rows_of_one_team_become_its_points(client, launch, province, lan) -> None:
    client.force_login(lan)
    text = (
        "Tên tổ\tĐịa bàn\tTổ trưởng\tSố thành viên\tĐiểm tuyên truyền\n"
        "Tổ 1\tXã An Bình\tVi Văn Tám\t4\tChợ\n"
        "Tổ 1\tXã An Bình\tVi Văn Tám\t4\tTrạm y tế\n"
        "Tổ 2\tXóm 2, xã An Bình\t\tbốn\tNhà văn hoá\n"
    )
    data = {"text": text, "batch": str(uuid4())}

    looked = client.post(reverse("activities:paste_teams"), data)
    for _ in range(2):
        client.post(reverse("activities:paste_teams"), data | {"record": "1"})

    assert [row.number for row in looked.context["bad"]] == [4]
    assert Team.objects.count() == 1
    assert sorted(Point.objects.values_list("name", flat=True)) == ["Chợ", "Trạm y tế"]


def test_without_a_launch_the_board_says_what_to_do(client, campaign, minh) -> None:
    client.force_login(minh)

    page = client.get(reverse("activities:launch")).content.decode()

    assert "Chưa có lễ ra quân" in page
    assert client.get(reverse("activities:launch_live")).status_code == 404
