"""Reads of leases: who is free on a day, who has whom, how a prospect went from hand to hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.prospects.enums import Status
from diemtua.prospects.models import Lease, Prospect
from diemtua.prospects.rules.leases import OPEN, Held


def is_running(day: date) -> Q:
    """Return the condition that somebody has a prospect on `day`; a lapsed lease is none."""
    return Q(assigned_to__isnull=False) & (Q(leased_until=None) | Q(leased_until__gte=day))


def is_free(day: date) -> Q:
    """Return the condition that nobody has a prospect on `day`."""
    return Q(assigned_to=None) | Q(leased_until__lt=day)


def to_be_met() -> Q:
    """Return the condition that a prospect may be offered to a visitor: open, and no wish against it."""
    return Q(status__in=OPEN, person__no_contact_since=None)


def can_be_met(prospect: Prospect) -> bool:
    """Say whether a prospect is open and its person has no wish against it. Reads the person."""
    return prospect.status in OPEN and prospect.person.no_contact_since is None


def held(prospect: Prospect) -> Held:
    """Return where `prospect` stands, for the rules. Reads person and holder."""
    return Held(
        person=prospect.person.full_name,
        status=prospect.status,
        holder=prospect.assigned_to_id,
        holder_name=str(prospect.assigned_to or ""),
        until=prospect.leased_until,
        wishes_no_contact=prospect.person.no_contact_since is not None,
    )


def leases_of(prospect: Prospect) -> QuerySet[Lease]:
    """Return every lease of a prospect, the newest first."""
    return Lease.objects.filter(prospect=prospect).select_related("holder", "agency", "given_by")


def was_free_for(prospect: Prospect, user: User, day: date) -> bool:
    """Say whether on a `day` gone by `user` had `prospect`, or nobody had it, whoever has it now."""
    until_then = Lease.objects.filter(prospect=prospect, given_at__date__lte=day)
    ran = until_then.filter(Q(ended_at=None) | Q(ended_at__date__gte=day), Q(until=None) | Q(until__gte=day))
    holders = set(ran.values_list("holder_id", flat=True))
    is_newer = Lease.objects.filter(prospect=prospect, ended_at=None, given_at__date__gt=day).exists()
    return user.pk in holders or (is_newer and not holders)


def taken_over_by(user: Any, prospects: Iterable[Prospect]) -> dict[int, str]:
    """Return, by prospect, from whom `user` took over those of `prospects` that came from somebody else."""
    rows = Lease.objects.filter(prospect__in=[one.pk for one in prospects]).order_by(
        "prospect", "-given_at", "-id"
    )
    found: dict[int, str] = {}
    newest: dict[int, Lease] = {}
    for lease in rows.select_related("holder"):
        latest = newest.setdefault(lease.prospect_id, lease)
        came_next = latest is not lease and lease.prospect_id not in found
        if came_next and latest.holder_id == user.pk and lease.ending == "HANDED_OVER":
            found[lease.prospect_id] = str(lease.holder)
    return found


def loads(campaign: Campaign, users: list[int], day: date) -> Mapping[int, int]:
    """Return how many people each of `users` has on `day`, whom to be met."""
    rows = Prospect.objects.filter(to_be_met(), is_running(day), campaign=campaign, assigned_to__in=users)
    counted = rows.order_by().values_list("assigned_to").annotate(number=Count("id"))
    return dict.fromkeys(users, 0) | {user: number for user, number in counted if user is not None}


def to_split(user: Any, campaign: Campaign, place: Place, prospect_list: str = "") -> QuerySet[Prospect]:
    """Return whom to divide under `place`, free or not: hamlet by hamlet, household by household."""
    rows = Prospect.objects.visible_to(user).filter(
        to_be_met(), campaign=campaign, place__path__startswith=place.path
    )
    if prospect_list:
        rows = rows.filter(from_list__ref=prospect_list)
    rows = rows.select_related("person__household", "place__parent", "assigned_to")
    return rows.order_by("place__path", "person__household__address", "person__household_id", "id")


def lapsed(campaign: Campaign, day: date) -> QuerySet[Prospect]:
    """Return the prospects whose lease has lapsed before `day`."""
    return Prospect.objects.filter(
        campaign=campaign, assigned_to__isnull=False, leased_until__lt=day, status__in=OPEN
    )


def settled(campaign: Campaign) -> QuerySet[Lease]:
    """Return the running leases of prospects whom nobody needs to visit any more."""
    done = (Status.JOINED, Status.CLOSED)
    return Lease.objects.filter(ended_at=None, prospect__campaign=campaign, prospect__status__in=done)
