"""Listing agencies by chain on a day; one agency with its names, predecessors and successor."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from diemtua.accounts.permissions import may_keep_grounds
from diemtua.agencies.actions import add_alias
from diemtua.agencies.enums import Chain
from diemtua.agencies.models import Agency
from diemtua.agencies.queries import change_days
from diemtua.core.sheets import OutColumn, Shape
from diemtua.core.text import fold
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.places.queries import map_days
from diemtua.web.access import page, post_only, reads
from diemtua.web.downloads import workbook
from diemtua.web.paging import keyset_page
from diemtua.web.places.looking import Crumb, day_choices, day_of, top_of


class NameForm(forms.Form):
    """Another name of an agency, as papers write it."""

    text = forms.CharField(label=gettext_lazy("Tên gọi khác"), max_length=160)


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """List the agencies of the province, or of one place below it, on a day."""
    day = day_of(request)
    top = top_of(request, day)
    place = _place(request, day) or top
    rows = _found(request, place, day).select_related("place", "successor")
    context = {
        "agencies": keyset_page(
            request, rows.prefetch_related("aliases"), order=("place__path", "search_key", "id")
        ),
        "place": place,
        "day": day,
        "days": day_choices({*map_days(top), *change_days(top)}, day),
        "chains": Chain.choices,
        "kinds": [(kind, kind.label) for kind in (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)],
    }
    template = "agencies/list.html#rows" if request.htmx else "agencies/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _place(request: HttpRequest, day: date) -> Place | None:
    path = request.GET.get("dia-ban", "")
    return Place.objects.valid_on(day).filter(path=path).first() if path else None


def _found(request: HttpRequest, place: Place, day: date) -> Any:
    """Return the agencies asked for, those of the province first."""
    rows = Agency.objects.valid_on(day).over(place)
    words, chain = fold(request.GET.get("q", "")), request.GET.get("he-thong", "")
    level = request.GET.get("cap", "")
    if level in Kind.values:
        rows = rows.filter(place__kind=level)
    if chain in Chain.values:
        rows = rows.filter(chain=chain)
    if words:
        by_alias = Agency.objects.filter(aliases__key__contains=words).values("pk")
        rows = rows.filter(Q(search_key__contains=words) | Q(pk__in=by_alias))
    return rows


@page(reads)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one agency: its names, its time, what it came from and passed into."""
    agency = get_object_or_404(Agency.objects.select_related("place__parent", "successor"), ref=ref)
    context = {
        "agency": agency,
        "aliases": agency.aliases.order_by("text"),
        "predecessors": agency.predecessors.order_by("valid_from"),
        "may_keep": may_keep_grounds(request.user),
        "form": NameForm(),
        "trail": [Crumb(pgettext("trang", "Cơ quan"), reverse("agencies:list")), Crumb(agency.name)],
    }
    return render(request, "agencies/show.html", context)


@post_only(may_keep_grounds)
def add_name(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep another way in which papers name an agency."""
    agency = get_object_or_404(Agency, ref=ref)
    form = NameForm(request.POST)
    if form.is_valid():
        add_alias(agency=agency, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        messages.success(request, _("Đã ghi thêm tên gọi."))
    else:
        messages.error(request, _("Hãy ghi tên gọi, không quá 160 ký tự."))
    return redirect("agencies:show", agency.ref)


@page(reads)
def export(request: HttpRequest) -> HttpResponse:
    """Give the agencies of the list as a workbook."""
    day = day_of(request)
    top = top_of(request, day)
    rows = _found(request, _place(request, day) or top, day).select_related("place", "successor")
    columns = [
        OutColumn(_("Tên"), width=50),
        OutColumn(_("Hệ thống"), width=20),
        OutColumn(_("Địa bàn"), width=30),
        OutColumn(_("Từ ngày"), Shape.DAY),
        OutColumn(_("Đến trước ngày"), Shape.DAY),
        OutColumn(_("Kế thừa"), width=50),
        OutColumn(_("Tên gọi khác"), width=50),
    ]
    lines = (
        (
            agency.name,
            agency.get_chain_display(),
            agency.place.name,
            agency.valid_from,
            agency.valid_to,
            agency.successor.name if agency.successor else "",
            "; ".join(alias.text for alias in agency.aliases.all()),
        )
        for agency in rows.prefetch_related("aliases").order_by("place__path", "search_key").iterator(2_000)
    )
    return workbook(
        f"co-quan-{top.code}-{day.isoformat()}.xlsx", columns, lines, title=pgettext("trang", "Cơ quan")
    )
