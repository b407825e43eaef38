"""What the list of prospects is looked at by: place, segment, status, who is in charge, a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.accounts.models import Membership
from diemtua.campaigns.models import Campaign
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.prospects import queries
from diemtua.prospects.enums import Segment, Status
from diemtua.prospects.models import Prospect
from diemtua.prospects.queries import leases

NOBODY = "chua"
MINE = "toi"


@dataclass(frozen=True)
class Look:
    """The rows that the address asks for, and the place they are under (None: all of the user's places)."""

    rows: QuerySet[Prospect]
    place: Place | None

    @property
    def assigning_at(self) -> Place | None:
        """Return the place whose visitors can be listed: a commune or a hamlet; a province has thousands."""
        is_near = self.place is not None and self.place.kind in (Kind.COMMUNE, Kind.HAMLET)
        return self.place if is_near else None


def look_of(request: HttpRequest, campaign: Campaign) -> Look:
    """Read the address: `dia-ban`, `nhom`, `tinh-trang`, `phu-trach`, `danh-sach`, `q`."""
    user: Any = request.user
    rows = queries.prospects_for(user, campaign)
    path = request.GET.get("dia-ban", "")
    place = Place.objects.valid_on(campaign.map_date).filter(path=path).first() if path else None
    if place:
        rows = rows.filter(place__path__startswith=place.path)
    if (segment := request.GET.get("nhom", "")) in Segment.values:
        rows = rows.filter(segment=segment)
    if (status := request.GET.get("tinh-trang", "")) in Status.values:
        rows = rows.filter(status=status)
    rows = _assigned(rows, request.GET.get("phu-trach", ""), user)
    if ref := request.GET.get("danh-sach", ""):
        rows = rows.filter(from_list__ref=ref)
    if words := request.GET.get("q", "").strip():
        rows = rows.search(words)  # type: ignore[attr-defined] # a ProspectQuerySet
    only = user.place if place is None and len(user.current_memberships) == 1 else place
    return Look(rows, only)


def order_of(request: HttpRequest) -> tuple[str, ...]:
    """Return the order asked for: the weightiest first (`xep=uu-tien`, and in a list), or by name."""
    by_weight = request.GET.get("xep") == "uu-tien" or "danh-sach" in request.GET
    return ("-priority", "person__sort_key", "id") if by_weight else ("person__sort_key", "id")


def place_options(user: Any, campaign: Campaign, chosen: Place | None) -> list[tuple[str, str]]:
    """Return the places to choose from, with the chosen one even where it stands lower than they do."""
    tops = [membership.place for membership in user.current_memberships]
    options = queries.places_to_choose(tops, campaign.map_date)
    if chosen and all(path != chosen.path for path, _name in options):
        options.append((chosen.path, f"{chosen.name}, {chosen.parent}"))
    return options


def assigned_options(visitors: Sequence[Membership]) -> list[tuple[str, str]]:
    """Return the choices of who is in charge."""
    people = [(str(one.user_id), str(one.user)) for one in visitors]
    return [(NOBODY, _("Chưa giao ai")), (MINE, _("Tôi")), *people]


def _assigned(rows: QuerySet[Prospect], who: str, user: Any) -> QuerySet[Prospect]:
    today = timezone.localdate()
    if who == NOBODY:
        return rows.filter(leases.is_free(today))
    if who == MINE:
        return rows.filter(leases.is_running(today), assigned_to=user)
    if who.isdecimal() and len(who) < 10:
        return rows.filter(leases.is_running(today), assigned_to=int(who))
    return rows
