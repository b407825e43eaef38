"""Recounting cells from their rows, entering figures that others gave, reporting that nothing happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.directives import actions as directives
from diemtua.places.models import Place
from diemtua.progress import rules
from diemtua.progress.enums import Origin
from diemtua.progress.models import Counter, Figure, NilReport
from diemtua.progress.queries import evidence
from diemtua.progress.queries.counting import COUNTED_SOURCES, cells_of, indicators_of
from diemtua.progress.rules import Source, indicator_of

_LOCK_SPACE = 7_301  # first key of the advisory locks of counters
_MANY_PLACES = 200  # beyond this, one lock on the campaign is cheaper than one on every place
_BATCH = 2_000


class OutsideTheCampaign(Refusal):
    code = "outside_the_campaign"
    text = "{place} không thuộc địa bàn của chiến dịch."


class DayOutsideTheCampaign(Refusal):
    code = "day_outside_the_campaign"
    text = "Ngày {day} nằm ngoài thời gian chiến dịch."


class SourceMissing(Refusal):
    code = "source_missing"
    text = "Hãy ghi nguồn của số liệu (văn bản, hệ thống, người báo)."


@dataclass(frozen=True)
class NewFigure:
    """A figure that somebody gave: `value` of `indicator` at `place`, as it stood on the day `as_of`."""

    indicator: str
    place: Place
    as_of: date
    value: int
    source: str
    origin: Origin = Origin.IMPORTED


@transaction.atomic
def refresh_cells(
    *,
    campaign_id: int,
    cells: Iterable[tuple[int, date]],
    at: datetime,
    sources: Sequence[Source] = COUNTED_SOURCES,
) -> int:
    """Recount the given cells (place id, day) from their rows and return how many counters they have now.

    A recount replaces what was there, so doing it twice, or in any order, gives the same. The lock is taken
    before the rows are read: of two recounts of one place the later one sees what the earlier one saw.
    """
    wanted = set(cells)
    if not wanted:
        return 0
    _lock(campaign_id, sorted({place_id for place_id, _ in wanted}))
    found = list(cells_of(campaign_id, sources, wanted))
    kept = {(cell.indicator, cell.place_id, cell.day) for cell in found}
    there = Counter.objects.filter(
        campaign=campaign_id,
        indicator__in=indicators_of(sources),
        place__in={place_id for place_id, _ in wanted},
        day__in={day for _, day in wanted},
    ).values_list("pk", "indicator", "place_id", "day")
    gone = [
        pk
        for pk, indicator, place_id, day in there
        if (place_id, day) in wanted and (indicator, place_id, day) not in kept
    ]
    Counter.objects.filter(pk__in=gone).delete()
    _write(campaign_id, found, at)
    return len(found)


@transaction.atomic
def refresh_evidence(
    *,
    campaign_id: int,
    at: datetime,
    codes: Sequence[str] | None = None,
    place_ids: Iterable[int] | None = None,
) -> int:
    """Have the counters prove the tasks that are bound to them, and return how many tasks were looked at.

    Only tasks bound to `codes` (see `rules.proofs`), and only what stands around `place_ids`, where given.
    """
    tasks = list(evidence.bound_tasks(campaign_id, codes))
    touched = None
    if tasks and place_ids is not None:
        touched = list(Place.objects.filter(pk__in=set(place_ids)).values_list("path", flat=True))
    for task in tasks:
        if hasattr(task, "cascade"):
            units = evidence.counted_at_units(task, touched)
            directives.state_counted_units(cascade=task.cascade, counted=units, at=at)
        else:
            directives.state_counted(task=task, counted=evidence.counted_for(task), at=at)
    return len(tasks)


@transaction.atomic
def rebuild_counters(*, campaign: Campaign, at: datetime) -> int:
    """Count the whole campaign anew from its rows and return how many counters there are."""
    _lock(campaign.pk, None)
    found = list(cells_of(campaign.pk, COUNTED_SOURCES))
    Counter.objects.filter(campaign=campaign).delete()
    _write(campaign.pk, found, at)
    by: Any = audit.CommandLine("counters_rebuild")
    audit.record("counters.rebuilt", target=campaign, by=by, at=at, counters=len(found))
    refresh_evidence(campaign_id=campaign.pk, at=at)
    return len(found)


@transaction.atomic
def import_figure(*, campaign: Campaign, new: NewFigure, by: Any, at: datetime) -> Figure:
    """Enter a figure that somebody gave, or correct the one of the same source and day.

    :raises UnknownIndicator, CountedFromRows, ComputedFromParts, OutsideTheCampaign, SourceMissing:
    """
    return _enter(campaign, new, by, at)


@transaction.atomic
def import_figures(*, campaign: Campaign, new: Sequence[NewFigure], by: Any, at: datetime) -> list[Figure]:
    """Enter many figures, all or none; see `import_figure`."""
    return [_enter(campaign, one, by, at) for one in new]


@transaction.atomic
def report_nil(*, campaign: Campaign, place: Place, day: date, by: Any, at: datetime) -> NilReport:
    """Record that nothing happened at a place on a day. Saying so twice is the same as once.

    :raises OutsideTheCampaign, DayOutsideTheCampaign:
    """
    _check_place(campaign, place)
    if not campaign.takes_facts_on(day):
        raise DayOutsideTheCampaign(day=f"{day:%d/%m/%Y}")
    report, is_new = NilReport.objects.get_or_create(
        campaign=campaign, place=place, day=day, defaults={"reported_at": at, "reported_by": by}
    )
    if is_new:
        audit.record("nil.reported", target=place, by=by, at=at, day=day.isoformat())
    return report


def _enter(campaign: Campaign, new: NewFigure, by: Any, at: datetime) -> Figure:
    indicator = indicator_of(new.indicator)
    refusal = rules.why_not_enter(indicator, is_imported=new.origin == Origin.IMPORTED)
    if refusal:
        raise refusal
    if not new.source.strip():
        raise SourceMissing
    _check_place(campaign, new.place)
    values = {"value": new.value, "origin": new.origin, "entered_at": at, "entered_by": by}
    row, is_new = Figure.objects.select_for_update(of=("self",)).get_or_create(
        campaign=campaign,
        indicator=indicator.code,
        place=new.place,
        as_of=new.as_of,
        source=new.source.strip(),
        defaults=values,
    )
    told = {"indicator": indicator.code, "as_of": new.as_of.isoformat(), "value": new.value}
    if is_new:
        audit.record("figure.entered", target=row, by=by, at=at, **told)
    elif (row.value, row.origin) != (new.value, new.origin):
        old = row.value
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        audit.record("figure.corrected", target=row, by=by, at=at, **told, old_value=old)
    return row


def _check_place(campaign: Campaign, place: Place) -> None:
    if not place.path.startswith(campaign.place.path):
        raise OutsideTheCampaign(place=place)


def _write(campaign_id: int, found: Iterable[rules.Cell], at: datetime) -> None:
    Counter.objects.bulk_create(
        [
            Counter(
                campaign_id=campaign_id,
                indicator=cell.indicator,
                place_id=cell.place_id,
                day=cell.day,
                value=cell.value,
                refreshed_at=at,
            )
            for cell in found
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["campaign", "indicator", "place", "day"],
        update_fields=["value", "refreshed_at"],
    )


def _lock(campaign_id: int, place_ids: list[int] | None) -> None:
    """Hold the counters of some places, or of the whole campaign, until the transaction ends."""
    with connection.cursor() as cursor:
        if place_ids is None or len(place_ids) > _MANY_PLACES:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, campaign_id])
            return
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_LOCK_SPACE, campaign_id])
        for place_id in place_ids:  # in one order everywhere, so that nobody waits in a ring
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE + campaign_id, place_id])
