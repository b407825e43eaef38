"""Targets of a campaign, and sharing them out place by place."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.core.sheets import OutColumn, Shape
from diemtua.places.models import Place
from diemtua.places.queries import ancestors_of
from diemtua.targets import actions, queries
from diemtua.targets.models import Share, Target
from diemtua.targets.permissions import may_see_targets, may_set_targets, may_share_out, may_share_out_at
from diemtua.targets.rules import explained
from diemtua.web.access import form_page, page
from diemtua.web.downloads import workbook
from diemtua.web.shell import campaign_or_404
from diemtua.web.targets.forms import RevisionForm, ShareForm, TargetForm


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
            with transaction.atomic():
                target = actions.set_target(
                    campaign=campaign, new=form.as_new(), by=request.user, at=timezone.now()
                )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        except IntegrityError:
            form.add_error("plan", _("Đã có chỉ tiêu này trong cùng kế hoạch. Hãy sửa chỉ tiêu cũ."))
        else:
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
        "trail": _trail(target, share.place),
        "may_share": bool(lines) and may_share_out_at(request.user, share.place),
        "may_revise": share.parent_id is None and may_set_targets(request.user),
    }
    return render(request, "targets/show.html", context)


@form_page(may_set_targets)
def revise(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the number of a target."""
    target = target_or_404(request, ref)
    initial = {"number": target.number, "ratio": target.ratio}
    form = RevisionForm(request.POST or None, is_ratio=target.ratio is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.revise_target(target=target, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Đã điều chỉnh. Các phần đã chia được bỏ, hãy chia lại."))
        return redirect("targets:show", ref)
    return render(request, "targets/revise.html", {"target": target, "form": form})


@form_page(may_share_out)
def share(request: HttpRequest, ref: str, path: str) -> HttpResponse:
    """Share out a part to the places right below."""
    target = target_or_404(request, ref)
    whole = share_or_404(target, path)
    if not may_share_out_at(request.user, whole.place):
        raise PermissionDenied
    lines = _lines(whole)
    is_ratio = whole.ratio is not None
    form = ShareForm(
        request.POST or None,
        places=[line.place for line in lines],
        is_ratio=is_ratio,
        initial=_initial(lines),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_out(share=whole, how=form.as_sharing_out(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã chia. Các phần cộng đúng bằng số được giao."))
            return redirect("targets:show_at", ref, path)
    rows = [
        (
            line.place,
            form[f"so-{line.place.path}"],
            form[f"trong-{line.place.path}"],
            form[f"giu-{line.place.path}"],
        )
        for line in lines
    ]
    context = {"target": target, "share": whole, "form": form, "rows": rows, "is_ratio": is_ratio}
    return render(request, "targets/share.html", context | {"trail": _trail(target, whole.place)})


@page(may_see_targets)
def export(request: HttpRequest, ref: str) -> FileResponse:
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
    parts = {part.place_id: part for part in queries.parts_of(share)}
    weight_sum = sum(part.weight or 0 for part in parts.values())
    found = []
    for place in queries.places_below(share):
        part = parts.get(place.pk)
        why = ""
        if part and part.number is not None:
            why = explained(
                part.number,
                weight=part.weight,
                weight_sum=weight_sum,
                total=share.number or 0,
                method=part.method,
            )
        found.append(Line(place, part, why, reverse("targets:show_at", args=[share.target.ref, place.path])))
    return found


def _initial(lines: list[Line]) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for line in lines:
        if line.part:
            part = line.part
            initial[f"so-{line.place.path}"] = part.number if part.ratio is None else part.ratio
            initial[f"trong-{line.place.path}"] = part.weight
            initial[f"giu-{line.place.path}"] = part.is_locked
    return initial


def _trail(target: Target, place: Place) -> list[dict[str, str]]:
    above = [*ancestors_of(place, target.campaign.map_date), place]
    trail = [{"label": _("Chỉ tiêu"), "href": reverse("targets:list")}]
    return trail + [
        {"label": one.name, "href": reverse("targets:show_at", args=[target.ref, one.path])} for one in above
    ]
