"""Recording, correcting, cancelling, re-planning activities. See docs/algorithms/counting-once.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from diemtua.activities import rules
from diemtua.activities.enums import Bound, Status
from diemtua.activities.models import Activity, search_key
from diemtua.activities.signals import activities_changed
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce, copy_in
from diemtua.core.errors import Refusal
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.core.text import tidy
from diemtua.places.models import Place


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


@transaction.atomic
def record_activity(*, campaign: Campaign, new: NewActivity, by: Any, at: datetime) -> Activity:
    """Record one activity, planned or held; a resend returns the row already there.

    :raises OutsideCampaign, OutsideProvince, HeldInTheFuture:
    """
    resent: Activity | None = Activity.objects.filter(device_ref=new.device_ref).first()
    if resent:
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
    """Record many activities at once; every one is answered as accepted, duplicate or refused."""
    sent = [one.device_ref for one in new]
    known = set(Activity.objects.filter(device_ref__in=sent).values_list("device_ref", flat=True))
    refused = []
    rows: dict[UUID, Activity] = {}
    for one in new:
        if one.device_ref in known or one.device_ref in rows:
            continue
        if refusal := _why_not(campaign, one, at):
            refused.append(RefusedItem(str(one.device_ref), refusal.code, refusal.text))
        else:
            rows[one.device_ref] = _row(campaign, one, by, at)
    copy_in(list(rows.values()))
    # a resend that raced us may have been first: only what stands under our own reference is ours
    ours = Activity.objects.filter(ref__in=[row.ref for row in rows.values()]).count() if rows else 0
    if ours:
        audit.record("activities.recorded", target=campaign, by=by, at=at, recorded=ours, sent=len(new))
        announce(activities_changed, campaign_id=campaign.pk, cells=_cells(rows.values()))
    return Receipt(len(new), ours, len(new) - ours - len(refused), tuple(refused))


@transaction.atomic
def revise_activity(*, activity: Activity, new: NewActivity, by: Any, at: datetime) -> Activity:
    """Correct an activity. Its kind, its reference and where it stands (planned, held) stay.

    :raises OutsideCampaign, OutsideProvince, HeldInTheFuture, NotPlanned: the last for a cancelled one
    """
    activity = _locked(activity)
    if activity.status == Status.CANCELLED:
        raise rules.NotPlanned(status=activity.get_status_display())
    if refusal := _why_not(activity.campaign, replace(new, status=activity.status), at):
        raise refusal
    before = _cells([activity])
    changes = {}
    for name, value in _corrected(new).items():
        was = getattr(activity, name)
        if was != value:
            changes[name] = [str(was), str(value)]
            setattr(activity, name, value)
    changes.pop("search_key", None)
    if changes:
        activity.save()
        audit.record("activity.revised", target=activity, by=by, at=at, changes=changes)
        cells = [*before, *_cells([activity])]
        announce(activities_changed, campaign_id=activity.campaign_id, cells=cells)
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
    if refusal := rules.why_not_held(day=_day(activity.starts_at), today=_day(at)):
        raise refusal
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

    :raises NotCancelled, OutsideCampaign, OutsideProvince, HeldInTheFuture:
    """
    activity = _locked(activity)
    if activity.status != Status.CANCELLED:
        raise rules.NotCancelled
    replacement = record_activity(campaign=activity.campaign, new=new, by=by, at=at)
    if replacement.replaces_id != activity.pk:
        replacement.replaces = activity
        replacement.save(update_fields=["replaces"])
        audit.record("activity.replanned", target=replacement, by=by, at=at, instead_of=activity.ref)
    return replacement


def _why_not(campaign: Campaign, new: NewActivity, at: datetime) -> Refusal | None:
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
    values = _corrected(new)
    values |= {"kind": new.kind, "status": new.status, "device_ref": new.device_ref}
    return Activity(campaign=campaign, recorded_by=by, recorded_at=at, **values)


def _corrected(new: NewActivity) -> dict[str, Any]:
    """Return the fields that a correction may change, texts tidied, with the key they are searched by."""
    fixed = ("kind", "status", "device_ref")
    values = {name: getattr(new, name) for name in NewActivity.__dataclass_fields__ if name not in fixed}
    values |= {name: tidy(values[name]) for name in ("title", "venue", "note")}
    return values | {"search_key": search_key(values["title"], values["venue"])}


def _cells(activities: Iterable[Activity]) -> list[tuple[int, date]]:
    return sorted({(activity.place_id, _day(activity.starts_at)) for activity in activities})


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("campaign__place", "place")
    locked: Activity = rows.get(pk=activity.pk)
    return locked
