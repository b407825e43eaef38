"""The rows behind a figure: the very rows that the counters count."""

from typing import Any

from django.db.models import Q, QuerySet

from diemtua.activities.enums import Status as ActivityStatus
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.gifts.enums import Item
from diemtua.gifts.models import Gift, Pledge
from diemtua.insurance.enums import Programme
from diemtua.obstacles.models import Obstacle
from diemtua.progress.models import Figure
from diemtua.progress.queries.counting import ATTENDANCE_BY_KIND, COUNTED_BY_KIND, held, live_signups
from diemtua.progress.queries.figures import UNITS_DONE, Scope
from diemtua.progress.rules import Indicator, Source
from diemtua.prospects.models import Contact
from diemtua.signups.enums import Kind as SignUpKind

_KINDS = {code: kind for kind, code in [*COUNTED_BY_KIND.items(), *ATTENDANCE_BY_KIND.items()]}
_SIGNUP_KINDS = {"NEW": SignUpKind.NEW, "RETURNED": SignUpKind.RETURNED, "RENEWED": SignUpKind.RENEWAL}


def rows_behind(scope: Scope, indicator: Indicator) -> QuerySet[Any]:
    """Return the rows that a figure counts, within the scope; the model depends on the indicator.

    The caller keeps to what its reader may see: the scope's place must be one of the reader's.
    """
    if indicator.source is Source.FIGURES:
        return _figures(scope, indicator)
    if indicator.source is Source.SIGNUPS:
        return _within(scope, _signups(scope, indicator), "place", "signed_on")
    if indicator.source is Source.LAUNCH:
        return _launch(scope, indicator)
    if indicator.source is Source.GIFTS:
        return _gifts(scope, indicator)
    if indicator.source is Source.CONTACTS:
        rows = Contact.objects.filter(prospect__campaign=scope.campaign)
        return _within(scope, rows, "prospect__place", "met_at__date")
    if indicator.source is Source.OBSTACLES:
        obstacles = Obstacle.objects.filter(campaign=scope.campaign)
        if indicator.code == "OB.ANSWERED":
            return _within(scope, obstacles, "place", "answered_at__date")
        return _within(scope, obstacles, "place", "raised_at__date")
    return _within(scope, _activities(scope, indicator), "place", "starts_at__date")


def _activities(scope: Scope, indicator: Indicator) -> QuerySet[Activity]:
    rows = held(scope.campaign.pk)
    if indicator.code == UNITS_DONE:
        return rows.filter(kind=_KINDS["EV.VISUAL"])
    if indicator.code == "CO.RADIO.VSI":
        return rows.filter(kind=_KINDS["CO.RADIO.ALL"], programme=Programme.VOLUNTARY_SOCIAL.value)
    return rows.filter(kind=_KINDS[indicator.code])


def _signups(scope: Scope, indicator: Indicator) -> QuerySet[Any]:
    rows = live_signups(scope.campaign.pk).filter(kind=_SIGNUP_KINDS[indicator.code.rsplit(".", 1)[-1]])
    if indicator.code.startswith("HI.") and indicator.programme is Programme.HEALTH:
        return rows.filter(
            Q(programme=Programme.HEALTH.value) | Q(programme=Programme.HOUSEHOLD_HEALTH.value)
        )
    assert indicator.programme is not None
    return rows.filter(programme=indicator.programme.value)


def _launch(scope: Scope, indicator: Indicator) -> QuerySet[Any]:
    campaign, is_held = scope.campaign, ActivityStatus.HELD
    if indicator.code == "EV.TEAMS":
        teams = Team.objects.filter(activity__campaign=campaign, activity__status=is_held)
        return _within(scope, teams, "place", "activity__starts_at__date")
    if indicator.code == "EV.POINTS":
        points = Point.objects.filter(team__activity__campaign=campaign, team__activity__status=is_held)
        return _within(scope, points, "place", "team__activity__starts_at__date")
    tallies = Tally.objects.filter(
        point__team__activity__campaign=campaign, point__team__activity__status=is_held
    )
    return _within(scope, tallies, "point__place", "point__team__activity__starts_at__date")


def _gifts(scope: Scope, indicator: Indicator) -> QuerySet[Any]:
    item = Item.BOOK if "BOOKS" in indicator.code else Item.CARD
    if indicator.code.endswith(".PLEDGED"):
        return _within(
            scope, Pledge.objects.filter(campaign=scope.campaign, item=item), "place", "pledged_on"
        )
    return _within(scope, Gift.objects.filter(campaign=scope.campaign, item=item), "place", "given_on")


def _figures(scope: Scope, indicator: Indicator) -> QuerySet[Figure]:
    return Figure.objects.filter(
        campaign=scope.campaign,
        indicator=indicator.code,
        as_of__lte=scope.last,
        place__path__startswith=scope.place.path,
    )


def _within(scope: Scope, rows: QuerySet[Any], place: str, day: str) -> QuerySet[Any]:
    rows = rows.filter(**{f"{day}__gte": scope.first, f"{day}__lte": scope.last})
    return rows if scope.is_whole_place else rows.filter(**{f"{place}__path__startswith": scope.place.path})
