"""Obstacles (khó khăn, vướng mắc): raised below, passed up, answered once, seen by who raised them."""

from django.db import models

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.campaigns.models import Campaign
from diemtua.core.db import both_or_neither
from diemtua.core.refs import new_ref
from diemtua.obstacles.enums import Category, Status
from diemtua.places.models import Place


class Obstacle(models.Model):
    """A difficulty (khó khăn, vướng mắc) of one place; `handled_at_place` is who must answer now."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="obstacles", verbose_name="chiến dịch"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="obstacles", verbose_name="địa bàn")
    category = models.CharField("về", max_length=10, choices=Category)
    text = models.TextField("nội dung", max_length=2000)
    proposal = models.TextField("đề xuất", max_length=2000, blank=True)
    status = models.CharField("tình trạng", max_length=10, choices=Status, default=Status.RAISED)
    handled_at_place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name="cấp đang xử lý"
    )
    raised_at = models.DateTimeField("nêu lúc")
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="obstacles", verbose_name="người nêu")
    answer = models.TextField("trả lời", max_length=4000, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    seen_at = models.DateTimeField("người nêu xem lúc", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        verbose_name_plural = "khó khăn, vướng mắc"
        ordering = ["-raised_at", "-id"]
        constraints = [both_or_neither("obstacle_answered_at_and_by", "answered_at", "answered_by")]

    def __str__(self) -> str:
        return self.text[:80]


class Step(models.Model):
    """One passing-up of an obstacle (bước chuyển)."""

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="steps", verbose_name="vướng mắc")
    to_place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="chuyển đến")
    note = models.CharField("ý kiến", max_length=500, blank=True)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người chuyển")

    class Meta:
        verbose_name = "bước chuyển"
        verbose_name_plural = "bước chuyển"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y} → {self.to_place}"
