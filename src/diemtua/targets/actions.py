"""Setting targets and sharing them out; the parts always add up."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce, constraint_as
from diemtua.core.numbers import decimal_comma
from diemtua.places.models import Place
from diemtua.targets import queries, rules
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share, Target
from diemtua.targets.rules import SharingOut
from diemtua.targets.signals import target_shared_out

__all__ = ["NewTarget", "SharingOut", "revise_target", "set_target", "share_out"]

BATCH = 2_000


@dataclass(frozen=True)
class NewTarget:
    """A number to reach: people (`number`) for STOCK and INCREMENT, percent (`ratio`) for RATIO."""

    programme: str
    measure: str
    owner: Agency
    plan: str
    period_from: date
    period_to: date
    number: int | None = None
    ratio: Decimal | None = None
    basis: str = ""


@transaction.atomic
def set_target(*, campaign: Campaign, new: NewTarget, by: Any, at: datetime) -> Target:
    """Enter a target with its first share, the whole of the campaign's place.

    :raises RatioOutOfRange:
    :raises DuplicatePlan: when the plan of that agency sets this number already
    """
    _check_ratio(new.measure, new.ratio)
    with constraint_as("one_target_per_plan", rules.DuplicatePlan()):
        target = Target.objects.create(campaign=campaign, **vars(new))
    Share.objects.create(
        target=target,
        place=campaign.place,
        number=new.number,
        ratio=new.ratio,
        method=Method.WHOLE,
        set_at=at,
        set_by=by,
    )
    audit.record("target.set", target=target, by=by, at=at, number=new.number, ratio=str(new.ratio or ""))
    return target


@transaction.atomic
def revise_target(
    *,
    target: Target,
    number: int | None,
    ratio: Decimal | None,
    reason: str,
    replaces_below: bool = False,
    by: Any,
    at: datetime,
) -> Target:
    """Change the number of a target. What was shared out below no longer adds up, so it is taken back.

    :raises RatioOutOfRange:
    :raises AlreadyShared: when it was shared out and `replaces_below` is not set
    """
    target = _locked(target.pk)
    _check_ratio(target.measure, ratio)
    whole = target.shares.select_related("place").get(parent=None)
    if not replaces_below and whole.parts.exists():
        raise rules.AlreadyShared(place=whole.place.name)
    old = {"number": target.number, "ratio": str(target.ratio or "")}
    target.number, target.ratio = number, ratio
    target.save(update_fields=["number", "ratio"])
    whole.parts.all().delete()
    whole.number, whole.ratio, whole.set_at, whole.set_by, whole.reason = number, ratio, at, by, reason
    whole.save(update_fields=["number", "ratio", "set_at", "set_by", "reason"])
    audit.record(
        "target.revised",
        target=target,
        by=by,
        at=at,
        old=old,
        number=number,
        ratio=str(ratio or ""),
        reason=reason,
    )
    return target


@transaction.atomic
def share_out(*, share: Share, how: SharingOut, by: Any, at: datetime) -> list[Share]:
    """Give out a share to the places right below it on the campaign's map. Twice the same gives the same.

    :raises ShareGone: when the level above has just shared out again
    :raises NothingToShareTo: when no place stands below
    :raises PlacesTooMany: when `how` names places that do not stand below
    :raises AlreadyShared: when a part was given out further and `how.replaces_below` is not set
    :raises PlacesMissing, DoesNotAddUp: for typed numbers
    :raises NothingToShareBy, LockedExceedsTotal, FloorExceedsTotal: for a computed allocation
    :raises RatioNotSummed, RatioOutOfRange: for a percentage
    """
    _locked(share.target_id)  # one change of a target at a time, at whatever level
    place_name = share.place.name
    shares = Share.objects.select_related("place", "target__campaign")
    found = shares.filter(pk=share.pk).first()
    if found is None:
        raise rules.ShareGone(place=place_name)
    places = _places_for(found, how)
    rows = (_number_rows if found.ratio is None else _ratio_rows)(found, places, how, by, at)
    found.parts.all().delete()
    Share.objects.bulk_create(rows, batch_size=BATCH)
    audit.record(
        "target.shared_out",
        target=found.target,
        by=by,
        at=at,
        place=found.place.path,
        parts=len(rows),
        method=how.method,
        floor=how.floor,
        reason=how.reason,
    )
    announce(target_shared_out, campaign_id=found.target.campaign_id)
    return rows


def _locked(target_id: int) -> Target:
    """Lock a target, so that nobody else changes it or its shares until the end of the transaction."""
    target: Target = Target.objects.select_for_update(of=("self",)).get(pk=target_id)
    return target


def _check_ratio(measure: str, ratio: Decimal | None) -> None:
    if measure == Measure.RATIO and not rules.is_ratio(ratio):
        raise rules.RatioOutOfRange


def _places_for(share: Share, how: SharingOut) -> dict[str, Place]:
    """Return the places right below a share by their paths, or refuse what does not fit them."""
    places = {place.path: place for place in queries.places_below(share)}
    if not places:
        day = f"{share.target.campaign.map_date:%d/%m/%Y}"
        raise rules.NothingToShareTo(place=share.place.name, day=day)
    if strangers := sorted(how.named - places.keys()):
        raise rules.PlacesTooMany(place=share.place.name, places=", ".join(strangers))
    if not how.replaces_below and Share.objects.filter(parent__parent=share).exists():
        raise rules.AlreadyShared(place=share.place.name)
    return places


def _number_rows(
    share: Share, places: dict[str, Place], how: SharingOut, by: Any, at: datetime
) -> list[Share]:
    numbers = rules.numbers_of(share.number or 0, {path: one.name for path, one in places.items()}, how)
    locked = how.locked if how.locked and how.method != Method.MANUAL else {}
    return [
        Share(
            target=share.target,
            place=place,
            parent=share,
            number=numbers[path],
            weight=how.weight_of(path) if how.method == Method.PROPORTIONAL else None,
            method=Method.MANUAL if path in locked else how.method,
            is_locked=path in locked,
            reason=how.reason,
            set_at=at,
            set_by=by,
        )
        for path, place in places.items()
    ]


def _ratio_rows(
    share: Share, places: dict[str, Place], how: SharingOut, by: Any, at: datetime
) -> list[Share]:
    if how.method not in (Method.SAME, Method.MANUAL) or how.numbers or how.weights:
        raise rules.RatioNotSummed(ratio=decimal_comma(share.ratio or 0))
    ratios = dict(how.ratios or {})
    if not all(rules.is_ratio(ratio) for ratio in ratios.values()):
        raise rules.RatioOutOfRange
    return [
        Share(
            target=share.target,
            place=place,
            parent=share,
            ratio=ratios.get(path, share.ratio),
            method=Method.MANUAL if path in ratios else Method.SAME,
            reason=how.reason,
            set_at=at,
            set_by=by,
        )
        for path, place in places.items()
    ]
