"""Launch day: the board that follows the day by itself, and the count at each point."""

import hashlib
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diemtua.activities import actions, queries, rules
from diemtua.activities.models import Activity, Point, Tally
from diemtua.activities.permissions import may_record_activities, may_record_at
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.text import fold
from diemtua.signups.enums import Status as SignUpStatus
from diemtua.signups.models import SignUp
from diemtua.web.access import form_page, page, post_only, reads
from diemtua.web.activities.forms import TallyForm
from diemtua.web.choosing import filter_places
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404

STEPS = (1, 5, 10)  # the big buttons of a point


@page(reads)
def board(request: HttpRequest) -> HttpResponse:
    """Show what launch day has come to, and the points with their counts."""
    campaign = campaign_or_404(request)
    launches = list(queries.launches_of(campaign, request.user)[:50])
    launch = _chosen(request, launches)
    if launch is None:
        may_record = may_record_activities(request.user)
        return render(request, "activities/no_launch.html", {"may_record": may_record})
    within = request.GET.get("dia-ban", "")
    points = queries.with_people(queries.points_of(launch, request.user, within))
    if words := request.GET.get("q", "").strip():
        points = points.filter(place__search_key__contains=fold(words))
    points = points.select_related("team", "place__parent")
    context = {"points": keyset_page(request, points, order=("team_id", "id")), "launch": launch}
    context |= _figures(launch, request.user, within) | {
        "within": within,
        "launches": [(one.ref, one.title) for one in launches],
        "places": filter_places(campaign, request.user),
        "may_record": may_record_activities(request.user),
    }
    return render(request, "activities/launch.html", context)


@page(reads)
def live(request: HttpRequest) -> HttpResponse:
    """Give the figures of the board alone; 304 while nothing has changed."""
    campaign = campaign_or_404(request)
    launch = _chosen(request, list(queries.launches_of(campaign, request.user)[:50]))
    if launch is None:
        raise Http404
    figures = _figures(launch, request.user, request.GET.get("dia-ban", ""))
    mark = json.dumps([get_language(), figures], default=str)
    etag = f'"{hashlib.sha256(mark.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = render(request, "activities/_figures.html", figures)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _figures(launch: Activity, user: Any, within: str) -> dict[str, Any]:
    totals = queries.launch_totals(launch, user, within)
    hours = queries.people_by_hour(launch, user, within)
    return {
        "totals": totals,
        "hours": [(_hour(hour, launch), people) for hour, people in hours],
        "signups": _signups_of_the_day(launch.campaign, timezone.localdate(launch.starts_at), user, within),
        "doubts": rules.doubts(
            kind=launch.kind, attendance=None, points=totals.counted_points, people=totals.people
        ),
    }


def _hour(moment: datetime, launch: Activity) -> str:
    """Return '08:00', with the day when it is not the day of the launch."""
    local = timezone.localtime(moment)
    is_the_day = local.date() == timezone.localdate(launch.starts_at)
    return f"{local:%H:%M}" if is_the_day else f"{local:%H:%M %d/%m}"


def _signups_of_the_day(campaign: Campaign, day: date, user: Any, within: str) -> list[tuple[str, int]]:
    """Return (programme, entries) of the day of a launch, the two main programmes always."""
    rows = SignUp.objects.visible_to(user).filter(
        campaign=campaign, signed_on=day, place__path__startswith=within
    )
    counted = rows.exclude(status=SignUpStatus.WITHDRAWN).order_by().values("programme")
    counts = dict(counted.annotate(count=Count("id")).values_list("programme", "count"))
    return [
        (str(label), counts.get(code, 0))
        for code, label in PROGRAMME_CHOICES
        if code in ("VSI", "HHI") or code in counts
    ]


@form_page(reads)
def point(request: HttpRequest, ref: str) -> HttpResponse:
    """Count people at one point: a button for a few, a field for many."""
    at_point = _point_or_404(request, ref)
    may_count = may_record_at(request.user, at_point.place)
    form = TallyForm(request.POST or None, initial={"device_ref": uuid4()}) if may_count else None
    if request.method == "POST" and form and form.is_valid():
        return _count(request, at_point, form)
    tallies = list(at_point.tallies.select_related("counted_by").order_by("-counted_at", "-id"))
    people = sum(tally.people for tally in tallies)
    context = {
        "point": at_point,
        "people": people,
        "tallies": tallies[:20],
        "form": form,
        "steps": STEPS,
        "doubts": rules.doubts(kind="LAUNCH", attendance=None, points=1, people=people),
    }
    return render(request, "activities/point.html", context)


def _count(request: HttpRequest, at_point: Point, form: TallyForm) -> HttpResponse:
    now = timezone.now()
    tally = actions.NewTally(point=at_point, counted_at=now, **form.cleaned_data)
    receipt = actions.record_tallies(
        activity=at_point.team.activity, tallies=[tally], by=request.user, at=now
    )
    if receipt.accepted:
        messages.success(request, _("Đã cộng %(people)s người.") % {"people": tally.people})
    for refused in receipt.refused:
        messages.error(request, refused.text)
    return redirect("activities:point", at_point.ref)


@post_only(may_record_activities)
def remove_tally(request: HttpRequest, ref: str, device_ref: UUID) -> HttpResponse:
    """Take back a count that was typed wrong."""
    at_point = _point_or_404(request, ref)
    if not may_record_at(request.user, at_point.place):
        raise Http404
    rows = Tally.objects.filter(point=at_point).select_related("point__team__activity")
    tally = get_object_or_404(rows, device_ref=device_ref)
    try:
        actions.remove_tally(tally=tally, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã bỏ lượt đếm %(people)s người.") % {"people": tally.people})
    return redirect("activities:point", ref)


def launch_or_404(request: HttpRequest, campaign: Campaign) -> Activity:
    """Return the launch that the address names (`le`), else the first that concerns the user.

    :raises Http404: when there is none
    """
    launch = _chosen(request, list(queries.launches_of(campaign, request.user)[:50]))
    if launch is None:
        raise Http404(_("Chiến dịch này chưa có lễ ra quân."))
    return launch


def _chosen(request: HttpRequest, launches: list[Activity]) -> Activity | None:
    ref = request.GET.get("le", "")
    return next((one for one in launches if one.ref == ref), next(iter(launches), None))


def _point_or_404(request: HttpRequest, ref: str) -> Point:
    rows = Point.objects.visible_to(request.user).filter(team__activity__campaign=campaign_or_404(request))
    found: Point = get_object_or_404(rows.select_related("team__activity__campaign", "place"), ref=ref)
    return found
