"""How fresh the figures are, who reported, who is silent. Zero and silence are different."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, QuerySet

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
    return _freshness(scope, *_last_days(scope, units), len(units))


def late_units(scope: Scope, today: date, *, limit: int = LATE_AFTER_DAYS) -> list[LateUnit]:
    """Return the units without a row or nil report for `limit` days, the longest silent first, then by name.

    `today` beyond the last day of the scope is that last day: a closed campaign does not get later and later.
    """
    units = _units(scope)
    return _late(scope, units, _last_days(scope, units)[0], today, limit)


def health(scope: Scope, today: date, *, limit: int = LATE_AFTER_DAYS) -> tuple[Freshness, list[LateUnit]]:
    """Return `freshness` and `late_units` together, for the price of one."""
    units = _units(scope)
    last_days, counted_at = _last_days(scope, units)
    late = _late(scope, units, last_days, today, limit)
    return _freshness(scope, last_days, counted_at, len(units)), late


def _freshness(
    scope: Scope, last_days: dict[str, date], counted_at: datetime | None, units: int
) -> Freshness:
    given = Figure.objects.filter(campaign=scope.campaign, place__path__startswith=scope.place.path)
    moments = [
        counted_at,
        given.aggregate(at=Max("entered_at"))["at"],
        _nil_reports(scope).aggregate(at=Max("reported_at"))["at"],
    ]
    return Freshness(max((at for at in moments if at), default=None), len(last_days), units)


def _late(
    scope: Scope, units: set[str], last_days: dict[str, date], today: date, limit: int
) -> list[LateUnit]:
    today = min(today, scope.last)
    late = {
        path: last_days.get(path) for path in units if is_late(last_days.get(path), scope.first, today, limit)
    }
    places = Place.objects.valid_on(scope.campaign.map_date).filter(path__in=late).select_related("parent")
    found = [
        LateUnit(place, late[place.path], days_silent(late[place.path], scope.first, today))
        for place in places
    ]
    return sorted(found, key=lambda unit: (-unit.silent_days, unit.place.sort_key, unit.place.pk))


def stamp(campaign: Campaign) -> str:
    """Return a mark that changes whenever a figure of the campaign does: the ETag of live pages."""
    counters = Counter.objects.filter(campaign=campaign).aggregate(at=Max("refreshed_at"), n=Count("id"))
    figures = Figure.objects.filter(campaign=campaign).aggregate(at=Max("entered_at"), n=Count("id"))
    nils = NilReport.objects.filter(campaign=campaign).aggregate(at=Max("reported_at"))
    moments = (counters["at"], figures["at"], nils["at"])
    parts = [format(at.timestamp(), ".6f") if at else "0" for at in moments]
    return "-".join([str(campaign.pk), *parts, str(counters["n"]), str(figures["n"])])


def _units(scope: Scope) -> set[str]:
    """Return the paths of the reporting units: communes; below a commune its hamlets."""
    below = Kind.HAMLET if scope.place.kind in (Kind.COMMUNE, Kind.HAMLET) else Kind.COMMUNE
    places = Place.objects.valid_on(scope.campaign.map_date).under(scope.place).filter(kind=below)
    return set(places.values_list("path", flat=True))


def _last_days(scope: Scope, units: set[str]) -> tuple[dict[str, date], datetime | None]:
    """Return the newest day on which each unit, or a place within it, reported; and when that was counted."""
    rows = scope.counters().filter(indicator__in=_REPORTING).values("place__path").order_by()
    counted = rows.annotate(last=Max("day"), at=Max("refreshed_at"))
    nils = _nil_reports(scope).values("place__path").order_by().annotate(last=Max("day"))
    newest: dict[str, date] = {}
    counted_at = None
    depths = {path.count(".") for path in units}
    for path, day, at in counted.values_list("place__path", "last", "at"):
        counted_at = at if counted_at is None or at > counted_at else counted_at
        _note(newest, units, depths, path, day)
    for path, day in nils.values_list("place__path", "last"):
        _note(newest, units, depths, path, day)
    return newest, counted_at


def _note(newest: dict[str, date], units: set[str], depths: set[int], path: str, day: date) -> None:
    """Note that the unit which holds `path` reported on `day`."""
    codes = path.split(".")
    for depth in depths:
        unit = ".".join(codes[:depth]) + "."
        if unit in units and (unit not in newest or newest[unit] < day):
            newest[unit] = day


def _nil_reports(scope: Scope) -> QuerySet[NilReport]:
    rows = NilReport.objects.filter(campaign=scope.campaign, day__gte=scope.first, day__lte=scope.last)
    return rows if scope.is_whole_place else rows.filter(place__path__startswith=scope.place.path)
