"""Editing the matrix of a draft: the six columns, splitting, merging, owners, undoing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.directives import actions
from diemtua.directives.enums import PartyRole
from diemtua.directives.models import Task
from diemtua.directives.permissions import may_edit_directives
from diemtua.web.access import form_page, post_only
from diemtua.web.directives.task_forms import OwnersForm, SplitForm, TaskForm, columns_of
from diemtua.web.directives.views import assignment_or_404, directive_or_404


def saved(form: Form, act: Callable[[], Any]) -> bool:
    """Do it when the form is right, and say whether it was done; a refusal stands at the top of the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, refusal.text)
        return False
    return True


def task_of(request: HttpRequest, ref: str, position: int, task_ref: str) -> Task:
    """Return a task of a section of the directive at hand."""
    return get_object_or_404(Task, assignment=assignment_or_404(request, ref, position), ref=task_ref)


@form_page(may_edit_directives)
def write(request: HttpRequest, ref: str, position: int, task_ref: str = "") -> HttpResponse:
    """Correct a task, or add one."""
    assignment = assignment_or_404(request, ref, position)
    task = get_object_or_404(Task, assignment=assignment, ref=task_ref) if task_ref else None
    form = TaskForm(request.POST or None, initial=columns_of(task) if task else {})

    def act() -> None:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        actions.write_task(
            assignment=assignment,
            task=task,
            columns=actions.Columns(**values),
            version=version,
            by=request.user,
            at=timezone.now(),
        )

    if saved(form, act):
        return redirect("directives:table", ref)
    context = {"assignment": assignment, "directive": assignment.directive, "task": task, "form": form}
    return render(request, "directives/write_task.html", context)


@post_only(may_edit_directives)
def drop(request: HttpRequest, ref: str, position: int, task_ref: str) -> HttpResponse:
    """Take a task out of a draft."""
    task = task_of(request, ref, position, task_ref)
    try:
        actions.drop_task(task=task, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã bỏ nhiệm vụ khỏi bản đang soát."))
    return redirect("directives:table", ref)


@form_page(may_edit_directives)
def split(request: HttpRequest, ref: str, position: int, task_ref: str) -> HttpResponse:
    """Split a task into several."""
    task = task_of(request, ref, position, task_ref)
    form = SplitForm(request.POST or None, initial={"parts": _one_sentence_a_line(task.text)})
    if saved(
        form,
        lambda: actions.split_task(
            task=task, parts=form.cleaned_data["parts"], by=request.user, at=timezone.now()
        ),
    ):
        return redirect("directives:table", ref)
    context = {"task": task, "directive": task.assignment.directive, "form": form}
    return render(request, "directives/split.html", context)


@post_only(may_edit_directives)
def merge(request: HttpRequest, ref: str, position: int) -> HttpResponse:
    """Merge the ticked tasks of a section."""
    assignment = assignment_or_404(request, ref, position)
    tasks = Task.objects.filter(assignment=assignment, ref__in=request.POST.getlist("task"))
    chosen = list(tasks.select_related("assignment__directive").order_by("position"))
    try:
        actions.merge_tasks(tasks=chosen, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã gộp thành một nhiệm vụ."))
    return redirect("directives:table", ref)


@form_page(may_edit_directives)
def assign(request: HttpRequest, ref: str, position: int, task_ref: str) -> HttpResponse:
    """Give one task to agencies of its own."""
    task = task_of(request, ref, position, task_ref)
    directive = task.assignment.directive
    own = task.own_parties.filter(role=PartyRole.LEAD, agency__isnull=False).select_related("agency")
    initial = {"leads": [party.agency.ref for party in own if party.agency]}
    form = OwnersForm(request.POST or None, campaign=directive.campaign, initial=initial)
    if saved(
        form,
        lambda: actions.assign_task(
            task=task, leads=form.cleaned_data["leads"], by=request.user, at=timezone.now()
        ),
    ):
        return redirect("directives:table", ref)
    context = {"task": task, "directive": directive, "form": form}
    return render(request, "directives/assign.html", context)


@post_only(may_edit_directives)
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Undo the last edit of a draft."""
    directive = directive_or_404(request, ref)
    try:
        edit = actions.undo_last_edit(directive=directive, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã hoàn tác: %(what)s.") % {"what": edit.get_kind_display()})
    return redirect("directives:table", ref)


def _one_sentence_a_line(text: str) -> str:
    """Offer a first cut: at semicolons and at the ends of sentences."""
    return text.replace("; ", ";\n").replace(". ", ".\n")
