"""Entering figures that others gave, one by one or from a file; saying that nothing happened."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.core.files import check_size
from diemtua.core.periods import parse_day
from diemtua.places.queries import place_of
from diemtua.progress import actions
from diemtua.progress.actions import NewFigure
from diemtua.progress.enums import Origin
from diemtua.progress.models import Figure
from diemtua.progress.permissions import (
    may_enter_figures,
    may_import_figures_of,
    may_report_nil,
    may_see_progress,
    top_place_for,
)
from diemtua.progress.rules import CATALOGUE
from diemtua.web.access import form_page, page, post_only
from diemtua.web.paging import keyset_page
from diemtua.web.progress.figure_file import FigureFile, read_figures
from diemtua.web.progress.forms import FigureForm, LoadForm
from diemtua.web.progress.looking import Looking
from diemtua.web.shell import campaign_or_404


@page(may_see_progress)
def index(request: HttpRequest) -> HttpResponse:
    """List the figures that others gave, the newest first."""
    looking = Looking(request)
    rows = Figure.objects.filter(
        campaign=looking.campaign, place__path__startswith=looking.place.path
    ).select_related("place", "entered_by")
    if origin := request.GET.get("nguon-goc"):
        rows = rows.filter(origin=origin)
    shown = keyset_page(request, rows, order=("-as_of", "-id"))
    context = {
        "looking": looking,
        "figures": [(row, CATALOGUE[row.indicator]) for row in shown.rows],
        "page": shown,
        "origins": [(one.value, one.label) for one in (Origin.IMPORTED, Origin.DECLARED)],
        "may_enter": may_enter_figures(request.user),
    }
    return render(request, "progress/figures.html", context)


@form_page(may_enter_figures)
def create(request: HttpRequest) -> HttpResponse:
    """Enter one figure."""
    campaign = campaign_or_404(request)
    form = FigureForm(request.POST or None, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid():
        new = NewFigure(**form.cleaned_data)
        try:
            _check_may_enter(request.user, new)
            actions.import_figure(campaign=campaign, new=new, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            label = _(CATALOGUE[new.indicator].label)
            messages.success(
                request, _("Đã ghi “%(label)s” của %(place)s.") % {"label": label, "place": new.place}
            )
            return redirect("progress:figures")
    return render(request, "progress/enter_figure.html", {"form": form})


@form_page(may_enter_figures)
def load(request: HttpRequest) -> HttpResponse:
    """Enter the figures of a workbook: all rows, or the good ones when the sender says so."""
    campaign = campaign_or_404(request)
    form = LoadForm(request.POST or None, request.FILES or None)
    found: FigureFile | None = None
    if oversized := request.META.get("diemtua.oversized"):
        form.add_error(
            "workbook", _("Tệp “%(name)s” vượt mức 20 MB nên chưa được nhận.") % {"name": oversized}
        )
    elif request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["workbook"]
        try:
            check_size(sent.name, sent.size)
            top = top_place_for(request.user, campaign) or campaign.place
            found = read_figures(sent.name, sent.read(), top, campaign)
            for new in found.figures:
                _check_may_enter(request.user, new)
            if found.figures and (not found.problems or form.cleaned_data["good_rows_only"]):
                actions.import_figures(
                    campaign=campaign, new=found.figures, by=request.user, at=timezone.now()
                )
                messages.success(
                    request,
                    _("Đã ghi %(count)s số liệu, để lại %(left)s dòng lỗi.")
                    % {"count": len(found.figures), "left": found.rejected},
                )
                return redirect("progress:figures")
        except Refusal as refusal:
            form.add_error("workbook", refusal.text)
    return render(request, "progress/load_figures.html", {"form": form, "found": found})


@post_only(may_report_nil)
def report_nil(request: HttpRequest) -> HttpResponse:
    """Say in one tap that nothing happened at a place on a day (by default today)."""
    campaign = campaign_or_404(request)
    place = place_of(request.POST.get("noi", ""), campaign.map_date)
    day = parse_day(request.POST.get("ngay", "")) or _last_day(campaign.ends_on)
    if place is None or not request.user.is_over(place):  # type: ignore[union-attr] # logged in
        raise PermissionDenied
    try:
        actions.report_nil(campaign=campaign, place=place, day=day, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        told = {"place": place, "day": f"{day:%d/%m/%Y}"}
        messages.success(request, _("Đã ghi: %(place)s không phát sinh ngày %(day)s.") % told)
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        following = ""
    return redirect(following or "home")


class NotForYou(Refusal):
    code = "not_for_you"
    text = "Số của hệ thống BHXH do cấp tỉnh nhập. Với {place}, hãy chọn “đơn vị tự báo”."


def _check_may_enter(user: Any, new: NewFigure) -> None:
    if new.origin == Origin.IMPORTED and not may_import_figures_of(user, new.place):
        raise NotForYou(place=new.place)


def _last_day(ends_on: date) -> date:
    return min(timezone.localdate(), ends_on)
