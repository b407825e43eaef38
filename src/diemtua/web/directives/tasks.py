"""The tasks in force: who, what, until when, how far; and of which somebody is reminded today."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.db import Folded
from diemtua.core.text import fold
from diemtua.directives import queries
from diemtua.directives.enums import ExtensionStatus, TaskStatus
from diemtua.directives.models import Directive, Extension, Task
from diemtua.directives.permissions import may_edit_directives, may_read_directives
from diemtua.directives.rules.following import RUNG_WORDS, Rung, reminder_horizon
from diemtua.web.access import page
from diemtua.web.directives.rows import TaskRow, task_rows
from diemtua.web.paging import KeysetPage, keyset_page
from diemtua.web.shell import campaign_or_404

#: Values of the filter of states beside those of TaskStatus.
OPEN, LATE, ASKED = "con-han", "qua-han", "xin-gia-han"
MINE = "toi"  # ?cua=toi: tasks of the own agencies and places
NEVER = date(9999, 12, 31)
ORDER = ("due_or_never", "assignment__directive_id", "assignment__position", "position", "id")


@page(may_read_directives)
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the tasks in force: who, what, until when, how far."""
    campaign = campaign_or_404(request)
    today = timezone.localdate()
    tasks = chosen_tasks(request, campaign, today)
    shown = keyset_page(
        request, tasks.annotate(due_or_never=Coalesce("extended_to", "due_on", Value(NEVER))), order=ORDER
    )
    rows = task_rows(shown.rows, request.user, today)
    owners = (
        Agency.objects.filter(parties__assignment__directive__campaign=campaign)
        .distinct()
        .order_by("search_key")
    )
    context = {
        "rows": rows,
        "tasks": [row.task for row in rows],
        "page": KeysetPage(rows, shown.next_url, shown.first_url),
        "counts": queries.counts_by_status(campaign),
        "statuses": [
            *TaskStatus.choices,
            (OPEN, _("chưa xong, còn hạn")),
            (LATE, _("quá hạn")),
            (ASKED, _("đang xin gia hạn")),
        ],
        "whose": [(MINE, _("Cơ quan, địa bàn tôi"))],
        "directives": [(one.ref, _called(one)) for one in queries.published_directives(campaign)],
        "owners": [(agency.ref, agency.name) for agency in owners],
        "may_edit": may_edit_directives(request.user),
        "own_agency": _own_agency(rows, request.user),
        "query": request.GET.urlencode(),
    }
    template = "directives/tasks.html#table" if request.htmx else "directives/tasks.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@page(may_read_directives)
def reminders(request: HttpRequest) -> HttpResponse:
    """List the tasks of which somebody is reminded today, by the rung of the ladder."""
    campaign = campaign_or_404(request)
    today = timezone.localdate()
    rows = task_rows(due_tasks(request, campaign, today), request.user, today)
    groups: list[tuple[Rung, str, list[TaskRow]]] = [
        (rung, _(RUNG_WORDS[rung]), [row for row in rows if row.rung is rung])
        for rung in (Rung.AFTER_7, Rung.AFTER_3, Rung.ON_THE_DAY, Rung.BEFORE)
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "tasks": [row.task for row in rows],
        "whose": [(MINE, _("Cơ quan, địa bàn tôi"))],
        "may_edit": may_edit_directives(request.user),
        "today": today,
    }
    return render(request, "directives/reminders.html", context)


def due_tasks(request: HttpRequest, campaign: Campaign, today: date) -> QuerySet[Task]:
    """Return the tasks that are not done and due in three days or before, the oldest deadline first.

    Those that are late already are left out when the address says so (`chua-qua-han`).
    """
    tasks = _left(whose_tasks(request, campaign), request)
    if "chua-qua-han" in request.GET:
        tasks = tasks.exclude(queries.is_late_on(today))
    return queries.due_until(tasks, reminder_horizon(today))


def chosen_tasks(request: HttpRequest, campaign: Campaign, today: date) -> QuerySet[Task]:
    """Return the tasks that the address asks for."""
    tasks = whose_tasks(request, campaign)
    status = request.GET.get("tinh-trang")
    if status in (LATE, OPEN):
        is_late = queries.is_late_on(today)
        left = _left(tasks, request)
        tasks = left.filter(is_late) if status == LATE else left.exclude(is_late)
    elif status == ASKED:
        tasks = tasks.filter(Exists(waiting_requests()))
    elif status:
        tasks = tasks.filter(status=status)
    if directive := request.GET.get("van-ban"):
        tasks = tasks.filter(assignment__directive__ref=directive)
    if owner := request.GET.get("co-quan"):
        own = Agency.objects.filter(ref=owner).values_list("pk", flat=True)
        tasks = queries.of_agencies(tasks, own)
    if words := request.GET.get("q", "").strip():
        folded = Folded(Concat("text", Value(" "), "assignment__heading", output_field=TextField()))
        tasks = tasks.annotate(folded=folded).filter(folded__contains=fold(words))
    return tasks


def _own_agency(rows: list[TaskRow], user: Any) -> Agency | None:
    """Return the reader's agency when it stands in one of the lines: it may draft its plan."""
    own = {one.agency_id for one in user.current_memberships}
    named = (party.agency for row in rows for party in (*row.leads, *row.coordinators))
    return next((agency for agency in named if agency and agency.pk in own), None)


def _called(directive: Directive) -> str:
    return f"{directive.number or '…'}/{directive.symbol or '…'}"


def _more_statuses() -> list[tuple[str, str]]:
    return [(OPEN, _("chưa xong, còn hạn")), (LATE, _("quá hạn")), (ASKED, _("đang xin gia hạn"))]


def waiting_requests() -> QuerySet[Extension]:
    """Return the requests for more time of a task that wait for an answer, for use in a subquery."""
    return Extension.objects.filter(task=OuterRef("pk"), status=ExtensionStatus.ASKED)


def _left(tasks: QuerySet[Task], request: HttpRequest) -> QuerySet[Task]:
    """Keep what is not done: of the whole, or of the reader's own part where only that is asked for."""
    if request.GET.get("cua") == MINE:
        return queries.left_for(tasks, request.user)
    return tasks.exclude(status=TaskStatus.DONE)


def whose_tasks(request: HttpRequest, campaign: Campaign) -> QuerySet[Task]:
    """Return the tasks in force, or those of the reader's own agencies and places (`cua=toi`)."""
    if request.GET.get("cua") == MINE:
        return queries.tasks_of(campaign, request.user)
    return queries.tasks_in_force(campaign)
