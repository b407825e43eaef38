"""A directive (văn bản chỉ đạo) and what it orders; every part keeps its span in the source text."""

from django.db import models
from django.db.models import F, Q

from diemtua.accounts.models import User
from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.directives.enums import DirectiveKind, PartyRole, Status, TaskStatus


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
    """An agency named in an assignment, leading or co-ordinating (cơ quan chủ trì, phối hợp)."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="parties", verbose_name="mục")
    role = models.CharField("vai trò", max_length=12, choices=PartyRole)
    text = models.CharField("tên trong văn bản", max_length=300)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="parties", verbose_name="cơ quan"
    )
    span_start = models.PositiveIntegerField("từ", null=True)
    span_end = models.PositiveIntegerField("đến", null=True)

    class Meta:
        verbose_name = "cơ quan trong mục"
        verbose_name_plural = "cơ quan trong mục"
        ordering = ["id"]
        constraints = [span_in_order("party_span_in_order")]

    def __str__(self) -> str:
        return self.text


class Task(models.Model):
    """One order (nhiệm vụ), in the exact words of the source, with its status."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="tasks", verbose_name="mục")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="subtasks", verbose_name="thuộc nhiệm vụ"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("nội dung")
    span_start = models.PositiveIntegerField("từ", null=True)
    span_end = models.PositiveIntegerField("đến", null=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    is_due_added = models.BooleanField("hạn do ta thêm", default=False)
    status = models.CharField("tình trạng", max_length=12, choices=TaskStatus, default=TaskStatus.NOT_STARTED)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["position", "id"]
        constraints = [
            span_in_order("task_span_in_order"),
            models.CheckConstraint(
                name="task_done_on_when_done",
                condition=Q(status=TaskStatus.DONE, done_on__isnull=False)
                | (~Q(status=TaskStatus.DONE) & Q(done_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.text
