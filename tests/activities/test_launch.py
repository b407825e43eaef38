"""Teams, points and tallies of launch day."""

import pytest

from diemtua.activities import rules
from diemtua.activities.actions import NewTeam, form_teams, record_tallies, remove_tally
from diemtua.activities.models import Point, Tally, Team
from diemtua.audit.models import Event
from tests.factories import activities as make_activities

AT = make_activities.AT


def team(province, name="Tổ 1", points=("Chợ",), commune=0) -> NewTeam:
    place = province.communes[commune]
    return NewTeam(name=name, place=place, host=province.post, points=[(point, place) for point in points])


def test_teams_are_formed_once_and_gain_only_the_points_they_lack(campaign, province, minh) -> None:
    launch = make_activities.launch(campaign, province, minh)
    form_teams(activity=launch, new=[team(province), team(province, commune=1)], by=minh, at=AT)

    teams = form_teams(
        activity=launch, new=[team(province, points=("Chợ", "Trạm y tế")), team(province)], by=minh, at=AT
    )

    assert teams[0] == teams[1]
    assert Team.objects.count() == 2
    assert sorted(Point.objects.filter(team=teams[0]).values_list("name", flat=True)) == ["Chợ", "Trạm y tế"]


def test_only_a_launch_has_teams(campaign, province, minh) -> None:
    conference = make_activities.activity(campaign, province, minh)

    with pytest.raises(rules.NotALaunch):
        form_teams(activity=conference, new=[team(province)], by=minh, at=AT)


def test_a_tally_sent_twice_counts_once(campaign, province, minh) -> None:
    launch = make_activities.launch(campaign, province, minh)
    market, hall = make_activities.points(launch, province, minh)
    first = make_activities.tally(market, 12)
    record_tallies(activity=launch, tallies=[first], by=minh, at=AT)

    receipt = record_tallies(activity=launch, tallies=[first, make_activities.tally(hall, 7)], by=minh, at=AT)

    assert (receipt.sent, receipt.accepted, receipt.duplicate) == (2, 1, 1)
    assert sorted(Tally.objects.values_list("people", flat=True)) == [7, 12]


def test_a_tally_at_a_point_of_another_launch_is_refused(campaign, province, minh) -> None:
    launch = make_activities.launch(campaign, province, minh)
    other = make_activities.launch(campaign, province, minh)
    (market,) = make_activities.points(other, province, minh, count=1)

    receipt = record_tallies(activity=launch, tallies=[make_activities.tally(market, 3)], by=minh, at=AT)

    assert [item.code for item in receipt.refused] == ["point_elsewhere"]
    assert not Tally.objects.exists()


def test_a_tally_taken_back_no_longer_counts_and_its_number_stays_in_the_trail(
    campaign, province, minh
) -> None:
    launch = make_activities.launch(campaign, province, minh)
    (market,) = make_activities.points(launch, province, minh, count=1)
    record_tallies(activity=launch, tallies=[make_activities.tally(market, 500)], by=minh, at=AT)

    remove_tally(tally=Tally.objects.get(), by=minh, at=AT)

    assert not Tally.objects.exists()
    assert Event.objects.get(name="tally.removed").values == {"people": 500}
