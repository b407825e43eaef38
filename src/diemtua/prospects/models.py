"""Prospects (người thuộc danh sách tiềm năng): where they came from, who visits them, what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.core.text import fold
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects.enums import BatchStatus, CloseReason, LeaseEnd, ListStatus, Outcome, Segment, Status
from diemtua.registers.enums import Cohort
from diemtua.registers.models import Matching


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


class ProspectList(models.Model):
    """A cohort of matched registers, loaded as prospects (danh sách vận động lập từ sổ).

    `denominator` counts the residents that the question was put to, `excluded` lists {reason, count};
    denominator = size + all excluded. Of `size`, `expected_wrong` are expected not to belong there.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="lists", verbose_name="chiến dịch")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    cohort = models.CharField("nhóm vận động", max_length=20, choices=Cohort)
    matching = models.ForeignKey(Matching, models.PROTECT, related_name="lists", verbose_name="lần ghép sổ")
    status = models.CharField("trạng thái", max_length=8, choices=ListStatus, default=ListStatus.QUEUED)
    denominator = models.PositiveIntegerField("số dân cư được hỏi", default=0)
    excluded = models.JSONField("loại ra", default=list)
    size = models.PositiveIntegerField("số người", default=0)
    expected_wrong = models.FloatField("ước tính số người sai", default=0)
    rows_done = models.PositiveIntegerField("số người đã nạp", default=0)
    entered = models.PositiveIntegerField("người mới", default=0)
    kept = models.PositiveIntegerField("người đã có", default=0)
    closed = models.PositiveIntegerField("người tự khép lại", default=0)
    refusal = models.CharField("lý do không lập được", max_length=500, blank=True)
    purpose = models.CharField("mục đích xử lý", max_length=200)
    legal_basis = models.CharField("căn cứ xử lý", max_length=200)
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    loaded_at = models.DateTimeField("lập xong lúc", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách vận động"
        verbose_name_plural = "danh sách vận động"
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_cohort_display()}, {self.place}"


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
    from_list = models.ForeignKey(
        ProspectList,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prospects",
        verbose_name="từ danh sách",
    )
    priority = models.PositiveSmallIntegerField("ưu tiên", default=0)
    reasons = models.JSONField("vì sao ưu tiên", default=list)
    quote = models.PositiveBigIntegerField("cả hộ đóng 12 tháng (đồng)", null=True, blank=True)
    due_on = models.DateField("hạn thẻ hoặc hạn đóng", null=True, blank=True)
    purpose = models.CharField("mục đích xử lý", max_length=200, blank=True)
    legal_basis = models.CharField("căn cứ xử lý", max_length=200, blank=True)
    close_reason = models.CharField("lý do khép lại", max_length=16, choices=CloseReason, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị nhận"
    )
    leased_until = models.DateField("giao đến ngày", null=True, blank=True)
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
            models.Index(fields=["from_list", "id"], name="prospect_from_list"),
            models.Index(fields=["campaign", "-priority", "id"], name="prospect_priority"),
            models.Index(
                fields=["leased_until"], name="prospect_leased_until", condition=Q(leased_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Lease(models.Model):
    """Who has a prospect from when until when (lượt giao): one agency, one person, never two at once.

    The running lease also stands on the prospect (`agency`, `assigned_to`, `assigned_at`, `leased_until`);
    these rows are the history, so that every hand-over can be seen.
    """

    prospect = models.ForeignKey(Prospect, models.PROTECT, related_name="leases", verbose_name="đối tượng")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị nhận"
    )
    holder = models.ForeignKey(User, models.PROTECT, related_name="leases", verbose_name="người nhận")
    given_at = models.DateTimeField("giao lúc")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người giao")
    until = models.DateField("đến hết ngày", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    ending = models.CharField("kết thúc vì", max_length=12, choices=LeaseEnd, blank=True)
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        verbose_name = "lượt giao"
        verbose_name_plural = "lượt giao"
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_running_lease_per_prospect",
                fields=["prospect"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="Người này đang được giao cho người khác.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.given_at:%d/%m/%Y}"


class WalkingList(models.Model):
    """A list on paper that a visitor walks with (phiếu đi gặp): who stood on it, in which order.

    Kept so that what comes back is entered in the order of the paper, and each line once. `prospects` are
    keys, in that order; `holder` is whose people they are, nobody's when empty.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="chiến dịch")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    holder = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhận"
    )
    prospects = models.JSONField("những người trên phiếu", default=list)
    printed_at = models.DateTimeField("in lúc")
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người in")
    entered_at = models.DateTimeField("nhập kết quả lúc", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu đi gặp"
        verbose_name_plural = "phiếu đi gặp"
        ordering = ["-printed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.place} {self.printed_at:%d/%m/%Y}"


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
