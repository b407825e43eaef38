"""Saying how far a task is; asking for more time and answering; drawing the whole from its parts."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.core.db import constraint_as
from diemtua.directives.enums import ExtensionStatus, Status, TaskStatus
from diemtua.directives.models import CascadeUnit, Extension, Task, TaskAnswer
from diemtua.directives.queries.owners import lead_agencies
from diemtua.directives.rules import following as rules
from diemtua.places.models import Place


@transaction.atomic
def report_task(
    *,
    task: Task,
    status: TaskStatus,
    done_on: date | None,
    note: str,
    by: Any,
    at: datetime,
    agency: Agency | None = None,
) -> Task:
    """Say how far a task is; `done_on` goes with DONE and defaults to the day of `at`.

    With an `agency` it is the answer of that agency, and the task is done when enough of its leads are; with
    none it is said of the task as a whole, by who leads the campaign.

    :raises NotInForce, DoneInTheFuture:
    """
    task = locked(task)
    done_on = check_report(task, status, done_on, at)
    was = task.status
    if agency is None:
        task.status, task.done_on, task.note, task.is_proved = status, done_on, note, False
        task.save(update_fields=["status", "done_on", "note", "is_proved"])
    else:
        TaskAnswer.objects.update_or_create(
            task=task,
            agency=agency,
            defaults={
                "status": status,
                "done_on": done_on,
                "note": note,
                "answered_at": at,
                "answered_by": by,
            },
        )
        task.note = note
        draw_whole(task)
    audit.record(
        "task.reported",
        target=task,
        by=by,
        at=at,
        was=was,
        status=status,
        note=note,
        agency=agency.name if agency else None,
    )
    return task


@transaction.atomic
def ask_for_time(
    *, task: Task, asker: Agency | Place, until: date, reason: str, by: Any, at: datetime
) -> Extension:
    """Ask for more time, on behalf of an agency of the task or of a place that it is given to.

    :raises NotInForce, NoDeadlineToExtend, AlreadyDone, NotLater, ReasonMissing, AlreadyAsked:
    """
    task = locked(task)
    agency = asker if isinstance(asker, Agency) else None
    place = asker if isinstance(asker, Place) else None
    due_on, done_on = _own_days(task, agency, place)
    refusal = rules.why_not_ask_for_time(
        is_published=_is_in_force(task), due_on=due_on, done_on=done_on, until=until, reason=reason
    )
    if refusal:
        raise refusal
    with constraint_as("one_open_request_per_asker", rules.AlreadyAsked()):
        extension = Extension.objects.create(
            task=task,
            agency=agency,
            place=place,
            until=until,
            reason=reason.strip(),
            asked_at=at,
            asked_by=by,
        )
    audit.record("task.time_asked", target=task, by=by, at=at, until=until.isoformat(), asker=str(asker))
    return extension


@transaction.atomic
def answer_extension(
    *, extension: Extension, is_granted: bool, answer: str, by: Any, at: datetime
) -> Extension:
    """Grant or refuse more time. A refusal needs a reason; a granted day is the asker's new deadline.

    :raises AlreadyAnswered, ReasonMissing:
    """
    extension = Extension.objects.select_for_update(of=("self",)).select_related("task").get(pk=extension.pk)
    if extension.status != ExtensionStatus.ASKED:
        raise rules.AlreadyAnswered
    if not is_granted and not answer.strip():
        raise rules.ReasonMissing
    extension.status = ExtensionStatus.GRANTED if is_granted else ExtensionStatus.REFUSED
    extension.answer, extension.answered_at, extension.answered_by = answer.strip(), at, by
    extension.save(update_fields=["status", "answer", "answered_at", "answered_by"])
    if is_granted:
        _extend(extension, by, at)
    audit.record(
        "task.time_granted" if is_granted else "task.time_refused",
        target=extension.task,
        by=by,
        at=at,
        until=extension.until.isoformat(),
    )
    return extension


def locked(task: Task) -> Task:
    """Return the task, locked until the transaction ends, with its directive."""
    tasks = Task.objects.select_for_update(of=("self",)).select_related("assignment__directive__campaign")
    return tasks.get(pk=task.pk)


def check_report(task: Task, status: TaskStatus, done_on: date | None, at: datetime) -> date | None:
    """Return the day to write down for `status`.

    :raises NotInForce, DoneInTheFuture:
    """
    if status != TaskStatus.DONE:
        done_on = None
    elif done_on is None:
        done_on = timezone.localdate(at)
    refusal = rules.why_not_report(
        is_published=_is_in_force(task), done_on=done_on, today=timezone.localdate(at)
    )
    if refusal:
        raise refusal
    return done_on


def draw_whole(task: Task) -> None:
    """Set the status of a locked task from the answers of its agencies or places."""
    if hasattr(task, "cascade"):
        units = CascadeUnit.objects.filter(cascade=task.cascade)
        rows = list(units.values_list("status", "done_on", "is_exempt"))
        of = task.cascade.size - sum(1 for *_, is_exempt in rows if is_exempt)
    else:
        leads = {agency.pk for agency in lead_agencies(task)}
        answers = TaskAnswer.objects.filter(task=task)
        rows = [
            (status, done_on, False)
            for agency, status, done_on in answers.values_list("agency_id", "status", "done_on")
            if agency in leads
        ]
        of = len(leads)
    task.status, task.done_on = rules.status_of_whole(
        done_days=[done_on for _, done_on, _ in rows if done_on],
        begun=sum(1 for status, *_ in rows if status != TaskStatus.NOT_STARTED),
        need=rules.needed(task.completion, task.completion_count, of),
    )
    task.is_proved = False
    task.save(update_fields=["status", "done_on", "note", "is_proved"])


def _is_in_force(task: Task) -> bool:
    """Look again, behind the lock: the directive may have been withdrawn while we waited for it."""
    return Task.objects.filter(pk=task.pk, assignment__directive__status=Status.PUBLISHED).exists()


def _own_days(task: Task, agency: Agency | None, place: Place | None) -> tuple[date | None, date | None]:
    """Return deadline and day of completion of one agency or place; those of the task where it has none."""
    if place:
        unit = CascadeUnit.objects.filter(cascade__task=task, place=place).first()
        return (unit.due_on or task.due, unit.done_on) if unit else (task.due, None)
    answer = TaskAnswer.objects.filter(task=task, agency=agency).first()
    if answer is None:
        return task.due, task.done_on
    return answer.due_on or task.due, answer.done_on


def _extend(extension: Extension, by: Any, at: datetime) -> None:
    task = locked(extension.task)
    if extension.place:
        CascadeUnit.objects.update_or_create(
            cascade=task.cascade, place=extension.place, defaults={"due_on": extension.until}
        )
        return
    TaskAnswer.objects.update_or_create(
        task=task,
        agency=extension.agency,
        defaults={"due_on": extension.until},
        create_defaults={
            "due_on": extension.until,
            "status": TaskStatus.NOT_STARTED,
            "answered_at": at,
            "answered_by": by,
        },
    )
    answers = TaskAnswer.objects.filter(task=task, due_on__isnull=False)
    granted = {answer.agency_id: answer.due_on for answer in answers if answer.due_on}
    leads = [agency.pk for agency in lead_agencies(task)]
    if leads and granted.keys() >= set(leads):
        task.extended_to = max(granted[lead] for lead in leads)
        task.save(update_fields=["extended_to"])
