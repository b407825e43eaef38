"""Background entry points of registers."""

import subprocess
import sys

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from diemtua.accounts.models import User
from diemtua.registers.actions import cohorts, matchings, snapshots
from diemtua.registers.enums import MatchingStatus
from diemtua.registers.models import Matching, Snapshot
from diemtua.registers.rules.snapshots import ReaderDied

READINGS = 3  # of one file: a reading that is killed goes on where it stopped


@app.task(
    queue="registers",
    name="registers.read_snapshot",
    pass_context=True,
    retry=RetryStrategy(max_attempts=READINGS - 1, wait=5),
)
def read_snapshot(context: JobContext, snapshot_id: int) -> None:
    """Read a register file in a process of its own, so that the worker stays small whatever the file."""
    snapshot = Snapshot.objects.select_related("uploaded_by").get(pk=snapshot_id)
    command = [sys.executable, "-m", "django", "read_snapshot", snapshot.ref]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if done.returncode == 0:
        return
    if context.job.attempts + 1 >= READINGS:
        snapshots.fail_snapshot(snapshot=snapshot, refusal=ReaderDied(), at=timezone.now())
    done.check_returncode()


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
