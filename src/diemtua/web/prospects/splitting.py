"""A fair split of people among visitors: choose, look at it, do it in one act, take it back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diemtua.accounts.models import Membership, User
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.numbers import percent
from diemtua.core.periods import parse_day
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.prospects import queries
from diemtua.prospects.actions.leases import share_out, undo_share_out
from diemtua.prospects.models import ProspectList
from diemtua.prospects.permissions import may_import_at, may_import_prospects
from diemtua.prospects.queries.splits import SplitPlan, plan_split
from diemtua.prospects.rules.leases import UNDO_MINUTES, SplitChanged, UntilIsPast
from diemtua.prospects.rules.split import CAP
from diemtua.web.access import page, post_only
from diemtua.web.prospects.forms import proposed_until, visitor_label
from diemtua.web.shell import campaign_or_404

MOST_CAP = 500
SALT = "prospects.split"
WHY_LEFT = {
    "NO_VISITOR": gettext_lazy("không ai trong số đã chọn phụ trách thôn này"),
    "CAPS_FULL": gettext_lazy("người phụ trách thôn này đã đủ số người"),
    "HELD": gettext_lazy("người khác trong hộ đang do người ngoài danh sách đã chọn phụ trách"),
}


@dataclass(frozen=True)
class Choice:
    """A visitor that may be chosen, with the cap typed."""

    user: User
    label: str
    is_chosen: bool
    cap: int


@dataclass(frozen=True)
class Asked:
    """What the address asks for: where, of which list, whom, with which caps, until when."""

    place: Place | None
    of_list: str
    choices: list[Choice]
    until: date | None
    until_text: str
    is_until_wrong: bool

    @property
    def chosen(self) -> list[tuple[User, int]]:
        """Return the chosen visitors with their caps."""
        return [(one.user, one.cap) for one in self.choices if one.is_chosen]


@dataclass(frozen=True)
class Bar:
    """How full a visitor would be."""

    label: str
    value: int
    plan: int
    percent: Any
    kind: str = ""
    href: str = ""


@page(may_import_prospects)
def index(request: HttpRequest) -> HttpResponse:
    """Choose place, list, visitors and caps, and look at the split before it is done."""
    campaign = campaign_or_404(request)
    user: Any = request.user
    asked = _asked(request.GET, request, campaign)
    plan = _plan(request, campaign, asked)
    lists = ProspectList.objects.visible_to(user).filter(campaign=campaign)[:30]
    context = {
        "asked": asked,
        "places": _places(user, campaign, asked.place),
        "lists": [(one.ref, f"{one.get_cohort_display()}, {one.place}") for one in lists],
        "plan": plan,
        "bars": _bars(plan) if plan else [],
        "rows": _rows(plan) if plan else [],
        "left": _left(plan) if plan else [],
        "refusal": UntilIsPast() if asked.until and asked.until < timezone.localdate() else None,
        "undo": _undo_of(request.GET.get("da-giao", "")),
        "undo_token": request.GET.get("da-giao", ""),
        "undo_minutes": UNDO_MINUTES,
        "trail": [
            {"label": _("Đối tượng tiềm năng"), "href": reverse("prospects:list")},
            {"label": _("Chia người đi gặp"), "href": ""},
        ],
    }
    return render(request, "prospects/split.html", context)


@post_only(may_import_prospects)
def apply(request: HttpRequest) -> HttpResponse:
    """Do the split that was looked at; when people have changed since, show the new one instead."""
    campaign = campaign_or_404(request)
    asked = _asked(request.POST, request, campaign)
    query = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "dau"):
        query.pop(name, None)
    back = f"{reverse('prospects:split')}?{query.urlencode()}"
    plan = _plan(request, campaign, asked)
    at = timezone.now()
    try:
        if plan is None or plan.mark != request.POST.get("dau"):
            raise SplitChanged
        outcomes = share_out(campaign=campaign, shares=plan.shares, until=asked.until, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect(back)
    given = sum(one.given for one in outcomes.values())
    messages.success(
        request,
        _("Đã giao %(count)d người cho %(visitors)d người đi gặp.")
        % {"count": given, "visitors": len(outcomes)},
    )
    token = signing.dumps(at.isoformat(), salt=SALT)
    path = asked.place.path if asked.place else ""
    return redirect(f"{reverse('prospects:split')}?dia-ban={path}&da-giao={token}")


@post_only(may_import_prospects)
def undo(request: HttpRequest) -> HttpResponse:
    """Take a split back that was done just now."""
    given_at = _undo_of(request.POST.get("da-giao", ""), is_strict=False)
    if given_at is None:
        messages.error(request, _("Không tìm thấy lần chia này."))
        return redirect("prospects:split")
    campaign = campaign_or_404(request)
    try:
        count = undo_share_out(campaign=campaign, given_at=given_at, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        said = _("Đã hoàn tác: %(count)d người lại chưa giao ai. Người đã được gặp thì vẫn giữ nguyên.")
        messages.success(request, said % {"count": count})
    return redirect("prospects:split")


def _asked(data: Any, request: HttpRequest, campaign: Campaign) -> Asked:
    user: Any = request.user
    today = timezone.localdate()
    path = data.get("dia-ban", "") or (user.place.path if len(user.current_memberships) == 1 else "")
    near = Place.objects.valid_on(campaign.map_date).filter(path=path, kind__in=(Kind.COMMUNE, Kind.HAMLET))
    place = near.select_related("parent").first()
    if place and not may_import_at(user, place):
        raise PermissionDenied
    visitors: Sequence[Membership] = queries.visitors_over(place, today) if place else []
    picked = set(data.getlist("nguoi"))
    choices = [
        Choice(
            one.user,
            visitor_label(one),
            str(one.user_id) in picked,
            _cap(data.get(f"muc-{one.user_id}", "")),
        )
        for one in visitors
    ]
    typed = data.get("den")
    until = proposed_until(campaign, today) if typed is None else parse_day(typed)
    text = typed if typed is not None else f"{until:%d/%m/%Y}"
    return Asked(place, data.get("danh-sach", ""), choices, until, text, bool(typed) and until is None)


def _plan(request: HttpRequest, campaign: Campaign, asked: Asked) -> SplitPlan | None:
    if asked.place is None or not asked.chosen or asked.is_until_wrong:
        return None
    return plan_split(
        request.user,
        campaign,
        asked.place,
        asked.chosen,
        day=timezone.localdate(),
        of_list=asked.of_list,
    )


def _places(user: Any, campaign: Campaign, chosen: Place | None) -> list[tuple[str, str]]:
    tops = [one.place for one in user.current_memberships]
    options = queries.places_to_choose(tops, campaign.map_date)
    known = Place.objects.valid_on(campaign.map_date).filter(path__in=[path for path, _name in options])
    small = set(known.filter(kind__in=(Kind.COMMUNE, Kind.HAMLET)).values_list("path", flat=True))
    near = [(path, name) for path, name in options if path in small]
    if chosen and all(path != chosen.path for path, _name in near):
        near.append((chosen.path, str(chosen)))
    return near


def _cap(text: str) -> int:
    return min(int(text), MOST_CAP) if text.isdecimal() and len(text) < 6 else CAP


def _bars(plan: SplitPlan) -> list[Bar]:
    found = []
    for key, user in plan.visitors.items():
        load = plan.already[key] + len(plan.split.people_of(key))
        cap = plan.caps[key]
        kind = "warn" if load >= cap else "good"
        found.append(Bar(str(user), load, cap, percent(load, cap) if cap else 100, kind))
    return found


def _rows(plan: SplitPlan) -> list[dict[str, Any]]:
    left = Counter(one.place_id for one, _reason in plan.left)
    return [
        {
            "place": place,
            "counts": [counts[key] for key in plan.visitors],
            "left": left[place.pk],
            "total": sum(counts.values()) + left[place.pk],
        }
        for place, counts in plan.by_hamlet.items()
    ]


def _left(plan: SplitPlan) -> list[dict[str, Any]]:
    counted = Counter((one.place, reason) for one, reason in plan.left)
    return [
        {"place": place, "reason": WHY_LEFT[reason], "count": count}
        for (place, reason), count in sorted(counted.items(), key=lambda item: (item[0][0].path, item[0][1]))
    ]


def _undo_of(token: str, *, is_strict: bool = True) -> datetime | None:
    """Return when the split was done that may still be taken back; not `is_strict`: may be too late."""
    try:
        given_at = datetime.fromisoformat(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
    is_late = timezone.now() - given_at > timedelta(minutes=UNDO_MINUTES)
    return None if is_strict and is_late else given_at
