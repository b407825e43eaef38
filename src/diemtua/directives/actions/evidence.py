"""What proves a task: the counter it is bound to, files, notes. Counted proof closes and opens tasks."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.core import crypto
from diemtua.core.db import announce, constraint_as
from diemtua.core.errors import Refusal
from diemtua.core.files import check_size
from diemtua.directives.actions.following import draw_whole, locked
from diemtua.directives.enums import EvidenceKind, TaskStatus
from diemtua.directives.models import CascadeUnit, Evidence, Task, TaskCascade
from diemtua.directives.rules.editing import TextMissing
from diemtua.directives.rules.following import Counted
from diemtua.directives.signals import tasks_bound
from diemtua.places.models import Place


class GoalMissing(Refusal):
    code = "goal_missing"
    text = "Hãy ghi số phải đạt, từ 1 trở lên."


class SameFile(Refusal):
    code = "same_file"
    text = "Tệp “{name}” đã được gửi làm minh chứng cho nhiệm vụ này."


@dataclass(frozen=True)
class Counters:
    """Whoever closes a task by counting: nobody who logs in."""

    pk: None = None

    def __str__(self) -> str:
        return "số hệ thống đếm"


@transaction.atomic
def bind_evidence(
    *, task: Task, indicator: str, goal: int | None, by: Any, at: datetime, counts_own: bool = False
) -> Task:
    """Let a counter prove a task once it reaches `goal`; an empty `indicator` unbinds it.

    With `counts_own` only what the leading agencies themselves held is counted.

    :raises GoalMissing:
    """
    task = locked(task)
    if indicator and not goal:
        raise GoalMissing
    old = {"indicator": task.indicator, "goal": task.goal}
    task.indicator, task.goal = indicator, goal if indicator else None
    task.counts_own = counts_own and bool(indicator)
    task.save(update_fields=["indicator", "goal", "counts_own"])
    Evidence.objects.filter(task=task, kind=EvidenceKind.COMPUTED).delete()
    CascadeUnit.objects.filter(cascade__task=task).update(value=None, value_at=None)
    audit.record("task.evidence_bound", target=task, by=by, at=at, indicator=indicator, goal=goal, old=old)
    announce(tasks_bound, campaign_id=task.assignment.directive.campaign_id)
    return task


@transaction.atomic
def add_note(*, task: Task, note: str, giver: Agency | Place | None, by: Any, at: datetime) -> Evidence:
    """Give words as evidence, on behalf of an agency or a place.

    :raises TextMissing:
    """
    if not note.strip():
        raise TextMissing
    evidence = Evidence.objects.create(
        task=task, kind=EvidenceKind.NOTE, note=note.strip(), added_at=at, added_by=by, **_giver(giver)
    )
    audit.record("task.evidence_added", target=task, by=by, at=at, kind=EvidenceKind.NOTE)
    return evidence


@transaction.atomic
def add_file(
    *, task: Task, name: str, data: bytes, note: str, giver: Agency | Place | None, by: Any, at: datetime
) -> Evidence:
    """Give a file as evidence; it is kept sealed, and the same file only once.

    :raises FileEmpty, FileTooLarge, SameFile:
    """
    check_size(name, len(data))
    with constraint_as("one_evidence_per_file", SameFile(name=name)):
        evidence = Evidence.objects.create(
            task=task,
            kind=EvidenceKind.FILE,
            note=note.strip(),
            file_name=name[-200:],
            file_sealed=crypto.seal_bytes(data),
            file_hash=hashlib.sha256(data).hexdigest(),
            added_at=at,
            added_by=by,
            **_giver(giver),
        )
    audit.record(
        "task.evidence_added", target=task, by=by, at=at, kind=EvidenceKind.FILE, sha256=evidence.file_hash
    )
    return evidence


@transaction.atomic
def state_counted(*, task: Task, counted: Counted, at: datetime) -> Task:
    """Write down what the bound counter of a task comes to, and close or open the task by it."""
    task = locked(task)
    Evidence.objects.update_or_create(
        task=task, kind=EvidenceKind.COMPUTED, defaults={"value": counted.value, "added_at": at}
    )
    was = task.status
    if counted.reached_on and task.status != TaskStatus.DONE:
        task.status, task.done_on, task.is_proved = TaskStatus.DONE, counted.reached_on, True
    elif counted.reached_on and task.is_proved:
        task.done_on = counted.reached_on
    elif not counted.reached_on and task.is_proved:
        task.status, task.done_on, task.is_proved = TaskStatus.IN_PROGRESS, None, False
    elif counted.value and task.status == TaskStatus.NOT_STARTED:
        task.status = TaskStatus.IN_PROGRESS
    task.save(update_fields=["status", "done_on", "is_proved"])
    if was != task.status:
        _note_change(task, was, counted.value, at)
    return task


@transaction.atomic
def state_counted_units(*, cascade: TaskCascade, counted: Mapping[int, Counted], at: datetime) -> None:
    """Write down what the bound counter comes to at places of a cascade (by place id), in three queries.

    Places that count nothing and had no row get none; an exempt place is left alone.
    """
    task = locked(cascade.task)
    there = CascadeUnit.objects.select_for_update(of=("self",)).filter(cascade=cascade, place__in=counted)
    known = {unit.place_id: unit for unit in there}
    changed: list[CascadeUnit] = []
    new: list[CascadeUnit] = []
    for place_id, one in counted.items():
        unit = known.get(place_id)
        if unit is None and not one.value:
            continue
        if unit is not None and unit.is_exempt:
            continue
        row = unit or CascadeUnit(cascade=cascade, place_id=place_id)
        _state_unit(row, one, at)
        (changed if unit else new).append(row)
    CascadeUnit.objects.bulk_create(new, batch_size=2_000)
    fields = ["value", "value_at", "status", "done_on", "is_proved"]
    CascadeUnit.objects.bulk_update(changed, fields, batch_size=1_000)
    was = task.status
    draw_whole(task)
    if was != task.status:
        _note_change(task, was, sum(one.value for one in counted.values()), at)


def _state_unit(unit: CascadeUnit, counted: Counted, at: datetime) -> None:
    unit.value, unit.value_at = counted.value, at
    if counted.reached_on and (unit.status != TaskStatus.DONE or unit.is_proved):
        unit.status, unit.done_on, unit.is_proved = TaskStatus.DONE, counted.reached_on, True
    elif not counted.reached_on and unit.is_proved:
        unit.status, unit.done_on, unit.is_proved = TaskStatus.IN_PROGRESS, None, False
    elif counted.value and unit.status == TaskStatus.NOT_STARTED:
        unit.status = TaskStatus.IN_PROGRESS


def _note_change(task: Task, was: str, value: int, at: datetime) -> None:
    """Leave a trail of a task that was closed or opened by counting."""
    name = "task.proved" if task.status == TaskStatus.DONE else "task.counted"
    audit.record(name, target=task, by=Counters(), at=at, was=was, status=task.status, value=value)


def _giver(giver: Agency | Place | None) -> dict[str, Any]:
    return {
        "agency": giver if isinstance(giver, Agency) else None,
        "place": giver if isinstance(giver, Place) else None,
    }
