"""One task followed to its proof: its page, answers, places, more time, evidence."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.accounts.enums import Role
from diemtua.audit.models import Event
from diemtua.core import crypto
from diemtua.directives import actions, queries
from diemtua.directives.enums import EvidenceKind, ExtensionStatus
from diemtua.directives.models import Evidence, Extension, Task
from diemtua.directives.permissions import (
    may_edit_directives,
    may_follow_task,
    may_follow_tasks,
    may_read_directives,
    own_agency,
)
from diemtua.directives.rules import evidence as evidence_rules
from diemtua.progress.queries import place_of_task
from diemtua.progress.rules import PROOFS
from diemtua.web.access import form_page, page
from diemtua.web.directives.editing import saved
from diemtua.web.directives.phrases import reason_of, said
from diemtua.web.directives.rows import task_rows
from diemtua.web.directives.task_forms import (
    AnswerForm,
    BindingForm,
    EvidenceForm,
    ReportForm,
    TimeForm,
)
from diemtua.web.shell import campaign_or_404


def task_in_force(request: HttpRequest, ref: str) -> Task:
    """Return a task in force of the campaign at hand."""
    tasks = queries.tasks_in_force(campaign_or_404(request)).select_related(
        "assignment__directive__campaign__place", "cascade__top", "edited_by"
    )
    return get_object_or_404(tasks, ref=ref)


def own_task(request: HttpRequest, ref: str) -> Task:
    """Return a task on which the reader reports.

    :raises PermissionDenied: on a task of somebody else
    """
    task = task_in_force(request, ref)
    if not may_follow_task(request.user, task):
        raise PermissionDenied
    return task


@page(may_read_directives)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one task: its columns, where it stands, who answered, what proves it, what happened to it."""
    task = task_in_force(request, ref)
    user: Any = request.user
    row = task_rows([task], user, timezone.localdate())[0]
    leads_campaign = may_edit_directives(user)
    agencies = {one.agency_id for one in user.current_memberships}
    extensions = task.extensions.select_related("agency", "place", "answered_by", "asked_by")
    if not leads_campaign:
        extensions = extensions.filter(agency__in=agencies) | extensions.filter(
            place__in=[one.place_id for one in user.current_memberships]
        )
    context = {
        "task": task,
        "row": row,
        "answers": task.answers.select_related("agency", "answered_by")
        if leads_campaign or user.has_role(Role.LEADER) or own_agency(user, task)
        else [],
        "extensions": extensions,
        "asked": ExtensionStatus.ASKED,
        "evidence": Evidence.objects.visible_to(user)
        .filter(task=task)
        .exclude(kind=EvidenceKind.COMPUTED)
        .select_related("agency", "place", "added_by")
        .defer("file_sealed"),
        "events": _events(task) if leads_campaign else [],
        "rows_place": place_of_task(task),
        "has_rows": task.indicator in PROOFS and not task.indicator.startswith(("PR.LISTED", "TA.")),
        "counts": queries.counts_for(task.cascade, user) if hasattr(task, "cascade") else None,
        "may_edit": leads_campaign,
        "last_change": queries.last_amendment(task) if leads_campaign else None,
        "may_ask": bool(task.due and not task.done_on and own_agency(user, task)),
    }
    return render(request, "directives/task.html", context)


def _events(task: Task) -> list[tuple[str, str, Event]]:
    """Return the last things that happened to a task, each in words, with the reason where one was given."""
    rows = Event.objects.filter(target_kind="directives.task", target_ref=task.ref).order_by("-id")
    return [(said(event.name), reason_of(event), event) for event in rows[:12]]


@form_page(may_follow_tasks)
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Report how far a task is: for the own agency, or for the whole when leading the campaign."""
    task = own_task(request, ref)
    agency = None if may_edit_directives(request.user) else own_agency(request.user, task)
    known = task.answers.filter(agency=agency).first() if agency else task
    initial = {name: getattr(known, name, None) for name in ("status", "done_on", "note")}
    form = ReportForm(request.POST or None, initial=initial)
    if saved(
        form,
        lambda: actions.report_task(
            task=task, agency=agency, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã ghi tình trạng nhiệm vụ."))
        return redirect("directives:task", ref)
    context = {"task": task, "form": form, "agency": agency}
    return render(request, "directives/report_task.html", context)


@form_page(may_follow_tasks)
def ask_for_time(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for more time on behalf of the own agency."""
    task = own_task(request, ref)
    agency = own_agency(request.user, task)
    if agency is None:
        raise PermissionDenied
    form = TimeForm(request.POST or None)
    if saved(
        form,
        lambda: actions.ask_for_time(
            task=task, asker=agency, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã gửi đề nghị gia hạn tới cơ quan chủ trì chiến dịch."))
        return redirect("directives:task", ref)
    return render(request, "directives/ask_for_time.html", {"task": task, "form": form, "asker": agency})


@form_page(may_edit_directives)
def answer_time(request: HttpRequest, ref: str, extension_ref: str) -> HttpResponse:
    """Answer a request for more time."""
    task = task_in_force(request, ref)
    extension = get_object_or_404(
        Extension.objects.select_related("agency", "place"), task=task, ref=extension_ref
    )
    form = AnswerForm(request.POST or None)
    if saved(
        form,
        lambda: actions.answer_extension(
            extension=extension, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Đã trả lời đề nghị gia hạn."))
        return redirect("directives:task", ref)
    context = {"task": task, "form": form, "extension": extension}
    return render(request, "directives/answer_time.html", context)


@form_page(may_edit_directives)
def bind(request: HttpRequest, ref: str) -> HttpResponse:
    """Bind a task to a counter; the words of the task suggest one, the officer confirms."""
    task = task_in_force(request, ref)
    suggested = evidence_rules.suggest(task.text)
    initial: dict[str, Any] = {
        "indicator": task.indicator,
        "goal": task.goal,
        "counts_own": task.counts_own,
    }
    if not task.indicator and suggested and suggested.indicator in PROOFS:
        initial |= {"indicator": suggested.indicator, "goal": suggested.goal}
    form = BindingForm(request.POST or None, initial=initial)
    if saved(
        form,
        lambda: actions.bind_evidence(task=task, by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        return redirect("directives:task", ref)
    context = {"task": task, "form": form, "suggested": None if task.indicator else suggested}
    return render(request, "directives/bind.html", context)


@form_page(may_follow_tasks)
def add_evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a file or a note as evidence for the own agency's part."""
    task = own_task(request, ref)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if oversized := request.META.get("diemtua.oversized"):
        form.add_error("document", too_large(oversized))
    elif saved(form, lambda: give(form, task, own_agency(request.user, task), request)):
        messages.success(request, _("Đã nhận minh chứng."))
        return redirect("directives:task", ref)
    return render(request, "directives/add_evidence.html", {"task": task, "form": form})


def too_large(name: str) -> str:
    """Return the sentence about a file that the server did not take."""
    return _("Tệp “%(name)s” vượt mức 20 MB nên chưa được nhận.") % {"name": name}


def give(form: EvidenceForm, task: Task, giver: Any, request: HttpRequest) -> None:
    """Store what an evidence form holds, on behalf of an agency or a place.

    :raises Refusal: see `actions.add_file`
    """
    document, note = form.cleaned_data["document"], form.cleaned_data["note"]
    who: dict[str, Any] = {"task": task, "giver": giver, "by": request.user, "at": timezone.now()}
    if document:
        actions.add_file(name=document.name, data=document.read(), note=note, **who)
    else:
        actions.add_note(note=note, **who)


@page(may_read_directives)
def download_evidence(request: HttpRequest, ref: str, evidence_ref: str) -> HttpResponse:
    """Give a file of evidence to save, to those who may see it."""
    task = task_in_force(request, ref)
    rows = Evidence.objects.visible_to(request.user).filter(task=task, kind=EvidenceKind.FILE)
    found = rows.filter(ref=evidence_ref).first()
    if found is None:
        raise Http404(_("Không có tệp minh chứng này."))
    answer = HttpResponse(
        crypto.unseal_bytes(found.file_sealed or b""), content_type="application/octet-stream"
    )
    name = content_disposition_header(as_attachment=True, filename=found.file_name)
    answer["Content-Disposition"] = name or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
