"""Targets of a campaign, and how each was shared out."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diemtua.core.errors import Refusal
from diemtua.core.sheets import OutColumn, Shape
from diemtua.places.models import Place
from diemtua.places.queries import ancestors_of
from diemtua.targets import actions, queries
from diemtua.targets.models import Share, Target
from diemtua.targets.permissions import may_see_targets, may_set_targets, may_share_out_at
from diemtua.targets.rules import DuplicatePlan, Part, explained
from diemtua.web.access import form_page, page
from diemtua.web.downloads import workbook
from diemtua.web.shell import campaign_or_404
from diemtua.web.targets.forms import RevisionForm, TargetForm


@dataclass(frozen=True)
class Line:
    """One place of a share-out: its part, if it has one, and why."""

    place: Place
    part: Share | None
    why: str
    url: str


@page(may_see_targets)
def index(request: HttpRequest) -> HttpResponse:
    """List the targets of the campaign."""
    campaign = campaign_or_404(request)
    context = {"targets": queries.targets_of(campaign), "may_set": may_set_targets(request.user)}
    return render(request, "targets/list.html", context)


@form_page(may_set_targets)
def create(request: HttpRequest) -> HttpResponse:
    """Enter a target."""
    campaign = campaign_or_404(request)
    initial = {"period_from": campaign.starts_on, "period_to": campaign.ends_on}
    form = TargetForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            target = actions.set_target(
                campaign=campaign, new=form.as_new(), by=request.user, at=timezone.now()
            )
        except DuplicatePlan as refusal:
            form.add_error("plan", refusal.text)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã nhập chỉ tiêu. Bước tiếp: chia xuống cấp dưới."))
            return redirect("targets:show", target.ref)
    return render(request, "targets/create.html", {"form": form})


@page(may_see_targets)
def show(request: HttpRequest, ref: str, path: str = "") -> HttpResponse:
    """Show a target at one place: its part, how that was shared out, why each number."""
    target = target_or_404(request, ref)
    share = share_or_404(target, path)
    lines = _lines(share)
    context = {
        "target": target,
        "share": share,
        "lines": lines,
        "is_shared": any(line.part for line in lines),
        "trail": trail_of(target, share.place),
        "may_share": bool(lines) and may_share_out_at(request.user, share.place),
        "may_revise": share.parent_id is None and may_set_targets(request.user),
    }
    return render(request, "targets/show.html", context)


@form_page(may_set_targets)
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the number of a target."""
    target = target_or_404(request, ref)
    has_parts = target.shares.exclude(parent=None).exists()
    initial = {"number": target.number, "ratio": target.ratio}
    is_ratio = target.ratio is not None
    form = RevisionForm(request.POST or None, is_ratio=is_ratio, has_parts=has_parts, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_target(target=target, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã điều chỉnh. Các phần đã chia được bỏ, hãy chia lại."))
            return redirect("targets:show", ref)
    return render(request, "targets/revise.html", {"target": target, "form": form, "has_parts": has_parts})


@page(may_see_targets)
def export(request: HttpRequest, ref: str) -> HttpResponse:
    """Give every share of a target as a workbook."""
    target = target_or_404(request, ref)
    shares = target.shares.select_related("place__parent").order_by("place__path")
    columns = [
        OutColumn(_("Mã")),
        OutColumn(_("Địa bàn")),
        OutColumn(_("Thuộc")),
        OutColumn(_("Chỉ tiêu"), Shape.DECIMAL if target.ratio else Shape.WHOLE),
        OutColumn(_("Cách chia")),
        OutColumn(_("Lý do")),
    ]
    rows = (
        (
            one.place.code,
            one.place.name,
            one.place.parent.name if one.place.parent else "",
            one.number if one.ratio is None else one.ratio,
            one.get_method_display(),
            one.reason,
        )
        for one in shares.iterator()
    )
    return workbook(f"chi-tieu-{target.ref}.xlsx", columns, rows, title=str(target))


def target_or_404(request: HttpRequest, ref: str) -> Target:
    """Return the target `ref` of the campaign at hand."""
    rows = Target.objects.select_related("campaign__place", "owner")
    return get_object_or_404(rows, campaign=campaign_or_404(request), ref=ref)


def share_or_404(target: Target, path: str) -> Share:
    """Return the share of the place with `path`, the whole when it is empty."""
    rows = target.shares.select_related("place", "target__campaign", "set_by")
    return get_object_or_404(rows, place__path=path) if path else get_object_or_404(rows, parent=None)


def _lines(share: Share) -> list[Line]:
    parts = {part.place.path: part for part in queries.parts_of(share)}
    why = explained(
        share.number or 0,
        {
            path: Part(part.number, part.method, part.weight, part.is_locked)
            for path, part in parts.items()
            if part.number is not None
        },
    )
    return [
        Line(
            place,
            parts.get(place.path),
            why.get(place.path, ""),
            reverse("targets:show_at", args=[share.target.ref, place.path]),
        )
        for place in queries.places_below(share)
    ]


def trail_of(target: Target, place: Place) -> list[dict[str, str]]:
    """Return the way to a place of a target: the list, then every level from the campaign's place down."""
    top = target.campaign.place.path
    above = [one for one in ancestors_of(place, target.campaign.map_date) if one.path.startswith(top)]
    above.append(place)
    trail = [{"label": pgettext("trang", "Chỉ tiêu"), "href": reverse("targets:list")}]
    return trail + [
        {"label": one.name, "href": reverse("targets:show_at", args=[target.ref, one.path])} for one in above
    ]
