"""A campaign (chiến dịch, tháng vận động): dates, place, map date, phases, approved messages."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import Status
from diemtua.core.refs import new_ref
from diemtua.places.models import Place


class Campaign(models.Model):
    """A campaign month (chiến dịch) of one province. It pins the map and the law of `map_date`."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    title = models.CharField("tên", max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="campaigns", verbose_name="địa bàn")
    lead_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="led_campaigns", verbose_name="cơ quan chủ trì"
    )
    starts_on = models.DateField("bắt đầu")
    ends_on = models.DateField("kết thúc")
    launch_on = models.DateField("ngày ra quân", null=True, blank=True)
    map_date = models.DateField("bản đồ ngày")
    theme = models.CharField("chủ đề", max_length=200, blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.PREPARING)
    is_demonstration = models.BooleanField("dữ liệu trình diễn", default=False)

    class Meta:
        verbose_name = "chiến dịch"
        verbose_name_plural = "chiến dịch"
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="launch_day_within_the_campaign",
                condition=Q(launch_on__isnull=True)
                | Q(launch_on__gte=F("starts_on"), launch_on__lte=F("ends_on")),
                violation_error_message="Ngày ra quân phải nằm trong chiến dịch.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def takes_facts_on(self, day: date) -> bool:
        """Say whether something that happened on `day` belongs to the campaign."""
        return self.starts_on <= day <= self.ends_on


class Phase(models.Model):
    """A part of a campaign with its own days (đợt)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases", verbose_name="chiến dịch")
    name = models.CharField("tên", max_length=120)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")

    class Meta:
        verbose_name = "đợt"
        verbose_name_plural = "đợt"
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="phase_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """A message that may be used in public (thông điệp được duyệt)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="messages", verbose_name="chiến dịch")
    text = models.CharField("nội dung", max_length=300)

    class Meta:
        verbose_name = "thông điệp"
        verbose_name_plural = "thông điệp"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
