"""Places that a task is given to: how many are how far, and the exceptions."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from diemtua.directives.enums import TaskStatus
from diemtua.directives.models import CascadeUnit, TaskCascade
from diemtua.places.models import Place


@dataclass(frozen=True)
class CascadeCounts:
    """How many places of a cascade (or of the part that a reader sees) are how far."""

    size: int
    exempt: int
    done: int
    begun: int

    @property
    def of(self) -> int:
        """Return how many places have to do it."""
        return self.size - self.exempt

    @property
    def silent(self) -> int:
        """Return how many places have said and counted nothing."""
        return self.of - self.done - self.begun


def is_among(cascade: TaskCascade, place: Place) -> bool:
    """Say whether a place is of the set that a task is given to."""
    return bool(
        place.kind == cascade.kind and place.path.startswith(cascade.top.path) and place.holds_on(cascade.day)
    )


def places_of(cascade: TaskCascade) -> QuerySet[Place]:
    """Return the places that a task is given to, exceptions among them, in the order of the alphabet."""
    places = Place.objects.valid_on(cascade.day).under(cascade.top).filter(kind=cascade.kind)
    return places.order_by("sort_key", "id")


def places_for(cascade: TaskCascade, user: Any) -> QuerySet[Place]:
    """Return the places of a cascade that `user` is in charge of."""
    within = Q(pk__in=[])
    for path in getattr(user, "paths", ()):
        within |= Q(path__startswith=path)
    return places_of(cascade).filter(within)


def units_for(cascade: TaskCascade, user: Any) -> QuerySet[CascadeUnit]:
    """Return the exceptions and answers that `user` may see, with their places."""
    units = CascadeUnit.objects.visible_to(user).filter(cascade=cascade)
    return units.select_related("place__parent", "answered_by")


def counts_for(cascade: TaskCascade, user: Any) -> CascadeCounts:
    """Return how many places are how far, within what `user` may see; two queries."""
    rows = units_for(cascade, user).aggregate(
        exempt=Count("pk", filter=Q(is_exempt=True)),
        done=Count("pk", filter=Q(status=TaskStatus.DONE)),
        begun=Count("pk", filter=Q(status=TaskStatus.IN_PROGRESS)),
    )
    is_whole = any(cascade.top.path.startswith(path) for path in user.paths)
    size = cascade.size if is_whole else places_for(cascade, user).count()
    return CascadeCounts(size=size, **rows)
