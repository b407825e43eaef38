"""Planning, recording, cancelling and re-planning activities; teams, points and tallies of launch day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from diemtua.activities import rules
from diemtua.activities.enums import Bound, Kind, Status
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.activities.signals import activities_changed
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.core.text import tidy
from diemtua.places.models import Place

BATCH = 2_000


@dataclass(frozen=True)
class NewActivity:
    """What a form, a phone or a file knows about an activity. The same `device_ref` twice is one activity."""

    kind: str
    title: str
    place: Place
    host: Agency
    starts_at: datetime
    ends_at: datetime | None = None
    venue: str = ""
    programme: str = ""
    attendance: int | None = None
    attendance_bound: str = Bound.EXACT
    status: str = Status.PLANNED
    note: str = ""
    device_ref: UUID = field(default_factory=uuid4)


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
def record_activity(*, campaign: Campaign, new: NewActivity, by: Any, at: datetime) -> Activity:
    """Record one activity, planned or held; a resend returns the row already there.

    :raises OutsideCampaign, OutsideProvince, HeldInTheFuture:
    """
    if resent := Activity.objects.filter(device_ref=new.device_ref).first():
        return resent
    if refusal := _why_not(campaign, new, at):
        raise refusal
    row = _row(campaign, new, by, at)
    Activity.objects.bulk_create([row], ignore_conflicts=True)
    activity = Activity.objects.get(device_ref=new.device_ref)
    if activity.ref == row.ref:  # else a racing resend was first
        name = "activity.planned" if new.status == Status.PLANNED else "activity.recorded"
        audit.record(name, target=activity, by=by, at=at, kind=new.kind, place=new.place.path)
        announce(activities_changed, campaign_id=campaign.pk, cells=_cells([activity]))
    return activity


def plan_activity(*, campaign: Campaign, new: NewActivity, by: Any, at: datetime) -> Activity:
    """Plan one activity.

    :raises OutsideCampaign, OutsideProvince:
    """
    return record_activity(campaign=campaign, new=new, by=by, at=at)


@transaction.atomic
def record_activities(*, campaign: Campaign, new: Sequence[NewActivity], by: Any, at: datetime) -> Receipt:
    """Record many activities at once; what was there already is counted as duplicate, what may not be is refused."""
    refused = []
    rows: dict[UUID, Activity] = {}
    known = set(
        Activity.objects.filter(device_ref__in=[one.device_ref for one in new]).values_list(
            "device_ref", flat=True
        )
    )
    duplicate = 0
    for one in new:
        if one.device_ref in known or one.device_ref in rows:
            duplicate += 1
        elif refusal := _why_not(campaign, one, at):
            refused.append(RefusedItem(str(one.device_ref), refusal.code, refusal.text))
        else:
            rows[one.device_ref] = _row(campaign, one, by, at)
    Activity.objects.bulk_create(rows.values(), batch_size=BATCH)
    if rows:
        audit.record("activities.recorded", target=campaign, by=by, at=at, recorded=len(rows), sent=len(new))
        announce(activities_changed, campaign_id=campaign.pk, cells=_cells(rows.values()))
    return Receipt(len(new), len(rows), duplicate, tuple(refused))


@transaction.atomic
def revise_activity(*, activity: Activity, new: NewActivity, by: Any, at: datetime) -> Activity:
    """Correct an activity; its kind and reference stay.

    :raises OutsideCampaign, OutsideProvince, HeldInTheFuture:
    """
    activity = _locked(activity)
    if refusal := _why_not(activity.campaign, new, at):
        raise refusal
    before = _cells([activity])
    names = ("title", "place", "host", "starts_at", "ends_at", "venue", "programme", "attendance")
    names += ("attendance_bound", "status", "note")
    changes = {}
    for name in names:
        was, value = getattr(activity, name), getattr(new, name)
        if was != value:
            changes[name] = [str(was), str(value)]
            setattr(activity, name, value)
    activity.save(update_fields=list(names))
    audit.record("activity.revised", target=activity, by=by, at=at, changes=changes)
    announce(activities_changed, campaign_id=activity.campaign_id, cells=[*before, *_cells([activity])])
    return activity


@transaction.atomic
def hold_activity(
    *, activity: Activity, attendance: int | None, by: Any, at: datetime, bound: str = Bound.EXACT
) -> Activity:
    """Say that a planned activity took place, and how many came.

    :raises NotPlanned, HeldInTheFuture:
    """
    activity = _locked(activity)
    if refusal := rules.why_not_change(status=activity.status, status_label=activity.get_status_display()):
        raise refusal
    day = _day(activity.starts_at)
    if day > _day(at):
        raise rules.HeldInTheFuture(day=f"{day:%d/%m/%Y}")
    activity.status, activity.attendance, activity.attendance_bound = Status.HELD, attendance, bound
    activity.save(update_fields=["status", "attendance", "attendance_bound"])
    audit.record("activity.held", target=activity, by=by, at=at, attendance=attendance)
    announce(activities_changed, campaign_id=activity.campaign_id, cells=_cells([activity]))
    return activity


@transaction.atomic
def cancel_activity(*, activity: Activity, reason: str, by: Any, at: datetime) -> Activity:
    """Say that an activity is not held, and why.

    :raises NotPlanned, ReasonMissing:
    """
    activity = _locked(activity)
    if refusal := rules.why_not_change(status=activity.status, status_label=activity.get_status_display()):
        raise refusal
    if not tidy(reason):
        raise rules.ReasonMissing
    activity.status, activity.reason = Status.CANCELLED, tidy(reason)
    activity.save(update_fields=["status", "reason"])
    audit.record("activity.cancelled", target=activity, by=by, at=at, reason=activity.reason)
    announce(activities_changed, campaign_id=activity.campaign_id, cells=_cells([activity]))
    return activity


@transaction.atomic
def replan_activity(*, activity: Activity, new: NewActivity, by: Any, at: datetime) -> Activity:
    """Put another activity in the place of a cancelled one (a broadcast for a ceremony), linked to it.

    :raises OutsideCampaign, OutsideProvince, HeldInTheFuture:
    """
    replacement = record_activity(campaign=activity.campaign, new=new, by=by, at=at)
    if replacement.replaces_id != activity.pk:
        replacement.replaces = activity
        replacement.save(update_fields=["replaces"])
        audit.record("activity.replanned", target=replacement, by=by, at=at, instead_of=activity.ref)
    return replacement


@transaction.atomic
def form_teams(*, activity: Activity, new: Sequence[NewTeam], by: Any, at: datetime) -> list[Team]:
    """Form the teams of a launch with their points; a team already there by name and place is kept as it is.

    :raises NotALaunch:
    """
    if activity.kind != Kind.LAUNCH:
        raise rules.NotALaunch
    there = {(team.name, team.place_id): team for team in activity.teams.all()}
    fresh = [one for one in new if (tidy(one.name), one.place.pk) not in there]
    rows = Team.objects.bulk_create(
        [
            Team(
                activity=activity,
                name=tidy(one.name),
                place=one.place,
                host=one.host,
                leader_name=tidy(one.leader_name),
                members=one.members,
            )
            for one in fresh
        ],
        batch_size=BATCH,
    )
    Point.objects.bulk_create(
        [
            Point(team=team, name=tidy(name), place=place)
            for team, one in zip(rows, fresh, strict=True)
            for name, place in one.points
        ],
        batch_size=BATCH,
    )
    if rows:
        audit.record("teams.formed", target=activity, by=by, at=at, teams=len(rows))
        places = {team.place_id for team in rows} | {place.pk for one in fresh for _, place in one.points}
        day = _day(activity.starts_at)
        announce(
            activities_changed, campaign_id=activity.campaign_id, cells=[(pk, day) for pk in sorted(places)]
        )
    there |= {(team.name, team.place_id): team for team in rows}
    return [there[tidy(one.name), one.place.pk] for one in new]


@transaction.atomic
def record_tallies(*, activity: Activity, tallies: Sequence[NewTally], by: Any, at: datetime) -> Receipt:
    """Record how many people were advised at points of a launch; resent tallies count once."""
    own_points = set(Point.objects.filter(team__activity=activity).values_list("pk", flat=True))
    known = set(
        Tally.objects.filter(device_ref__in=[one.device_ref for one in tallies]).values_list(
            "device_ref", flat=True
        )
    )
    rows: dict[UUID, Tally] = {}
    refused, duplicate, places = [], 0, set()
    for one in tallies:
        if one.device_ref in known or one.device_ref in rows:
            duplicate += 1
        elif one.point.pk not in own_points:
            refusal = rules.PointElsewhere(point=one.point.name)
            refused.append(RefusedItem(str(one.device_ref), refusal.code, refusal.text))
        else:
            rows[one.device_ref] = Tally(
                device_ref=one.device_ref,
                point=one.point,
                people=one.people,
                counted_at=one.counted_at,
                counted_by=by,
            )
            places.add(one.point.place_id)
    Tally.objects.bulk_create(rows.values(), batch_size=BATCH, ignore_conflicts=True)
    if rows:
        audit.record("tallies.recorded", target=activity, by=by, at=at, recorded=len(rows))
        day = _day(activity.starts_at)
        announce(
            activities_changed, campaign_id=activity.campaign_id, cells=[(pk, day) for pk in sorted(places)]
        )
    return Receipt(len(tallies), len(rows), duplicate, tuple(refused))


def _why_not(campaign: Campaign, new: NewActivity, at: datetime) -> rules.Refusal | None:
    return rules.why_not_on(
        day=_day(new.starts_at),
        first=campaign.starts_on,
        last=campaign.ends_on,
        today=_day(at),
        is_held=new.status == Status.HELD,
        path=new.place.path,
        within=campaign.place.path,
        place=new.place.name,
    )


def _row(campaign: Campaign, new: NewActivity, by: Any, at: datetime) -> Activity:
    values = {name: getattr(new, name) for name in NewActivity.__dataclass_fields__}
    texts = {name: tidy(values[name]) for name in ("title", "venue", "note")}
    return Activity(campaign=campaign, recorded_by=by, recorded_at=at, **(values | texts))


def _cells(activities: Iterable[Activity]) -> list[tuple[int, date]]:
    return sorted({(activity.place_id, _day(activity.starts_at)) for activity in activities})


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("campaign__place", "place")
    return rows.get(pk=activity.pk)
