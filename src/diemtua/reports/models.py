"""Reports (báo cáo): figures frozen at a moment, and the files made from them."""

from django.db import models

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.core.refs import new_ref
from diemtua.reports.enums import FileKind, Status
from diemtua.reports.rules import Letterhead, Snapshot


class Report(models.Model):
    """The report of a campaign (báo cáo kết quả). `snapshot` holds every figure that its files state."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports", verbose_name="chiến dịch")
    parent_agency = models.CharField("cơ quan chủ quản", max_length=160, blank=True)
    agency = models.CharField("cơ quan ban hành", max_length=160)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    locality = models.CharField("địa danh", max_length=80, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signing_for = models.CharField("quyền hạn người ký", max_length=120, blank=True)
    signatory_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signatory_name = models.CharField("người ký", max_length=120, blank=True)
    recipients = models.TextField("nơi nhận", max_length=1000, blank=True)
    period_from = models.DateField("số liệu từ ngày")
    period_to = models.DateField("số liệu đến ngày")
    snapshot = models.JSONField("số liệu đã chốt")
    snapshot_hash = models.CharField("dấu số liệu", max_length=64)
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.FROZEN)
    failure = models.CharField("lý do không thành", max_length=300, blank=True)
    frozen_at = models.DateTimeField("chốt lúc")
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người chốt")

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-frozen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.frozen_at:%d/%m/%Y %H:%M}"

    @property
    def letterhead(self) -> Letterhead:
        """Return head and foot of the document."""
        return Letterhead(
            agency=self.agency,
            parent_agency=self.parent_agency,
            number=self.number,
            symbol=self.symbol,
            locality=self.locality,
            issued_on=self.issued_on,
            signing_for=self.signing_for,
            signatory_title=self.signatory_title,
            signatory_name=self.signatory_name,
            recipients=tuple(line for line in self.recipients.splitlines() if line.strip()),
        )

    @property
    def frozen(self) -> Snapshot:
        """Return the figures of the report."""
        return Snapshot.from_json(self.snapshot)


class ReportFile(models.Model):
    """A file made from a report's snapshot (tệp báo cáo)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files", verbose_name="báo cáo")
    kind = models.CharField("loại", max_length=10, choices=FileKind)
    name = models.CharField("tên tệp", max_length=160)
    content = models.BinaryField("nội dung")
    content_hash = models.CharField("dấu tệp", max_length=64)
    made_at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        constraints = [models.UniqueConstraint(name="one_file_per_kind", fields=["report", "kind"])]

    def __str__(self) -> str:
        return self.name
