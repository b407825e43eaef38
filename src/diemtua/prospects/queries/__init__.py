"""Reads of prospects: lists of people, and what a file of them would bring."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from diemtua.accounts.enums import Role
from diemtua.accounts.models import Membership
from diemtua.campaigns.models import Campaign
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.prospects.enums import BatchStatus, Status
from diemtua.prospects.models import ImportBatch, Prospect

OPEN = (Status.NEW, Status.MET, Status.REFUSED)
#: An own list begins with who is leased to oneself; then never met, by priority and name.
OWN_ORDER = ("not_mine", "-status", "-priority", "person__sort_key", "id")
VISITORS = (Role.HAMLET_HEAD, Role.COLLECTOR, Role.COMMUNE_OFFICER)


def prospects_for(user: Any, campaign: Campaign) -> QuerySet[Prospect]:
    """Return the prospects of a campaign that `user` may see, each with person, place, who is in charge."""
    rows = Prospect.objects.visible_to(user).filter(campaign=campaign)
    return rows.select_related("person", "place__parent", "assigned_to")


def own_list(user: Any, campaign: Campaign, day: date) -> QuerySet[Prospect]:
    """Return whom a hamlet head or collector is to visit: leased to them, or on `day` to nobody.

    Each says with `not_mine` (0 or 1) whether it is leased to `user`. Who wishes no contact is not in it.
    """
    rows = prospects_for(user, campaign).filter(person__no_contact_since=None)
    rows = rows.filter(Q(assigned_to=user) | Q(assigned_to=None) | Q(leased_until__lt=day, status__in=OPEN))
    mine = When(Q(leased_until=None) | Q(leased_until__gte=day), assigned_to=user.pk, then=Value(0))
    return rows.annotate(not_mine=Case(mine, default=Value(1), output_field=IntegerField()))


def counts_by_status(prospects: QuerySet[Prospect]) -> dict[str, int]:
    """Return how many of `prospects` have each status."""
    counted = dict.fromkeys(Status.values, 0)
    rows = prospects.order_by().values_list("status").annotate(number=Count("id"))
    return counted | dict(rows)


def visitors_over(place: Place, day: date) -> list[Membership]:
    """Return who may be put in charge of people at `place` or below it on `day`, each once, by name."""
    above = [place.path[:end] for end, sign in enumerate(place.path, start=1) if sign == "."]
    near = Q(place__path__startswith=place.path) | Q(place__path__in=above)
    rows = Membership.objects.valid_on(day).filter(near, role__in=VISITORS, user__is_active=True)
    rows = rows.select_related("user", "place").order_by("user__display_name", "user", "place__path")
    return list({row.user_id: row for row in rows}.values())


def places_to_choose(tops: Sequence[Place], day: date) -> list[tuple[str, str]]:
    """Return (path, name) pairs of the places under `tops` on `day`, in the order of the tree.

    Somebody of a commune chooses between its hamlets; anybody above, between districts and communes.
    """
    if not tops:
        return []
    is_local = all(top.kind in (Kind.COMMUNE, Kind.HAMLET) for top in tops)
    kinds = [Kind.COMMUNE, Kind.HAMLET] if is_local else [Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE]
    within = reduce(or_, (Q(path__startswith=top.path) for top in tops))
    places = Place.objects.valid_on(day).filter(within, kind__in=kinds).select_related("parent")
    highest = min(top.depth for top in tops)
    chosen = sorted(places, key=lambda place: _tree_key(place, place.depth - highest))
    return [(place.path, _tree_name(place, place.depth - highest)) for place in chosen]


def earlier_batches(batch: ImportBatch) -> QuerySet[ImportBatch]:
    """Return the lists of the campaign that came from the very same file before."""
    same = ImportBatch.objects.filter(campaign=batch.campaign_id, file_hash=batch.file_hash)
    return (
        same.exclude(pk=batch.pk)
        .exclude(status=BatchStatus.DISCARDED)
        .filter(uploaded_at__lte=batch.uploaded_at)
    )


def _tree_key(place: Place, below: int) -> tuple[str, str]:
    if below <= 0:
        return "", place.sort_key
    return (
        (place.sort_key, "")
        if below == 1 or place.parent is None
        else (place.parent.sort_key, place.sort_key)
    )


def _tree_name(place: Place, below: int) -> str:
    return place.name if below <= 1 else f"{place.name}, {place.parent}"
