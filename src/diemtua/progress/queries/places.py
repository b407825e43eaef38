"""Figures by the places right below a place, on the campaign's map; and their ranking."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Sum, Value

from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.places.queries import children_on
from diemtua.progress.models import Figure
from diemtua.progress.queries.figures import Scope
from diemtua.progress.queries.plans import shares_of_children
from diemtua.progress.rules import Aggregation, Indicator, Ranked, Source, Standing, ranked


@dataclass(frozen=True)
class ChildTotal:
    """What a place right below comes to; `place` None: recorded at the upper place itself or off its map."""

    place: Place | None
    value: int
    plan: int | None = None


@dataclass(frozen=True)
class Matrix:
    """Places against indicators. `own` is what was recorded at the upper place itself or off its map."""

    children: list[Place]
    values: dict[int, dict[str, int]]
    own: dict[str, int]

    def of(self, child: Place, code: str) -> int:
        """Return the value of one cell, zero when nothing was recorded."""
        return self.values.get(child.pk, {}).get(code, 0)

    def total(self, code: str) -> int:
        """Return the sum over all places and what stands at the upper place itself."""
        return self.own.get(code, 0) + sum(row.get(code, 0) for row in self.values.values())


def matrix(scope: Scope, codes: Sequence[str]) -> Matrix:
    """Return counted indicators by the places right below, in two queries; what is left over is `own`."""
    children = list(children_on(scope.place, scope.campaign.map_date))
    by_code = {_last_code(child): child for child in children}
    values: dict[int, dict[str, int]] = defaultdict(dict)
    own: dict[str, int] = defaultdict(int)
    for indicator, code, total in _grouped(scope, codes):
        child = by_code.get(code)
        if child is None:
            own[indicator] += total
        else:
            values[child.pk][indicator] = total
    return Matrix(children, dict(values), dict(own))


def child_totals(scope: Scope, indicator: Indicator) -> list[ChildTotal]:
    """Return one indicator by the places right below, zeros too, and what is left over last."""
    if indicator.source is Source.FIGURES:
        return _given_by_children(scope, indicator)
    table = matrix(scope, [indicator.code])
    shares = shares_of_children(scope.campaign, indicator, table.children)
    found = [
        ChildTotal(child, table.of(child, indicator.code), shares.get(child.pk)) for child in table.children
    ]
    if left_over := table.own.get(indicator.code, 0):
        found.append(ChildTotal(None, left_over))
    return found


def totals_of_kind(scope: Scope, indicator: Indicator, kind: Kind) -> list[ChildTotal]:
    """Return one counted indicator by all places of a kind within the scope, for the map."""
    places = Place.objects.valid_on(scope.campaign.map_date).under(scope.place).filter(kind=kind)
    by_path = {place.path: place for place in places}
    depths = {path.count(".") for path in by_path}
    rows = scope.counters().filter(indicator=indicator.code).values("place__path").order_by()
    values: dict[str, int] = defaultdict(int)
    for path, total in rows.annotate(total=Sum("value")).values_list("place__path", "total"):
        codes = path.split(".")
        for depth in depths:
            values[".".join(codes[:depth]) + "."] += total
    shares = shares_of_children(scope.campaign, indicator, by_path.values())
    return [ChildTotal(place, values.get(path, 0), shares.get(place.pk)) for path, place in by_path.items()]


def ranking(totals: Iterable[ChildTotal]) -> list[Ranked]:
    """Rank places by their share of what each was asked for; see rules.ranked."""
    return ranked(
        [
            Standing(str(total.place.pk), total.place.name, total.value, total.plan)
            for total in totals
            if total.place is not None
        ]
    )


def _given_by_children(scope: Scope, indicator: Indicator) -> list[ChildTotal]:
    children = list(children_on(scope.place, scope.campaign.map_date))
    rows = Figure.objects.filter(
        campaign=scope.campaign,
        indicator=indicator.code,
        place__in=[child.pk for child in children],
        as_of__lte=scope.last,
    ).order_by("as_of", "entered_at", "id")
    if indicator.aggregation is Aggregation.SUM:
        rows = rows.filter(as_of__gte=scope.first)
    newest: dict[int, dict[Any, int]] = defaultdict(dict)
    for row in rows:
        key = row.as_of if indicator.aggregation is Aggregation.SUM else None
        newest[row.place_id][key] = row.value
    shares = shares_of_children(scope.campaign, indicator, children)
    return [
        ChildTotal(child, sum(newest[child.pk].values()), shares.get(child.pk))
        for child in children
        if child.pk in newest
    ]


def _grouped(scope: Scope, codes: Sequence[str]) -> QuerySet[Any, tuple[str, str, int]]:
    """Return (indicator, code of the child, total): the code after the upper place's own path."""
    rows = scope.counters().filter(indicator__in=codes)
    child_code = Func(
        F("place__path"),
        Value("."),
        Value(scope.place.path.count(".") + 1),
        function="split_part",
        output_field=CharField(),
    )
    grouped = rows.annotate(child=child_code).values("indicator", "child").order_by()
    return grouped.annotate(total=Sum("value")).values_list("indicator", "child", "total")


def _last_code(place: Place) -> str:
    return place.path.rstrip(".").rsplit(".", 1)[-1]
