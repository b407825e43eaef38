"""Launch day: forming teams with their points, and counting the people advised there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from diemtua.activities import rules
from diemtua.activities.enums import Kind
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.activities.signals import activities_changed
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.core.db import announce
from diemtua.core.errors import Refusal
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.core.text import tidy
from diemtua.places.models import Place

BATCH = 2_000


@dataclass(frozen=True)
class NewTeam:
    """A team of launch day with its points, given as (name, place)."""

    name: str
    place: Place
    host: Agency
    leader_name: str = ""
    members: int = 0
    points: Sequence[tuple[str, Place]] = ()


@dataclass(frozen=True)
class NewTally:
    """How many `people` were advised at a point in one stretch of time."""

    device_ref: UUID
    point: Point
    people: int
    counted_at: datetime


@transaction.atomic
def form_teams(*, activity: Activity, new: Sequence[NewTeam], by: Any, at: datetime) -> list[Team]:
    """Form the teams of a launch with their points, and return them in the order given.

    A team already there by name and place stays as it is, and so do its points; points it lacks are added.

    :raises NotALaunch, OutsideProvince:
    """
    activity = _locked(activity)
    if refusal := _why_not_form(activity, new):
        raise refusal
    there = {(team.name, team.place_id): team for team in activity.teams.all()}
    fresh = {
        key: Team(
            activity=activity,
            name=key[0],
            place=one.place,
            host=one.host,
            leader_name=tidy(one.leader_name),
            members=one.members,
        )
        for one in new
        if (key := (tidy(one.name), one.place.pk)) not in there
    }
    Team.objects.bulk_create(fresh.values(), batch_size=BATCH)
    there |= fresh
    teams = [there[tidy(one.name), one.place.pk] for one in new]
    points = _missing_points(activity, zip(teams, new, strict=True))
    Point.objects.bulk_create(points, batch_size=BATCH)
    if fresh or points:
        audit.record("teams.formed", target=activity, by=by, at=at, teams=len(fresh), points=len(points))
        _announce(activity, {team.place_id for team in teams} | {point.place_id for point in points})
    return teams


@transaction.atomic
def record_tallies(*, activity: Activity, tallies: Sequence[NewTally], by: Any, at: datetime) -> Receipt:
    """Record how many people were advised at points of a launch; resent tallies count once."""
    activity = _locked(activity)  # so that a resend on its way waits, and finds the first
    own_points = set(Point.objects.filter(team__activity=activity).values_list("pk", flat=True))
    sent = [one.device_ref for one in tallies]
    known = set(Tally.objects.filter(device_ref__in=sent).values_list("device_ref", flat=True))
    rows: dict[UUID, Tally] = {}
    refused, duplicate = [], 0
    for one in tallies:
        if one.device_ref in known or one.device_ref in rows:
            duplicate += 1
        elif refusal := rules.why_not_tally(
            is_own=one.point.pk in own_points, point=one.point.name, people=one.people
        ):
            refused.append(RefusedItem(str(one.device_ref), refusal.code, refusal.text))
        else:
            rows[one.device_ref] = Tally(
                device_ref=one.device_ref,
                point=one.point,
                people=one.people,
                counted_at=one.counted_at,
                counted_by=by,
            )
    Tally.objects.bulk_create(rows.values(), batch_size=BATCH)
    if rows:
        people = sum(row.people for row in rows.values())
        audit.record("tallies.recorded", target=activity, by=by, at=at, recorded=len(rows), people=people)
        _announce(activity, {row.point.place_id for row in rows.values()})
    return Receipt(len(tallies), len(rows), duplicate, tuple(refused))


@transaction.atomic
def remove_tally(*, tally: Tally, by: Any, at: datetime) -> None:
    """Take back a tally that was typed wrong. The audit trail keeps its number."""
    activity = _locked(tally.point.team.activity)
    removed, _ = Tally.objects.filter(pk=tally.pk).delete()
    if removed:  # else somebody took it back a moment ago, which is the same
        audit.record("tally.removed", target=tally.point, by=by, at=at, people=tally.people)
        _announce(activity, {tally.point.place_id})


def _why_not_form(activity: Activity, new: Sequence[NewTeam]) -> Refusal | None:
    if activity.kind != Kind.LAUNCH:
        return rules.NotALaunch()
    within = activity.campaign.place.path
    places = [place for one in new for place in (one.place, *(place for _, place in one.points))]
    outside = (place for place in places if not place.path.startswith(within))
    stray = next(outside, None)
    return rules.OutsideProvince(place=stray.name) if stray else None


def _missing_points(activity: Activity, pairs: Iterable[tuple[Team, NewTeam]]) -> list[Point]:
    known = set(Point.objects.filter(team__activity=activity).values_list("team_id", "name"))
    points: dict[tuple[int, str], Point] = {}
    for team, one in pairs:
        for name, place in one.points:
            key = (team.pk, tidy(name))
            if key not in known:
                points.setdefault(key, Point(team=team, name=tidy(name), place=place))
    return list(points.values())


def _announce(activity: Activity, places: set[int]) -> None:
    day = timezone.localdate(activity.starts_at)
    cells = [(place_id, day) for place_id in sorted(places)]
    announce(activities_changed, campaign_id=activity.campaign_id, cells=cells)


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",), no_key=True)
    locked: Activity = rows.select_related("campaign__place").get(pk=activity.pk)
    return locked
