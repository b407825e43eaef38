"""What activities add up to: a month by day and kind, a launch by point and hour."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncDate, TruncHour
from django.utils import timezone

from diemtua.activities.enums import Kind, Status
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.campaigns.models import Campaign


def in_days(rows: QuerySet[Activity], first: date | None, last: date | None) -> QuerySet[Activity]:
    """Keep the activities that begin from `first` to `last`, both included, as days in Vietnam."""
    if first:
        rows = rows.filter(starts_at__gte=_midnight(first))
    if last:
        rows = rows.filter(starts_at__lt=_midnight(last + timedelta(days=1)))
    return rows


def counts_by_day(rows: QuerySet[Activity]) -> list[dict[str, Any]]:
    """Return `day`, `kind`, `status` and `count` of what `rows` hold, in the order of days and kinds."""
    by_day = rows.annotate(day=TruncDate("starts_at")).values("day", "kind", "status")
    counted = by_day.annotate(count=Count("id")).order_by("day", "kind", "status")
    return [dict(line) for line in counted]


def launches_of(campaign: Campaign, user: Any) -> QuerySet[Activity]:
    """Return the launches that concern `user`: in the own places or above; not cancelled, largest first."""
    above = {path[: end + 1] for path in user.paths for end, sign in enumerate(path) if sign == "."}
    mine = Q(place__path__in=above)
    for path in user.paths:
        mine |= Q(place__path__startswith=path)
    rows = Activity.objects.filter(mine, campaign=campaign, kind=Kind.LAUNCH).exclude(status=Status.CANCELLED)
    return rows.select_related("place", "campaign").order_by("place__path", "starts_at", "id")


@dataclass(frozen=True)
class LaunchTotals:
    """What a launch has come to so far."""

    teams: int
    points: int
    people: int
    counted_points: int


def launch_totals(launch: Activity, user: Any, within: str = "") -> LaunchTotals:
    """Return the totals of a launch as far as `user` may see, inside the place with path `within`."""
    teams = Team.objects.visible_to(user).filter(activity=launch, place__path__startswith=within)
    points = points_of(launch, user, within)
    counted = points.aggregate(
        points=Count("id", distinct=True),
        people=Coalesce(Sum("tallies__people"), Value(0)),
        counted=Count("tallies__point", distinct=True),
    )
    return LaunchTotals(teams.count(), counted["points"], counted["people"], counted["counted"])


def points_of(launch: Activity, user: Any, within: str = "") -> QuerySet[Point]:
    """Return the points of a launch that `user` may see, inside the place with path `within`."""
    return Point.objects.visible_to(user).filter(team__activity=launch, place__path__startswith=within)


def with_people(points: QuerySet[Point]) -> QuerySet[Point]:
    """Give each point its `people`: the sum of its tallies."""
    sums = Tally.objects.filter(point=OuterRef("pk")).order_by().values("point")
    people = Subquery(sums.annotate(total=Sum("people")).values("total"))
    return points.annotate(people=Coalesce(people, Value(0)))


def people_by_hour(launch: Activity, user: Any, within: str = "") -> list[tuple[datetime, int]]:
    """Return the people advised in each hour of a launch, in order, as far as `user` may see."""
    tallies = Tally.objects.filter(point__in=points_of(launch, user, within))
    hours = tallies.annotate(hour=TruncHour("counted_at")).order_by().values("hour")
    return list(hours.annotate(people=Sum("people")).order_by("hour").values_list("hour", "people"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
