"""Taking in a directive, correcting what was read, publishing it, following its tasks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.agencies.models import Agency
from diemtua.agencies.queries import AgencyFinder
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.text import tidy
from diemtua.directives.enums import DirectiveKind, PartyRole, Status, TaskStatus
from diemtua.directives.models import Addressee, Assignment, Directive, Party, Task
from diemtua.directives.rules import Named, ReadAssignment, ReadDirective, ReadTask, read_directive
from diemtua.directives.rules import following as rules


@transaction.atomic
def take_in(*, campaign: Campaign, text: str, source_name: str, by: Any, at: datetime) -> Directive:
    """Read the text of a directive and store what was found as a draft to be corrected.

    :raises NoOrdersFound: when the text orders nothing
    """
    read = read_directive(text)
    directive = Directive.objects.create(
        campaign=campaign,
        kind=read.kind if read.kind in DirectiveKind.values else DirectiveKind.OTHER,
        issuer=_words(read.issuer)[:200],
        number=read.number or "",
        symbol=read.symbol or "",
        issued_on=read.issued_on,
        subject=_words(read.subject)[:500],
        signatory=_words(read.signatory.name if read.signatory else None)[:200],
        source_name=source_name[:200],
        source_text=read.text,
        gaps=[
            {"code": gap.code, "text": gap.text, "span": [gap.span.start, gap.span.end] if gap.span else None}
            for gap in read.gaps
        ],
        received_at=at,
        received_by=by,
    )
    _store_addressees(directive, read)
    finder = AgencyFinder(campaign.place, campaign.map_date)
    for position, assignment in enumerate(read.assignments, start=1):
        _store_assignment(directive, position, assignment, finder)
    audit.record("directive.taken_in", target=directive, by=by, at=at, assignments=len(read.assignments))
    return directive


@transaction.atomic
def correct_header(
    *,
    directive: Directive,
    kind: str,
    issuer: str,
    number: str,
    symbol: str,
    issued_on: date | None,
    subject: str,
    by: Any,
    at: datetime,
) -> Directive:
    """Correct what was read from the head of a directive.

    :raises AlreadyPublished:
    """
    directive = _editable(directive)
    new = {
        "kind": kind,
        "issuer": issuer,
        "number": number,
        "symbol": symbol,
        "issued_on": issued_on,
        "subject": subject,
    }
    old = {name: str(getattr(directive, name) or "") for name in new}
    for name, value in new.items():
        setattr(directive, name, value)
    directive.save(update_fields=list(new))
    audit.record("directive.corrected", target=directive, by=by, at=at, old=old)
    return directive


@transaction.atomic
def set_parties(
    *,
    assignment: Assignment,
    leads: Sequence[Agency],
    coordinators: Sequence[Agency],
    by: Any,
    at: datetime,
) -> Assignment:
    """Say which agencies lead and co-ordinate a section. Words of the source stay with the agency they named.

    :raises AlreadyPublished:
    """
    directive = _editable(assignment.directive)
    kept = {(party.role, party.agency_id): party for party in assignment.parties.all()}
    assignment.parties.filter(agency__isnull=False).delete()
    for role, agencies in ((PartyRole.LEAD, leads), (PartyRole.COORDINATING, coordinators)):
        for agency in agencies:
            was = kept.get((role, agency.pk))
            Party.objects.create(
                assignment=assignment,
                role=role,
                agency=agency,
                text=was.text if was else agency.name,
                span_start=was.span_start if was else None,
                span_end=was.span_end if was else None,
            )
    if leads:
        assignment.parties.filter(role=PartyRole.LEAD, agency__isnull=True).delete()
    audit.record(
        "directive.parties_set",
        target=directive,
        by=by,
        at=at,
        heading=assignment.heading,
        leads=[agency.name for agency in leads],
    )
    return assignment


@transaction.atomic
def bind_party(*, party: Party, agency: Agency | None, by: Any, at: datetime) -> Party:
    """Say which of our agencies the words of a party mean; None when it stands for many (every district).

    :raises AlreadyPublished:
    """
    directive = _editable(party.assignment.directive)
    party.agency = agency
    party.save(update_fields=["agency"])
    audit.record(
        "directive.party_bound",
        target=directive,
        by=by,
        at=at,
        text=party.text,
        agency=agency.name if agency else None,
    )
    return party


@transaction.atomic
def write_task(
    *,
    assignment: Assignment,
    task: Task | None,
    text: str,
    due_on: date | None,
    by: Any,
    at: datetime,
) -> Task:
    """Correct a task, or add one (`task` None). A deadline that the source does not give is marked as ours.

    :raises AlreadyPublished, TextMissing:
    """
    directive = _editable(assignment.directive)
    text = tidy(text)
    if not text:
        raise rules.TextMissing
    if task is None:
        task = Task(assignment=assignment, position=assignment.tasks.filter(parent=None).count() + 1)
    if task.due_on != due_on:
        task.is_due_added = due_on is not None
    task.text, task.due_on = text, due_on
    task.save()
    audit.record("directive.task_written", target=directive, by=by, at=at, task=task.ref)
    return task


@transaction.atomic
def drop_task(*, task: Task, by: Any, at: datetime) -> None:
    """Take out something that was read as a task and is none.

    :raises AlreadyPublished:
    """
    directive = _editable(task.assignment.directive)
    audit.record("directive.task_dropped", target=directive, by=by, at=at, text=task.text)
    task.delete()


@transaction.atomic
def publish(*, directive: Directive, by: Any, at: datetime) -> Directive:
    """Publish a directive: from now on its tasks are followed, and it is not corrected any more.

    :raises AlreadyPublished, NothingToPublish, OwnerMissing:
    """
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    assignments = directive.assignments.prefetch_related("parties", "tasks")
    refusal = rules.why_not_publish(
        published_on=_published_on(directive),
        tasks=sum(len(assignment.tasks.all()) for assignment in assignments),
        headings_without_owner=[
            assignment.heading
            for assignment in assignments
            if not any(party.role == PartyRole.LEAD for party in assignment.parties.all())
        ],
    )
    if refusal:
        raise refusal
    directive.status, directive.published_at, directive.published_by = Status.PUBLISHED, at, by
    directive.save(update_fields=["status", "published_at", "published_by"])
    audit.record("directive.published", target=directive, by=by, at=at)
    return directive


@transaction.atomic
def report_task(
    *, task: Task, status: TaskStatus, done_on: date | None, note: str, by: Any, at: datetime
) -> Task:
    """Say how far a task is; `done_on` goes with DONE and defaults to the day of `at`.

    :raises NotInForce, DoneInTheFuture:
    """
    task = (
        Task.objects.select_for_update(of=("self",)).select_related("assignment__directive").get(pk=task.pk)
    )
    if status != TaskStatus.DONE:
        done_on = None
    elif done_on is None:
        done_on = timezone.localdate(at)
    refusal = rules.why_not_report(
        is_published=task.assignment.directive.status == Status.PUBLISHED,
        done_on=done_on,
        today=timezone.localdate(at),
    )
    if refusal:
        raise refusal
    was = task.status
    task.status, task.done_on, task.note = status, done_on, note
    task.save(update_fields=["status", "done_on", "note"])
    audit.record("task.reported", target=task, by=by, at=at, was=was, status=status, note=note)
    return task


def _published_on(directive: Directive) -> date | None:
    """Return the day of publication in Vietnamese time."""
    return timezone.localdate(directive.published_at) if directive.published_at else None


def _editable(directive: Directive) -> Directive:
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    if refusal := rules.why_not_edit(_published_on(directive)):
        raise refusal
    return directive


def _words(named: Named | None) -> str:
    return named.text if named else ""


def _store_addressees(directive: Directive, read: ReadDirective) -> None:
    named = [(item, False) for item in read.addressees] + [(item, True) for item in read.copies]
    Addressee.objects.bulk_create(
        Addressee(
            directive=directive,
            text=item.text[:500],
            is_copy=is_copy,
            span_start=item.span.start,
            span_end=item.span.end,
        )
        for item, is_copy in named
    )


def _store_assignment(
    directive: Directive, position: int, read: ReadAssignment, finder: AgencyFinder
) -> None:
    assignment = Assignment.objects.create(
        directive=directive,
        position=position,
        heading=read.heading[:500],
        is_request=read.is_request,
        is_closing=read.is_closing,
        span_start=read.span.start,
        span_end=read.span.end,
    )
    parties = [(PartyRole.LEAD, lead) for lead in read.leads]
    parties += [(PartyRole.COORDINATING, other) for other in read.coordinators]
    Party.objects.bulk_create(
        Party(
            assignment=assignment,
            role=role,
            text=named.text[:300],
            agency=finder.find(named.text),
            span_start=named.span.start,
            span_end=named.span.end,
        )
        for role, named in parties
    )
    for number, task in enumerate(read.tasks, start=1):
        _store_task(assignment, number, task, parent=None)


def _store_task(assignment: Assignment, position: int, read: ReadTask, parent: Task | None) -> None:
    task = Task.objects.create(
        assignment=assignment,
        parent=parent,
        position=position,
        text=read.text,
        span_start=read.span.start,
        span_end=read.span.end,
        due_on=read.due_on,
    )
    for number, subtask in enumerate(read.subtasks, start=1):
        _store_task(assignment, number, subtask, parent=task)
