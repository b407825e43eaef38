"""Changing a task that is in force: who leads it, when it counts as done; each change can be undone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.core.db import announce
from diemtua.directives.actions.drafts import typed, values_of
from diemtua.directives.actions.following import draw_whole, locked
from diemtua.directives.enums import Completion, EditKind, PartyRole, Status
from diemtua.directives.models import MatrixEdit, Party, Task
from diemtua.directives.queries.matrix import last_amendment
from diemtua.directives.queries.owners import lead_agencies
from diemtua.directives.rules import editing as rules
from diemtua.directives.rules.following import NotInForce, ReasonMissing
from diemtua.directives.signals import tasks_bound


@transaction.atomic
def set_completion(*, task: Task, completion: Completion, count: int | None, by: Any, at: datetime) -> Task:
    """Say how many agencies or places must be done before the task is.

    :raises CountMissing:
    """
    if completion == Completion.AT_LEAST and not count:
        raise rules.CountMissing
    task = locked(task)
    _remember(task, EditKind.COMPLETION, by, at)
    was = task.completion
    task.completion, task.completion_count = completion, count if completion == Completion.AT_LEAST else None
    task.save(update_fields=["completion", "completion_count"])
    audit.record(
        "task.completion_set", target=task, by=by, at=at, was=was, completion=completion, count=count
    )
    _draw(task)
    return task


@transaction.atomic
def reassign_task(*, task: Task, leads: Sequence[Agency], reason: str, by: Any, at: datetime) -> Task:
    """Give a task in force to other lead agencies, or to more or fewer of them, and say why.

    What an agency has answered stays; when it leads no longer, its answer does not count for the whole.
    Owners that the source names in words alone ("các huyện") are led by whom `leads` names from now on.

    :raises NotInForce, OwnersMissing, ReasonMissing, SameOwners:
    """
    if not leads:
        raise rules.OwnersMissing
    if not reason.strip():
        raise ReasonMissing
    task = locked(task)
    if task.assignment.directive.status != Status.PUBLISHED:
        raise NotInForce
    was = lead_agencies(task)
    if set(was) == set(leads):
        raise rules.SameOwners
    _remember(task, EditKind.ASSIGNED, by, at)
    _own_leads(task, leads, by)
    audit.record(
        "task.reassigned",
        target=task,
        by=by,
        at=at,
        was=[agency.name for agency in was],
        leads=[agency.name for agency in leads],
        reason=reason.strip(),
    )
    _after_owners(task)
    return task


@transaction.atomic
def undo_amendment(*, task: Task, by: Any, at: datetime) -> MatrixEdit:
    """Take back the last change of owners or of completion; may be done again and again.

    :raises NothingToUndo:
    """
    task = locked(task)
    edit = last_amendment(task)
    if edit is None:
        raise rules.NothingToUndo
    task.completion = edit.before["completion"]
    task.completion_count = edit.before["completion_count"]
    task.save(update_fields=["completion", "completion_count"])
    task.own_parties.all().delete()
    for values in edit.before["own_parties"]:
        Party(**typed(Party, values)).save()
    edit.undone_at, edit.undone_by = at, by
    edit.save(update_fields=["undone_at", "undone_by"])
    audit.record("task.change_undone", target=task, by=by, at=at, kind=edit.kind)
    _after_owners(task)
    return edit


def _remember(task: Task, kind: EditKind, by: Any, at: datetime) -> None:
    """Keep what a change of a task in force may alter: not the section, where others have reported since."""
    if task.assignment.directive.status != Status.PUBLISHED:
        return
    before = {
        "task": task.pk,
        "completion": task.completion,
        "completion_count": task.completion_count,
        "own_parties": [values_of(party) for party in task.own_parties.order_by("id")],
    }
    MatrixEdit.objects.create(
        assignment=task.assignment, kind=kind, before=before, edited_at=at, edited_by=by
    )


def _own_leads(task: Task, leads: Sequence[Agency], by: Any) -> None:
    """Make `leads` the leads of the task; those that the source names keep their words and their place."""
    named = task.assignment.parties.filter(role=PartyRole.LEAD).order_by("task_id", "id")
    known = {party.agency_id: party for party in named if party.agency_id}
    task.own_parties.filter(role=PartyRole.LEAD).delete()
    for agency in leads:
        was = known.get(agency.pk)
        Party.objects.create(
            assignment=task.assignment,
            task=task,
            role=PartyRole.LEAD,
            agency=agency,
            text=was.text if was else agency.name,
            span_start=was.span_start if was else None,
            span_end=was.span_end if was else None,
            added_by=was.added_by if was else by,
        )


def _after_owners(task: Task) -> None:
    _draw(task)
    announce(tasks_bound, campaign_id=task.assignment.directive.campaign_id)


def _draw(task: Task) -> None:
    if hasattr(task, "cascade") or task.answers.exists():
        draw_whole(task)
