"""Changing a task that is in force: who leads it, when it counts as done, and taking a change back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.core.errors import Refusal
from diemtua.directives import actions, queries
from diemtua.directives.enums import PartyRole
from diemtua.directives.permissions import may_edit_directives
from diemtua.web.access import form_page, post_only
from diemtua.web.directives.editing import saved
from diemtua.web.directives.following import task_in_force
from diemtua.web.directives.task_forms import CompletionForm, ReassignForm


@form_page(may_edit_directives)
def reassign(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a task in force to other agencies, to more or to fewer."""
    task = task_in_force(request, ref)
    initial = {"leads": [agency.ref for agency in queries.lead_agencies(task)]}
    form = ReassignForm(request.POST or None, campaign=task.assignment.directive.campaign, initial=initial)
    if saved(
        form,
        lambda: actions.reassign_task(task=task, by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("Đã đổi cơ quan chủ trì. Cơ quan mới thấy nhiệm vụ từ bây giờ."))
        return redirect("directives:task", ref)
    in_words = [party.text for party in queries.parties_of(task, PartyRole.LEAD) if party.agency_id is None]
    context = {"task": task, "form": form, "in_words": in_words, "answers": task.answers.count()}
    return render(request, "directives/reassign.html", context)


@form_page(may_edit_directives)
def complete(request: HttpRequest, ref: str) -> HttpResponse:
    """Say how many of its agencies or places must be done before a task is."""
    task = task_in_force(request, ref)
    initial = {"completion": task.completion, "count": task.completion_count}
    form = CompletionForm(request.POST or None, initial=initial)
    if saved(
        form,
        lambda: actions.set_completion(task=task, by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("Đã đổi cách coi là xong."))
        return redirect("directives:task", ref)
    return render(request, "directives/set_completion.html", {"task": task, "form": form})


@post_only(may_edit_directives)
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back the last change of owners or of completion."""
    task = task_in_force(request, ref)
    try:
        edit = actions.undo_amendment(task=task, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, _("Đã hoàn tác: %(what)s.") % {"what": edit.get_kind_display()})
    return redirect("directives:task", ref)
