"""Raising an obstacle, passing it up, answering it, seeing the answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.obstacles import actions
from diemtua.obstacles.enums import Category, Status
from diemtua.obstacles.models import Obstacle
from diemtua.obstacles.permissions import is_handler, may_raise_obstacles
from diemtua.web.access import form_page, page, post_only, reads
from diemtua.web.obstacles.forms import AnswerForm, PassUpForm, RaiseForm
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """List the obstacles of the own places."""
    rows = Obstacle.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    if status := request.GET.get("tinh-trang"):
        rows = rows.filter(status=status)
    if category := request.GET.get("ve"):
        rows = rows.filter(category=category)
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(text__icontains=words)
    rows = rows.select_related("place", "handled_at_place", "raised_by")
    context = {
        "obstacles": keyset_page(request, rows, order=("-raised_at", "-id")),
        "statuses": Status.choices,
        "categories": Category.choices,
        "may_raise": may_raise_obstacles(request.user),
    }
    template = "obstacles/list.html#rows" if request.htmx else "obstacles/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@form_page(may_raise_obstacles)
def create(request: HttpRequest) -> HttpResponse:
    """Raise an obstacle."""
    campaign = campaign_or_404(request)
    form = RaiseForm(request.POST or None, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"category": Category(form.cleaned_data["category"])}
        raised = actions.raise_obstacle(campaign=campaign, by=request.user, at=timezone.now(), **values)
        messages.success(
            request, _("Đã gửi tới %(place)s. Bạn sẽ thấy trả lời ở đây.") % {"place": raised.handled_at_place}
        )
        return redirect("obstacles:show", raised.ref)
    return render(request, "obstacles/create.html", {"form": form})


@page(reads)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show an obstacle, its way, and what the reader may do about it."""
    obstacle = _obstacle_or_404(request, ref)
    handles = is_handler(request.user, obstacle) and obstacle.answered_at is None
    context = {
        "obstacle": obstacle,
        "steps": obstacle.steps.select_related("to_place", "by"),
        "answer_form": AnswerForm() if handles else None,
        "pass_up_form": PassUpForm() if handles and obstacle.handled_at_place_id != obstacle.campaign.place_id else None,
        "waits_to_be_seen": obstacle.answered_at
        and obstacle.seen_at is None
        and obstacle.raised_by_id == request.user.pk,
    }
    return render(request, "obstacles/show.html", context)


@post_only(reads)
def pass_up(request: HttpRequest, ref: str) -> HttpResponse:
    """Pass an obstacle one level up."""
    form = PassUpForm(request.POST)
    return _act(request, ref, form, actions.pass_up, _("Đã chuyển lên cấp trên."))


@post_only(reads)
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer an obstacle."""
    form = AnswerForm(request.POST)
    return _act(request, ref, form, actions.answer, _("Đã trả lời. Người nêu thấy câu trả lời từ bây giờ."))


@post_only(reads)
def see(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that the one who raised it has read the answer."""
    actions.mark_seen(obstacle=_obstacle_or_404(request, ref), by=request.user, at=timezone.now())
    return redirect("obstacles:show", ref)


def _obstacle_or_404(request: HttpRequest, ref: str) -> Obstacle:
    rows = Obstacle.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    rows = rows.select_related("campaign", "place", "handled_at_place", "raised_by", "answered_by")
    return get_object_or_404(rows, ref=ref)


def _act(request: HttpRequest, ref: str, form: Any, action: Callable[..., Any], done: str) -> HttpResponse:
    obstacle = _obstacle_or_404(request, ref)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("obstacles:show", ref)
    try:
        action(obstacle=obstacle, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, done)
    return redirect("obstacles:show", ref)
