"""What must I do today, where do we stand, what is wrong: one home page per role."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from diemtua.accounts.enums import Role
from diemtua.campaigns.models import Campaign
from diemtua.core.numbers import percent
from diemtua.progress import queries as progress
from diemtua.prospects import queries as prospects
from diemtua.prospects.enums import Status
from diemtua.web.access import page, reads
from diemtua.web.home.todo import OFFICE, waiting_for
from diemtua.web.shell import shell_of

HEADLINES = ("SI.VOL.NEW", "HI.HH.NEW", "EV.REACHED", "CO.CONF.ATT")
NEXT_PEOPLE = 5
LATE_SHOWN = 5
TO_SEE = (Status.NEW, Status.MET)


@page(reads)
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page of the user's role, or a first step where there is no campaign yet."""
    campaign = shell_of(request).campaign
    if campaign is None:
        is_lead = request.user.has_role(Role.PROVINCE_LEAD)  # type: ignore[union-attr] # logged in
        return render(request, "home/first.html", {"is_lead": is_lead})
    today = timezone.localdate()
    context = {
        "campaign": campaign,
        "today": min(today, campaign.ends_on),
        "waiting": waiting_for(request.user, campaign, today),  # what is not done by its day stays late
    }
    if request.user.has_role(*OFFICE):  # type: ignore[union-attr] # logged in
        return render(request, "home/office.html", context | _office(request.user, campaign))
    return render(request, "home/field.html", context | _field(request.user, campaign))


def _office(user: Any, campaign: Campaign) -> dict[str, Any]:
    place = user.place if user.place.path.startswith(campaign.place.path) else campaign.place
    scope = progress.Scope.of(campaign, place)
    freshness, late = progress.health(scope, timezone.localdate())
    return {
        "place": place,
        "figures": list(progress.figures(campaign, HEADLINES, place).values()),
        "freshness": freshness,
        "late": late[:LATE_SHOWN],
        "late_count": len(late),
    }


def _field(user: Any, campaign: Campaign) -> dict[str, Any]:
    own = prospects.own_list(user, campaign, timezone.localdate())
    counts = prospects.counts_by_status(own)
    total = sum(counts.values())
    return {
        "next_people": own.filter(status__in=TO_SEE).order_by(*prospects.OWN_ORDER)[:NEXT_PEOPLE],
        "left": sum(counts[status] for status in TO_SEE),
        "joined": counts[Status.JOINED],
        "total": total,
        "percent": percent(counts[Status.JOINED], total),
    }
