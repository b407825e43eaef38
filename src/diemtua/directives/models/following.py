"""What became of a task: answers of agencies and places, requests for time, evidence."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Q

from diemtua.accounts.enums import Role
from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.agencies.models import Agency
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.directives.enums import EvidenceKind, ExtensionStatus, TaskStatus
from diemtua.directives.models.document import Task
from diemtua.places.enums import Kind
from diemtua.places.models import Place


def done_when_dated(name: str) -> models.CheckConstraint:
    """Return the constraint that a row is done exactly when it has the day on which it was."""
    return models.CheckConstraint(
        name=name,
        condition=Q(status=TaskStatus.DONE, done_on__isnull=False)
        | (~Q(status=TaskStatus.DONE) & Q(done_on__isnull=True)),
    )


class TaskAnswer(models.Model):
    """How far one agency says its part of a task is (báo cáo thực hiện)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="answers", verbose_name="nhiệm vụ")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan")
    status = models.CharField("tình trạng", max_length=12, choices=TaskStatus)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    due_on = models.DateField("hạn được gia", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    answered_at = models.DateTimeField("báo lúc")
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người báo")

    class Meta:
        verbose_name = "báo cáo thực hiện"
        verbose_name_plural = "báo cáo thực hiện"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_answer_per_task_and_agency", fields=["task", "agency"]),
            done_when_dated("answer_done_on_when_done"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_status_display()}"


class TaskCascade(models.Model):
    """One task given to every place of a kind under a place (giao xuống địa bàn): a set, not a row for each.

    The places are those of `day`; only exceptions and answers have rows (`CascadeUnit`).
    """

    task = models.OneToOneField(Task, models.CASCADE, related_name="cascade", verbose_name="nhiệm vụ")
    top = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="trong địa bàn")
    kind = models.CharField("cấp", max_length=10, choices=Kind)
    day = models.DateField("bản đồ ngày")
    size = models.PositiveIntegerField("số nơi")
    given_at = models.DateTimeField("giao lúc")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người giao")

    class Meta:
        verbose_name = "giao xuống địa bàn"
        verbose_name_plural = "giao xuống địa bàn"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.top}"


class CascadeUnitQuerySet(ScopedQuerySet):
    """Rows of places within a cascade; each office sees those below its own place."""


class CascadeUnit(models.Model):
    """A place within a cascade that is an exception or has answered (nơi được giao).

    `value` is what the bound indicator counts there on `value_at`.
    """

    cascade = models.ForeignKey(TaskCascade, models.CASCADE, related_name="units", verbose_name="giao xuống")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="địa bàn")
    is_exempt = models.BooleanField("không phải thực hiện", default=False)
    due_on = models.DateField("hạn riêng", null=True, blank=True)
    status = models.CharField("tình trạng", max_length=12, choices=TaskStatus, default=TaskStatus.NOT_STARTED)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    is_proved = models.BooleanField("xong theo số đếm", default=False)
    value = models.PositiveIntegerField("số đếm được", null=True, blank=True)
    value_at = models.DateTimeField("đếm lúc", null=True, blank=True)
    note = models.CharField("ghi chú, lý do", max_length=500, blank=True)
    answered_at = models.DateTimeField("báo lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người báo"
    )

    objects = CascadeUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi được giao"
        verbose_name_plural = "nơi được giao"
        constraints = [
            models.UniqueConstraint(name="one_unit_per_cascade_and_place", fields=["cascade", "place"]),
            done_when_dated("unit_done_on_when_done"),
            both_or_neither("unit_value_and_moment", "value", "value_at"),
            both_or_neither("unit_answered_at_and_by", "answered_at", "answered_by"),
            models.CheckConstraint(
                name="exempt_unit_does_nothing", condition=Q(is_exempt=False) | Q(status="NOT_STARTED")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_status_display()}"


class Extension(models.Model):
    """A request for more time, and the answer (đề nghị gia hạn), of an agency or of a place of a cascade."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="extensions", verbose_name="nhiệm vụ")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa bàn"
    )
    until = models.DateField("xin đến ngày")
    reason = models.CharField("lý do", max_length=500)
    status = models.CharField(
        "trạng thái", max_length=10, choices=ExtensionStatus, default=ExtensionStatus.ASKED
    )
    asked_at = models.DateTimeField("đề nghị lúc")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    answer = models.CharField("trả lời", max_length=500, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_asker",
                fields=["task", "agency", "place"],
                condition=Q(status="ASKED"),
                nulls_distinct=False,
            ),
            both_or_neither("extension_answered_at_and_by", "answered_at", "answered_by"),
        ]

    def __str__(self) -> str:
        return f"{self.agency or self.place}: {self.until:%d/%m/%Y}"


class EvidenceQuerySet(models.QuerySet[Any]):
    """What proves tasks."""

    def visible_to(self, user: Any) -> Self:
        """Keep what the leads of the campaign, the agency or the place itself (or one above it) gave."""
        memberships = getattr(user, "current_memberships", [])
        if not memberships:
            return self.none()
        ways = [Q(agency__in=[one.agency_id for one in memberships])]
        for one in memberships:
            ways.append(Q(place__path__startswith=one.place.path))
            if one.role in (Role.PROVINCE_LEAD, Role.LEADER):
                ways.append(Q(task__assignment__directive__campaign__place__path__startswith=one.place.path))
        return self.filter(reduce(or_, ways) | Q(kind=EvidenceKind.COMPUTED))


class Evidence(models.Model):
    """What proves that a task is done (minh chứng): a counted figure, a sealed file, or a note.

    A counted figure is kept once for each task and is replaced whenever the counters are recounted.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence", verbose_name="nhiệm vụ")
    kind = models.CharField("loại", max_length=10, choices=EvidenceKind)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa bàn"
    )
    value = models.PositiveIntegerField("số đếm được", null=True, blank=True)
    note = models.CharField("nội dung", max_length=1000, blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    file_sealed = models.BinaryField("nội dung tệp (mã hoá)", null=True, editable=False)
    file_hash = models.CharField("dấu tệp", max_length=64, blank=True)
    added_at = models.DateTimeField("ghi lúc")
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["-added_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_counted_figure_per_task", fields=["task"], condition=Q(kind="COMPUTED")
            ),
            models.UniqueConstraint(
                name="one_evidence_per_file",
                fields=["task", "agency", "place", "file_hash"],
                condition=Q(kind="FILE"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="evidence_holds_something",
                condition=Q(kind="COMPUTED", value__isnull=False)
                | Q(kind="FILE", file_sealed__isnull=False)
                | (Q(kind="NOTE") & ~Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note or self.file_name or self.value}"
