"""Teams of launch day: one by a form, many by pasting."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.activities.actions import NewTeam, form_teams
from diemtua.activities.models import Activity
from diemtua.activities.permissions import may_record_activities, may_record_at
from diemtua.agencies.queries import AgencyFinder
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.sheets import Column, Kind, Record
from diemtua.places.queries import PlaceFinder
from diemtua.web.access import form_page
from diemtua.web.activities.forms import PasteForm, TeamForm
from diemtua.web.activities.launch import launch_or_404
from diemtua.web.activities.pasting import PastedRow, read_pasted, sentences
from diemtua.web.shell import campaign_or_404

COLUMNS = (
    Column("name", "Tên tổ", ("Tổ", "Tổ tư vấn"), required=True, max_length=120),
    Column("place", "Địa bàn", ("Xã", "Xã, phường"), required=True),
    Column("host", "Cơ quan", ("Đơn vị",)),
    Column("leader_name", "Tổ trưởng", ("Họ tên tổ trưởng",), max_length=120),
    Column("members", "Số thành viên", ("Thành viên",), kind=Kind.WHOLE, minimum=0, maximum=500),
    Column("point", "Điểm tuyên truyền", ("Điểm", "Tên điểm"), required=True, max_length=160),
)


@form_page(may_record_activities)
def create(request: HttpRequest) -> HttpResponse:
    """Form one team with its points."""
    campaign = campaign_or_404(request)
    launch = launch_or_404(request, campaign)
    form = TeamForm(request.POST or None, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            (team,) = form_teams(activity=launch, new=[form.new_team()], by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã lập %(team)s.") % {"team": team.name})
            return redirect(_board(launch))
    return render(request, "activities/create_team.html", {"form": form, "launch": launch})


@form_page(may_record_activities)
def paste(request: HttpRequest) -> HttpResponse:
    """Form many teams from rows copied from a spreadsheet, one row for each point."""
    campaign = campaign_or_404(request)
    launch = launch_or_404(request, campaign)
    form = PasteForm(request.POST or None)
    rows: list[PastedRow] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = list(_read(request.user, campaign, form.cleaned_data["text"]))
            if "record" in request.POST and any(row.new for row in rows):
                return _form(request, launch, [row.new for row in rows if row.new])
        except Refusal as refusal:
            form.add_error("text", refusal.text)
    context = {
        "form": form,
        "launch": launch,
        "columns": COLUMNS,
        "good": [row for row in rows if row.new],
        "bad": [row for row in rows if not row.new],
    }
    return render(request, "activities/paste_teams.html", context)


def _form(request: HttpRequest, launch: Activity, rows: list[NewTeam]) -> HttpResponse:
    teams: dict[tuple[str, int], NewTeam] = {}
    for row in rows:  # the rows of one team become one team with several points
        key = (row.name, row.place.pk)
        there = teams.get(key)
        teams[key] = replace(there, points=[*there.points, *row.points]) if there else row
    form_teams(activity=launch, new=list(teams.values()), by=request.user, at=timezone.now())
    messages.success(
        request,
        _("Đã nhận %(teams)s tổ với %(points)s điểm. Tổ, điểm đã có thì giữ nguyên.")
        % {"teams": len(teams), "points": len(rows)},
    )
    return redirect(_board(launch))


def _read(user: Any, campaign: Campaign, text: str) -> Iterator[PastedRow]:
    places = PlaceFinder(campaign.place, campaign.map_date)
    agencies = AgencyFinder(campaign.place, campaign.map_date)
    for record in read_pasted(text, COLUMNS):
        yield _row(user, record, places, agencies)


def _row(user: Any, record: Record, places: PlaceFinder, agencies: AgencyFinder) -> PastedRow:
    problems = sentences(record)
    values: dict[str, Any] = dict(record.values)  # of the kinds that COLUMNS names
    place = places.find(str(values.get("place") or ""))
    if values.get("place") and place is None:
        problems.append(_("Địa bàn: không rõ “%s” là nơi nào. Hãy ghi kèm tên huyện.") % values["place"])
    elif place and not may_record_at(user, place):
        problems.append(_("Địa bàn: %s không thuộc nơi bạn phụ trách.") % place)
    host = agencies.find(str(values["host"])) if values.get("host") else user.agency
    if host is None:
        problems.append(_("Cơ quan: không có cơ quan “%s”.") % values["host"])
    if problems or place is None or host is None:
        return PastedRow(record.row, None, problems)
    team = NewTeam(
        name=values["name"],
        place=place,
        host=host,
        leader_name=values.get("leader_name") or "",
        members=values.get("members") or 0,
        points=[(values["point"], place)],
    )
    return PastedRow(record.row, team, [])


def _board(launch: Activity) -> str:
    return f"{reverse('activities:launch')}?le={launch.ref}"
