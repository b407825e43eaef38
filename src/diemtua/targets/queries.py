"""Reads of targets: the parts of a share, and the proof that they add up."""

from django.db.models import Count, F, Q, QuerySet, Sum

from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.places.queries import children_on
from diemtua.targets.models import Share, Target


def targets_of(campaign: Campaign) -> QuerySet[Target]:
    """Return the targets of a campaign, each with `places`: how many have a share, the top included."""
    rows = Target.objects.filter(campaign=campaign).select_related("owner")
    return rows.annotate(places=Count("shares"))


def parts_of(share: Share) -> QuerySet[Share]:
    """Return the parts of a share in the order of the Vietnamese alphabet."""
    return share.parts.select_related("place", "set_by").order_by("place__sort_key")


def places_below(share: Share) -> list[Place]:
    """Return the places to which a share can be given out, on the map of the campaign."""
    return list(children_on(share.place, share.target.campaign.map_date))


def shares_that_do_not_add_up(campaign: Campaign) -> list[Share]:
    """Return the shares whose parts do not add up to them. Empty, or something is broken."""
    rows = Share.objects.filter(target__campaign=campaign, number__isnull=False)
    rows = rows.annotate(part_sum=Sum("parts__number"), part_count=Count("parts"))
    return list(rows.filter(~Q(part_sum=F("number")), part_count__gt=0).select_related("place"))
