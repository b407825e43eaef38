"""Freezing the figures of a report, and making its files from them, as often as wanted."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce
from diemtua.core.errors import Refusal
from diemtua.core.text import fold
from diemtua.reports import rules
from diemtua.reports.enums import FileKind, Status
from diemtua.reports.models import Report, ReportFile
from diemtua.reports.queries import compose_snapshot, default_letterhead
from diemtua.reports.rules import Letterhead
from diemtua.reports.signals import report_frozen


class PeriodOutOfOrder(Refusal):
    code = "period_out_of_order"
    text = "Ngày cuối của kỳ báo cáo phải sau ngày đầu."


class PeriodOutsideTheCampaign(Refusal):
    code = "period_outside_the_campaign"
    text = "Kỳ báo cáo phải nằm trong chiến dịch, từ {first} đến {last}."


@transaction.atomic
def freeze_report(
    *,
    campaign: Campaign,
    by: Any,
    at: datetime,
    first: date | None = None,
    last: date | None = None,
    letterhead: Letterhead | None = None,
) -> Report:
    """Freeze every figure of a campaign from `first` to `last` (by default all its days) as a report.

    Its files are made afterwards by `build_files`; what is counted later does not change the report.

    :raises PeriodOutOfOrder, PeriodOutsideTheCampaign:
    """
    first, last = first or campaign.starts_on, last or campaign.ends_on
    _check_period(campaign, first, last)
    head = letterhead or default_letterhead(campaign, timezone.localdate(at))
    snapshot = compose_snapshot(campaign, first, last, at).to_json()
    report = Report.objects.create(
        campaign=campaign,
        period_from=first,
        period_to=last,
        snapshot=snapshot,
        snapshot_hash=rules.digest_of(snapshot),
        frozen_at=at,
        frozen_by=by,
        **(vars(head) | {"recipients": "\n".join(head.recipients)}),
    )
    audit.record("report.frozen", target=report, by=by, at=at, snapshot=report.snapshot_hash)
    announce(report_frozen, report_id=report.pk)
    return report


@transaction.atomic
def build_files(*, report: Report, by: Any, at: datetime) -> list[ReportFile]:
    """Make the document and the annexes from the frozen figures, in place of what was made before."""
    report = Report.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=report.pk)
    snapshot, head, digest = report.frozen, report.letterhead, report.snapshot_hash
    contents = {
        FileKind.DOCUMENT: rules.report_document(snapshot, head, digest=digest),
        FileKind.ANNEX: rules.annex_workbook(snapshot, head, digest=digest),
    }
    files = []
    for kind, content in contents.items():
        values = {
            "name": _file_name(report, kind),
            "content": content,
            "content_hash": hashlib.sha256(content).hexdigest(),
            "made_at": at,
        }
        file, _ = ReportFile.objects.update_or_create(report=report, kind=kind, defaults=values)
        files.append(file)
    report.status, report.failure = Status.READY, ""
    report.save(update_fields=["status", "failure"])
    audit.record("report.built", target=report, by=by, at=at, files={f.kind: f.content_hash for f in files})
    return files


@transaction.atomic
def note_failure(*, report: Report, reason: str, by: Any, at: datetime) -> None:
    """Note that the files could not be made; the figures stay frozen and it may be tried again."""
    report.status, report.failure = Status.FAILED, reason[:300]
    report.save(update_fields=["status", "failure"])
    audit.record("report.failed", target=report, by=by, at=at, reason=report.failure)


def _check_period(campaign: Campaign, first: date, last: date) -> None:
    if last < first:
        raise PeriodOutOfOrder
    if not (campaign.takes_facts_on(first) and campaign.takes_facts_on(last)):
        raise PeriodOutsideTheCampaign(
            first=f"{campaign.starts_on:%d/%m/%Y}", last=f"{campaign.ends_on:%d/%m/%Y}"
        )


def _file_name(report: Report, kind: FileKind) -> str:
    words = "-".join(fold(f"{report.campaign.place.name}").split())
    stem = f"bao-cao-{words}-{report.period_to:%Y%m%d}-{report.ref}"
    return f"{stem}.docx" if kind == FileKind.DOCUMENT else f"{stem}-phu-luc.xlsx"
