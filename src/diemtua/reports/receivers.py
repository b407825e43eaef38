"""A frozen report gets its files in the background."""

from typing import Any

from django.dispatch import receiver

from diemtua.reports import jobs
from diemtua.reports.signals import report_frozen


@receiver(report_frozen)
def defer_files(report_id: int, **_: Any) -> None:
    """Start the job that makes the files."""
    jobs.build.defer(report_id=report_id)
