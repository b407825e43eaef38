"""What the rows come to: one pass over each table, by place and day. See `docs/algorithms/counters.md`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from diemtua.activities.enums import Kind
from diemtua.activities.enums import Status as ActivityStatus
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.insurance.enums import Programme
from diemtua.obstacles.models import Obstacle
from diemtua.progress.rules import CATALOGUE, Cell, Source
from diemtua.prospects.models import Contact
from diemtua.signups.enums import Kind as SignUpKind
from diemtua.signups.enums import Status as SignUpStatus
from diemtua.signups.models import SignUp

#: Which indicators one held activity of a kind adds one to, and which one its attendance.
COUNTED_BY_KIND: dict[str, str] = {
    Kind.LAUNCH: "EV.LAUNCH",
    Kind.CONFERENCE: "CO.CONF.COUNT",
    Kind.SMALL_GROUP: "CO.SG.COUNT",
    Kind.WORKPLACE: "CO.ENT.COUNT",
    Kind.BROADCAST: "CO.RADIO.ALL",
    Kind.PORTAL_ITEM: "CO.WEB.ITEMS",
    Kind.SOCIAL_ITEM: "CO.SOCIAL.ITEMS",
    Kind.SHARE: "CO.SOCIAL.SHARES",
    Kind.VISUAL: "EV.VISUAL",
    Kind.HOME_VISITS: "CO.HOME.COUNT",
}
ATTENDANCE_BY_KIND: dict[str, str] = {
    Kind.CONFERENCE: "CO.CONF.ATT",
    Kind.SMALL_GROUP: "CO.SG.ATT",
    Kind.WORKPLACE: "CO.ENT.ATT",
}
_SUFFIX = {SignUpKind.NEW: "NEW", SignUpKind.RETURNED: "RETURNED", SignUpKind.RENEWAL: "RENEWED"}
_VOLUNTARY = Programme.VOLUNTARY_SOCIAL.value
_HEALTH = (Programme.HEALTH.value, Programme.HOUSEHOLD_HEALTH.value)

Cells = Iterable[tuple[int, date]]


def cells_of(campaign_id: int, sources: Iterable[Source], cells: Cells | None = None) -> Iterator[Cell]:
    """Yield what the rows of `sources` come to, per indicator, place and day; only `cells` when given.

    Cells without any row are not yielded. One or a few queries per source, however many indicators.
    """
    wanted = None if cells is None else set(cells)
    for source in sources:
        totals: dict[tuple[str, int, date], int] = defaultdict(int)
        for cell in _COUNTERS[source](campaign_id, wanted):
            if cell.value and (wanted is None or (cell.place_id, cell.day) in wanted):
                totals[cell.indicator, cell.place_id, cell.day] += cell.value
        for (indicator, place_id, day), value in totals.items():
            yield Cell(indicator, place_id, day, value)


def indicators_of(sources: Iterable[Source]) -> list[str]:
    """Return the codes of the indicators that come from `sources`."""
    chosen = set(sources)
    return [code for code, indicator in CATALOGUE.items() if indicator.source in chosen]


def held(campaign_id: int) -> QuerySet[Activity]:
    """Return the activities of a campaign that took place: what counts."""
    return Activity.objects.filter(campaign=campaign_id, status=ActivityStatus.HELD)


def live_signups(campaign_id: int) -> QuerySet[SignUp]:
    """Return the entries of a campaign that are not withdrawn: what counts."""
    return SignUp.objects.filter(campaign=campaign_id).exclude(status=SignUpStatus.WITHDRAWN)


def launch_cells(campaign_id: int, cells: Cells) -> set[tuple[int, date]]:
    """Return the cells of teams and points of the activities at the places of `cells`: they move along."""
    places, days = {place_id for place_id, _ in cells}, {day for _, day in cells}
    teams = Team.objects.filter(activity__campaign=campaign_id, activity__place__in=places)
    points = Point.objects.filter(team__activity__campaign=campaign_id, team__activity__place__in=places)
    found = {*teams.values_list("place_id", flat=True), *points.values_list("place_id", flat=True)}
    return {(place_id, day) for place_id in found for day in days}


def _at(rows: QuerySet[Any], cells: set[tuple[int, date]] | None, field: str = "place") -> QuerySet[Any]:
    """Keep the rows at the places of `cells`; the day is compared after grouping."""
    if cells is None:
        return rows
    return rows.filter(**{f"{field}__in": {place_id for place_id, _ in cells}})


def _on(rows: QuerySet[Any], cells: set[tuple[int, date]] | None, field: str) -> QuerySet[Any]:
    """Keep the rows within the days of `cells`."""
    if not cells:
        return rows
    days = [day for _, day in cells]
    return rows.filter(**{f"{field}__gte": min(days), f"{field}__lte": max(days)})


def _activities(campaign_id: int, cells: set[tuple[int, date]] | None) -> Iterator[Cell]:
    rows = _on(_at(held(campaign_id), cells).annotate(day=TruncDate("starts_at")), cells, "day")
    about = Count("id", filter=Q(programme=_VOLUNTARY))
    for kind, place, day, count, people, on_voluntary in (
        rows.values("kind", "place_id", "day")
        .annotate(count=Count("id"), people=Sum("attendance"), on_voluntary=about)
        .values_list("kind", "place_id", "day", "count", "people", "on_voluntary")
        .order_by()
    ):
        yield Cell(COUNTED_BY_KIND[kind], place, day, count)
        if kind in ATTENDANCE_BY_KIND:
            yield Cell(ATTENDANCE_BY_KIND[kind], place, day, people or 0)
        if kind == Kind.BROADCAST:
            yield Cell("CO.RADIO.VSI", place, day, on_voluntary)


def _launch(campaign_id: int, cells: set[tuple[int, date]] | None) -> Iterator[Cell]:
    at_launch = {"campaign": campaign_id, "status": ActivityStatus.HELD}
    teams = Team.objects.filter(**{f"activity__{key}": value for key, value in at_launch.items()})
    points = Point.objects.filter(**{f"team__activity__{key}": value for key, value in at_launch.items()})
    tallies = Tally.objects.filter(
        **{f"point__team__activity__{key}": value for key, value in at_launch.items()}
    )
    for code, rows, place, moment, amount in (
        ("EV.TEAMS", teams, "place", "activity__starts_at", Count("id")),
        ("EV.POINTS", points, "place", "team__activity__starts_at", Count("id")),
        ("EV.REACHED", tallies, "point__place", "point__team__activity__starts_at", Sum("people")),
    ):
        yield from _grouped(code, _at(rows, cells, place), place, TruncDate(moment), amount, cells)


def _signups(campaign_id: int, cells: set[tuple[int, date]] | None) -> Iterator[Cell]:
    rows = _on(_at(live_signups(campaign_id), cells), cells, "signed_on")
    for programme, kind, place, day, count in (
        rows.values("programme", "kind", "place_id", "signed_on")
        .annotate(count=Count("id"))
        .values_list("programme", "kind", "place_id", "signed_on", "count")
        .order_by()
    ):
        suffix = _SUFFIX[SignUpKind(kind)]
        if programme == _VOLUNTARY:
            yield Cell(f"SI.VOL.{suffix}", place, day, count)
        elif programme in _HEALTH:
            yield Cell(f"HI.{suffix}", place, day, count)
            if programme == Programme.HOUSEHOLD_HEALTH and kind == SignUpKind.NEW:
                yield Cell("HI.HH.NEW", place, day, count)


def _gifts(campaign_id: int, cells: set[tuple[int, date]] | None) -> Iterator[Cell]:
    for item, code in ((Item.BOOK, "GI.BOOKS"), (Item.CARD, "GI.CARDS")):
        given = Gift.objects.filter(campaign=campaign_id, item=item)
        yield from _grouped(code, _at(given, cells), "place", F("given_on"), Count("id"), cells)
        pledged = Pledge.objects.filter(campaign=campaign_id, item=item)
        yield from _grouped(
            f"{code}.PLEDGED", _at(pledged, cells), "place", F("pledged_on"), Sum("quantity"), cells
        )


def _contacts(campaign_id: int, cells: set[tuple[int, date]] | None) -> Iterator[Cell]:
    rows = _at(Contact.objects.filter(prospect__campaign=campaign_id), cells, "prospect__place")
    yield from _grouped("PR.CONTACTS", rows, "prospect__place", TruncDate("met_at"), Count("id"), cells)


def _obstacles(campaign_id: int, cells: set[tuple[int, date]] | None) -> Iterator[Cell]:
    rows = _at(Obstacle.objects.filter(campaign=campaign_id), cells)
    yield from _grouped("OB.RAISED", rows, "place", TruncDate("raised_at"), Count("id"), cells)
    answered = rows.filter(answered_at__isnull=False)
    yield from _grouped("OB.ANSWERED", answered, "place", TruncDate("answered_at"), Count("id"), cells)


def _grouped(
    code: str, rows: QuerySet[Any], place: str, day: Any, amount: Any, cells: set[tuple[int, date]] | None
) -> Iterator[Cell]:
    grouped = _on(rows.annotate(cell_day=day), cells, "cell_day").values(place, "cell_day")
    for place_id, on, value in (
        grouped.annotate(amount=amount).values_list(place, "cell_day", "amount").order_by()
    ):
        yield Cell(code, place_id, on, value or 0)


_COUNTERS: dict[Source, Callable[[int, set[tuple[int, date]] | None], Iterator[Cell]]] = {
    Source.ACTIVITIES: _activities,
    Source.LAUNCH: _launch,
    Source.SIGNUPS: _signups,
    Source.GIFTS: _gifts,
    Source.CONTACTS: _contacts,
    Source.OBSTACLES: _obstacles,
}
COUNTED_SOURCES = tuple(_COUNTERS)
PROGRAMME_NAMES = dict(PROGRAMME_CHOICES)
