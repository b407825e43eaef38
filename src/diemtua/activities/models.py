"""Activities (hoạt động): what the campaign does in public. One row is one thing that happened."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.activities.enums import Bound, Kind, Status
from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.refs import new_ref
from diemtua.core.text import fold
from diemtua.places.models import Place


def search_key(title: str, venue: str) -> str:
    """Return what an activity is searched by: title and venue without tones."""
    return fold(f"{title} {venue}")


class ActivityQuerySet(ScopedQuerySet):
    """Activities, by title and venue without tones."""

    def search(self, words: str) -> Self:
        """Keep activities whose title or venue holds `words`, whatever the tones."""
        return self.filter(search_key__contains=fold(words))


class Activity(models.Model):
    """A ceremony, meeting, broadcast, post or other act in public (hoạt động), planned, held or cancelled."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    device_ref = models.UUIDField("mã từ máy", unique=True, default=uuid.uuid4)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="activities", verbose_name="chiến dịch"
    )
    kind = models.CharField("loại", max_length=12, choices=Kind)
    title = models.CharField("tên", max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="activities", verbose_name="địa bàn")
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    host = models.ForeignKey(
        Agency, models.PROTECT, related_name="activities", verbose_name="cơ quan tổ chức"
    )
    programme = models.CharField("nội dung về", max_length=3, choices=PROGRAMME_CHOICES, blank=True)
    starts_at = models.DateTimeField("bắt đầu")
    ends_at = models.DateTimeField("kết thúc", null=True, blank=True)
    attendance = models.PositiveIntegerField("số người dự", null=True, blank=True)
    attendance_bound = models.CharField("mức chắc chắn", max_length=1, choices=Bound, default=Bound.EXACT)
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.PLANNED)
    reason = models.CharField("lý do không tổ chức", max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="thay cho hoạt động",
    )
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    search_key = models.CharField("khoá tìm", max_length=420, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_it_begins",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                name="cancelled_activity_says_why",
                condition=~Q(status=Status.CANCELLED) | ~Q(reason=""),
                violation_error_message="Hãy ghi lý do không tổ chức.",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "kind", "starts_at"], name="activity_kind_start"),
            models.Index(fields=["campaign", "-starts_at", "-id"], name="activity_latest"),
            models.Index(fields=["place", "starts_at"], name="activity_place"),
        ]

    def __str__(self) -> str:
        return self.title


class Team(models.Model):
    """A team that advises people on launch day (tổ tư vấn)."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="teams", verbose_name="lễ ra quân")
    name = models.CharField("tên tổ", max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="teams", verbose_name="địa bàn")
    host = models.ForeignKey(Agency, models.PROTECT, related_name="teams", verbose_name="cơ quan")
    leader_name = models.CharField("tổ trưởng", max_length=120, blank=True)
    members = models.PositiveSmallIntegerField("số thành viên", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ tư vấn"
        verbose_name_plural = "tổ tư vấn"
        constraints = [
            models.UniqueConstraint(name="one_team_per_name", fields=["activity", "name", "place"])
        ]

    def __str__(self) -> str:
        return self.name


class Point(models.Model):
    """A point where a team advises people (điểm tuyên truyền): a market, a hall, a street."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="points", verbose_name="tổ tư vấn")
    name = models.CharField("tên điểm", max_length=160)
    place = models.ForeignKey(Place, models.PROTECT, related_name="points", verbose_name="địa bàn")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm tuyên truyền"
        verbose_name_plural = "điểm tuyên truyền"
        constraints = [models.UniqueConstraint(name="one_point_per_team_and_name", fields=["team", "name"])]

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """How many people were advised at a point in one stretch of time (lượt đếm). Tallies add up."""

    device_ref = models.UUIDField("mã từ máy", unique=True)
    point = models.ForeignKey(Point, models.PROTECT, related_name="tallies", verbose_name="điểm")
    people = models.PositiveIntegerField("số người được tư vấn")
    counted_at = models.DateTimeField("đếm lúc")
    counted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người đếm")
    received_at = models.DateTimeField("nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lượt đếm"
        verbose_name_plural = "lượt đếm"
        ordering = ["counted_at", "id"]

    def __str__(self) -> str:
        return f"{self.counted_at:%H:%M} {self.people}"
