"""Giving one task to many places, exceptions first, and taking their answers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.core.db import announce
from diemtua.core.errors import Refusal
from diemtua.directives.actions.following import check_report, draw_whole, locked
from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import CascadeUnit, Task, TaskCascade
from diemtua.directives.queries.cascades import is_among
from diemtua.directives.rules import editing as rules
from diemtua.directives.rules.following import ReasonMissing
from diemtua.directives.signals import tasks_bound
from diemtua.places.enums import Kind
from diemtua.places.models import Place


class CascadedAlready(Refusal):
    code = "cascaded_already"
    text = "Nhiệm vụ này đã giao xuống {size} nơi."


class UnitsAnswered(Refusal):
    code = "units_answered"
    text = "Đã có {count} nơi báo thực hiện nên không bỏ giao xuống được nữa."


@transaction.atomic
def cascade_task(
    *,
    task: Task,
    top: Place,
    kind: Kind,
    exempt: Mapping[Place, str],
    by: Any,
    at: datetime,
) -> TaskCascade:
    """Give a task to every place of `kind` under `top` on the campaign's map, but those `exempt` (why).

    One row for the whole set and one for each exception, however many places there are.

    :raises CascadedAlready, NoPlaces, NotAmongThem, ReasonMissing:
    """
    task = locked(task)
    if hasattr(task, "cascade"):
        raise CascadedAlready(size=task.cascade.size)
    day = task.assignment.directive.campaign.map_date
    size = Place.objects.valid_on(day).under(top).filter(kind=kind).count()
    if not size:
        raise rules.NoPlaces(place=top, kind=kind.label, day=f"{day:%d/%m/%Y}")
    cascade = TaskCascade.objects.create(
        task=task, top=top, kind=kind, day=day, size=size, given_at=at, given_by=by
    )
    _exempt(cascade, exempt)
    audit.record(
        "task.cascaded", target=task, by=by, at=at, top=top.path, kind=kind, size=size, exempt=len(exempt)
    )
    announce(tasks_bound, campaign_id=task.assignment.directive.campaign_id)
    return cascade


@transaction.atomic
def take_back_cascade(*, cascade: TaskCascade, by: Any, at: datetime) -> None:
    """Take back what was given to places, while none of them has answered.

    :raises UnitsAnswered:
    """
    task = locked(cascade.task)
    answered = CascadeUnit.objects.filter(cascade=cascade, answered_at__isnull=False).count()
    if answered:
        raise UnitsAnswered(count=answered)
    audit.record("task.cascade_taken_back", target=task, by=by, at=at, size=cascade.size)
    cascade.delete()


@transaction.atomic
def exempt_units(*, cascade: TaskCascade, exempt: Mapping[Place, str], by: Any, at: datetime) -> None:
    """Say of places, each with a reason, that they need not do the task; what they answered is taken back.

    :raises NotAmongThem, ReasonMissing:
    """
    task = locked(cascade.task)
    _exempt(cascade, exempt)
    audit.record("task.units_exempted", target=task, by=by, at=at, places=[one.path for one in exempt])
    draw_whole(task)


@transaction.atomic
def include_unit(*, cascade: TaskCascade, place: Place, by: Any, at: datetime) -> None:
    """Have an exempt place do the task after all."""
    task = locked(cascade.task)
    CascadeUnit.objects.filter(cascade=cascade, place=place, is_exempt=True).delete()
    audit.record("task.unit_included", target=task, by=by, at=at, place=place.path)
    draw_whole(task)
    announce(tasks_bound, campaign_id=task.assignment.directive.campaign_id)


@transaction.atomic
def report_unit(
    *,
    cascade: TaskCascade,
    place: Place,
    status: TaskStatus,
    done_on: date | None,
    note: str,
    by: Any,
    at: datetime,
) -> CascadeUnit:
    """Say how far one place is; `done_on` goes with DONE and defaults to the day of `at`.

    :raises NotInForce, DoneInTheFuture, NotAmongThem, Exempt:
    """
    task = locked(cascade.task)
    done_on = check_report(task, status, done_on, at)
    if not is_among(cascade, place):
        raise rules.NotAmongThem(place=place)
    unit: CascadeUnit
    unit, _ = CascadeUnit.objects.select_for_update(of=("self",)).get_or_create(cascade=cascade, place=place)
    if unit.is_exempt:
        raise rules.Exempt(place=place, reason=unit.note)
    was = unit.status
    unit.status, unit.done_on, unit.note, unit.is_proved = status, done_on, note, False
    unit.answered_at, unit.answered_by = at, by
    unit.save()
    audit.record("task.unit_reported", target=task, by=by, at=at, place=place.path, was=was, status=status)
    draw_whole(task)
    return unit


def _exempt(cascade: TaskCascade, exempt: Mapping[Place, str]) -> None:
    for place, reason in exempt.items():
        if not is_among(cascade, place):
            raise rules.NotAmongThem(place=place)
        if not reason.strip():
            raise ReasonMissing
    rows: Sequence[CascadeUnit] = [
        CascadeUnit(cascade=cascade, place=place, is_exempt=True, note=reason.strip()[:500])
        for place, reason in exempt.items()
    ]
    CascadeUnit.objects.filter(cascade=cascade, place__in=list(exempt)).delete()
    CascadeUnit.objects.bulk_create(rows, batch_size=2_000)
