"""Prospects (người thuộc danh sách tiềm năng): where they came from, who visits them, what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.core.text import fold
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects.enums import BatchStatus, Outcome, Segment, Status


class ImportBatch(models.Model):
    """One file of prospects (danh sách tải lên): what was sent, accepted, rejected, already there.

    The file itself is kept, sealed, until somebody who has seen the errors loads or discards it; nothing is
    half-loaded. `sent = accepted + rejected + duplicate` by constraint.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches", verbose_name="chiến dịch")
    place = models.ForeignKey(Place, models.PROTECT, related_name="batches", verbose_name="địa bàn")
    file_name = models.CharField("tên tệp", max_length=200)
    file_hash = models.CharField("dấu tệp", max_length=64)
    file_sealed = models.BinaryField("nội dung tệp (mã hoá)", null=True, editable=False)
    sheet_name = models.CharField("trang tính", max_length=200, blank=True)
    mapping = models.JSONField("ghép cột", default=dict)
    sent = models.PositiveIntegerField("số dòng gửi", default=0)
    accepted = models.PositiveIntegerField("nhận", default=0)
    rejected = models.PositiveIntegerField("lỗi", default=0)
    duplicate = models.PositiveIntegerField("trùng", default=0)
    legal_basis = models.CharField("căn cứ xử lý", max_length=200, blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=BatchStatus, default=BatchStatus.STAGED)
    uploaded_at = models.DateTimeField("tải lên lúc")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người tải")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách tải lên"
        verbose_name_plural = "danh sách tải lên"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="batch_counts_add_up",
                condition=Q(sent=models.F("accepted") + models.F("rejected") + models.F("duplicate")),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ProspectQuerySet(ScopedQuerySet):
    """Prospects, by name without tones."""

    def search(self, words: str) -> Self:
        """Keep prospects whose name holds `words`, whatever the tones."""
        return self.filter(person__search_key__contains=fold(words))


class Prospect(models.Model):
    """A person worth visiting in a campaign (đối tượng tiềm năng), for one or both programmes."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="prospects", verbose_name="chiến dịch"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="prospects", verbose_name="người")
    place = models.ForeignKey(Place, models.PROTECT, related_name="prospects", verbose_name="địa bàn")
    programme = models.CharField("chương trình", max_length=3, choices=PROGRAMME_CHOICES, blank=True)
    segment = models.CharField("nhóm", max_length=20, choices=Segment, default=Segment.OTHER)
    status = models.CharField("tình trạng", max_length=10, choices=Status, default=Status.NEW)
    assigned_to = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prospects",
        verbose_name="người phụ trách",
    )
    assigned_at = models.DateTimeField("giao lúc", null=True, blank=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="prospects", verbose_name="nguồn"
    )
    batch_row = models.PositiveIntegerField("dòng trong nguồn", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    last_contact_at = models.DateTimeField("gặp gần nhất", null=True, blank=True)

    objects = ProspectQuerySet.as_manager()

    class Meta:
        verbose_name = "đối tượng tiềm năng"
        verbose_name_plural = "đối tượng tiềm năng"
        constraints = [
            models.UniqueConstraint(
                name="one_prospect_per_campaign_and_person", fields=["campaign", "person"]
            ),
            both_or_neither("prospect_assigned_to_and_at", "assigned_to", "assigned_at"),
        ]
        indexes = [
            models.Index(fields=["campaign", "place", "status"], name="prospect_place_status"),
            models.Index(fields=["assigned_to", "status"], name="prospect_assigned"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Contact(models.Model):
    """One visit or call to a prospect (lần gặp), written once however often the phone sends it."""

    device_ref = models.UUIDField("mã từ máy", unique=True)
    prospect = models.ForeignKey(Prospect, models.PROTECT, related_name="contacts", verbose_name="đối tượng")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    met_at = models.DateTimeField("gặp lúc")
    met_by = models.ForeignKey(User, models.PROTECT, related_name="contacts", verbose_name="người gặp")
    received_at = models.DateTimeField("nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần gặp"
        verbose_name_plural = "lần gặp"
        ordering = ["-met_at", "-id"]

    def __str__(self) -> str:
        return f"{self.met_at:%d/%m/%Y} {self.get_outcome_display()}"
