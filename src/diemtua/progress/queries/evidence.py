"""What the counters say of tasks: the figures that prove them, whole and place by place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from diemtua.campaigns.models import Campaign
from diemtua.directives.enums import Status as DirectiveStatus
from diemtua.directives.models import Task
from diemtua.directives.queries import lead_agencies, places_of
from diemtua.directives.rules.following import Counted, counted
from diemtua.places.models import Place
from diemtua.progress.models import Counter
from diemtua.progress.queries.counting import ATTENDANCE_BY_KIND, COUNTED_BY_KIND, held
from diemtua.progress.rules.proofs import LISTED, LISTED_PLACES, SHARED_PLACES, proof_of
from diemtua.prospects.models import Prospect
from diemtua.targets.models import Share

Cell = tuple[str, date, int]  # path of the place, day, value


def bound_tasks(campaign_id: int, codes: Sequence[str] | None = None) -> QuerySet[Task]:
    """Return the tasks in force that a counter is to prove; only those of `codes` when given."""
    tasks = Task.objects.filter(
        assignment__directive__campaign=campaign_id, assignment__directive__status=DirectiveStatus.PUBLISHED
    ).exclude(indicator="")
    if codes is not None:
        tasks = tasks.filter(indicator__in=codes)
    related = tasks.select_related("assignment__directive__campaign__place", "cascade__top")
    return related.prefetch_related("assignment__parties__agency__place")


def counted_for(task: Task) -> Counted:
    """Return what the bound counter of a task comes to at its place, and when it reached the goal."""
    place = place_of_task(task)
    return counted(((day, value) for _, day, value in _cells(task, [place.path])), task.goal or 1)


def counted_at_units(task: Task, touched: Iterable[str] | None = None) -> dict[int, Counted]:
    """Return what the bound counter comes to at the places of a cascaded task, by place id.

    Only the places that hold one of the paths `touched`, when given.
    """
    units = places_of(task.cascade).order_by()
    if touched is not None:
        units = units.filter(path__in={above for path in touched for above in _above(path)})
    places = dict(units.values_list("path", "pk"))
    if not places:
        return {}
    tops = list(places) if len(places) <= 20 else [task.cascade.top.path]
    days: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for path, day, value in _cells(task, tops):
        unit = _unit_holding(path, places)
        if unit is not None and not (task.indicator == SHARED_PLACES and path == unit):
            days[unit].append((day, value))
    return {pk: counted(days.get(path, ()), task.goal or 1) for path, pk in places.items()}


def place_of_task(task: Task) -> Place:
    """Return where a task is counted: the place of its one lead where that is below the campaign's."""
    top: Place = task.assignment.directive.campaign.place
    places = {agency.place for agency in lead_agencies(task)}
    only = next(iter(places)) if len(places) == 1 else top
    return only if only.path.startswith(top.path) else top


def _cells(task: Task, tops: Sequence[str]) -> Iterator[Cell]:
    """Yield what is counted under each of the paths `tops`, by place and day."""
    campaign = task.assignment.directive.campaign
    for top in tops:
        if task.indicator in (LISTED, LISTED_PLACES):
            yield from _listed(campaign, top, by_place=task.indicator == LISTED_PLACES)
        elif task.indicator == SHARED_PLACES:
            yield from _shared(campaign, top)
        elif task.counts_own and proof_of(task.indicator).is_activity:
            yield from _own_activities(task, campaign, top)
        else:
            yield from _counters(task, campaign, top)


def _counters(task: Task, campaign: Campaign, top: str) -> Iterator[Cell]:
    cells = Counter.objects.filter(campaign=campaign, indicator=task.indicator, place__path__startswith=top)
    yield from cells.values_list("place__path", "day", "value").iterator()


def _own_activities(task: Task, campaign: Campaign, top: str) -> Iterator[Cell]:
    kinds = {code: kind for kind, code in [*COUNTED_BY_KIND.items(), *ATTENDANCE_BY_KIND.items()]}
    rows = held(campaign.pk).filter(
        kind=kinds.get(task.indicator, ""), host__in=lead_agencies(task), place__path__startswith=top
    )
    amount: Any = Sum("attendance") if task.indicator in ATTENDANCE_BY_KIND.values() else Count("pk")
    grouped = rows.values("place__path", day=TruncDate("starts_at")).annotate(amount=amount).order_by()
    for path, day, value in grouped.values_list("place__path", "day", "amount"):
        yield path, day, value or 0


def _listed(campaign: Campaign, top: str, *, by_place: bool) -> Iterator[Cell]:
    day = Coalesce(TruncDate("batch__uploaded_at"), TruncDate("assigned_at"), Value(campaign.starts_on))
    rows = Prospect.objects.filter(campaign=campaign, place__path__startswith=top).annotate(day=day)
    if by_place:
        for path, first in rows.values_list("place__path").annotate(first=Min("day")).order_by():
            yield path, first, 1
    else:
        grouped = rows.values("place__path", "day").annotate(amount=Count("pk")).order_by()
        yield from grouped.values_list("place__path", "day", "amount")


def _shared(campaign: Campaign, top: str) -> Iterator[Cell]:
    """Yield every place strictly below `top` that has a share, with the day on which it first had one."""
    shares = Share.objects.filter(
        target__campaign=campaign, place__path__startswith=top, parent__isnull=False
    )
    below = shares.exclude(place__path=top)
    for path, first in below.values_list("place__path").annotate(first=Min(TruncDate("set_at"))).order_by():
        yield path, first, 1


def _unit_holding(path: str, places: dict[str, int]) -> str | None:
    """Return the one of `places` (by path) that a path is or stands below."""
    return next((above for above in _above(path) if above in places), None)


def _above(path: str) -> Iterator[str]:
    """Yield the paths of what a place stands in, from the province down to itself."""
    for position, sign in enumerate(path):
        if sign == ".":
            yield path[: position + 1]
