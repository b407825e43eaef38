"""Which agencies a task is a matter of."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from diemtua.agencies.models import Agency
from diemtua.directives.enums import PartyRole, TaskStatus
from diemtua.directives.models import CascadeUnit, Party, Task, TaskAnswer


def parties_of(task: Task, role: PartyRole | None = None) -> list[Party]:
    """Return the parties of a task, from what is prefetched: its own, or those of its section without any."""
    named = [party for party in task.assignment.parties.all() if role is None or party.role == role]
    own = [party for party in named if party.task_id == task.pk]
    of_section = [party for party in named if party.task_id is None]
    if any(party.role == PartyRole.LEAD for party in own):
        return [*own, *(party for party in of_section if party.role != PartyRole.LEAD)]
    return [*own, *of_section]


def lead_agencies(task: Task) -> list[Agency]:
    """Return our agencies that lead a task, in the order of the source."""
    found = [party.agency for party in parties_of(task, PartyRole.LEAD) if party.agency]
    return list(dict.fromkeys(found))


def of_agencies(tasks: QuerySet[Task], agencies: Iterable[int]) -> QuerySet[Task]:
    """Keep the tasks that one of the agencies (ids) leads or co-ordinates."""
    ids = list(agencies)
    own = Party.objects.filter(task=OuterRef("pk"))
    section = Party.objects.filter(assignment=OuterRef("assignment"), task=None, agency__in=ids)
    has_own_leads = Exists(own.filter(role=PartyRole.LEAD))
    return tasks.filter(
        Exists(own.filter(agency__in=ids))
        | Exists(section.exclude(role=PartyRole.LEAD))
        | (Q(Exists(section.filter(role=PartyRole.LEAD))) & ~has_own_leads)
    )


def reaching(tasks: QuerySet[Task], user: Any) -> QuerySet[Task]:
    """Keep the tasks given to the places of `user`: to the place itself, or to places right below it."""
    given: Any = Q(pk__in=[])
    for membership in getattr(user, "current_memberships", []):
        path, kind = membership.place.path, membership.place.kind
        above = [path[: position + 1] for position in _dots(path)]
        exempt = CascadeUnit.objects.filter(cascade__task=OuterRef("pk"), place__path=path, is_exempt=True)
        given |= Q(cascade__top__path__in=above, cascade__kind__in=_from(kind)) & ~Exists(exempt)
    return tasks.filter(given)


def left_for(tasks: QuerySet[Task], user: Any) -> QuerySet[Task]:
    """Keep the tasks that are not done, nor is the part of the user's own agency or place."""
    memberships = getattr(user, "current_memberships", [])
    paths = [membership.place.path for membership in memberships]
    agencies = [membership.agency_id for membership in memberships]
    unit = CascadeUnit.objects.filter(cascade__task=OuterRef("pk"), place__path__in=paths)
    answer = TaskAnswer.objects.filter(task=OuterRef("pk"), agency__in=agencies)
    return tasks.exclude(status=TaskStatus.DONE).filter(
        ~Exists(unit.filter(status=TaskStatus.DONE)), ~Exists(answer.filter(status=TaskStatus.DONE))
    )


def is_late_on(day: date) -> Q:
    """Return the condition that the deadline in force has passed; whoever asks leaves out what is done."""
    return Q(extended_to__lt=day) | Q(extended_to__isnull=True, due_on__lt=day)


def due_until(tasks: QuerySet[Task], day: date) -> QuerySet[Task]:
    """Keep the tasks whose deadline in force (`due_day`) is on `day` or before, the oldest first."""
    dated = tasks.annotate(due_day=Coalesce("extended_to", "due_on"))
    return dated.filter(due_day__lte=day).order_by("due_day", "id")


def _dots(path: str) -> list[int]:
    return [position for position, sign in enumerate(path) if sign == "."]


def _from(kind: str) -> list[str]:
    order = ["PROVINCE", "DISTRICT", "COMMUNE", "HAMLET"]
    return order[order.index(kind) :] if kind in order else []
