"""Registers: where they come from, their snapshots, how they were matched, which pairs a person must judge.

Rows of registers never enter PostgreSQL: they stay sealed in files of the vault (`core.vault`), as do links.
Of a doubt, only what a reviewer must see is kept here, sealed.
"""

from django.db import models
from django.db.models import F, Q

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.places.models import Place
from diemtua.registers.enums import Cohort, MatchingStatus, RegisterKind, SnapshotStatus, Verdict


class Source(models.Model):
    """Who sends a register of one kind (nguồn sổ), and which heading was which column last time."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    name = models.CharField("tên nguồn", max_length=120)
    kind = models.CharField("loại sổ", max_length=12, choices=RegisterKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="register_sources", verbose_name="địa bàn")
    mapping = models.JSONField("ghép cột đã học", default=dict)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "nguồn sổ"
        verbose_name_plural = "nguồn sổ"
        constraints = [
            models.UniqueConstraint(
                name="one_source_per_place_kind_and_name",
                fields=["place", "kind", "name"],
                violation_error_message="Địa bàn này đã có nguồn cùng loại, cùng tên.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """One register as it stood on a day (bản chụp sổ): sealed Parquet parts, never changed once READY.

    `mapping` is {our column: index of the file's column}; `parts` lists {name, rows, hash} as in the file.
    `sent = accepted + rejected + duplicate` by constraint.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="snapshots", verbose_name="nguồn sổ")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    as_of = models.DateField("tính đến ngày")
    status = models.CharField(
        "trạng thái", max_length=10, choices=SnapshotStatus, default=SnapshotStatus.RECEIVED
    )
    file_name = models.CharField("tên tệp", max_length=200)
    file_hash = models.CharField("dấu tệp", max_length=64)
    size_bytes = models.PositiveBigIntegerField("cỡ tệp", default=0)
    encoding = models.CharField("bảng mã", max_length=20, blank=True)
    sheet_name = models.CharField("trang tính", max_length=200, blank=True)
    mapping = models.JSONField("ghép cột", default=dict)
    headings = models.JSONField("tiêu đề cột", default=list)
    parts = models.JSONField("các phần", default=list)
    rows_read = models.PositiveBigIntegerField("số dòng đã đọc", default=0)
    rows_expected = models.PositiveBigIntegerField("số dòng ước tính", default=0)
    sent = models.PositiveBigIntegerField("số dòng gửi", default=0)
    accepted = models.PositiveBigIntegerField("nhận", default=0)
    rejected = models.PositiveBigIntegerField("lỗi", default=0)
    duplicate = models.PositiveBigIntegerField("trùng", default=0)
    findings = models.JSONField("nhận xét khi đọc", default=list)
    refusal = models.CharField("lý do không đọc được", max_length=500, blank=True)
    purpose = models.CharField("mục đích xử lý", max_length=200, blank=True)
    legal_basis = models.CharField("căn cứ xử lý", max_length=200, blank=True)
    uploaded_at = models.DateTimeField("tải lên lúc")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người tải")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "bản chụp sổ"
        verbose_name_plural = "bản chụp sổ"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="snapshot_counts_add_up",
                condition=Q(sent=F("accepted") + F("rejected") + F("duplicate")),
            )
        ]
        indexes = [models.Index(fields=["place", "status", "as_of"], name="snapshot_place_status")]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%d/%m/%Y}"


class Matching(models.Model):
    """One matching (lần ghép sổ) of a population snapshot with snapshots of participants."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    population = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="matchings", verbose_name="sổ dân cư"
    )
    status = models.CharField(
        "trạng thái", max_length=8, choices=MatchingStatus, default=MatchingStatus.QUEUED
    )
    doing = models.CharField("đang làm", max_length=200, blank=True)
    refusal = models.CharField("lý do không ghép được", max_length=500, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lần ghép sổ"
        verbose_name_plural = "lần ghép sổ"
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.population} ({self.ref})"


class MatchedRegister(models.Model):
    """What a matching found in one register of participants (sổ đã ghép); links lie sealed in the vault.

    `steps` lists {name, links, precision, seconds}; `expected_wrong` is how many residents without a link are
    expected to take part all the same, `expected_missed` how many with a link are expected not to.
    """

    matching = models.ForeignKey(
        Matching, models.CASCADE, related_name="registers", verbose_name="lần ghép sổ"
    )
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+", verbose_name="bản chụp sổ")
    links = models.PositiveBigIntegerField("số cặp", default=0)
    review = models.PositiveBigIntegerField("số cặp cần xem", default=0)
    repeats = models.PositiveBigIntegerField("dòng lặp", default=0)
    expected_wrong = models.FloatField("ước tính sót người đã tham gia", default=0)
    expected_missed = models.FloatField("ước tính ghép nhầm", default=0)
    steps = models.JSONField("các bước", default=list)
    seconds = models.FloatField("số giây", default=0)
    links_hash = models.CharField("dấu tệp cặp ghép", max_length=64, blank=True)

    class Meta:
        verbose_name = "sổ đã ghép"
        verbose_name_plural = "sổ đã ghép"
        constraints = [
            models.UniqueConstraint(name="one_register_per_matching", fields=["matching", "snapshot"])
        ]

    def __str__(self) -> str:
        return str(self.snapshot)


class Doubt(models.Model):
    """A pair that the rules cannot decide (cặp cần xem): two rows side by side, judged by a person.

    Where money is at stake two people must say the same. `pair_index` is a keyed digest of both rows, so that
    a verdict holds for the same pair in the next matching.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    register = models.ForeignKey(
        MatchedRegister, models.CASCADE, related_name="doubts", verbose_name="sổ đã ghép"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    pop_rid = models.BigIntegerField("dòng trong sổ dân cư")
    part_rid = models.BigIntegerField("dòng trong sổ người tham gia")
    score = models.FloatField("xác suất")
    rule = models.CharField("luật ghép", max_length=40)
    resident_sealed = models.BinaryField("dòng sổ dân cư (mã hoá)", editable=False)
    participant_sealed = models.BinaryField("dòng sổ người tham gia (mã hoá)", editable=False)
    pair_index = models.CharField("khoá tìm cặp", max_length=32, editable=False)
    is_at_stake = models.BooleanField("liên quan tiền ngân sách", default=False)
    verdict = models.CharField("kết luận", max_length=5, choices=Verdict, blank=True)
    judged_at = models.DateTimeField("xem lúc", null=True, blank=True)
    judged_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xem"
    )
    second_verdict = models.CharField("kết luận thứ hai", max_length=5, choices=Verdict, blank=True)
    seconded_at = models.DateTimeField("xem lại lúc", null=True, blank=True)
    seconded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xem thứ hai"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "cặp cần xem"
        verbose_name_plural = "cặp cần xem"
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(name="one_doubt_per_pair", fields=["register", "pop_rid", "part_rid"]),
            both_or_neither("doubt_judged_at_and_by", "judged_at", "judged_by"),
            both_or_neither("doubt_seconded_at_and_by", "seconded_at", "seconded_by"),
            models.CheckConstraint(
                name="doubt_seconded_by_another",
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("judged_by")),
                violation_error_message="Người xem thứ hai phải là người khác.",
            ),
        ]
        indexes = [
            models.Index(fields=["register", "verdict", "-score"], name="doubt_register_verdict"),
            models.Index(fields=["pair_index"], name="doubt_pair"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def effective_verdict(self) -> str:
        """Return the verdict that counts: where money is at stake only one that two people share, else ''."""
        is_settled = not self.is_at_stake or self.verdict == self.second_verdict
        return self.verdict if is_settled else ""


class CohortCount(models.Model):
    """How many residents of a place belong to a cohort (số người của nhóm vận động) on a day.

    `denominator` residents were asked; `excluded` is {reason: number}; denominator = size + all excluded.
    """

    matching = models.ForeignKey(
        Matching, models.CASCADE, related_name="cohort_counts", verbose_name="lần ghép sổ"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    cohort = models.CharField("nhóm vận động", max_length=20, choices=Cohort)
    day = models.DateField("tính cho ngày")
    denominator = models.PositiveIntegerField("số dân cư được hỏi")
    size = models.PositiveIntegerField("số người")
    excluded = models.JSONField("loại ra", default=dict)
    expected_wrong = models.FloatField("ước tính số người sai", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "số người của nhóm vận động"
        verbose_name_plural = "số người của nhóm vận động"
        constraints = [
            models.UniqueConstraint(name="one_cohort_count", fields=["matching", "place", "cohort"])
        ]

    def __str__(self) -> str:
        return f"{self.get_cohort_display()}, {self.place}: {self.size}"
