"""A directive (văn bản chỉ đạo) and what it orders; every part keeps its span in the source text."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from diemtua.accounts.models import User
from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.directives.enums import Completion, DirectiveKind, PartyRole, Status, TaskStatus
from diemtua.directives.rules.doubts import LOOK_AGAIN


def span_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that a span is empty (added by us) or ends after it begins."""
    return models.CheckConstraint(
        name=name,
        condition=Q(span_start__isnull=True, span_end__isnull=True) | Q(span_end__gt=F("span_start")),
    )


class Directive(models.Model):
    """A document that orders the campaign (công văn, kế hoạch, quyết định …), as read and corrected."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="directives", verbose_name="chiến dịch"
    )
    kind = models.CharField("loại", max_length=20, choices=DirectiveKind, default=DirectiveKind.DISPATCH)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=500, blank=True)
    signatory = models.CharField("người ký", max_length=200, blank=True)
    source_name = models.CharField("tên tệp", max_length=200, blank=True)
    source_text = models.TextField("văn bản gốc")
    gaps = models.JSONField("chỗ còn thiếu", default=list)
    spans = models.JSONField("vị trí từng phần", default=dict)
    confidence = models.JSONField("độ chắc chắn", default=dict)
    corrections = models.JSONField("ai sửa phần đầu", default=dict)
    edition_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name="lập lại từ văn bản",
    )
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.DRAFT)
    received_at = models.DateTimeField("tiếp nhận lúc")
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người tiếp nhận")
    published_at = models.DateTimeField("phát hành lúc", null=True, blank=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người phát hành"
    )

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-received_at", "-id"]
        constraints = [both_or_neither("directive_published_at_and_by", "published_at", "published_by")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}/{self.symbol}: {self.subject}"


class Addressee(models.Model):
    """Somebody the directive is addressed to (nơi kính gửi) or copied to (nơi nhận)."""

    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="addressees", verbose_name="văn bản"
    )
    text = models.CharField("tên", max_length=500)
    is_copy = models.BooleanField("nơi nhận", default=False)
    span_start = models.PositiveIntegerField("từ", null=True)
    span_end = models.PositiveIntegerField("đến", null=True)

    class Meta:
        verbose_name = "nơi gửi"
        verbose_name_plural = "nơi gửi"
        ordering = ["id"]
        constraints = [span_in_order("addressee_span_in_order")]

    def __str__(self) -> str:
        return self.text


class Assignment(models.Model):
    """A numbered section that gives tasks to one or several agencies (mục giao nhiệm vụ)."""

    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="assignments", verbose_name="văn bản"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    heading = models.CharField("tên mục", max_length=500)
    is_request = models.BooleanField("đề nghị", default=False)
    is_closing = models.BooleanField("đoạn kết", default=False)
    span_start = models.PositiveIntegerField("từ", null=True)
    span_end = models.PositiveIntegerField("đến", null=True)

    class Meta:
        verbose_name = "mục giao nhiệm vụ"
        verbose_name_plural = "mục giao nhiệm vụ"
        ordering = ["position", "id"]
        constraints = [span_in_order("assignment_span_in_order")]

    def __str__(self) -> str:
        return self.heading


class Party(models.Model):
    """An agency named in an assignment, leading or co-ordinating (cơ quan chủ trì, phối hợp).

    `added_by` is set where a person and not the reader named the agency. A party with a `task` speaks of
    that task alone; where a task has leads of its own, those of its section do not lead it.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="parties", verbose_name="mục")
    task = models.ForeignKey(
        "Task",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_parties",
        verbose_name="riêng nhiệm vụ",
    )
    role = models.CharField("vai trò", max_length=12, choices=PartyRole)
    text = models.CharField("tên trong văn bản", max_length=300)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="parties", verbose_name="cơ quan"
    )
    span_start = models.PositiveIntegerField("từ", null=True)
    span_end = models.PositiveIntegerField("đến", null=True)
    confidence = models.PositiveSmallIntegerField("độ chắc chắn (%)", default=100)

    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người thêm"
    )

    class Meta:
        verbose_name = "cơ quan trong mục"
        verbose_name_plural = "cơ quan trong mục"
        ordering = ["id"]
        constraints = [span_in_order("party_span_in_order")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_doubtful(self) -> bool:
        """Say whether the reader was not sure whom the words name."""
        return self.confidence < LOOK_AGAIN


class Task(models.Model):
    """One order (nhiệm vụ) in the words of the source, in the columns of "6 rõ", with its status.

    Its columns are: who (parties), what (`text`), when (`due_on`, `due_text`), how (`procedure`), with what
    result (`product`) and who answers for it (`responsibility`). `version` grows with every edit.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="tasks", verbose_name="mục")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="subtasks", verbose_name="thuộc nhiệm vụ"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("nội dung")
    span_start = models.PositiveIntegerField("từ", null=True)
    span_end = models.PositiveIntegerField("đến", null=True)
    confidence = models.PositiveSmallIntegerField("độ chắc chắn (%)", default=100)
    due_on = models.DateField("hạn", null=True, blank=True)
    due_text = models.CharField("lời văn về hạn", max_length=200, blank=True)
    is_due_added = models.BooleanField("hạn do ta thêm", default=False)
    extended_to = models.DateField("gia hạn đến", null=True, blank=True)
    report_to = models.CharField("báo cáo cho", max_length=200, blank=True)
    procedure = models.CharField("quy trình", max_length=500, blank=True)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    responsibility = models.CharField("trách nhiệm", max_length=300, blank=True)
    completion = models.CharField("coi là xong", max_length=10, choices=Completion, default=Completion.ALL)
    completion_count = models.PositiveSmallIntegerField("số nơi phải xong", null=True, blank=True)
    indicator = models.CharField("chỉ số minh chứng", max_length=24, blank=True)
    goal = models.PositiveIntegerField("số phải đạt", null=True, blank=True)
    counts_own = models.BooleanField("chỉ đếm việc của cơ quan được giao", default=False)
    status = models.CharField("tình trạng", max_length=12, choices=TaskStatus, default=TaskStatus.NOT_STARTED)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    is_proved = models.BooleanField("xong theo số đếm", default=False)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    figures = models.JSONField("con số phải đạt trong văn bản", default=list)
    version = models.PositiveIntegerField("lần sửa", default=1)
    edited_at = models.DateTimeField("sửa lúc", null=True, blank=True)
    edited_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người sửa"
    )

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["position", "id"]
        constraints = [
            span_in_order("task_span_in_order"),
            both_or_neither("task_edited_at_and_by", "edited_at", "edited_by"),
            models.CheckConstraint(
                name="task_done_on_when_done",
                condition=Q(status=TaskStatus.DONE, done_on__isnull=False)
                | (~Q(status=TaskStatus.DONE) & Q(done_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="task_goal_with_an_indicator",
                condition=Q(indicator="", goal__isnull=True) | (~Q(indicator="") & Q(goal__gt=0)),
            ),
            models.CheckConstraint(
                name="task_extended_beyond_its_deadline",
                condition=Q(extended_to__isnull=True) | Q(extended_to__gt=F("due_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def due(self) -> date | None:
        """Return the deadline that holds: the granted one, else the one given."""
        return self.extended_to or self.due_on

    @property
    def is_added(self) -> bool:
        """Say whether the task does not stand in the source but was added by us."""
        return self.span_start is None
