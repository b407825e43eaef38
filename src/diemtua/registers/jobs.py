"""Background entry points of registers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from diemtua.accounts.models import User
from diemtua.registers.actions import cohorts, matchings
from diemtua.registers.enums import MatchingStatus
from diemtua.registers.models import Matching


@app.task(queue="registers", name="registers.match")
def match(matching_id: int) -> None:
    """Do a matching, then count its cohorts."""
    matching = Matching.objects.select_related("place", "population__source", "asked_by").get(pk=matching_id)
    matchings.run_matching(matching=matching, at=timezone.now)
    if matching.status == MatchingStatus.DONE:
        cohorts.count_cohorts(matching=matching, by=matching.asked_by, at=timezone.now())


@app.task(queue="registers", name="registers.count_cohorts")
def count_cohorts(matching_id: int, by_id: int) -> None:
    """Count the cohorts of a matching for every place."""
    matching = Matching.objects.select_related("place", "population__source").get(pk=matching_id)
    cohorts.count_cohorts(matching=matching, by=User.objects.get(pk=by_id), at=timezone.now())
