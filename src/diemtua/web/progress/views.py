"""Where we stand: overview, one place, one indicator, who is late."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.obstacles.models import Obstacle
from diemtua.places.enums import Kind
from diemtua.progress import queries
from diemtua.progress.permissions import may_enter_figures, may_report_nil, may_see_progress
from diemtua.progress.queries import FigureView
from diemtua.progress.rules import CATALOGUE, Source
from diemtua.web.access import page
from diemtua.web.progress import drawing
from diemtua.web.progress.looking import Crumb, Looking, indicator_or_404

HEADLINES = (
    *("ALL.TOTAL", "SI.VOL.NEW", "HI.NEW", "HI.HH.NEW"),
    *("EV.REACHED", "CO.CONF.COUNT", "CO.SG.COUNT", "CO.RADIO.ALL"),
)
DRAWN = ("SI.VOL.NEW", "HI.NEW", "HI.HH.NEW", "EV.REACHED")
LATE_SHOWN = 5
POLL_SECONDS = 15


@page(may_see_progress)
def overview(request: HttpRequest) -> HttpResponse:
    """Show where the reader's highest place stands; asks itself again every quarter of a minute."""
    return _standing(request, Looking(request))


@page(may_see_progress)
def place(request: HttpRequest, path: str) -> HttpResponse:
    """Show where one place stands, down to the hamlet."""
    return _standing(request, Looking(request, path))


@page(may_see_progress)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one indicator: its figure, its places, its days, what units declared beside it."""
    found, looking = indicator_or_404(code), Looking(request)
    scope = looking.scope
    figure = queries.figure(scope.campaign, found.code, scope.place, scope.first, scope.last)
    curve = drawing.day_curve(scope, figure)
    places = drawing.places_of(scope, found) if found.source is not Source.DERIVED else []
    context = {
        "looking": looking,
        "figure": figure,
        "curve": curve,
        "curve_columns": [_("Ngày"), _("Trong ngày"), _("Lũy kế")],
        "curve_rows": drawing.day_table(curve),
        "places": places,
        "left_over": drawing.left_over(scope, found) if found.source is not Source.DERIVED else 0,
        "declared": queries.declared_beside(scope, found) if found.is_counted else [],
        "trail": looking.crumbs(Crumb(_(found.label))),
        "codes": [(one.code, _(one.label)) for one in CATALOGUE.values()],
    }
    return render(request, "progress/indicator.html", context)


@page(may_see_progress)
def series_data(request: HttpRequest, code: str) -> HttpResponse:
    """Give the day curve of an indicator as JSON."""
    looking, found = Looking(request), indicator_or_404(code)
    scope = looking.scope
    figure = queries.figure(scope.campaign, found.code, scope.place, scope.first, scope.last)
    return JsonResponse(drawing.day_curve(scope, figure) or {"days": []})


@page(may_see_progress)
def places_data(request: HttpRequest, code: str) -> HttpResponse:
    """Give an indicator at the communes' centroids as JSON."""
    return JsonResponse(drawing.bubbles(Looking(request).scope, indicator_or_404(code)) or {"points": []})


@page(may_see_progress)
def late(request: HttpRequest) -> HttpResponse:
    """List the units from which nothing came for some days."""
    looking = Looking(request)
    fresh, units = queries.health(looking.scope, looking.today)
    context = {
        "looking": looking,
        "units": units,
        "freshness": fresh,
        "limit": queries.LATE_AFTER_DAYS,
        "may_report_nil": may_report_nil(request.user),
        "trail": looking.crumbs(Crumb(_("Đơn vị chậm báo"))),
    }
    return render(request, "progress/late.html", context)


def _standing(request: HttpRequest, looking: Looking) -> HttpResponse:
    """Show a place; nothing at all (204, or 304 to a browser) while no figure changed since `moc`."""
    stamp = f"{queries.stamp(looking.campaign)}-{looking.place.pk}"
    etag = f'W/"{stamp}-{getattr(request, "LANGUAGE_CODE", "vi")}-{request.user.pk}"'
    is_poll = bool(request.htmx) and "moc" in request.GET  # type: ignore[attr-defined] # django-htmx
    if is_poll and request.GET["moc"] == stamp:
        return HttpResponse(status=204)
    if is_poll and request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    template = "progress/overview.html#live" if is_poll else "progress/overview.html"
    answer = render(request, template, _standing_of(request, looking, stamp))
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _standing_of(request: HttpRequest, looking: Looking, stamp: str) -> dict[str, Any]:
    scope = looking.scope
    drawn = indicator_or_404(request.GET.get("ve") or DRAWN[0])
    figures = queries.figures(scope.campaign, None, scope.place, scope.first, scope.last)
    fresh, late_units = queries.health(scope, looking.today)
    curve = drawing.day_curve(scope, figures[drawn.code])
    places = drawing.places_of(scope, drawn) if drawn.source is not Source.DERIVED else []
    url = reverse("progress:place", args=[looking.place.path])
    return {
        "looking": looking,
        "stamp": stamp,
        "poll_url": f"{url}?ve={drawn.code}&moc={stamp}",
        "poll_seconds": POLL_SECONDS,
        "headlines": [_headline(figures[code], looking) for code in HEADLINES if _is_told(figures[code])],
        "others": [figures[code] for code in figures if code not in HEADLINES and _is_told(figures[code])],
        "freshness": fresh,
        "drawn": drawn,
        "drawn_figure": figures[drawn.code],
        "choices": [
            {"label": _(CATALOGUE[code].label), "href": f"?ve={code}", "is_current": code == drawn.code}
            for code in DRAWN
        ],
        "curve": curve,
        "curve_columns": [_("Ngày"), _("Trong ngày"), _("Lũy kế")],
        "curve_rows": drawing.day_table(curve),
        "map": drawing.bubbles(scope, drawn),
        "places": places,
        "late": late_units[:LATE_SHOWN],
        "late_count": len(late_units),
        "open_obstacles": Obstacle.objects.visible_to(request.user)
        .filter(campaign=scope.campaign, answered_at__isnull=True, place__path__startswith=scope.place.path)
        .count(),
        "may_enter": may_enter_figures(request.user),
        "may_report_nil": may_report_nil(request.user)
        and looking.place.kind in (Kind.COMMUNE, Kind.HAMLET)
        and looking.campaign.takes_facts_on(timezone.localdate()),
        "trail": looking.crumbs(),
    }


def _is_told(figure: FigureView) -> bool:
    """Say whether a figure belongs on the page: an unknown stock does not, except where it may be entered."""
    if figure.value is None:
        return figure.indicator.code == "ALL.TOTAL" and figure.place.kind == Kind.PROVINCE
    return bool(figure.value) or figure.indicator.code in HEADLINES


def _headline(figure: FigureView, looking: Looking) -> dict[str, Any]:
    href = f"{reverse('progress:indicator', args=[figure.indicator.code])}?noi={looking.place.path}"
    percent = figure.percent
    kind = "" if percent is None else ("good" if percent >= 100 else ("bad" if percent < 50 else ""))
    return {"figure": figure, "href": href, "kind": kind}
