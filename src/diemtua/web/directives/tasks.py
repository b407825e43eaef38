"""The matrix of tasks; correcting one; reporting how far it is."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.directives import actions, queries
from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import Task
from diemtua.directives.permissions import (
    may_edit_directives,
    may_follow_task,
    may_follow_tasks,
    may_read_directives,
)
from diemtua.directives.rules.following import is_overdue
from diemtua.web.access import form_page, page, post_only
from diemtua.web.directives.forms import ReportForm, TaskForm
from diemtua.web.directives.views import assignment_or_404
from diemtua.web.shell import campaign_or_404

#: Values of the filter of states beside those of TaskStatus.
OPEN, LATE = "con-han", "qua-han"
MINE = "toi"  # ?cua=toi: tasks of the own agencies


@page(may_read_directives)
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the tasks in force: who, what, until when, how far."""
    campaign = campaign_or_404(request)
    today = timezone.localdate()
    tasks = list(_filtered(_tasks(request, campaign), request, today))
    for task in tasks:
        task.is_overdue = is_overdue(task.due_on, task.done_on, today)  # type: ignore[attr-defined]
        task.may_follow = may_follow_task(request.user, task)  # type: ignore[attr-defined]
    owners = (
        Agency.objects.filter(parties__assignment__directive__campaign=campaign)
        .distinct()
        .order_by("search_key")
    )
    context = {
        "tasks": tasks,
        "counts": queries.counts_by_status(campaign),
        "statuses": [*TaskStatus.choices, (OPEN, _("chưa xong, còn hạn")), (LATE, _("quá hạn"))],
        "whose": [(MINE, _("Cơ quan tôi"))],
        "owners": [(agency.ref, agency.name) for agency in owners],
    }
    template = "directives/tasks.html#table" if request.htmx else "directives/tasks.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _tasks(request: HttpRequest, campaign: Campaign) -> QuerySet[Task]:
    if request.GET.get("cua") == MINE:
        return queries.tasks_of(campaign, request.user)
    return queries.tasks_in_force(campaign)


def _filtered(tasks: QuerySet[Task], request: HttpRequest, today: date) -> QuerySet[Task]:
    status = request.GET.get("tinh-trang")
    late = Q(due_on__lt=today) & ~Q(status=TaskStatus.DONE)
    if status == LATE:
        tasks = tasks.filter(late)
    elif status == OPEN:
        tasks = tasks.exclude(status=TaskStatus.DONE).exclude(late)
    elif status:
        tasks = tasks.filter(status=status)
    if owner := request.GET.get("co-quan"):
        tasks = tasks.filter(assignment__parties__agency__ref=owner).distinct()
    if words := request.GET.get("q", "").strip():
        tasks = tasks.filter(Q(text__icontains=words) | Q(assignment__heading__icontains=words))
    return tasks


@form_page(may_follow_tasks)
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Report how far a task is."""
    task = get_object_or_404(queries.tasks_in_force(campaign_or_404(request)), ref=ref)
    if not may_follow_task(request.user, task):
        raise PermissionDenied
    initial = {"status": task.status, "done_on": task.done_on, "note": task.note}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"status": TaskStatus(form.cleaned_data["status"])}
        try:
            actions.report_task(task=task, by=request.user, at=timezone.localtime(), **values)
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, _("Đã ghi tình trạng nhiệm vụ."))
            return redirect("directives:tasks")
    return render(request, "directives/report_task.html", {"task": task, "form": form})


@form_page(may_edit_directives)
def write(request: HttpRequest, ref: str, position: int, task_ref: str = "") -> HttpResponse:
    """Correct a task, or add one."""
    assignment = assignment_or_404(request, ref, position)
    task = get_object_or_404(Task, assignment=assignment, ref=task_ref) if task_ref else None
    initial = {"text": task.text, "due_on": task.due_on} if task else {}
    form = TaskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_task(
                assignment=assignment,
                task=task,
                columns=actions.Columns(**form.cleaned_data),
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return redirect("directives:show", ref)
    context = {"assignment": assignment, "directive": assignment.directive, "task": task, "form": form}
    return render(request, "directives/write_task.html", context)


@post_only(may_edit_directives)
def drop(request: HttpRequest, ref: str, position: int, task_ref: str) -> HttpResponse:
    """Take a task out of a draft."""
    task = get_object_or_404(Task, assignment=assignment_or_404(request, ref, position), ref=task_ref)
    try:
        actions.drop_task(task=task, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã bỏ nhiệm vụ khỏi bản đang soát."))
    return redirect("directives:show", ref)
