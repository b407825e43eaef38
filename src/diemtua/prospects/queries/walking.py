"""Who stands on a list for walking with, in the order of the paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.prospects.enums import Status
from diemtua.prospects.models import Contact, Prospect, WalkingList
from diemtua.prospects.queries.leases import is_free, is_running

MOST_ON_PAPER = 300


def to_walk(
    user: Any, campaign: Campaign, place: Place, holder: User | None, day: date
) -> QuerySet[Prospect]:
    """Return whom `holder` is to visit under `place` (None: whom nobody has), household by household.

    The head of a household comes first, then the urgent. Who wishes no contact, refused or is
    done is not in it.
    """
    rows = Prospect.objects.visible_to(user).filter(
        campaign=campaign,
        place__path__startswith=place.path,
        status__in=(Status.NEW, Status.MET),
        person__no_contact_since=None,
    )
    rows = rows.filter(is_running(day), assigned_to=holder) if holder else rows.filter(is_free(day))
    order = (
        "place__path",
        F("person__household__address").asc(nulls_last=True),
        F("person__household_id").asc(nulls_last=True),
        "-is_head",
        "-priority",
        "person__sort_key",
        "id",
    )
    return _with_all(rows.alias(is_head=_is_head())).order_by(*order)


def on_paper(walking_list: WalkingList) -> list[Prospect]:
    """Return the prospects of a printed list in the order of the paper, as they stand now."""
    found = {one.pk: one for one in _with_all(Prospect.objects.filter(pk__in=walking_list.prospects))}
    return [found[key] for key in walking_list.prospects if key in found]


def last_contacts(prospects: Sequence[Prospect]) -> dict[int, Contact]:
    """Return the newest contact of each of `prospects` that has one."""
    rows = Contact.objects.filter(prospect__in=[one.pk for one in prospects])
    newest = rows.order_by("prospect", "-met_at", "-id").distinct("prospect")
    return {one.prospect_id: one for one in newest}


def met_since(walking_list: WalkingList, prospects: Sequence[Prospect]) -> dict[int, Contact]:
    """Return the newest contact of each of `prospects` that was met after the list was printed."""
    rows = Contact.objects.filter(
        prospect__in=[one.pk for one in prospects], met_at__gte=walking_list.printed_at
    )
    newest = rows.select_related("met_by").order_by("prospect", "-met_at", "-id").distinct("prospect")
    return {one.prospect_id: one for one in newest}


def walking_lists_for(user: Any, campaign: Campaign) -> QuerySet[WalkingList]:
    """Return the printed lists of the own places, the newest first."""
    rows = WalkingList.objects.visible_to(user).filter(campaign=campaign)
    return rows.select_related("place__parent", "holder", "printed_by", "campaign")


def _is_head() -> Any:
    head = When(person__full_name=F("person__household__head_name"), then=Value(1))
    return Case(head, default=Value(0), output_field=IntegerField())


def _with_all(rows: QuerySet[Prospect]) -> QuerySet[Prospect]:
    return rows.select_related("person__household", "place__parent", "assigned_to")
