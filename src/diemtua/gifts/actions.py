"""Recording pledges and gifts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce, constraint_as
from diemtua.gifts import queries, rules
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.gifts.signals import gifts_changed
from diemtua.people.enums import Hardship
from diemtua.people.models import Person
from diemtua.places.models import Place


@dataclass(frozen=True)
class NewPledge:
    """What a donor promises: `quantity` books or cards of `months` months each; `value` in đồng."""

    donor_name: str
    item: Item
    quantity: int
    place: Place
    pledged_on: date
    months: int = 12
    value: int | None = None


@transaction.atomic
def record_pledge(*, campaign: Campaign, new: NewPledge, by: Any, at: datetime) -> Pledge:
    """Record what a donor promises."""
    pledge = Pledge.objects.create(campaign=campaign, recorded_by=by, **vars(new))
    audit.record("gift.pledged", target=pledge, by=by, at=at, quantity=new.quantity, item=new.item)
    announce(gifts_changed, campaign_id=campaign.pk, cells=[(pledge.place_id, pledge.pledged_on)])
    return pledge


@transaction.atomic
def give(*, pledge: Pledge, person: Person, given_on: date, by: Any, at: datetime) -> Gift:
    """Give one book or card of `pledge` to `person`.

    :raises PledgeUsedUp, ForAnotherPlace, NotInHardship, AlreadyCovered, AlreadyGiven:
    """
    pledges = Pledge.objects.select_for_update(of=("self",)).select_related("place", "campaign")
    pledge = pledges.get(pk=pledge.pk)
    covered_since = queries.covered_since(pledge.campaign, person, Item(pledge.item))
    refusal = rules.why_not_give(
        person=person.full_name,
        donor=pledge.donor_name,
        quantity=pledge.quantity,
        given=pledge.gifts.count(),
        place=pledge.place.name,
        lives_there=person.place.path.startswith(pledge.place.path),
        in_hardship=person.hardship != Hardship.NONE,
        covered_since=f"{covered_since:%d/%m/%Y}" if covered_since else None,
    )
    if refusal:
        raise refusal
    with constraint_as("one_gift_per_person_and_item", rules.AlreadyGiven(person=person.full_name)):
        gift = Gift.objects.create(
            campaign_id=pledge.campaign_id,
            pledge=pledge,
            item=pledge.item,
            person=person,
            place=person.place,
            given_on=given_on,
            given_by=by,
        )
    audit.record("gift.given", target=gift, by=by, at=at, pledge=pledge.ref)
    announce(gifts_changed, campaign_id=gift.campaign_id, cells=[(gift.place_id, given_on)])
    return gift
