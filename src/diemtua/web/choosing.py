"""Places and agencies to choose from in a form: only what the user is in charge of, on the campaign's map."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from diemtua.agencies.enums import Chain
from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.places.enums import Kind
from diemtua.places.models import Place

WINNING = (
    Chain.SOCIAL_INSURANCE,
    Chain.POST,
    Chain.PEOPLES_COMMITTEE,
    Chain.FATHERLAND_FRONT,
    Chain.MASS_ORGANISATION,
)


class PlaceChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A place in the user's charge. The value in the page is its path, never a primary key."""

    default_error_messages = {
        "invalid_choice": _(
            "Địa bàn này không có trong danh sách của bạn. Bạn chỉ ghi cho nơi mình phụ trách."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Place.objects.none(), to_field_name="path", **kwargs)

    def offer(self, campaign: Campaign, user: Any) -> None:
        """Offer what `user` is in charge of; the one at hand comes first."""
        self.queryset = own_places(campaign, user)
        if user.place and not self.initial:
            self.initial = user.place.path

    def keep(self, pk: int) -> None:
        """Offer also the place that is chosen already, even when it is not among those offered."""
        self.queryset = _and_one(self.queryset, pk)

    def label_from_instance(self, obj: Place) -> str:
        """Return the name followed by what it belongs to."""
        return place_name(obj)


class AgencyChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """An agency, by its reference."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agency.objects.none(), to_field_name="ref", **kwargs)

    def offer(self, campaign: Campaign, user: Any) -> None:
        """Offer the agencies around `user`, the own one chosen."""
        self.queryset = agencies_around(campaign, user, with_below=True)
        if user.agency and not self.initial:
            self.initial = user.agency.ref

    def keep(self, pk: int) -> None:
        """Offer also the agency that is chosen already, even when it is not among those offered."""
        self.queryset = _and_one(self.queryset, pk)


def place_name(place: Place) -> str:
    """Return the name of a place, below a district with what it belongs to, since names come twice."""
    if place.parent is None or place.kind == Kind.DISTRICT:
        return place.name
    return f"{place.name}, {place.parent.name}"


def own_places(campaign: Campaign, user: Any) -> QuerySet[Place]:
    """Return the places in charge of `user` on the campaign's map; hamlets only for a commune or hamlet."""
    places = Place.objects.valid_on(campaign.map_date).under(campaign.place)
    places = places.filter(_within(user.paths, "path"))
    if user.place and user.place.kind not in (Kind.COMMUNE, Kind.HAMLET):
        places = places.exclude(kind=Kind.HAMLET)
    return places.select_related("parent").order_by("path")


def filter_places(campaign: Campaign, user: Any) -> list[tuple[str, str]]:
    """Return (path, name) of the two highest levels in charge of `user`, for a filter bar."""
    depth = min((path.count(".") for path in user.paths), default=1)
    places = own_places(campaign, user).filter(path__regex=rf"^([^.]+\.){{{depth},{depth + 1}}}$")
    return [(place.path, place.name) for place in places]


def agencies_around(campaign: Campaign, user: Any, *, with_below: bool = False) -> QuerySet[Agency]:
    """Return the agencies of the user's places and of all above them; also below them where asked."""
    at = Q(place__path__in={above for path in user.paths for above in _ladder(path)})
    if with_below:
        at |= _within(user.paths, "place__path")
    agencies = Agency.objects.valid_on(campaign.map_date).filter(at)
    return agencies.order_by("place__path", "search_key")


def _and_one(rows: Any, pk: int) -> Any:
    kept = rows.model.objects.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk=pk))
    kept = kept.order_by(*rows.query.order_by)
    return kept.select_related("parent") if rows.model is Place else kept


def credited_agencies(campaign: Campaign, user: Any) -> QuerySet[Agency]:
    """Return the agencies around `user` that win people over: insurance, Post, committees, associations."""
    return agencies_around(campaign, user).filter(chain__in=WINNING)


def _ladder(path: str) -> list[str]:
    codes = path.rstrip(".").split(".")
    return [".".join(codes[:depth]) + "." for depth in range(1, len(codes) + 1)]


def _within(paths: Iterable[str], field: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths), Q(pk__in=[]))
