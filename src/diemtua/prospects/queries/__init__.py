"""Reads of prospects: lists of people, and what a file of them would bring."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from diemtua.accounts.enums import Role
from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.prospects.enums import Status
from diemtua.prospects.models import Prospect

OPEN = (Status.NEW, Status.MET, Status.REFUSED)


def prospects_for(user: Any, campaign: Campaign) -> QuerySet[Prospect]:
    """Return the prospects of a campaign that `user` may see, each with person, place and who is in charge."""
    rows = Prospect.objects.visible_to(user).filter(campaign=campaign)
    return rows.select_related("person", "place__parent", "assigned_to")


def own_list(user: Any, campaign: Campaign) -> QuerySet[Prospect]:
    """Return whom a hamlet head or collector is to visit: assigned to them, or assigned to nobody in their place."""
    return prospects_for(user, campaign).filter(Q(assigned_to=user) | Q(assigned_to=None))


def counts_by_status(prospects: QuerySet[Prospect]) -> dict[str, int]:
    """Return how many of `prospects` have each status."""
    counted = dict.fromkeys(Status.values, 0)
    rows = prospects.order_by().values_list("status").annotate(number=Count("id"))
    return counted | dict(rows)


def visitors_over(place: Place) -> QuerySet[User]:
    """Return the hamlet heads and collectors who may visit at `place` or below it."""
    rows = User.objects.filter(memberships__role__in=[Role.HAMLET_HEAD, Role.COLLECTOR])
    return rows.filter(memberships__place__path__startswith=place.path).distinct().order_by("display_name")
