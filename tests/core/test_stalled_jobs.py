"""A worker that is killed leaves its job; the next one takes it up, but not for ever."""

import subprocess
import sys

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from diemtua.core.jobs import ATTEMPTS, take_up_stalled
from diemtua.prospects.jobs import expire_leases
from tests.children import surroundings

WORKER = """
import django
django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as for_worker:
    for_worker.run_worker(wait=False)
"""

pytestmark = pytest.mark.django_db(transaction=True)


def left_by_a_dead_worker(*, attempts: int = 0, is_pruned: bool = False) -> int:
    """Return the number of a job that a worker took and never finished."""
    job = expire_leases.configure(queueing_lock=None).defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '2 minutes')
               RETURNING id"""
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [worker, attempts, job],
        )
        if is_pruned:
            cursor.execute("DELETE FROM procrastinate_workers WHERE id = %s", [worker])
    return job


def work() -> None:
    """Do what is to be done, in a worker of our own."""
    take_up_stalled.configure(queueing_lock=None).defer(timestamp=0)
    subprocess.run([sys.executable, "-c", WORKER], env=surroundings(), check=True, timeout=60)


@pytest.mark.parametrize("is_pruned", [False, True])
def test_a_job_left_by_a_killed_worker_is_done_after_all(is_pruned) -> None:
    job = left_by_a_dead_worker(is_pruned=is_pruned)

    work()
    work()

    assert ProcrastinateJob.objects.get(pk=job).status == "succeeded"


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = left_by_a_dead_worker(attempts=ATTEMPTS - 1)

    work()

    assert ProcrastinateJob.objects.get(pk=job).status == "failed"
