"""Browsing places on the map of a day; what a place passed into."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diemtua.accounts.permissions import may_keep_grounds, may_keep_hamlets_of
from diemtua.core.errors import Refusal
from diemtua.core.sheets import OutColumn, Shape
from diemtua.places import queries
from diemtua.places.actions import settle_succession
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.web.access import form_page, page, reads
from diemtua.web.downloads import workbook
from diemtua.web.paging import keyset_page
from diemtua.web.places.forms import SettleForm
from diemtua.web.places.looking import Crumb, address, day_of, map_choices, place_or_404, top_of


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """Search the places of the province on the map of a day; without words, list what stands below it."""
    day = day_of(request)
    top = top_of(request, day)
    rows = _found(request, top, day)
    below = queries.counts_below(top, day)
    context = {
        "top": top,
        "day": day,
        "maps": map_choices(top, day),
        "kinds": [(kind, kind.label) for kind in (Kind.DISTRICT, Kind.COMMUNE, Kind.HAMLET)],
        "places": keyset_page(request, rows.select_related("parent"), order=("sort_key", "id")),
        "has_unresolved": queries.unresolved_successions(top).exists(),
        "may_enter": may_keep_hamlets_of(request.user, top),
        "hamlets_url": address(top, day, "places:hamlets"),
        "is_search": bool(request.GET.get("q", "").strip() or request.GET.get("cap")),
    }
    context["lines"] = _lines(context["places"], day, below)
    template = "places/list.html#rows" if request.htmx else "places/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _found(request: HttpRequest, top: Place, day: date) -> Any:
    words, kind = request.GET.get("q", "").strip(), request.GET.get("cap", "")
    if not words and kind not in Kind.values:
        return queries.children_on(top, day)
    rows = Place.objects.valid_on(day).under(top)
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    return rows.search(words) if words else rows


def _lines(places: Any, day: date, below: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "href": address(place, day),
            "communes": below.get(place.path, {}).get(Kind.COMMUNE, 0) if below else None,
            "hamlets": below.get(place.path, {}).get(Kind.HAMLET, 0) if below else None,
        }
        for place in places
    ]


@page(reads)
def show(request: HttpRequest, path: str) -> HttpResponse:
    """Show a place on the map of a day: what stands below it, what it came from and passed into."""
    day = day_of(request)
    place = place_or_404(path, day)
    seen_on = day if place.holds_on(day) else place.valid_from
    children = queries.children_on(place, seen_on)
    below = queries.counts_below(place, seen_on)
    successions, origins = queries.successions_of(place), queries.origins_of(place)
    context = {
        "place": place,
        "day": day,
        "seen_on": seen_on,
        "maps": map_choices(place, day) if place.kind != Kind.HAMLET else [],
        "trail": _trail(place, seen_on),
        "places": keyset_page(request, children.select_related("parent"), order=("sort_key", "id")),
        "successions": [(step, address(step.new, step.on)) for step in successions],
        "origins": [(step, address(step.old, step.old.valid_from)) for step in origins],
        "is_unresolved": _is_unresolved(place, successions),
        "may_enter": place.kind != Kind.HAMLET and may_keep_hamlets_of(request.user, place),
        "shows_counts": place.kind in (Kind.PROVINCE, Kind.DISTRICT),
        "may_settle": may_keep_grounds(request.user),
        "to_carry_over": queries.hamlets_to_carry_over(place) if place.kind == Kind.COMMUNE else 0,
        "hamlets_url": address(place, seen_on, "places:hamlets"),
    }
    context["lines"] = _lines(context["places"], seen_on, below)
    return render(request, "places/show.html", context)


def _is_unresolved(place: Place, successions: list[Any]) -> bool:
    has_default = any(step.is_default for step in successions)
    return bool(place.valid_to and place.kind in (Kind.COMMUNE, Kind.HAMLET) and not has_default)


def _trail(place: Place, day: date) -> list[Crumb]:
    above = [Crumb(other.name, address(other, day)) for other in queries.ancestors_of(place, day)]
    return [Crumb(pgettext("trang", "Địa bàn"), reverse("places:list")), *above, Crumb(place.name)]


@page(reads)
def unresolved(request: HttpRequest) -> HttpResponse:
    """List the places that ended without a known heir."""
    top = top_of(request, day_of(request))
    rows = queries.unresolved_successions(top).select_related("parent")
    places = keyset_page(request, rows, order=("path", "id"))
    context = {
        "top": top,
        "places": places,
        "lines": [(place, address(place, place.valid_from)) for place in places],
    }
    return render(request, "places/unresolved.html", context)


@form_page(may_keep_grounds)
def settle(request: HttpRequest, path: str) -> HttpResponse:
    """Enter what an ended place passed into."""
    place = place_or_404(path, day_of(request))
    if place.valid_to is None:
        raise Http404(_("Địa bàn này chưa kết thúc."))
    form = SettleForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        try:
            settle_succession(old=place, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã ghi nơi kế thừa của %(place)s.") % {"place": place.name})
            return redirect(address(place, place.valid_from))
    return render(request, "places/settle.html", {"place": place, "form": form})


@page(reads)
def export(request: HttpRequest) -> HttpResponse:
    """Give the places of the province on the map of a day as a workbook."""
    day = day_of(request)
    top = top_of(request, day)
    rows = Place.objects.valid_on(day).under(top).select_related("parent").order_by("path")
    columns = [
        OutColumn(_("Mã")),
        OutColumn(_("Cấp")),
        OutColumn(_("Tên"), width=30),
        OutColumn(_("Thuộc"), width=30),
        OutColumn(_("Từ ngày"), Shape.DAY),
        OutColumn(_("Đến trước ngày"), Shape.DAY),
        OutColumn(_("Vĩ độ")),
        OutColumn(_("Kinh độ")),
        OutColumn(_("Căn cứ"), width=26),
    ]
    lines = (
        (
            place.code,
            place.get_kind_display(),
            place.name,
            place.parent.name if place.parent else "",
            place.valid_from,
            place.valid_to,
            _degrees(place.lat),
            _degrees(place.lon),
            place.legal_basis,
        )
        for place in rows.iterator(2_000)
    )
    title = _("Địa bàn %(top)s, bản đồ ngày %(day)s") % {"top": top.name, "day": f"{day:%d/%m/%Y}"}
    return workbook(f"dia-ban-{top.code}-{day.isoformat()}.xlsx", columns, lines, title=title)


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"
