"""Setting targets and sharing them out; the parts always add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.targets import queries, rules
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share, Target

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


@dataclass(frozen=True)
class SharingOut:
    """How a share is given out: the method, and what the method needs, by the path of the place."""

    method: Method
    weights: Mapping[str, int] | None = None
    numbers: Mapping[str, int] | None = None
    ratios: Mapping[str, Decimal] | None = None
    locked: Mapping[str, int] | None = None
    floor: int = 0
    reason: str = ""
    replaces_below: bool = False


@transaction.atomic
def set_target(*, campaign: Campaign, new: NewTarget, by: Any, at: datetime) -> Target:
    """Enter a target with its first share, the whole of the campaign's place.

    :raises RatioOutOfRange:
    """
    if new.measure == Measure.RATIO and not (new.ratio and 0 < new.ratio <= 100):
        raise rules.RatioOutOfRange
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
    *, target: Target, number: int | None, ratio: Decimal | None, reason: str, by: Any, at: datetime
) -> Target:
    """Change the number of a target. What was shared out below no longer adds up, so it is taken back.

    :raises RatioOutOfRange:
    """
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if target.measure == Measure.RATIO and not (ratio and 0 < ratio <= 100):
        raise rules.RatioOutOfRange
    old = {"number": target.number, "ratio": str(target.ratio or "")}
    target.number, target.ratio = number, ratio
    target.save(update_fields=["number", "ratio"])
    whole = target.shares.get(parent=None)
    whole.parts.all().delete()
    whole.number, whole.ratio, whole.set_at, whole.set_by, whole.reason = number, ratio, at, by, reason
    whole.save(update_fields=["number", "ratio", "set_at", "set_by", "reason"])
    audit.record("target.revised", target=target, by=by, at=at, old=old, number=number, reason=reason)
    return target


@transaction.atomic
def share_out(*, share: Share, how: SharingOut, by: Any, at: datetime) -> list[Share]:
    """Give out a share to the places right below it on the campaign's map. Twice the same gives the same.

    :raises NothingToShareTo: when no place stands below
    :raises AlreadyShared: when a part was given out further and `how.replaces_below` is not set
    :raises PlacesMissing, PlacesTooMany, DoesNotAddUp: for typed numbers
    :raises NothingToShareBy, LockedExceedsTotal, FloorExceedsTotal: for a computed allocation
    """
    share = Share.objects.select_for_update(of=("self",)).select_related("place", "target__campaign").get(pk=share.pk)
    places = {place.path: place for place in queries.places_below(share)}
    if not places:
        day = f"{share.target.campaign.map_date:%d/%m/%Y}"
        raise rules.NothingToShareTo(place=share.place.name, day=day)
    if not how.replaces_below and Share.objects.filter(parent__parent=share).exists():
        raise rules.AlreadyShared(place=share.place.name)
    if share.ratio is not None:
        rows = _ratio_rows(share, places, how, by, at)
    else:
        rows = _number_rows(share, places, how, by, at)
    share.parts.all().delete()
    Share.objects.bulk_create(rows, batch_size=BATCH)
    audit.record(
        "target.shared_out",
        target=share.target,
        by=by,
        at=at,
        place=share.place.path,
        parts=len(rows),
        method=how.method,
        reason=how.reason,
    )
    return rows


def _number_rows(
    share: Share, places: dict[str, Place], how: SharingOut, by: Any, at: datetime
) -> list[Share]:
    total = share.number or 0
    weights = _weights(places, how)
    if how.method == Method.MANUAL:
        numbers = dict(how.numbers or {})
        _check_places(share, places, numbers)
        if refusal := rules.why_not_these(total, numbers):
            raise refusal
    else:
        numbers = rules.allocate(total, weights, locked=how.locked, floor=how.floor)
    return [
        Share(
            target=share.target,
            place=place,
            parent=share,
            number=numbers[path],
            weight=weights.get(path) if how.method == Method.PROPORTIONAL else None,
            method=Method.MANUAL if path in (how.locked or {}) else how.method,
            is_locked=path in (how.locked or {}),
            reason=how.reason,
            set_at=at,
            set_by=by,
        )
        for path, place in places.items()
    ]


def _ratio_rows(
    share: Share, places: dict[str, Place], how: SharingOut, by: Any, at: datetime
) -> list[Share]:
    ratios = dict(how.ratios or {})
    if any(not 0 < ratio <= 100 for ratio in ratios.values()):
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


def _weights(places: dict[str, Place], how: SharingOut) -> dict[str, int]:
    if how.method == Method.PROPORTIONAL:
        return {path: (how.weights or {}).get(path, 0) for path in places}
    return dict.fromkeys(places, 1)


def _check_places(share: Share, places: dict[str, Place], numbers: Mapping[str, int]) -> None:
    if missing := [place.name for path, place in places.items() if path not in numbers]:
        raise rules.PlacesMissing(places=", ".join(missing))
    if strangers := [path for path in numbers if path not in places]:
        raise rules.PlacesTooMany(place=share.place.name, places=", ".join(strangers))
