"""The month of a campaign on one sheet: what was done on each day, by kind."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from diemtua.activities.enums import Kind, Status
from diemtua.activities.queries import counts_by_day, in_days
from diemtua.campaigns.models import Campaign
from diemtua.web.access import page, reads
from diemtua.web.activities.filters import chosen_activities
from diemtua.web.activities.kinds import FORMS
from diemtua.web.choosing import filter_places
from diemtua.web.shell import campaign_or_404

MOST_PER_DAY = 8
LOOKS = {Status.PLANNED: "warn", Status.CANCELLED: "bad"}


@dataclass(frozen=True)
class Entry:
    """One line of a day: how many of a kind, with a way to the list."""

    label: str
    href: str
    kind: str
    time: str = ""


@dataclass(frozen=True)
class Cell:
    """One day of the sheet."""

    day: date
    is_outside: bool
    is_today: bool
    href: str
    entries: list[Entry] = field(default_factory=list)
    more: int = 0
    more_href: str = ""


@page(reads)
def month(request: HttpRequest) -> HttpResponse:
    """Show a month of activities, counted by day and kind."""
    campaign = campaign_or_404(request)
    first = _month_of(request, campaign)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    rows = in_days(chosen_activities(request, campaign), first, last)
    by_day: dict[date, list[Entry]] = {}
    kept = {key: request.GET[key] for key in ("dia-ban", "loai") if request.GET.get(key)}
    for line in counts_by_day(rows):
        by_day.setdefault(line["day"], []).append(_entry(line, kept))
    context = {
        "first": first,
        "weeks": _weeks(first, last, by_day, kept),
        "before": _beside(first - timedelta(days=1)),
        "after": _beside(last + timedelta(days=1)),
        "kinds": Kind.choices,
        "places": filter_places(campaign, request.user),
        "campaign": campaign,
    }
    return render(request, "activities/calendar.html", context)


def _month_of(request: HttpRequest, campaign: Campaign) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('thang', '')}-01")
    except ValueError:
        today = timezone.localdate()
        return (today if campaign.takes_facts_on(today) else campaign.starts_on).replace(day=1)


def _beside(day: date) -> str:
    return f"{day:%Y-%m}"


def _weeks(
    first: date, last: date, by_day: dict[date, list[Entry]], kept: dict[str, str]
) -> list[list[Cell]]:
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        days = [start + timedelta(days=offset) for offset in range(7)]
        weeks.append([_cell(day, first, by_day.get(day, []), kept) for day in days])
        start += timedelta(days=7)
    return weeks


def _cell(day: date, first: date, entries: list[Entry], kept: dict[str, str]) -> Cell:
    href = _list_of(day, kept)
    return Cell(
        day=day,
        is_outside=day.month != first.month,
        is_today=day == timezone.localdate(),
        href=href if entries else "",
        entries=entries[:MOST_PER_DAY],
        more=max(len(entries) - MOST_PER_DAY, 0),
        more_href=href,
    )


def _entry(line: dict[str, Any], kept: dict[str, str]) -> Entry:
    kind, status = line["kind"], line["status"]
    href = _list_of(line["day"], kept | {"loai": kind, "tinh-trang": status})
    return Entry(FORMS[kind].short % {"count": line["count"]}, href, LOOKS.get(status, ""))


def _list_of(day: date, filters: dict[str, str]) -> str:
    chosen = {"tu": day.isoformat(), "den": day.isoformat(), **filters}
    return f"{reverse('activities:list')}?{urlencode(chosen)}"
