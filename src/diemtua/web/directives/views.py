"""Taking in, correcting and publishing a directive; its tasks beside its source, and in six columns."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.directives import actions, queries
from diemtua.directives.enums import DirectiveKind, PartyRole, Status
from diemtua.directives.models import Assignment, Directive
from diemtua.directives.permissions import may_edit_directives, may_read_directives
from diemtua.directives.rules.doubts import LOOK_AGAIN
from diemtua.web.access import form_page, page
from diemtua.web.directives.forms import HeaderForm, PartiesForm, TakeInForm
from diemtua.web.directives.publication import publication_of, withdrawal_of
from diemtua.web.directives.rows import TaskRow, task_rows
from diemtua.web.directives.source import gap_lines, passages
from diemtua.web.paging import keyset_page
from diemtua.web.shell import campaign_or_404


@dataclass(frozen=True)
class Field:
    """One field of the head."""

    name: str
    label: str
    value: str
    is_in_source: bool
    is_doubtful: bool
    corrected_by: str = ""


def directive_or_404(request: HttpRequest, ref: str) -> Directive:
    """Return the directive `ref` of the campaign at hand; a draft only to those who edit it."""
    rows = Directive.objects.select_related("campaign", "published_by", "edition_of")
    rows = rows.filter(campaign=campaign_or_404(request))
    return get_object_or_404(readable(rows, request), ref=ref)


def readable(rows: QuerySet[Directive], request: HttpRequest) -> QuerySet[Directive]:
    """Keep the directives that the reader may see: agencies see what is in force, and no draft."""
    return rows if may_edit_directives(request.user) else rows.filter(status=Status.PUBLISHED)


def assignment_or_404(request: HttpRequest, ref: str, position: int) -> Assignment:
    """Return a section of the directive `ref`."""
    directive = directive_or_404(request, ref)
    return get_object_or_404(directive.assignments.select_related("directive__campaign"), position=position)


@page(may_read_directives)
def index(request: HttpRequest) -> HttpResponse:
    """List the directives of the campaign, newest first; those that words, kind and status ask for."""
    rows = readable(queries.directives_of(campaign_or_404(request)), request)
    if words := request.GET.get("q", "").strip():
        rows = queries.directives_with(rows, words)
    if status := request.GET.get("trang-thai"):
        rows = rows.filter(status=status)
    if kind := request.GET.get("loai"):
        rows = rows.filter(kind=kind)
    context = {
        "directives": keyset_page(request, rows, order=("-received_at", "-id")),
        "statuses": Status.choices,
        "kinds": DirectiveKind.choices,
        "is_filtered": any(request.GET.values()),
        "may_edit": may_edit_directives(request.user),
    }
    template = "directives/list.html#table" if request.htmx else "directives/list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@form_page(may_edit_directives)
def create(request: HttpRequest) -> HttpResponse:
    """Take in a directive from a file or from pasted text."""
    campaign: Campaign = campaign_or_404(request)
    form = TakeInForm(request.POST or None, request.FILES or None)
    if oversized := request.META.get("diemtua.oversized"):
        form = TakeInForm({})
        form.add_error(
            "document", _("Tệp “%(name)s” vượt mức 20 MB nên chưa được nhận.") % {"name": oversized}
        )
    elif request.method == "POST" and form.is_valid():
        try:
            directive = actions.take_in(
                campaign=campaign,
                text=form.cleaned_data["text"],
                source_name=form.cleaned_data["source_name"],
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return redirect("directives:show", directive.ref)
    return render(request, "directives/create.html", {"form": form})


@page(may_read_directives)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a directive: head, what is missing, tasks beside the source."""
    directive = directive_or_404(request, ref)
    sections = _sections(directive, request.user)
    addressees = list(directive.addressees.all())
    cut = passages(directive, [section.assignment for section in sections])
    context = _frame(request, directive, sections) | {
        "addressees": [one for one in addressees if not one.is_copy],
        "copies": [one for one in addressees if one.is_copy],
        "fields": _fields(directive),
        "passages": cut,
        "gaps": gap_lines(queries.gaps_left(directive, [section.assignment for section in sections]), cut),
    }
    return render(request, "directives/show.html", context)


@page(may_read_directives)
def table(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the matrix of a directive in the six columns, to read and to edit."""
    directive = directive_or_404(request, ref)
    sections = _sections(directive, request.user)
    frame = _frame(request, directive, sections)
    last_edit = queries.last_edit(directive) if frame["is_editable"] else None
    return render(request, "directives/table.html", frame | {"last_edit": last_edit})


@dataclass(frozen=True)
class Section:
    """One clause with its tasks as lines, each with the lines below it."""

    assignment: Assignment
    rows: list[TaskRow]


def _sections(directive: Directive, user: Any) -> list[Section]:
    assignments = queries.assignments_with_tasks(directive)
    tasks = [task for assignment in assignments for task in vars(assignment)["all_tasks"]]
    rows = {row.task.pk: row for row in task_rows(tasks, user, timezone.localdate())}
    for row in rows.values():
        row.below = [rows[task.pk] for task in vars(row.task)["below"]]
    return [
        Section(assignment, [rows[task.pk] for task in vars(assignment)["top_tasks"]])
        for assignment in assignments
    ]


def _frame(request: HttpRequest, directive: Directive, sections: list[Section]) -> dict[str, Any]:
    """Return what every page about one directive shows."""
    is_editable = directive.published_at is None and may_edit_directives(request.user)
    assignments = [section.assignment for section in sections]
    return {
        "directive": directive,
        "sections": sections,
        "task_count": sum(len(section.rows) for section in sections),
        "is_editable": is_editable,
        "may_edit": may_edit_directives(request.user),
        "publication": publication_of(directive, assignments) if is_editable else None,
        "withdrawal": withdrawal_of(directive) if is_editable else None,
    }


def _fields(directive: Directive) -> list[Field]:
    """Return the head of a directive, each field with its words in the source and how sure the reader was."""
    number = f"{directive.number or '…'}/{directive.symbol or '…'}"
    day = f"{directive.issued_on:%d/%m/%Y}" if directive.issued_on else ""
    values = [
        ("issuer", _("Cơ quan ban hành"), directive.issuer),
        ("number", _("Số, ký hiệu"), number if directive.number or directive.symbol else ""),
        ("issued_on", _("Ngày"), day),
        ("subject", _("Trích yếu"), directive.subject),
        ("signatory", _("Người ký"), directive.signatory),
    ]
    return [
        Field(
            name,
            label,
            value,
            name in directive.spans,
            directive.confidence.get(name, 100) < LOOK_AGAIN,
            directive.corrections.get(name, ""),
        )
        for name, label, value in values
    ]


@form_page(may_edit_directives)
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct the head of a directive."""
    directive = directive_or_404(request, ref)
    form = HeaderForm(
        request.POST or None, initial={name: getattr(directive, name) for name in HeaderForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_header(
                directive=directive, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return redirect("directives:show", ref)
    return render(request, "directives/correct.html", {"directive": directive, "form": form})


@form_page(may_edit_directives)
def parties(request: HttpRequest, ref: str, position: int) -> HttpResponse:
    """Say which agencies lead and co-ordinate a section."""
    assignment = assignment_or_404(request, ref, position)
    named = list(assignment.parties.filter(task=None))
    initial = {
        "leads": [party.agency_id for party in named if party.role == PartyRole.LEAD],
        "coordinators": [party.agency_id for party in named if party.role == PartyRole.COORDINATING],
    }
    form = PartiesForm(request.POST or None, campaign=assignment.directive.campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_parties(
                assignment=assignment, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.text)
        else:
            return redirect("directives:show", ref)
    context = {"assignment": assignment, "directive": assignment.directive, "parties": named, "form": form}
    return render(request, "directives/parties.html", context)
