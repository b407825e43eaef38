"""The list on paper: choose hamlet and visitor, print it, print it once more, find one by its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.prospects import queries
from diemtua.prospects.actions.walking import print_walking_list, reprint_walking_list
from diemtua.prospects.models import Prospect, WalkingList
from diemtua.prospects.permissions import may_import_at, may_print_phones, may_see_prospects
from diemtua.prospects.queries import walking
from diemtua.prospects.queries.leases import can_be_met
from diemtua.web.access import page, post_only
from diemtua.web.prospects.paper import paper_of, pdf_of
from diemtua.web.shell import campaign_or_404

NOBODY, MINE = "chua", "toi"
FEW_PAPERS = 20


@dataclass(frozen=True)
class Asked:
    """The hamlet and the visitor that the address asks for, and how it is to be printed."""

    place: Place | None
    who: str
    holder: User | None
    holders: list[tuple[str, str]]
    may_have_phones: bool
    is_large: bool


@page(may_see_prospects)
def index(request: HttpRequest) -> HttpResponse:
    """Choose whose list of which hamlet to print, and see the papers that are out."""
    campaign = campaign_or_404(request)
    if code := request.GET.get("ma", "").strip().lower():
        return _found(request, campaign, code)
    asked = _asked(request.GET, request, campaign)
    count = _to_walk(request, campaign, asked).count() if asked.place else 0
    context = {
        "asked": asked,
        "places": _places(request.user, campaign, asked.place),
        "count": count,
        "printed": min(count, walking.MOST_ON_PAPER),
        "most": walking.MOST_ON_PAPER,
        "papers": list(walking.walking_lists_for(request.user, campaign)[:FEW_PAPERS]),
        "trail": trail(_("Phiếu đi gặp")),
    }
    return render(request, "prospects/walking.html", context)


@post_only(may_see_prospects)
def print_paper(request: HttpRequest) -> HttpResponse:
    """Print: keep who is on the paper and give it as PDF."""
    campaign = campaign_or_404(request)
    asked = _asked(request.POST, request, campaign)
    if asked.place is None:
        messages.error(request, _("Hãy chọn thôn cần in phiếu."))
        return redirect("prospects:walking_list")
    people = list(_to_walk(request, campaign, asked)[: walking.MOST_ON_PAPER])
    with_phones = "so-dien-thoai" in request.POST
    try:
        printed = print_walking_list(
            campaign=campaign,
            place=asked.place,
            holder=asked.holder,
            prospects=people,
            by=request.user,
            at=timezone.now(),
            with_phones=with_phones,
        )
    except Refusal as refusal:
        messages.error(request, refusal.text)
        again = urlencode({"dia-ban": asked.place.path, "nguoi": asked.who})
        return redirect(f"{reverse('prospects:walking_list')}?{again}")
    return _pdf(request, printed, list(enumerate(people, start=1)), with_phones=with_phones)


@post_only(may_see_prospects)
def reprint(request: HttpRequest, ref: str) -> HttpResponse:
    """Print a paper once more: the same lines under the same numbers, without who needs no visit any more."""
    campaign = campaign_or_404(request)
    paper = get_object_or_404(walking.walking_lists_for(request.user, campaign), ref=ref)
    numbered = [
        (number, one) for number, one in enumerate(walking.on_paper(paper), start=1) if can_be_met(one)
    ]
    with_phones = "so-dien-thoai" in request.POST
    try:
        reprint_walking_list(
            walking_list=paper,
            rows=len(numbered),
            by=request.user,
            at=timezone.now(),
            with_phones=with_phones,
        )
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("prospects:walking_list")
    return _pdf(request, paper, numbered, with_phones=with_phones)


def trail(last: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page of walking lists."""
    steps = [(_("Đối tượng tiềm năng"), reverse("prospects:list")), *between, (last, "")]
    return [{"label": label, "href": href} for label, href in steps]


def _pdf(
    request: HttpRequest,
    printed: WalkingList,
    numbered: Sequence[tuple[int, Prospect]],
    *,
    with_phones: bool,
) -> HttpResponse:
    paper = paper_of(
        printed,
        numbered,
        walking.last_contacts([one for _number, one in numbered]),
        visit_url=lambda one: request.build_absolute_uri(reverse("field:visit", args=[one.ref])),
        back=request.build_absolute_uri(reverse("prospects:walking_back", args=[printed.ref])),
        printed=(request.user, timezone.now()),
        with_phones=with_phones,
        is_large="chu-lon" in request.POST,
    )
    answer = HttpResponse(pdf_of(paper), content_type="application/pdf")
    name = f"phieu-di-gap-{printed.ref}.pdf"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    answer["Cache-Control"] = "no-store"
    return answer


def _found(request: HttpRequest, campaign: Campaign, code: str) -> HttpResponse:
    """Go to what a printed code names: a whole paper, or the visit to the person of one line."""
    if walking.walking_lists_for(request.user, campaign).filter(ref=code).exists():
        return redirect("prospects:walking_back", code)
    if queries.prospects_for(request.user, campaign).filter(ref=code).exists():
        return redirect("field:visit", code)
    messages.error(
        request, _("Không có phiếu hay dòng nào mã “%(code)s” trong địa bàn của bạn.") % {"code": code}
    )
    return redirect("prospects:walking_list")


def _asked(data: Any, request: HttpRequest, campaign: Campaign) -> Asked:
    user: Any = request.user
    path = data.get("dia-ban", "")
    if not path and user.place.kind == Kind.HAMLET:
        path = user.place.path
    found = Place.objects.valid_on(campaign.map_date).filter(path=path, kind=Kind.HAMLET)
    place = found.select_related("parent").first()
    if place and not user.is_over(place):
        raise PermissionDenied
    holders: list[tuple[str, str]] = [(MINE, _("Tôi")), (NOBODY, _("Người chưa giao ai"))]
    people: dict[str, User] = {}
    if place and may_import_at(user, place):
        visitors = queries.visitors_over(place, timezone.localdate())
        people = {str(one.user_id): one.user for one in visitors if one.user_id != user.pk}
        holders += [(key, str(one)) for key, one in people.items()]
    who = data.get("nguoi", MINE)
    who = who if who in dict(holders) else MINE
    holder = None if who == NOBODY else people.get(who, user)
    reads_large = holder is not None and holder.place.kind == Kind.HAMLET
    may_have_phones = place is not None and may_print_phones(user, place, holder)
    return Asked(place, who, holder, holders, may_have_phones, reads_large)


def _to_walk(request: HttpRequest, campaign: Campaign, asked: Asked) -> Any:
    assert asked.place is not None
    return walking.to_walk(request.user, campaign, asked.place, asked.holder, timezone.localdate())


def _places(user: Any, campaign: Campaign, chosen: Place | None) -> list[tuple[str, str]]:
    """Return the hamlets to choose from: of the own communes; of anywhere above only the chosen one."""
    tops = [one.place for one in user.current_memberships if one.place.kind in (Kind.COMMUNE, Kind.HAMLET)]
    options = queries.places_to_choose(tops, campaign.map_date)
    hamlets = Place.objects.valid_on(campaign.map_date).filter(
        kind=Kind.HAMLET, path__in=[path for path, _name in options]
    )
    paths = set(hamlets.values_list("path", flat=True))
    near = [(path, name) for path, name in options if path in paths]
    if chosen and chosen.path not in paths:
        near.append((chosen.path, f"{chosen}, {chosen.parent}"))
    return near
