"""Editing the tasks of a draft: write, drop, split, merge; and undoing the last edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.core.text import tidy
from diemtua.directives.actions.drafts import check_not_cascaded, editable, put_back, remember
from diemtua.directives.enums import Completion, EditKind
from diemtua.directives.models import Assignment, Directive, MatrixEdit, Task
from diemtua.directives.queries.matrix import last_edit
from diemtua.directives.rules import editing as rules


@dataclass(frozen=True)
class Columns:
    """The columns of one task that an editor writes; who leads it is a matter of `owners`."""

    text: str
    due_on: date | None = None
    procedure: str = ""
    product: str = ""
    responsibility: str = ""
    completion: Completion = Completion.ALL
    completion_count: int | None = None


@transaction.atomic
def write_task(
    *,
    assignment: Assignment,
    task: Task | None,
    columns: Columns,
    by: Any,
    at: datetime,
    version: int | None = None,
) -> Task:
    """Correct a task, or add one (`task` None). A deadline that the source does not give is marked as ours.

    `version` is the one that the editor saw; None does not compare.

    :raises AlreadyPublished, TextMissing, CountMissing:
    :raises EditedMeanwhile: when somebody else wrote the task after the editor opened it
    """
    directive = editable(assignment.directive)
    if not tidy(columns.text):
        raise rules.TextMissing
    if columns.completion == Completion.AT_LEAST and not columns.completion_count:
        raise rules.CountMissing
    if task is None:
        remember(assignment, EditKind.ADDED, by, at)
        task = Task(assignment=assignment, position=assignment.tasks.filter(parent=None).count() + 1)
    else:
        task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
        if version is not None and task.version != version:
            raise rules.EditedMeanwhile
        remember(assignment, EditKind.WRITTEN, by, at)
        task.version += 1
    if task.due_on != columns.due_on:
        task.is_due_added = columns.due_on is not None
    for name, value in vars(columns).items():
        setattr(task, name, tidy(value) if isinstance(value, str) else value)
    if columns.completion != Completion.AT_LEAST:
        task.completion_count = None
    task.confidence = 100  # an officer has looked at it
    task.edited_by, task.edited_at = by, at
    task.save()
    audit.record("directive.task_written", target=directive, by=by, at=at, task=task.ref)
    return task


@transaction.atomic
def drop_task(*, task: Task, by: Any, at: datetime) -> None:
    """Take out something that was read as a task and is none.

    :raises AlreadyPublished, CascadedDown:
    """
    directive = editable(task.assignment.directive)
    check_not_cascaded([task])
    remember(task.assignment, EditKind.DROPPED, by, at)
    audit.record("directive.task_dropped", target=directive, by=by, at=at, text=task.text)
    task.delete()


@transaction.atomic
def split_task(*, task: Task, parts: Sequence[str], by: Any, at: datetime) -> list[Task]:
    """Split a task into several, one for each of `parts`; each keeps the place of its words in the source.

    Words that do not stand in the source keep the place of the whole task. The first part stays the task.

    :raises AlreadyPublished, CascadedDown, TooFewParts:
    """
    directive = editable(task.assignment.directive)
    check_not_cascaded([task])
    texts = [tidy(part) for part in parts if tidy(part)]
    if len(texts) < 2:
        raise rules.TooFewParts
    remember(task.assignment, EditKind.SPLIT, by, at)
    task = Task.objects.get(pk=task.pk)
    whole = (task.span_start, task.span_end)
    after = task.assignment.tasks.filter(parent=task.parent, position__gt=task.position)
    for other in after.order_by("-position"):
        other.position += len(texts) - 1
        other.save(update_fields=["position"])
    rows = []
    for number, text in enumerate(texts):
        row = task if number == 0 else _beside(task, task.position + number)
        row.text, row.version = text, row.version + 1
        row.span_start, row.span_end = _span_of(directive, whole, text)
        row.edited_by, row.edited_at = by, at
        row.save()
        rows.append(row)
    audit.record("directive.task_split", target=directive, by=by, at=at, task=task.ref, parts=len(rows))
    return rows


@transaction.atomic
def merge_tasks(*, tasks: Sequence[Task], by: Any, at: datetime) -> Task:
    """Merge tasks of one section into the first of them: its words, then theirs; the earliest deadline holds.

    :raises AlreadyPublished, CascadedDown, TooFewTasks, NotOneSection:
    """
    if len({task.assignment_id for task in tasks}) > 1:
        raise rules.NotOneSection
    if len(tasks) < 2:
        raise rules.TooFewTasks
    assignment = tasks[0].assignment
    directive = editable(assignment.directive)
    check_not_cascaded(tasks)
    remember(assignment, EditKind.MERGED, by, at)
    rows = list(Task.objects.filter(pk__in=[task.pk for task in tasks]).order_by("position", "id"))
    first = rows[0]
    first.text = " ".join(row.text if row.text[-1:] in ".;:" else f"{row.text}." for row in rows)
    span = rules.whole_span([(row.span_start, row.span_end) for row in rows])
    first.span_start, first.span_end = span or (None, None)
    timed = sorted((row.due_on, row.pk, row) for row in rows if row.due_on)
    if timed:
        *_, earliest = timed[0]
        first.due_on, first.due_text = earliest.due_on, earliest.due_text
        first.is_due_added = earliest.is_due_added
    first.version += 1
    first.edited_by, first.edited_at = by, at
    first.save()
    for row in rows[1:]:
        row.subtasks.update(parent=first)
        row.delete()
    audit.record("directive.tasks_merged", target=directive, by=by, at=at, task=first.ref, count=len(rows))
    return first


@transaction.atomic
def undo_last_edit(*, directive: Directive, by: Any, at: datetime) -> MatrixEdit:
    """Put a section back as it stood before the last edit of the directive; may be done again and again.

    :raises AlreadyPublished, NothingToUndo:
    """
    directive = editable(directive)
    edit = last_edit(directive)
    if edit is None:
        raise rules.NothingToUndo
    put_back(edit.assignment, edit.before)
    edit.undone_at, edit.undone_by = at, by
    edit.save(update_fields=["undone_at", "undone_by"])
    audit.record("directive.edit_undone", target=directive, by=by, at=at, kind=edit.kind)
    return edit


def _beside(task: Task, position: int) -> Task:
    """Return a new task of the same section with the same deadline and owners as `task`."""
    return Task(
        assignment=task.assignment,
        parent=task.parent,
        position=position,
        due_on=task.due_on,
        due_text=task.due_text,
        is_due_added=task.is_due_added,
        report_to=task.report_to,
        responsibility=task.responsibility,
        version=0,
    )


def _span_of(
    directive: Directive, whole: tuple[int | None, int | None], text: str
) -> tuple[int | None, int | None]:
    start, end = whole
    if start is None or end is None:
        return None, None
    return rules.part_span(directive.source_text, (start, end), text) or (start, end)
