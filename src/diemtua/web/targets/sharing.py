"""Sharing out a part of a target: what would come of it, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.places.models import Place
from diemtua.targets import actions, queries
from diemtua.targets.enums import Method
from diemtua.targets.models import Share
from diemtua.targets.permissions import may_share_out, may_share_out_at
from diemtua.targets.rules import SharingOut, numbers_of
from diemtua.web.access import form_page
from diemtua.web.targets.forms import ShareForm
from diemtua.web.targets.views import share_or_404, target_or_404, trail_of
from diemtua.web.targets.weights import prospects_below

BY_PROSPECTS = "tiem-nang"  # the value of ?ty-trong= that asks for suggested weights


@dataclass(frozen=True)
class Outlook:
    """What a sharing-out would give: numbers by path (none where refused), their sum, and what is left."""

    numbers: dict[str, int]
    sum: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.sum

    @property
    def over(self) -> int:
        return self.sum - self.total


@dataclass(frozen=True)
class Row:
    """One line of the form: a place with its three fields, and what it would get."""

    place: Place
    number: BoundField
    weight: BoundField
    locked: BoundField
    outlook: int | None


@form_page(may_share_out)
def share(request: HttpRequest, ref: str, path: str) -> HttpResponse:
    """Share out a part to the places right below; with `preview` only show what would come of it."""
    target = target_or_404(request, ref)
    whole = share_or_404(target, path)
    if not may_share_out_at(request.user, whole.place):
        raise PermissionDenied
    places = queries.places_below(whole)
    form = ShareForm(
        request.POST or None, share=whole, places=places, initial=_initial(request, whole, places)
    )
    outlook = None
    if request.method == "POST" and form.is_valid():
        how = form.as_sharing_out()
        if "preview" not in request.POST and _was_shared_out(form, whole, how, request):
            messages.success(request, _("Đã chia. Các phần cộng đúng bằng số được giao."))
            return redirect("targets:show_at", ref, path)
        outlook = _outlook(form, whole, how)
    context = {
        "target": target,
        "share": whole,
        "form": form,
        "rows": _rows(form, outlook),
        "outlook": outlook,
        "is_ratio": form.is_ratio,
        "has_parts_below": Share.objects.filter(parent__parent=whole).exists(),
        "trail": trail_of(target, whole.place),
    }
    return render(request, "targets/share.html", context)


def _was_shared_out(form: ShareForm, whole: Share, how: SharingOut, request: HttpRequest) -> bool:
    """Share out, or put the refusal on the form."""
    try:
        actions.share_out(share=whole, how=how, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.text)
        return False
    return True


def _outlook(form: ShareForm, whole: Share, how: SharingOut) -> Outlook | None:
    if whole.number is None:
        return None
    names = {place.path: place.name for place in form.places}
    if how.method == Method.MANUAL:
        typed = dict(how.numbers or {})
        return Outlook(typed, sum(typed.values()), whole.number)
    try:
        numbers = numbers_of(whole.number, names, how)
    except Refusal as refusal:
        if refusal.text not in form.non_field_errors():
            form.add_error(None, refusal.text)
        return None
    return Outlook(numbers, sum(numbers.values()), whole.number)


def _rows(form: ShareForm, outlook: Outlook | None) -> list[Row]:
    return [
        Row(
            place,
            form[f"so-{place.path}"],
            form[f"trong-{place.path}"],
            form[f"giu-{place.path}"],
            outlook.numbers.get(place.path) if outlook else None,
        )
        for place in form.places
    ]


def _initial(request: HttpRequest, whole: Share, places: Sequence[Place]) -> dict[str, Any]:
    """Return what stands there now; the weights by the number of prospects where the address asks for it."""
    initial: dict[str, Any] = {}
    for part in queries.parts_of(whole):
        path = part.place.path
        initial[f"so-{path}"] = part.number if part.ratio is None else part.ratio
        initial[f"trong-{path}"] = part.weight
        initial[f"giu-{path}"] = part.is_locked
        if part.method in (Method.EQUAL, Method.PROPORTIONAL):
            initial["method"] = part.method
    if request.GET.get("ty-trong") == BY_PROSPECTS and whole.number is not None:
        for path, people in prospects_below(request.user, whole, places).items():
            initial[f"trong-{path}"] = people
        initial["method"] = Method.PROPORTIONAL
        day = f"{timezone.localdate():%d/%m/%Y}"
        initial["reason"] = _("Theo số đối tượng tiềm năng ngày %(day)s") % {"day": day}
    return initial
