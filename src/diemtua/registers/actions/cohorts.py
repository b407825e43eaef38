"""Counting the cohorts of a matching, place by place, once, so that pages only look them up."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.audit import actions as audit
from diemtua.core.db import copy_in
from diemtua.places.models import Place
from diemtua.registers.enums import Cohort
from diemtua.registers.models import CohortCount, Matching
from diemtua.registers.queries.cohorts import CohortSize, add_up, count_by_place
from diemtua.registers.queries.standing import standing_of
from diemtua.registers.rules.cohorts import day_asked


def count_cohorts(*, matching: Matching, by: Any, at: datetime) -> int:
    """Count every cohort of a matching for its place and all places below; return how many counts there are.

    :raises SealBroken, VaultFull: of `core.vault`
    """
    day = day_asked(timezone.localdate(at), matching.population.as_of)
    registers = list(matching.registers.select_related("snapshot__source"))
    sizes: dict[tuple[str, str], CohortSize] = {}
    with standing_of(matching) as db:
        for cohort in Cohort:
            for path, size in count_by_place(db, cohort, day, registers).items():
                for above in _upwards(path, matching.place.path):
                    add_up(sizes.setdefault((cohort.value, above), CohortSize()), size)
    return _keep(matching, day, sizes, by, at)


@transaction.atomic
def _keep(
    matching: Matching, day: date, sizes: dict[tuple[str, str], CohortSize], by: Any, at: datetime
) -> int:
    Matching.objects.select_for_update(of=("self",)).get(pk=matching.pk)
    places = {
        place.path: place for place in Place.objects.valid_on(matching.population.as_of).under(matching.place)
    }
    CohortCount.objects.filter(matching=matching).delete()
    rows = [
        CohortCount(
            matching=matching,
            place=places[path],
            cohort=cohort,
            day=day,
            denominator=size.denominator,
            size=size.size,
            excluded=size.excluded,
            expected_wrong=size.expected_wrong,
        )
        for (cohort, path), size in sizes.items()
        if path in places
    ]
    copy_in(rows)
    audit.record("registers.cohorts_counted", target=matching, by=by, at=at, counts=len(rows))
    return len(rows)


def _upwards(path: str, top: str) -> list[str]:
    """Return `path` and the paths above it down from `top`; what lies outside counts for `top` alone."""
    if not path.startswith(top):
        return [top]
    ends = [at for at, sign in enumerate(path, start=1) if sign == "." and at >= len(top)]
    return [path[:end] for end in ends]
