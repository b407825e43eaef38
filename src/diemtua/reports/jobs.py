"""Background entry points of reports."""

from django.utils import timezone
from procrastinate.contrib.django import app

from diemtua.reports import actions
from diemtua.reports.models import Report


@app.task(queue="reports", name="reports.build")
def build(report_id: int) -> None:
    """Make the files of a report; when that fails, say so on the report and let the job fail."""
    report = Report.objects.select_related("frozen_by").get(pk=report_id)
    try:
        actions.build_files(report=report, by=report.frozen_by, at=timezone.now())
    except Exception as error:
        reason = type(error).__name__
        actions.note_failure(report=report, reason=reason, by=report.frozen_by, at=timezone.now())
        raise
