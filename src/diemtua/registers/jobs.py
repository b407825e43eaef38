"""Background entry points of registers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from diemtua.accounts.models import User
from diemtua.registers.actions import cohorts
from diemtua.registers.models import Matching


@app.task(queue="registers", name="registers.count_cohorts")
def count_cohorts(matching_id: int, by_id: int) -> None:
    """Count the cohorts of a matching for every place."""
    matching = Matching.objects.select_related("place", "population__source").get(pk=matching_id)
    cohorts.count_cohorts(matching=matching, by=User.objects.get(pk=by_id), at=timezone.now())
