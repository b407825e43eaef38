"""How fresh the figures are, who reported, who is silent. Zero and silence are different."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max

from diemtua.campaigns.models import Campaign
from diemtua.core.numbers import percent
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.progress.models import Counter, Figure, NilReport
from diemtua.progress.queries.figures import Scope
from diemtua.progress.rules import CATALOGUE, days_silent, is_late

LATE_AFTER_DAYS = 3
_REPORTING = [code for code, indicator in CATALOGUE.items() if indicator.is_reporting]


@dataclass(frozen=True)
class Freshness:
    """When something last came in, and how many of the reporting units have reported in the scope."""

    fresh_at: datetime | None
    reported: int
    units: int

    @property
    def percent(self) -> Decimal | None:
        """Return the share of units that reported, in percent."""
        return percent(self.reported, self.units)


@dataclass(frozen=True)
class LateUnit:
    """A unit that is silent: since which day (None: never reported) and for how many days."""

    place: Place
    last_day: date | None
    silent_days: int


def freshness(scope: Scope) -> Freshness:
    """Return how fresh the figures of a scope are. A nil report counts as a report."""
    units = _units(scope)
    last_days = _last_days(scope, units)
    moments = [
        scope.counters().aggregate(at=Max("refreshed_at"))["at"],
        Figure.objects.filter(campaign=scope.campaign, place__path__startswith=scope.place.path).aggregate(
            at=Max("entered_at")
        )["at"],
        _nil_reports(scope).aggregate(at=Max("reported_at"))["at"],
    ]
    return Freshness(max((at for at in moments if at), default=None), len(last_days), len(units))


def late_units(scope: Scope, today: date, *, limit: int = LATE_AFTER_DAYS) -> list[LateUnit]:
    """Return the units without a row or nil report for `limit` days, the longest silent first, then by name.

    `today` beyond the last day of the scope is that last day: a closed campaign does not get later and later.
    """
    today = min(today, scope.last)
    units = _units(scope)
    last_days = _last_days(scope, units)
    late = [
        LateUnit(place, last_days.get(path), days_silent(last_days.get(path), scope.first, today))
        for path, place in units.items()
        if is_late(last_days.get(path), scope.first, today, limit)
    ]
    return sorted(late, key=lambda unit: (-unit.silent_days, unit.place.sort_key, unit.place.pk))


def stamp(campaign: Campaign) -> str:
    """Return a mark that changes whenever a figure of the campaign does: the ETag of live pages."""
    counters = Counter.objects.filter(campaign=campaign).aggregate(at=Max("refreshed_at"), n=Count("id"))
    figures = Figure.objects.filter(campaign=campaign).aggregate(at=Max("entered_at"), n=Count("id"))
    nils = NilReport.objects.filter(campaign=campaign).aggregate(at=Max("reported_at"))
    moments = (counters["at"], figures["at"], nils["at"])
    parts = [format(at.timestamp(), ".6f") if at else "0" for at in moments]
    return "-".join([str(campaign.pk), *parts, str(counters["n"]), str(figures["n"])])


def _units(scope: Scope) -> dict[str, Place]:
    """Return the reporting units by path: communes; below a commune its hamlets."""
    below = Kind.HAMLET if scope.place.kind in (Kind.COMMUNE, Kind.HAMLET) else Kind.COMMUNE
    places = Place.objects.valid_on(scope.campaign.map_date).under(scope.place).filter(kind=below)
    return {place.path: place for place in places.select_related("parent")}


def _last_days(scope: Scope, units: dict[str, Place]) -> dict[str, date]:
    """Return the newest day on which each unit, or a place within it, reported."""
    rows = scope.counters().filter(indicator__in=_REPORTING).values("place__path").order_by()
    counted = rows.annotate(last=Max("day")).values_list("place__path", "last")
    nils = _nil_reports(scope).values("place__path").order_by().annotate(last=Max("day"))
    newest: dict[str, date] = {}
    for path, day in [*counted, *nils.values_list("place__path", "last")]:
        for prefix in _prefixes(path):
            if prefix in units and (prefix not in newest or newest[prefix] < day):
                newest[prefix] = day
    return newest


def _nil_reports(scope: Scope):  # type: ignore[no-untyped-def] # a queryset of NilReport
    rows = NilReport.objects.filter(campaign=scope.campaign, day__gte=scope.first, day__lte=scope.last)
    return rows if scope.is_whole_place else rows.filter(place__path__startswith=scope.place.path)


def _prefixes(path: str) -> Iterator[str]:
    codes: Iterable[str] = path.rstrip(".").split(".")
    prefix = ""
    for code in codes:
        prefix += f"{code}."
        yield prefix
