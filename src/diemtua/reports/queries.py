"""What a report is made from, read in one moment."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from diemtua.activities.enums import Bound, Kind, Status
from diemtua.activities.models import Activity
from diemtua.agencies.enums import Chain
from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.directives.enums import Status as DirectiveStatus
from diemtua.directives.queries import counts_by_status, directives_of
from diemtua.obstacles.models import Obstacle
from diemtua.places.enums import Kind as PlaceKind
from diemtua.progress import queries as progress
from diemtua.progress.queries import FigureView, Matrix, Scope
from diemtua.progress.rules import CATALOGUE, Source, indicator_of
from diemtua.reports.rules import (
    Area,
    Called,
    Difficulty,
    Letterhead,
    Order,
    Snapshot,
    StatedFigure,
    Workplace,
    at_launch,
)
from diemtua.reports.rules.annexes import PLANNED
from diemtua.reports.rules.letterhead import day_in_words

LAUNCH_CODES = ("EV.TEAMS", "EV.POINTS", "EV.REACHED", "SI.VOL.NEW", "HI.HH.NEW", "HI.NEW")
_TABLED = [code for code, one in CATALOGUE.items() if one.source not in (Source.FIGURES, Source.DERIVED)]


def compose_snapshot(campaign: Campaign, first: date, last: date, at: datetime) -> Snapshot:
    """Return every figure of a campaign from `first` to `last` as it stands now."""
    scope = Scope.of(campaign, None, first, last)
    launch = _launch_scope(scope)
    figures = {
        view.indicator.code: _stated(scope, view)
        for view in progress.figures(campaign, None, None, first, last).values()
    }
    if launch:
        views = progress.figures(campaign, LAUNCH_CODES, None, launch.first, launch.last)
        figures |= {at_launch(code): _stated(launch, view) for code, view in views.items()}
    areas, own = _areas(scope, launch)
    local = timezone.localtime(at)
    return Snapshot(
        campaign=campaign.title,
        theme=campaign.theme,
        place=campaign.place.name,
        agency=campaign.lead_agency.name,
        first=first.isoformat(),
        last=last.isoformat(),
        launch_on=day_in_words(launch.first) if launch else "",
        as_of=local.replace(microsecond=0).isoformat(),
        figures=figures,
        areas=areas,
        own=own,
        workplaces=_workplaces(scope),
        called_off=_called_off(scope),
        difficulties=_difficulties(scope),
        orders=_orders(campaign),
        tasks={status: count for status, count in counts_by_status(campaign).items() if count},
    )


def default_letterhead(campaign: Campaign, on: date) -> Letterhead:
    """Return the head and foot that a report of the campaign's lead agency usually bears."""
    agency = campaign.lead_agency
    place = _bare_name(campaign.place.name)
    if agency.chain == Chain.SOCIAL_INSURANCE:
        parent, short, title = "Bảo hiểm xã hội Việt Nam", "BHXH", "Giám đốc"
    elif agency.chain == Chain.PEOPLES_COMMITTEE:
        parent, short, title = "", "UBND", "Chủ tịch"
    else:
        parent, short, title = "", "", "Thủ trưởng đơn vị"
    return Letterhead(
        agency=agency.name,
        parent_agency=parent,
        symbol=f"BC-{short}" if short else "BC-",
        locality=place,
        issued_on=on,
        signing_for=f"TM. {agency.name}" if short == "UBND" else "",
        signatory_title=title,
        recipients=(*_recipients(campaign, agency), "Lưu: VT."),
    )


def _recipients(campaign: Campaign, agency: Agency) -> list[str]:
    committee = f"UBND {campaign.place.name[:1].lower()}{campaign.place.name[1:]}"
    if agency.chain == Chain.SOCIAL_INSURANCE:
        return ["BHXH Việt Nam (để báo cáo)", f"{committee} (để báo cáo)", "Các thành viên Ban Chỉ đạo"]
    return [f"{committee} (để báo cáo)", "Các thành viên Ban Chỉ đạo"]


def _bare_name(name: str) -> str:
    for title in ("Tỉnh ", "Thành phố "):
        name = name.removeprefix(title)
    return name


def _launch_scope(scope: Scope) -> Scope | None:
    on = scope.campaign.launch_on
    if on is None or not scope.first <= on <= scope.last:
        return None
    return Scope(scope.campaign, scope.place, on, on)


def _stated(scope: Scope, view: FigureView) -> StatedFigure:
    indicator = view.indicator
    return StatedFigure(
        code=indicator.code,
        label=indicator.label,
        unit=indicator.unit,
        first=day_in_words(view.first),
        last=day_in_words(view.last),
        value=view.value,
        origin=view.origin.value,
        is_lower_bound=view.is_lower_bound,
        rows=progress.rows_behind(scope, indicator).count() if view.value else 0,
        denominator=view.denominator,
        plan_number=view.plan.number if view.plan else None,
        plan_title=view.plan.name if view.plan else "",
        plan_owner=view.plan.owner if view.plan else "",
        source=view.source,
        as_of=day_in_words(view.as_of) if view.as_of else "",
        fresh_at=f"{timezone.localtime(view.fresh_at):%H:%M %d/%m/%Y}" if view.fresh_at else "",
    )


def _areas(scope: Scope, launch: Scope | None) -> tuple[list[Area], dict[str, int]]:
    """Return the table of areas, and what stands in none of them; together they add up to the figures."""
    whole = progress.matrix(scope, _TABLED)
    at_launch_day = progress.matrix(launch, LAUNCH_CODES) if launch else None
    plans = {
        code: progress.shares_of_children(scope.campaign, indicator_of(code), whole.children)
        for code in PLANNED
    }
    areas = []
    for child in whole.children:
        values = dict(whole.values.get(child.pk, {}))
        values |= _launch_keys(at_launch_day.values.get(child.pk, {}) if at_launch_day else {})
        shares = {code: found[child.pk] for code, found in plans.items() if child.pk in found}
        areas.append(Area(child.code, child.name, values, shares))
    return areas, dict(whole.own) | _launch_keys(_own(at_launch_day))


def _own(table: Matrix | None) -> dict[str, int]:
    return table.own if table else {}


def _launch_keys(values: dict[str, int]) -> dict[str, int]:
    return {at_launch(code): value for code, value in values.items()}


def _within(scope: Scope, **conditions: Any) -> Any:
    rows = Activity.objects.filter(campaign=scope.campaign, **conditions)
    return rows.filter(starts_at__date__gte=scope.first, starts_at__date__lte=scope.last)


def _workplaces(scope: Scope) -> list[Workplace]:
    held = _within(scope, kind=Kind.WORKPLACE, status=Status.HELD, attendance__gt=0)
    rows = held.select_related("place__parent").order_by("starts_at", "id")
    found = [
        Workplace(
            area=_area_of(row),
            place=row.place.name,
            title=row.title.removeprefix("Truyền thông tại ").removeprefix("các "),
            people=row.attendance,
            is_lower_bound=row.attendance_bound == Bound.MORE_THAN,
        )
        for row in rows
    ]
    order = list(dict.fromkeys(one.area for one in found))
    return sorted(found, key=lambda one: order.index(one.area))


def _area_of(row: Activity) -> str:
    """Return the district of an activity where it has one, else its own place."""
    place = row.place
    while place.parent is not None and place.kind in (PlaceKind.HAMLET, PlaceKind.COMMUNE):
        if place.parent.kind == PlaceKind.PROVINCE:
            break
        place = place.parent
    return place.name


def _called_off(scope: Scope) -> list[Called]:
    """Return what was called off, grouped by kind and reason, with the held acts that replaced it."""
    rows = (
        _within(scope, status=Status.CANCELLED).prefetch_related("replacements").order_by("starts_at", "id")
    )
    counts: Counter[tuple[str, str]] = Counter()
    instead: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        key = (str(row.get_kind_display()), row.reason)
        counts[key] += 1
        held = [other for other in row.replacements.all() if other.status == Status.HELD]
        instead.setdefault(key, Counter()).update(str(other.get_kind_display()) for other in held)
    return [
        Called(kind, reason, count, dict(instead[kind, reason])) for (kind, reason), count in counts.items()
    ]


def _difficulties(scope: Scope) -> list[Difficulty]:
    rows = Obstacle.objects.filter(
        campaign=scope.campaign, raised_at__date__gte=scope.first, raised_at__date__lte=scope.last
    )
    return [
        Difficulty(
            place=row.place.name,
            category=str(row.get_category_display()),
            text=row.text,
            proposal=row.proposal,
            is_answered=row.answered_at is not None,
        )
        for row in rows.select_related("place").order_by("raised_at", "id")
    ]


def _orders(campaign: Campaign) -> list[Order]:
    published = directives_of(campaign).filter(status=DirectiveStatus.PUBLISHED)
    return [
        Order(
            title=_order_title(str(row.get_kind_display()), row.number, row.symbol),
            issued_on=day_in_words(row.issued_on) if row.issued_on else "",
            issuer=_spoken(row.issuer, campaign.place.name),
            subject=row.subject,
        )
        for row in published.order_by("issued_on", "id")
    ]


def _spoken(issuer: str, place: str) -> str:
    """Return an issuer that a paper printed in capitals as a sentence says it."""
    if not issuer.isupper():
        return issuer
    said = issuer[:1] + issuer[1:].lower()
    bare = _bare_name(place)
    return said.replace(bare.lower(), bare)


def _order_title(kind: str, number: str, symbol: str) -> str:
    return f"{kind} số {number}/{symbol}" if number and symbol else kind
