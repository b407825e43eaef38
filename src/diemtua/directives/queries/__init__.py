"""Reads of directives: the matrix of tasks, whose they are, how far they are."""

from diemtua.directives.queries.cascades import (
    CascadeCounts,
    counts_for,
    is_among,
    places_for,
    places_of,
    units_for,
)
from diemtua.directives.queries.editions import Heirs, compared, compared_owners
from diemtua.directives.queries.gaps import gaps_left
from diemtua.directives.queries.matrix import (
    assignments_with_tasks,
    counts_by_status,
    directives_of,
    directives_with,
    last_amendment,
    last_edit,
    owners_without_agency,
    published_directives,
    reports_on,
    tasks_in_force,
    tasks_of,
)
from diemtua.directives.queries.owners import (
    due_until,
    is_late_on,
    lead_agencies,
    left_for,
    of_agencies,
    parties_of,
    reaching,
)

__all__ = [
    "CascadeCounts",
    "Heirs",
    "assignments_with_tasks",
    "compared",
    "compared_owners",
    "counts_by_status",
    "counts_for",
    "directives_of",
    "directives_with",
    "due_until",
    "gaps_left",
    "is_among",
    "is_late_on",
    "last_amendment",
    "last_edit",
    "lead_agencies",
    "left_for",
    "of_agencies",
    "owners_without_agency",
    "parties_of",
    "places_for",
    "places_of",
    "published_directives",
    "reaching",
    "reports_on",
    "tasks_in_force",
    "tasks_of",
    "units_for",
]
