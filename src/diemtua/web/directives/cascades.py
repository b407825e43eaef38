"""A task given to many places: counts and exceptions first, then every place the reader is in charge of."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.core.text import fold
from diemtua.directives import actions, queries
from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import CascadeUnit, Task, TaskCascade
from diemtua.directives.permissions import (
    may_edit_directives,
    may_follow_tasks,
    may_read_directives,
    may_report_unit,
)
from diemtua.directives.rules.evidence import kind_meant
from diemtua.directives.rules.following import STANDING_WORDS, Standing, standing_of
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.web.access import form_page, page, post_only
from diemtua.web.directives.editing import saved
from diemtua.web.directives.following import give, task_in_force, too_large
from diemtua.web.directives.task_forms import CascadeForm, EvidenceForm, ExceptionsForm, ReportForm, TimeForm
from diemtua.web.paging import KeysetPage, keyset_page
from diemtua.web.shell import campaign_or_404

SILENT, EXEMPT = "chua-bao", "mien"


@dataclass(frozen=True)
class UnitLine:
    """One place of a cascade: its row where it has one, and how far it is."""

    place: Place
    unit: CascadeUnit | None
    standing: Standing
    may_report: bool

    @property
    def words(self) -> str:
        return _(STANDING_WORDS[self.standing])

    @property
    def kind(self) -> str:
        """Return the colour of the standing."""
        if self.standing.is_late:
            return "warn" if self.standing.is_done else "bad"
        return "good" if self.standing.is_done else "plain"


def cascade_of(task: Task) -> TaskCascade:
    """Return what a task is given down as.

    :raises Http404: when it is not
    """
    cascade: TaskCascade | None = getattr(task, "cascade", None)
    if cascade is None:
        raise Http404(_("Nhiệm vụ này chưa giao xuống địa bàn."))
    return cascade


@page(may_read_directives)
def units(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the places of a task that the reader is in charge of: exceptions first, then the others."""
    task = task_in_force(request, ref)
    cascade = cascade_of(task)
    today = timezone.localdate()
    known = {unit.place_id: unit for unit in queries.units_for(cascade, request.user)}
    places = _filtered(queries.places_for(cascade, request.user), request, known)
    shown = keyset_page(request, places.select_related("parent"), order=("sort_key", "id"))
    lines = [_line(task, place, known.get(place.pk), today, request.user) for place in shown.rows]
    exempt = [unit for unit in known.values() if unit.is_exempt]
    context = {
        "task": task,
        "cascade": cascade,
        "counts": queries.counts_for(cascade, request.user),
        "page": KeysetPage(lines, shown.next_url, shown.first_url),
        "exempt": sorted(exempt, key=lambda unit: unit.place.sort_key),
        "statuses": [*TaskStatus.choices, (SILENT, _("chưa báo gì")), (EXEMPT, _("không phải thực hiện"))],
        "may_edit": may_edit_directives(request.user),
    }
    template = "directives/units.html#table" if request.htmx else "directives/units.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@form_page(may_edit_directives)
def cascade(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a task to every place of a kind, but the exceptions."""
    task = task_in_force(request, ref)
    campaign = task.assignment.directive.campaign
    kinds = _kinds_below(campaign.place, campaign)
    words = f"{task.assignment.heading} {task.text}"
    form = CascadeForm(
        request.POST or None,
        top=campaign.place,
        campaign=campaign,
        kinds=kinds,
        initial={"kind": kind_meant(words, [kind for kind, _label in kinds])},
    )
    if saved(
        form,
        lambda: actions.cascade_task(
            task=task, top=campaign.place, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã giao xuống. Từng nơi thấy nhiệm vụ của mình từ bây giờ."))
        return redirect("directives:units", ref)
    return render(request, "directives/cascade.html", {"task": task, "form": form})


@form_page(may_edit_directives)
def exempt(request: HttpRequest, ref: str) -> HttpResponse:
    """Say of places that they need not do a task."""
    task = task_in_force(request, ref)
    given = cascade_of(task)
    campaign = task.assignment.directive.campaign
    form = ExceptionsForm(request.POST or None, top=given.top, campaign=campaign)
    form.meant_kind = Kind(given.kind)
    if saved(
        form,
        lambda: actions.exempt_units(
            cascade=given, exempt=form.cleaned_data["exempt"], by=request.user, at=timezone.now()
        ),
    ):
        return redirect("directives:units", ref)
    return render(request, "directives/exempt.html", {"task": task, "cascade": given, "form": form})


@post_only(may_edit_directives)
def include(request: HttpRequest, ref: str, path: str) -> HttpResponse:
    """Have an exempt place do the task after all."""
    task = task_in_force(request, ref)
    given = cascade_of(task)
    place = get_object_or_404(queries.places_of(given), path=path)
    actions.include_unit(cascade=given, place=place, by=request.user, at=timezone.now())
    return redirect("directives:units", ref)


@post_only(may_edit_directives)
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back what was given down, while no place has answered; of a draft (one withdrawn) too."""
    task = get_object_or_404(
        Task.objects.select_related("cascade__top", "assignment__directive"),
        assignment__directive__campaign=campaign_or_404(request),
        ref=ref,
    )
    try:
        actions.take_back_cascade(cascade=cascade_of(task), by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("directives:units", ref)
    directive = task.assignment.directive
    if directive.published_at is None:
        return redirect("directives:table", directive.ref)
    return redirect("directives:task", ref)


@form_page(may_follow_tasks)
def report_unit(request: HttpRequest, ref: str, path: str) -> HttpResponse:
    """Report how far one place is; only who works there, or leads the campaign."""
    task, given, place = _own_unit(request, ref, path)
    unit = CascadeUnit.objects.filter(cascade=given, place=place).first()
    initial = {name: getattr(unit, name) for name in ("status", "done_on", "note")} if unit else {}
    form = ReportForm(request.POST or None, initial=initial)
    if saved(
        form,
        lambda: actions.report_unit(
            cascade=given, place=place, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã ghi tình trạng của %(place)s.") % {"place": place})
        return redirect("directives:units", ref)
    context = {"task": task, "form": form, "place": place, "unit": unit}
    return render(request, "directives/report_task.html", context)


@form_page(may_follow_tasks)
def ask_for_unit(request: HttpRequest, ref: str, path: str) -> HttpResponse:
    """Ask for more time on behalf of a place."""
    task, _given, place = _own_unit(request, ref, path)
    form = TimeForm(request.POST or None)
    if saved(
        form,
        lambda: actions.ask_for_time(
            task=task, asker=place, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã gửi đề nghị gia hạn tới cơ quan chủ trì chiến dịch."))
        return redirect("directives:units", ref)
    return render(request, "directives/ask_for_time.html", {"task": task, "form": form, "asker": place})


@form_page(may_follow_tasks)
def add_evidence(request: HttpRequest, ref: str, path: str) -> HttpResponse:
    """Give a file or a note as evidence for a place."""
    task, _given, place = _own_unit(request, ref, path)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if oversized := request.META.get("diemtua.oversized"):
        form.add_error("document", too_large(oversized))
    elif saved(form, lambda: give(form, task, place, request)):
        messages.success(request, _("Đã nhận minh chứng."))
        return redirect("directives:units", ref)
    context = {"task": task, "form": form, "place": place}
    return render(request, "directives/add_evidence.html", context)


def _own_unit(request: HttpRequest, ref: str, path: str) -> tuple[Task, TaskCascade, Place]:
    task = task_in_force(request, ref)
    given = cascade_of(task)
    place = get_object_or_404(queries.places_of(given), path=path)
    if not may_report_unit(request.user, place):
        raise PermissionDenied
    return task, given, place


def _kinds_below(top: Place, campaign: Any) -> list[tuple[str, str]]:
    """Return the kinds of places that stand below `top` on the campaign's map, the highest first."""
    places = Place.objects.valid_on(campaign.map_date).under(top)
    there = set(places.order_by().values_list("kind", flat=True).distinct())
    return [(kind.value, str(kind.label)) for kind in Kind if kind in there and kind != top.kind]


def _filtered(places: Any, request: HttpRequest, known: dict[int, CascadeUnit]) -> Any:
    if words := request.GET.get("q", "").strip():
        places = places.filter(search_key__contains=fold(words))
    status = request.GET.get("tinh-trang", "")
    exempt = [pk for pk, unit in known.items() if unit.is_exempt]
    if status == EXEMPT:
        return places.filter(pk__in=exempt)
    if status in (SILENT, TaskStatus.NOT_STARTED):
        begun = [pk for pk, unit in known.items() if unit.status != TaskStatus.NOT_STARTED]
        return places.exclude(pk__in=[*begun, *exempt])
    if status:
        return places.filter(pk__in=[pk for pk, unit in known.items() if unit.status == status])
    return places.exclude(pk__in=exempt)


def _line(task: Task, place: Place, unit: CascadeUnit | None, today: Any, user: Any) -> UnitLine:
    standing = standing_of(
        has_begun=bool(unit and unit.status != TaskStatus.NOT_STARTED),
        due_on=(unit.due_on if unit else None) or task.due,
        done_on=unit.done_on if unit else None,
        today=today,
    )
    return UnitLine(place, unit, standing, may_report_unit(user, place))
