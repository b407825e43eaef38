"""One figure, or all of them, of a place: with its parts, plan, origin and how fresh it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, QuerySet, Sum

from diemtua.activities.enums import Bound
from diemtua.campaigns.models import Campaign
from diemtua.core.numbers import percent
from diemtua.places.models import Place
from diemtua.places.queries import children_on
from diemtua.progress.enums import Origin
from diemtua.progress.models import Counter, Figure
from diemtua.progress.queries.counting import ATTENDANCE_BY_KIND, held
from diemtua.progress.queries.plans import Plan, plan_for, plans_at
from diemtua.progress.rules import CATALOGUE, Aggregation, Indicator, Source, indicator_of

UNITS_DONE = "EV.UNITS_DONE"


@dataclass(frozen=True)
class Scope:
    """Which rows count: those of one place and all below it, from a first to a last day."""

    campaign: Campaign
    place: Place
    first: date
    last: date

    @classmethod
    def of(
        cls,
        campaign: Campaign,
        place: Place | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> "Scope":
        """Return the scope; by default the whole campaign."""
        return cls(campaign, place or campaign.place, first or campaign.starts_on, last or campaign.ends_on)

    @property
    def is_whole_place(self) -> bool:
        """Say whether the scope is the campaign's own place, where no path need be compared."""
        return self.place.pk == self.campaign.place_id

    def counters(self) -> QuerySet[Counter]:
        """Return the counter cells of the scope."""
        cells = Counter.objects.filter(campaign=self.campaign, day__gte=self.first, day__lte=self.last)
        return cells if self.is_whole_place else cells.filter(place__path__startswith=self.place.path)


@dataclass(frozen=True)
class FigureView:
    """A figure as pages and reports show it. `value` is None when nobody gave or recorded anything."""

    indicator: Indicator
    place: Place
    first: date
    last: date
    value: int | None
    origin: Origin = Origin.COUNTED
    is_lower_bound: bool = False
    denominator: int | None = None  # of a ratio: the units there are
    plan: Plan | None = None
    as_of: date | None = None  # the day that an imported figure speaks of
    fresh_at: datetime | None = None
    source: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Return value ÷ plan, or numerator ÷ denominator of a ratio, in percent to two decimals."""
        against = self.denominator if self.plan is None else self.plan.number
        return percent(self.value, against) if against and self.value is not None else None

    @property
    def numerator(self) -> int | None:
        return self.value


def figure(
    campaign: Campaign,
    indicator_code: str,
    place: Place | None = None,
    first: date | None = None,
    last: date | None = None,
) -> FigureView:
    """Return one figure of a place (by default the whole campaign).

    :raises UnknownIndicator:
    """
    code = indicator_of(indicator_code).code
    return figures(campaign, [code], place, first, last)[code]


def figures(
    campaign: Campaign,
    codes: Iterable[str] | None = None,
    place: Place | None = None,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, FigureView]:
    """Return many figures of one place at once, by code; the whole catalogue by default."""
    wanted = [indicator_of(code) for code in (CATALOGUE if codes is None else codes)]
    scope = Scope.of(campaign, place, first, last)
    counted = _counted(scope, wanted)
    given = _given(scope, wanted)
    plans = plans_at(campaign, scope.place)
    bounds = _lower_bounds(scope, [indicator.code for indicator in wanted if indicator.is_attendance])
    found = {}
    for indicator in wanted:
        if indicator.source is Source.FIGURES:
            found[indicator.code] = _given_view(scope, indicator, given, plan_for(indicator, plans))
        elif indicator.code == UNITS_DONE:
            found[indicator.code] = _units_done(scope, indicator)
        else:
            value, fresh_at = counted.get(indicator.code, (0, None))
            found[indicator.code] = FigureView(
                indicator,
                scope.place,
                scope.first,
                scope.last,
                value,
                is_lower_bound=indicator.code in bounds,
                plan=plan_for(indicator, plans),
                fresh_at=fresh_at,
            )
    return found


def is_lower_bound(scope: Scope, code: str) -> bool:
    """Say whether an attendance holds a number given as 'more than'."""
    return code in _lower_bounds(scope, [code])


def declared_beside(scope: Scope, indicator: Indicator) -> list[Figure]:
    """Return what units declared themselves for a counted indicator: shown beside, never added."""
    rows = Figure.objects.filter(
        campaign=scope.campaign,
        indicator=indicator.code,
        origin=Origin.DECLARED,
        place__path__startswith=scope.place.path,
        as_of__gte=scope.first,
        as_of__lte=scope.last,
    )
    return list(rows.select_related("place").order_by("place__path", "as_of"))


def _counted(scope: Scope, wanted: list[Indicator]) -> dict[str, tuple[int, datetime]]:
    codes = [indicator.code for indicator in wanted if indicator.is_counted]
    if not codes:
        return {}
    rows = scope.counters().filter(indicator__in=codes).values("indicator").order_by()
    totals = rows.annotate(total=Sum("value"), fresh_at=Max("refreshed_at"))
    return {code: (total, at) for code, total, at in totals.values_list("indicator", "total", "fresh_at")}


def _given(scope: Scope, wanted: list[Indicator]) -> dict[str, list[Figure]]:
    """Return the imported figures of the place itself up to the last day, the newest first."""
    codes = [indicator.code for indicator in wanted if indicator.source is Source.FIGURES]
    found: dict[str, list[Figure]] = {code: [] for code in codes}
    if codes:
        rows = Figure.objects.filter(
            campaign=scope.campaign, place=scope.place, indicator__in=codes, as_of__lte=scope.last
        )
        for row in rows.order_by("-as_of", "-entered_at", "-id"):
            found[row.indicator].append(row)
    return found


def _given_view(
    scope: Scope, indicator: Indicator, given: dict[str, list[Figure]], plan: Plan | None
) -> FigureView:
    """Return the newest figure of a stock; the sum over the scope's days of a flow, one figure per day."""
    rows = given[indicator.code]
    if indicator.aggregation is Aggregation.SUM:
        newest_of_day = {row.as_of: row for row in reversed(rows) if row.as_of >= scope.first}
        rows = sorted(newest_of_day.values(), key=lambda row: row.as_of, reverse=True)
        value = sum(row.value for row in rows)
    else:
        value = rows[0].value if rows else 0
    if not rows:
        empty_origin = Origin.IMPORTED
        return FigureView(
            indicator, scope.place, scope.first, scope.last, None, origin=empty_origin, plan=plan
        )
    newest = rows[0]
    return FigureView(
        indicator,
        scope.place,
        scope.first,
        scope.last,
        value,
        origin=Origin(newest.origin),
        plan=plan,
        as_of=newest.as_of,
        fresh_at=newest.entered_at,
        source=newest.source,
    )


def _units_done(scope: Scope, indicator: Indicator) -> FigureView:
    """Return how many places right below have visual communication, of how many there are."""
    paths = list(children_on(scope.place, scope.campaign.map_date).values_list("path", flat=True))
    active = (
        scope.counters()
        .filter(indicator="EV.VISUAL")
        .values_list("place__path", "refreshed_at")
        .order_by("place__path")
    )
    done: set[str] = set()
    fresh_at = None
    depth = scope.place.path.count(".") + 1
    known = set(paths)
    for path, at in active:
        unit = ".".join(path.split(".")[:depth]) + "."
        if unit in known:
            done.add(unit)
            fresh_at = max(fresh_at, at) if fresh_at else at
    return FigureView(
        indicator,
        scope.place,
        scope.first,
        scope.last,
        len(done),
        denominator=len(paths),
        fresh_at=fresh_at,
    )


def _lower_bounds(scope: Scope, codes: list[str]) -> set[str]:
    kinds = [kind for kind, code in ATTENDANCE_BY_KIND.items() if code in codes]
    if not kinds:
        return set()
    rows = held(scope.campaign.pk).filter(
        kind__in=kinds,
        attendance_bound=Bound.MORE_THAN,
        starts_at__date__gte=scope.first,
        starts_at__date__lte=scope.last,
    )
    if not scope.is_whole_place:
        rows = rows.filter(place__path__startswith=scope.place.path)
    return {ATTENDANCE_BY_KIND[kind] for kind in rows.values_list("kind", flat=True).distinct().order_by()}
