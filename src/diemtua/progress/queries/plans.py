"""The plans that a figure is measured against. A percentage always says which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.progress.rules import Aggregation, Indicator
from diemtua.targets.enums import Measure
from diemtua.targets.models import Share

_COUNTED_AS_NEW = ("SI.VOL.NEW", "HI.NEW", "HI.HH.NEW", "SI.COMP.NEW")


@dataclass(frozen=True)
class Plan:
    """How many people one plan asks a place for, and who asks."""

    number: int
    name: str
    owner: str
    basis: str
    target_ref: str

    @property
    def title(self) -> str:
        """Return how a page names the plan."""
        return self.name


Key = tuple[str, str]  # programme, measure


def key_of(indicator: Indicator) -> Key | None:
    """Return programme and measure of the targets that an indicator answers, None for most."""
    if indicator.programme is None:
        return None
    if indicator.aggregation is Aggregation.LAST:
        return indicator.programme.value, Measure.STOCK.value
    if indicator.code in _COUNTED_AS_NEW:
        return indicator.programme.value, Measure.INCREMENT.value
    return None


def plans_at(campaign: Campaign, place: Place) -> dict[Key, list[Plan]]:
    """Return every plan in numbers of people for a place, by programme and measure, the oldest first."""
    shares = Share.objects.filter(target__campaign=campaign, place=place, number__isnull=False)
    found: dict[Key, list[Plan]] = defaultdict(list)
    for share in shares.select_related("target__owner").order_by("target_id"):
        target = share.target
        plan = Plan(share.number or 0, target.plan, target.owner.name, target.basis, target.ref)
        found[target.programme, target.measure].append(plan)
    return found


def plan_for(indicator: Indicator, plans: dict[Key, list[Plan]]) -> Plan | None:
    """Return the plan that an indicator is measured against: the first one entered."""
    key = key_of(indicator)
    return plans[key][0] if key is not None and plans.get(key) else None


def shares_of_children(campaign: Campaign, indicator: Indicator, children: Iterable[Place]) -> dict[int, int]:
    """Return place id → number of people asked for, under the plan that the campaign measures by."""
    key = key_of(indicator)
    if key is None:
        return {}
    shares = Share.objects.filter(
        target__campaign=campaign,
        target__programme=key[0],
        target__measure=key[1],
        place__in=[child.pk for child in children],
        number__isnull=False,
    )
    rows = shares.order_by("-target_id").values_list("place_id", "number")
    return {place_id: number for place_id, number in rows if number is not None}
