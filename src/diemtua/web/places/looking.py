"""Which map a page of places looks at, and which place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.accounts.models import User
from diemtua.places.models import Place
from diemtua.places.queries import map_days
from diemtua.web.shell import shell_of


@dataclass(frozen=True)
class Crumb:
    """One step of the path above a page."""

    label: str
    href: str = ""


def day_of(request: HttpRequest) -> date:
    """Return the day of the map: chosen (`ngay`), else the campaign's, else today."""
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        campaign = shell_of(request).campaign
        return campaign.map_date if campaign else timezone.localdate()


def top_of(request: HttpRequest, day: date) -> Place:
    """Return the province to look at on `day`: the campaign's, else the one the user's place stands in.

    :raises Http404: when no places are loaded for it
    """
    campaign = shell_of(request).campaign
    user: User = request.user  # type: ignore[assignment] # readers only
    path = campaign.place.path if campaign else user.paths[0]
    code = path.split(".", 1)[0]
    found = Place.objects.filter(path=f"{code}.").order_by("-valid_from")
    top: Place | None = found.valid_on(day).first() or found.first()
    if top is None:
        raise Http404(_("Chưa nạp địa bàn của tỉnh này."))
    return top


def place_or_404(path: str, day: date) -> Place:
    """Return the place at `path` on `day`, else its latest standing.

    :raises Http404: when there never was one
    """
    found = Place.objects.filter(path=f"{path}.").select_related("parent").order_by("-valid_from")
    place: Place | None = found.valid_on(day).first() or found.first()
    if place is None:
        raise Http404(_("Không có địa bàn nào ở địa chỉ này."))
    return place


def address(place: Place, day: date | None = None, name: str = "places:show") -> str:
    """Return the address of a place's page, on the map of `day`."""
    url = reverse(name, args=[place.path.rstrip(".")])
    return f"{url}?ngay={day.isoformat()}" if day else url


def map_choices(top: Place, day: date) -> list[tuple[str, str]]:
    """Return (day, label) pairs of the maps known under `top`."""
    return day_choices(map_days(top), day)


def day_choices(days: Iterable[date], day: date) -> list[tuple[str, str]]:
    """Return (day, label) pairs of periods that begin on `days`; the one of `day` carries `day` itself."""
    firsts = sorted(days)
    choices = []
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        holds = first <= day and (following is None or day < following)
        label = _("từ %(first)s") % {"first": f"{first:%d/%m/%Y}"}
        choices.append(((day if holds else first).isoformat(), label))
    return choices
