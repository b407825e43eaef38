"""Reads of gifts: how much of each pledge is left, and whether a person is covered already."""

from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from diemtua.campaigns.models import Campaign
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.insurance.enums import Programme
from diemtua.people.enums import Hardship
from diemtua.people.models import Person, PersonQuerySet
from diemtua.signups.enums import Status
from diemtua.signups.models import SignUp

PROGRAMMES = {
    Item.BOOK: (Programme.VOLUNTARY_SOCIAL,),
    Item.CARD: (Programme.HOUSEHOLD_HEALTH, Programme.HEALTH),
}


def pledges_with_given(campaign: Campaign) -> QuerySet[Pledge]:
    """Return the pledges of a campaign, each with `given` and `left` (numbers of books or cards)."""
    pledges = Pledge.objects.filter(campaign=campaign).select_related("place")
    return pledges.annotate(given=Count("gifts"), left=F("quantity") - Count("gifts"))


def totals(campaign: Campaign) -> dict[str, dict[str, int]]:
    """Return for each item how many were pledged and given: {'BOOK': {'pledged': 30, 'given': 12}, …}."""
    pledges = Pledge.objects.filter(campaign=campaign).order_by().values_list("item")
    pledged = dict(pledges.annotate(total=Sum("quantity")))
    given = dict(Gift.objects.filter(campaign=campaign).order_by().values_list("item").annotate(Count("id")))
    return {
        item.value: {"pledged": pledged.get(item.value, 0), "given": given.get(item.value, 0)}
        for item in Item
    }


def recipients_of(pledge: Pledge, user: Any) -> PersonQuerySet:
    """Return who may be given of `pledge`, among the people `user` is in charge of.

    They are in hardship, live where the pledge is meant for, were not given the same in the campaign, and
    have not joined the programme that the gift pays for.
    """
    people = Person.objects.visible_to(user).filter(place__path__startswith=pledge.place.path)
    given = Gift.objects.filter(campaign=pledge.campaign_id, item=pledge.item).values("person")
    covered = SignUp.objects.filter(campaign=pledge.campaign_id, programme__in=PROGRAMMES[Item(pledge.item)])
    joined = covered.exclude(status=Status.WITHDRAWN).values("person")
    rows: PersonQuerySet = people.exclude(hardship=Hardship.NONE).exclude(pk__in=given).exclude(pk__in=joined)
    return rows


def covered_since(campaign: Campaign, person: Person, item: Item) -> date | None:
    """Return the day on which `person` joined the programme that `item` pays for, None when not covered."""
    entries = SignUp.objects.filter(campaign=campaign, person=person, programme__in=PROGRAMMES[item])
    return (
        entries.exclude(status=Status.WITHDRAWN)
        .order_by("signed_on")
        .values_list("signed_on", flat=True)
        .first()
    )
