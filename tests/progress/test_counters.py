"""Counters are what the rows come to, whatever happened before."""

from datetime import date, timedelta
from random import Random

import pytest

from diemtua.activities.enums import Kind, Status
from diemtua.activities.models import Activity, Point
from diemtua.insurance.enums import Programme
from diemtua.progress.actions import rebuild_counters, refresh_cells
from diemtua.progress.models import Counter
from diemtua.progress.queries.counting import COUNTED_SOURCES, cells_of
from diemtua.signups.enums import Kind as SignUpKind
from diemtua.signups.enums import Status as SignUpStatus
from diemtua.signups.models import SignUp
from tests.factories import make
from tests.factories import progress as rows

AT = make.moment("2024-05-31 18:00")


def counters(campaign) -> dict:
    found = Counter.objects.filter(campaign=campaign).values_list("indicator", "place_id", "day", "value")
    return {(code, place_id, day): value for code, place_id, day, value in found}


def recount(campaign) -> dict:
    return {
        (cell.indicator, cell.place_id, cell.day): cell.value
        for cell in cells_of(campaign.pk, COUNTED_SOURCES)
    }


def test_an_evening_in_ha_noi_belongs_to_its_own_day(campaign, province, minh) -> None:
    rows.activity(campaign, province.communes[0], Kind.CONFERENCE, "2024-05-07 00:30", minh, attendance=40)

    rebuild_counters(campaign=campaign, at=AT)

    place, day = province.communes[0].pk, date(2024, 5, 7)
    assert counters(campaign) == {("CO.CONF.COUNT", place, day): 1, ("CO.CONF.ATT", place, day): 40}


def test_only_what_was_held_counts(campaign, province, minh) -> None:
    commune = province.communes[0]
    rows.activity(campaign, commune, Kind.BROADCAST, "2024-05-07 17:00", minh, status=Status.PLANNED)
    rows.activity(
        campaign, commune, Kind.BROADCAST, "2024-05-07 17:00", minh, status=Status.CANCELLED, reason="Bão"
    )
    rows.activity(campaign, commune, Kind.BROADCAST, "2024-05-07 17:00", minh, programme="VSI")
    rows.activity(campaign, commune, Kind.BROADCAST, "2024-05-07 18:00", minh, programme="HHI")

    rebuild_counters(campaign=campaign, at=AT)

    place, day = commune.pk, date(2024, 5, 7)
    assert counters(campaign) == {("CO.RADIO.ALL", place, day): 2, ("CO.RADIO.VSI", place, day): 1}


def test_household_insurance_counts_as_health_insurance_and_once_on_its_own(campaign, province, minh) -> None:
    hamlet, day = province.hamlets[0], date(2024, 5, 6)
    rows.signup(campaign, hamlet, Programme.HOUSEHOLD_HEALTH, day, minh)
    rows.signup(campaign, hamlet, Programme.HEALTH, day, minh)
    rows.signup(campaign, hamlet, Programme.VOLUNTARY_SOCIAL, day, minh, kind=SignUpKind.RETURNED)
    rows.signup(campaign, hamlet, Programme.VOLUNTARY_SOCIAL, day, minh, status=SignUpStatus.WITHDRAWN)

    rebuild_counters(campaign=campaign, at=AT)

    assert counters(campaign) == {
        ("HI.NEW", hamlet.pk, day): 2,
        ("HI.HH.NEW", hamlet.pk, day): 1,
        ("SI.VOL.RETURNED", hamlet.pk, day): 1,
    }


def test_teams_points_and_tallies_count_at_their_own_place(campaign, province, minh) -> None:
    launch = rows.activity(campaign, campaign.place, Kind.LAUNCH, "2024-05-06 07:30", minh)
    rows.team(launch, province.communes[0], "Tổ 1", points=2)
    for point in Point.objects.all():
        rows.tally(point, 7, "2024-05-06 09:00", minh)

    rebuild_counters(campaign=campaign, at=AT)

    day = date(2024, 5, 6)
    assert counters(campaign) == {
        ("EV.LAUNCH", campaign.place_id, day): 1,
        ("EV.TEAMS", province.communes[0].pk, day): 1,
        ("EV.POINTS", province.communes[0].pk, day): 2,
        ("EV.REACHED", province.communes[0].pk, day): 14,
    }


def test_a_cell_that_lost_its_last_row_loses_its_counter(campaign, province, minh) -> None:
    hamlet, day = province.hamlets[0], date(2024, 5, 6)
    entry = rows.signup(campaign, hamlet, Programme.VOLUNTARY_SOCIAL, day, minh)
    refresh_cells(campaign_id=campaign.pk, cells=[(hamlet.pk, day)], at=AT)
    SignUp.objects.filter(pk=entry.pk).update(status=SignUpStatus.WITHDRAWN)

    refresh_cells(campaign_id=campaign.pk, cells=[(hamlet.pk, day)], at=AT)

    assert counters(campaign) == {}


def test_a_refresh_leaves_other_cells_of_the_place_and_of_the_day_alone(campaign, province, minh) -> None:
    here, there = province.hamlets[:2]
    first, second = date(2024, 5, 6), date(2024, 5, 8)
    for place, day in ((here, first), (here, second), (there, first)):
        rows.signup(campaign, place, Programme.VOLUNTARY_SOCIAL, day, minh)
    rebuild_counters(campaign=campaign, at=AT)
    before = counters(campaign)

    refresh_cells(campaign_id=campaign.pk, cells=[(here.pk, second), (there.pk, first)], at=AT)

    assert counters(campaign) == before


@pytest.mark.slow
@pytest.mark.parametrize("chance_seed", [1, 2, 3])
def test_after_any_operations_the_counters_are_what_the_rows_come_to(
    campaign, province, minh, chance_seed
) -> None:
    chance = Random(chance_seed)
    places = [campaign.place, *province.communes, *province.hamlets]
    for _ in range(60):
        cells = _something_happens(chance, campaign, places, minh)
        refresh_cells(campaign_id=campaign.pk, cells=cells, at=AT)

        assert counters(campaign) == recount(campaign)
    kept = counters(campaign)
    rebuild_counters(campaign=campaign, at=AT)
    assert counters(campaign) == kept


def _something_happens(chance: Random, campaign, places, by) -> list:
    """Record, move, withdraw or cancel something, and name the cells that changed."""
    place, day = chance.choice(places), campaign.starts_on + timedelta(days=chance.randint(0, 4))
    act = chance.choice(["activity", "signup", "signup", "withdraw", "cancel", "move"])
    if act == "activity":
        kind = chance.choice(list(Kind))
        rows.activity(campaign, place, kind, f"{day} 19:30", by, attendance=chance.randint(0, 50))
    elif act == "signup":
        programme = chance.choice(["VSI", "HHI", "HI"])
        rows.signup(campaign, place, programme, day, by, kind=chance.choice(list(SignUpKind)))
    elif act == "withdraw" and (entry := _one_of(chance, SignUp.objects.exclude(status="WITHDRAWN"))):
        SignUp.objects.filter(pk=entry.pk).update(status="WITHDRAWN")
        return [(entry.place_id, entry.signed_on)]
    elif act == "cancel" and (held := _one_of(chance, Activity.objects.filter(status="HELD"))):
        Activity.objects.filter(pk=held.pk).update(status="CANCELLED", reason="Mưa lớn")
        return [(held.place_id, held.starts_at.date())]
    elif act == "move" and (entry := _one_of(chance, SignUp.objects.all())):
        SignUp.objects.filter(pk=entry.pk).update(place=place, signed_on=day)
        return [(entry.place_id, entry.signed_on), (place.pk, day)]
    return [(place.pk, day)]


def _one_of(chance: Random, found):
    there = list(found.order_by("pk"))
    return chance.choice(there) if there else None
