"""What the charts draw, as plain values, and the tables behind them."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.progress.queries import (
    ChildTotal,
    FigureView,
    Scope,
    child_totals,
    day_series,
    ranking,
    totals_of_kind,
)
from diemtua.progress.rules import Aggregation, Indicator, Source
from diemtua.web.templatetags.dt import comma, grouped


def day_curve(scope: Scope, figure: FigureView) -> dict[str, Any] | None:
    """Return the daily and running values of an indicator; None for a stock or an imported figure."""
    if figure.indicator.aggregation is not Aggregation.SUM or not figure.indicator.is_counted:
        return None
    series = day_series(scope, figure.indicator)
    data: dict[str, Any] = {
        "days": [
            {"day": one.day.isoformat(), "value": one.value, "cumulative": one.cumulative} for one in series
        ],
        "unit": _(figure.indicator.unit),
    }
    if figure.plan:
        data |= {"plan": figure.plan.number, "plan_label": _("Chỉ tiêu")}
    launch = scope.campaign.launch_on
    if launch and scope.first <= launch <= scope.last:
        data["mark"] = {"day": launch.isoformat(), "label": _("Ra quân")}
    return data


def day_table(curve: dict[str, Any] | None) -> list[list[str]]:
    """Return the table behind a day curve."""
    if curve is None:
        return []
    return [
        [f"{one['day'][8:]}/{one['day'][5:7]}", grouped(one["value"]), grouped(one["cumulative"])]
        for one in curve["days"]
    ]


def bubbles(scope: Scope, indicator: Indicator) -> dict[str, Any] | None:
    """Return every commune of the scope at its centroid; None where there is none to draw."""
    if scope.place.kind in (Kind.COMMUNE, Kind.HAMLET) or indicator.source in (
        Source.FIGURES,
        Source.DERIVED,
    ):
        return None
    points = [_point(total) for total in totals_of_kind(scope, indicator, Kind.COMMUNE)]
    drawn = [point for point in points if point is not None]
    if not drawn:
        return None
    ground = [[point["lon"], point["lat"]] for point in drawn]
    return {
        "points": [point for point in drawn if point["value"] or point["percent"] is not None],
        "ground": ground,
        "unit": _(indicator.unit),
    }


def _point(total: ChildTotal) -> dict[str, Any] | None:
    place = total.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return {
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "value": total.value,
        "percent": round(total.value * 100 / total.plan, 1) if total.plan else None,
        "href": _place_url(place),
    }


def places_of(scope: Scope, indicator: Indicator) -> list[dict[str, Any]]:
    """Return the places right below, ranked by their share of the target, each with its bar."""
    totals = child_totals(scope, indicator)
    by_id = {str(total.place.pk): total.place for total in totals if total.place is not None}
    most = max((total.value for total in totals), default=0)
    found = []
    for one in ranking(totals):
        standing = one.standing
        bar = standing.percent
        if bar is None and most and standing.plan is None:
            bar = Decimal(standing.value * 100) / most
        found.append(
            {
                "rank": one.rank,
                "name": standing.name,
                "label": standing.name,
                "value": standing.value,
                "plan": standing.plan,
                "percent": standing.percent,
                "bar": bar,
                "kind": _kind_of(standing.percent),
                "href": _place_url(by_id[standing.key]),
                "path": by_id[standing.key].path,
            }
        )
    return found


def left_over(scope: Scope, indicator: Indicator) -> int:
    """Return what stands at the upper place itself and in none of those below."""
    return sum(total.value for total in child_totals(scope, indicator) if total.place is None)


def ranking_table(places: list[dict[str, Any]]) -> list[list[str]]:
    """Return the table behind a ranking."""
    return [
        [one["name"], grouped(one["value"]), grouped(one["plan"]), comma(one["percent"])] for one in places
    ]


def _kind_of(percent: Decimal | None) -> str:
    if percent is None:
        return ""
    return "good" if percent >= 100 else ("bad" if percent < 50 else "")


def _place_url(place: Place) -> str:
    return reverse("progress:place", args=[place.path])
