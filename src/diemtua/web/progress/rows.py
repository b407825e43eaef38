"""The rows behind a figure. Their number and sum are the figure; a leader sees no names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.accounts.enums import Role
from diemtua.core.sheets import OutColumn, Shape
from diemtua.places.models import Place
from diemtua.progress import queries
from diemtua.progress.permissions import may_see_progress
from diemtua.progress.rules import Indicator, Source
from diemtua.web.access import page
from diemtua.web.downloads import workbook
from diemtua.web.paging import KeysetPage, keyset_page
from diemtua.web.progress.looking import Crumb, Looking, indicator_or_404

NAMED_FOR = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)


@dataclass(frozen=True)
class Line:
    """One row as the page shows it; `amount` is what it adds to the figure."""

    day: date
    place: Place
    title: str
    amount: int
    href: str = ""


@dataclass(frozen=True)
class Reading:
    """How the rows of one model are ordered, joined and told."""

    order: tuple[str, ...]
    joins: tuple[str, ...]
    line: Callable[[Any, Indicator, bool], Line]


@page(may_see_progress)
def index(request: HttpRequest, code: str) -> HttpResponse:
    """List the rows behind one figure, or give them as a workbook (`tep=xlsx`)."""
    looking, indicator = Looking(request), indicator_or_404(code)
    scope = looking.scope
    reading = _reading_of(indicator)
    rows = queries.rows_behind(scope, indicator).select_related(*reading.joins)
    shows_names = bool(request.user.has_role(*NAMED_FOR))  # type: ignore[union-attr] # logged in
    if request.GET.get("tep") == "xlsx":
        found = rows.order_by(*reading.order).iterator(chunk_size=2_000)
        return _workbook(indicator, (reading.line(row, indicator, shows_names) for row in found))
    shown = keyset_page(request, rows, order=reading.order)
    context = {
        "looking": looking,
        "figure": queries.figure(scope.campaign, indicator.code, scope.place, scope.first, scope.last),
        "page": KeysetPage(
            [reading.line(row, indicator, shows_names) for row in shown.rows], shown.next_url, shown.first_url
        ),
        "shows_names": shows_names,
        "trail": looking.crumbs(
            Crumb(
                _(indicator.label),
                f"{reverse('progress:indicator', args=[indicator.code])}?noi={scope.place.path}",
            ),
            Crumb(_("Từng dòng")),
        ),
    }
    return render(request, "progress/rows.html", context)


def _workbook(indicator: Indicator, lines: Iterator[Line]) -> HttpResponse:
    columns = [
        OutColumn(_("Ngày"), Shape.DAY),
        OutColumn(_("Địa bàn"), width=32),
        OutColumn(_("Nội dung"), width=60),
        OutColumn(_(indicator.unit), Shape.WHOLE),
    ]
    values = ((line.day, line.place.name, line.title, line.amount) for line in lines)
    return workbook(f"{indicator.code}.xlsx", columns, values, title=_(indicator.label))


def _reading_of(indicator: Indicator) -> Reading:
    if indicator.source is Source.LAUNCH:
        return _LAUNCH[indicator.code]
    if indicator.source is Source.GIFTS and indicator.code.endswith(".PLEDGED"):
        return _PLEDGES
    return _READINGS[indicator.source]


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _address(name: str, ref: str) -> str:
    try:
        return reverse(name, args=[ref])
    except NoReverseMatch:
        return ""


def _activity(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    amount = (row.attendance or 0) if indicator.is_attendance else 1
    return Line(_day(row.starts_at), row.place, row.title, amount, _address("activities:show", row.ref))


def _signup(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    programme = row.get_programme_display()
    title = f"{row.person.full_name}, {programme}" if shows_names else str(programme)
    href = _address("signups:show", row.ref) if shows_names else ""
    return Line(row.signed_on, row.place, title, 1, href)


def _team(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    return Line(
        _day(row.activity.starts_at), row.place, row.name, 1, _address("activities:show", row.activity.ref)
    )


def _point(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    title = f"{row.name} ({row.team.name})"
    return Line(_day(row.team.activity.starts_at), row.place, title, 1)


def _tally(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    title = f"{row.point.name} ({row.point.team.name}), {timezone.localtime(row.counted_at):%H:%M}"
    return Line(_day(row.counted_at), row.point.place, title, row.people)


def _gift(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    title = row.person.full_name if shows_names else str(row.get_item_display())
    return Line(row.given_on, row.place, title, 1)


def _pledge(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    return Line(row.pledged_on, row.place, row.donor_name, row.quantity, _address("gifts:show", row.ref))


def _contact(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    outcome = str(row.get_outcome_display())
    title = f"{row.prospect.person.full_name}: {outcome}" if shows_names else outcome
    return Line(_day(row.met_at), row.prospect.place, title, 1)


def _obstacle(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    return Line(_day(row.raised_at), row.place, row.text[:120], 1, _address("obstacles:show", row.ref))


def _figure(row: Any, indicator: Indicator, shows_names: bool) -> Line:
    return Line(row.as_of, row.place, f"{row.source} ({row.get_origin_display()})", row.value)


_LATEST_ACTIVITY = Reading(("-starts_at", "-id"), ("place",), _activity)
_READINGS: dict[Source, Reading] = {
    Source.ACTIVITIES: _LATEST_ACTIVITY,
    Source.DERIVED: _LATEST_ACTIVITY,
    Source.SIGNUPS: Reading(("-signed_on", "-id"), ("place", "person"), _signup),
    Source.GIFTS: Reading(("-given_on", "-id"), ("place", "person"), _gift),
    Source.CONTACTS: Reading(("-met_at", "-id"), ("prospect__place", "prospect__person"), _contact),
    Source.OBSTACLES: Reading(("-raised_at", "-id"), ("place",), _obstacle),
    Source.FIGURES: Reading(("-as_of", "-id"), ("place",), _figure),
}
_LAUNCH: dict[str, Reading] = {
    "EV.TEAMS": Reading(("id",), ("place", "activity"), _team),
    "EV.POINTS": Reading(("id",), ("place", "team__activity"), _point),
    "EV.REACHED": Reading(("-counted_at", "-id"), ("point__place", "point__team"), _tally),
}
_PLEDGES = Reading(("-pledged_on", "-id"), ("place",), _pledge)
