"""What every edit of a draft does: lock it, refuse a published one, remember how it stood."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from diemtua.directives.enums import EditKind
from diemtua.directives.models import Assignment, Directive, MatrixEdit, Party, Task
from diemtua.directives.rules import following as rules
from diemtua.directives.rules.editing import CascadedDown


def published_on(directive: Directive) -> date | None:
    """Return the day of publication in Vietnamese time."""
    return timezone.localdate(directive.published_at) if directive.published_at else None


def editable(directive: Directive) -> Directive:
    """Return the directive locked until the transaction ends.

    :raises AlreadyPublished:
    """
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    if refusal := rules.why_not_edit(published_on(directive)):
        raise refusal
    return directive


def check_not_cascaded(tasks: Sequence[Task]) -> None:
    """Refuse to take apart tasks that are given to places.

    :raises CascadedDown:
    """
    if Task.objects.filter(pk__in=[task.pk for task in tasks], cascade__isnull=False).exists():
        raise CascadedDown


def remember(assignment: Assignment, kind: EditKind, by: Any, at: datetime) -> MatrixEdit:
    """Keep the tasks and parties of a section as they stand, before an edit changes them."""
    before = {
        "tasks": [values_of(task) for task in assignment.tasks.order_by("parent_id", "id")],
        "parties": [values_of(party) for party in assignment.parties.order_by("id")],
    }
    return MatrixEdit.objects.create(
        assignment=assignment, kind=kind, before=before, edited_at=at, edited_by=by
    )


def values_of(row: models.Model) -> dict[str, Any]:
    """Return the columns of a row by name."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def put_back(assignment: Assignment, before: dict[str, list[dict[str, Any]]]) -> None:
    """Make the tasks and parties of a section what they were in `before`."""
    Party.objects.filter(assignment=assignment).delete()
    kept = [values["id"] for values in before["tasks"]]
    Task.objects.filter(assignment=assignment).exclude(pk__in=kept).delete()
    for values in sorted(before["tasks"], key=lambda one: one["parent_id"] or 0):
        Task(**typed(Task, values)).save()
    for values in before["parties"]:
        Party(**typed(Party, values)).save()


def typed(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """Return values read from JSON as the columns of `model` hold them; younger columns are left out."""
    columns = [field for field in model._meta.concrete_fields if field.attname in values]
    return {field.attname: field.to_python(values[field.attname]) for field in columns}
