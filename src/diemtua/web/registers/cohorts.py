"""Who is not yet covered: every cohort of a matching, counted for a place and for the places below it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from diemtua.places.models import Place
from diemtua.places.queries import ancestors_of
from diemtua.registers import jobs
from diemtua.registers.enums import Cohort, Exclusion, MatchingStatus
from diemtua.registers.models import CohortCount, Matching
from diemtua.registers.permissions import may_keep_registers
from diemtua.web.access import page, post_only
from diemtua.web.registers.matchings import matching_or_404, trail
from diemtua.web.strips import StripPart, strip_of


@dataclass(frozen=True)
class Shown:
    """One cohort of a place: its count, what the others are, and the same below."""

    count: CohortCount
    parts: list[StripPart]
    below: list[CohortCount]

    @property
    def percent(self) -> float | None:
        """Return the members as a share of those who were asked, in per cent."""
        return 100 * self.count.size / self.count.denominator if self.count.denominator else None

    @property
    def likely_wrong(self) -> int:
        """Return the expected number of wrong members, in whole people."""
        return round(self.count.expected_wrong)


@page(may_keep_registers)
def cohorts(request: HttpRequest, ref: str) -> HttpResponse:
    """Show every cohort of a matching for the place asked for (`dia-ban`), else the user's own."""
    matching = matching_or_404(request, ref)
    place = _place(request, matching)
    counts = CohortCount.objects.filter(matching=matching).select_related("place")
    here = {one.cohort: one for one in counts.filter(place=place)}
    below = counts.filter(place__parent=place).order_by("-size", "place__sort_key")
    shown = [
        Shown(count, _parts(count), [one for one in below if one.cohort == cohort])
        for cohort in Cohort.values
        if (count := here.get(cohort)) and count.denominator
    ]
    context = {
        "matching": matching,
        "place": place,
        "shown": shown,
        "is_counted": counts.exists(),
        "is_done": matching.status == MatchingStatus.DONE,
        "registers": matching.registers.select_related("snapshot__source"),
        "day": next((one.count.day for one in shown), None),
        "trail": _trail(matching, place, request.user),
    }
    return render(request, "registers/cohorts.html", context)


@post_only(may_keep_registers)
def recount(request: HttpRequest, ref: str) -> HttpResponse:
    """Count the cohorts of a matching again, in the background: verdicts have come in, days have passed."""
    matching = matching_or_404(request, ref)
    user: Any = request.user
    jobs.count_cohorts.defer(matching_id=matching.pk, by_id=user.pk)
    messages.success(request, _("Đang tính lại. Trang này sẽ có số mới sau ít phút."))
    return redirect("registers:cohorts", ref)


def _place(request: HttpRequest, matching: Matching) -> Place:
    """Return the place asked for, never outside the own places: 404 there."""
    user: Any = request.user
    own = [path for path in user.paths if path.startswith(matching.place.path)] or [matching.place.path]
    path = request.GET.get("dia-ban") or min(own, key=len)
    if not any(path.startswith(top) for top in (p for p in user.paths)):
        raise Http404
    places = Place.objects.valid_on(matching.population.as_of).select_related("parent")
    place: Place = get_object_or_404(places, path=path)
    return place


def _parts(count: CohortCount) -> list[StripPart]:
    members = (_("Thuộc nhóm"), count.size, "")
    others = sorted(count.excluded.items(), key=lambda one: -one[1])
    left_out = [(capfirst(str(Exclusion(reason).label)), number, "") for reason, number in others]
    return strip_of([members, *left_out])


def _trail(matching: Matching, place: Place, user: Any) -> list[dict[str, str]]:
    steps = [
        *trail(),
        {"label": str(matching.population), "href": reverse("registers:matching", args=[matching.ref])},
    ]
    here = reverse("registers:cohorts", args=[matching.ref])
    for one in ancestors_of(place, matching.population.as_of):
        if any(one.path.startswith(path) for path in user.paths):
            steps.append({"label": one.name, "href": f"{here}?dia-ban={one.path}"})
    return [*steps, {"label": place.name, "href": ""}]
