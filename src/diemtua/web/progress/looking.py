"""Which place and which days a page of progress looks at; never beyond the reader's own places."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.periods import parse_day
from diemtua.places.models import Place
from diemtua.places.queries import ancestors_of, place_of
from diemtua.progress.permissions import top_place_for
from diemtua.progress.queries import Scope
from diemtua.progress.rules import Indicator, UnknownIndicator, indicator_of
from diemtua.web.shell import campaign_or_404


@dataclass(frozen=True)
class Crumb:
    """One step of the way down to a page."""

    label: str
    href: str = ""


class Looking:
    """The place (`noi`) and days (`tu`, `den`) that a request asks for."""

    def __init__(self, request: HttpRequest, path: str = "") -> None:
        self._request = request
        self.campaign = campaign_or_404(request)
        self.place = self._place(path or request.GET.get("noi", ""))
        first, last = self._day("tu"), self._day("den")
        self.is_launch_day = first is not None and first == last == self.campaign.launch_on
        self.scope = Scope.of(self.campaign, self.place, first, last)

    @cached_property
    def today(self) -> date:
        """Return today, or the last day of a campaign that is over."""
        return min(timezone.localdate(), self.campaign.ends_on)

    @property
    def days(self) -> str:
        """Return the query that keeps the days ('tu=…&den=…'), empty for the whole campaign."""
        whole = (self.campaign.starts_on, self.campaign.ends_on)
        if (self.scope.first, self.scope.last) == whole:
            return ""
        return f"tu={self.scope.first.isoformat()}&den={self.scope.last.isoformat()}"

    def crumbs(self, *after: Crumb) -> list[Crumb]:
        """Return the way from the reader's highest place down to this one, and what comes after."""
        top = top_place_for(self._request.user, self.campaign)
        above = ancestors_of(self.place, self.campaign.map_date)
        seen = [one for one in above if top is not None and one.path.startswith(top.path)]
        way = [Crumb(one.name, reverse("progress:place", args=[one.path])) for one in seen]
        own = Crumb(self.place.name, reverse("progress:place", args=[self.place.path]))
        return [Crumb(_("Tiến độ"), reverse("progress:overview")), *way, own, *after]

    def _place(self, path: str) -> Place:
        user = self._request.user
        found = place_of(path, self.campaign.map_date) if path else top_place_for(user, self.campaign)
        if found is None or not found.path.startswith(self.campaign.place.path):
            raise Http404(_("Không có địa bàn này trong chiến dịch."))
        if not user.is_over(found):  # type: ignore[union-attr] # the permission let members in only
            raise Http404(_("Địa bàn này không thuộc phạm vi của bạn."))
        return found

    def _day(self, name: str) -> date | None:
        day = parse_day(self._request.GET.get(name, ""))
        return day if day and self.campaign.takes_facts_on(day) else None


def indicator_or_404(code: str) -> Indicator:
    """Return the indicator of that code.

    :raises Http404:
    """
    try:
        return indicator_of(code)
    except UnknownIndicator as unknown:
        raise Http404(unknown.text) from unknown
