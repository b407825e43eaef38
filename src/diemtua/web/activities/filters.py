"""The filters of the list of activities, as they stand in the address."""

from django.db.models import QuerySet
from django.http import HttpRequest

from diemtua.activities.models import Activity, ActivityQuerySet
from diemtua.activities.queries import in_days
from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.periods import parse_day

EQUAL = {"loai": "kind", "tinh-trang": "status", "ve": "programme", "co-quan": "host__ref"}


def visible_activities(request: HttpRequest, campaign: Campaign) -> ActivityQuerySet:
    """Return the activities of the campaign that the user may see."""
    rows: ActivityQuerySet = Activity.objects.visible_to(request.user).filter(campaign=campaign)
    return rows


def chosen_activities(request: HttpRequest, campaign: Campaign) -> QuerySet[Activity]:
    """Return the visible activities that the filters of the address leave."""
    rows = visible_activities(request, campaign)
    for key, field in EQUAL.items():
        if value := request.GET.get(key):
            rows = rows.filter(**{field: value})
    if path := request.GET.get("dia-ban"):
        rows = rows.filter(place__path__startswith=path)
    if words := request.GET.get("q", "").strip():
        rows = rows.search(words)
    return in_days(rows, parse_day(request.GET.get("tu", "")), parse_day(request.GET.get("den", "")))


def hosts_of(rows: QuerySet[Activity], limit: int = 200) -> list[tuple[str, str]]:
    """Return (reference, name) of the agencies that host `rows`, for a filter."""
    hosts = Agency.objects.filter(pk__in=rows.order_by().values("host").distinct())
    return list(hosts.order_by("place__path", "search_key").values_list("ref", "name")[:limit])
