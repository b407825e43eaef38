"""Raising an obstacle, passing it up, answering it, seeing the answer."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.db import Folded
from diemtua.core.errors import Refusal
from diemtua.core.text import fold
from diemtua.obstacles import actions, queries
from diemtua.obstacles.enums import Category, Status
from diemtua.obstacles.models import Obstacle
from diemtua.obstacles.permissions import is_handler, may_raise_obstacles
from diemtua.web.access import form_page, page, post_only, reads
from diemtua.web.obstacles.forms import AnswerForm, PassUpForm, RaiseForm
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404

#: Values of ?cho=: what waits for the reader.
FOR_ME, TO_READ = "toi", "doc"


@page(reads)
def index(request: HttpRequest) -> HttpResponse:
    """List the obstacles of the own places."""
    campaign = campaign_or_404(request)
    rows = _waiting(request, campaign)
    if status := request.GET.get("tinh-trang"):
        rows = rows.filter(status=status)
    if category := request.GET.get("ve"):
        rows = rows.filter(category=category)
    if words := request.GET.get("q", "").strip():
        rows = rows.annotate(folded=Folded("text")).filter(folded__contains=fold(words))
    rows = rows.select_related("place", "handled_at_place", "raised_by")
    context = {
        "obstacles": keyset_page(request, rows, order=("-raised_at", "-id")),
        "statuses": Status.choices,
        "categories": Category.choices,
        "waiting": [(FOR_ME, _("Chờ tôi trả lời")), (TO_READ, _("Trả lời tôi chưa xem"))],
        "may_raise": may_raise_obstacles(request.user),
    }
    template = "obstacles/list.html#rows" if request.htmx else "obstacles/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _waiting(request: HttpRequest, campaign: Campaign) -> QuerySet[Obstacle]:
    waits_for = request.GET.get("cho")
    if waits_for == FOR_ME:
        return queries.waiting_for_answer(request.user, campaign)
    if waits_for == TO_READ:
        return queries.unread_answers(request.user, campaign)
    return Obstacle.objects.visible_to(request.user).filter(campaign=campaign)


@form_page(may_raise_obstacles)
def create(request: HttpRequest) -> HttpResponse:
    """Raise an obstacle."""
    campaign = campaign_or_404(request)
    form = RaiseForm(request.POST or None, campaign=campaign, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"category": Category(form.cleaned_data["category"])}
        raised = actions.raise_obstacle(campaign=campaign, by=request.user, at=timezone.now(), **values)
        messages.success(
            request,
            _("Đã gửi tới %(place)s. Bạn sẽ thấy trả lời ở đây.") % {"place": raised.handled_at_place},
        )
        return redirect("obstacles:show", raised.ref)
    return render(request, "obstacles/create.html", {"form": form})


@page(reads)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show an obstacle, its way, and what the reader may do about it."""
    return _shown(request, _obstacle_or_404(request, ref))


@post_only(reads)
def pass_up(request: HttpRequest, ref: str) -> HttpResponse:
    """Pass an obstacle one level up."""
    obstacle, form = _obstacle_or_404(request, ref), PassUpForm(request.POST)
    if not form.is_valid():
        return _shown(request, obstacle, pass_up_form=form)
    return _act(request, obstacle, form, actions.pass_up, _("Đã chuyển lên cấp trên."))


@post_only(reads)
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer an obstacle."""
    obstacle, form = _obstacle_or_404(request, ref), AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, obstacle, answer_form=form)
    done = _("Đã trả lời. Người nêu thấy câu trả lời từ bây giờ.")
    return _act(request, obstacle, form, actions.answer, done)


@post_only(reads)
def see(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that the one who raised it has read the answer."""
    actions.mark_seen(obstacle=_obstacle_or_404(request, ref), by=request.user, at=timezone.now())
    return redirect("obstacles:show", ref)


def _obstacle_or_404(request: HttpRequest, ref: str) -> Obstacle:
    rows = Obstacle.objects.visible_to(request.user).filter(campaign=campaign_or_404(request))
    rows = rows.select_related("campaign", "place", "handled_at_place", "raised_by", "answered_by")
    found: Obstacle = get_object_or_404(rows, ref=ref)
    return found


def _shown(
    request: HttpRequest,
    obstacle: Obstacle,
    answer_form: AnswerForm | None = None,
    pass_up_form: PassUpForm | None = None,
) -> HttpResponse:
    """Show an obstacle; a form with errors keeps what was typed."""
    handles = is_handler(request.user, obstacle) and obstacle.answered_at is None
    may_go_up = handles and obstacle.handled_at_place_id != obstacle.campaign.place_id
    context = {
        "obstacle": obstacle,
        "steps": obstacle.steps.select_related("to_place", "by"),
        "answer_form": (answer_form or AnswerForm()) if handles else None,
        "pass_up_form": (pass_up_form or PassUpForm()) if may_go_up else None,
        "waits_to_be_seen": obstacle.answered_at
        and obstacle.seen_at is None
        and obstacle.raised_by_id == request.user.pk,
    }
    return render(request, "obstacles/show.html", context)


def _act(
    request: HttpRequest, obstacle: Obstacle, form: Form, action: Callable[..., object], done: str
) -> HttpResponse:
    try:
        action(obstacle=obstacle, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, done)
    return redirect("obstacles:show", obstacle.ref)
