"""Targets (chỉ tiêu) of a campaign and their shares down to the hamlet."""

from django.db import models
from django.db.models import Q

from diemtua.accounts.models import User
from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.refs import new_ref
from diemtua.places.models import Place
from diemtua.targets.enums import Measure, Method


class Target(models.Model):
    """A number to reach (chỉ tiêu) in one programme, set by `owner` under one plan.

    Several plans may set the same number differently (tạm giao of the insurer, giao of the people's
    committee); a percentage always says which. People for STOCK and INCREMENT, percent for RATIO.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets", verbose_name="chiến dịch")
    programme = models.CharField("chương trình", max_length=3, choices=PROGRAMME_CHOICES)
    measure = models.CharField("loại chỉ tiêu", max_length=10, choices=Measure)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="targets", verbose_name="cơ quan giao")
    plan = models.CharField("kế hoạch", max_length=160)
    basis = models.CharField("văn bản giao", max_length=200, blank=True)
    period_from = models.DateField("kỳ từ ngày")
    period_to = models.DateField("kỳ đến ngày")
    number = models.PositiveIntegerField("số người", null=True, blank=True)
    ratio = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["programme", "measure", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_target_per_plan", fields=["campaign", "programme", "measure", "plan", "owner"]
            ),
            models.CheckConstraint(
                name="target_is_a_number_or_a_ratio",
                condition=Q(measure=Measure.RATIO, number__isnull=True, ratio__gt=0, ratio__lte=100)
                | (~Q(measure=Measure.RATIO) & Q(number__isnull=False, ratio__isnull=True)),
                violation_error_message="Tỷ lệ nhập theo phần trăm, chỉ tiêu khác nhập số người.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_programme_display()}, {self.get_measure_display()}: {self.plan}"


class Share(models.Model):
    """The part of a target that one place has to reach (phân bổ). The first share is the whole.

    The numbers of the children of a share are either absent or add up to its own; see actions.share_out.
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="shares", verbose_name="chỉ tiêu")
    place = models.ForeignKey(Place, models.PROTECT, related_name="shares", verbose_name="địa bàn")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name="thuộc"
    )
    number = models.PositiveIntegerField("số người", null=True)
    ratio = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2, null=True)
    weight = models.PositiveIntegerField("tỷ trọng", null=True)
    method = models.CharField("cách chia", max_length=12, choices=Method)
    is_locked = models.BooleanField("giữ nguyên", default=False)
    reason = models.CharField("lý do", max_length=300, blank=True)
    set_at = models.DateTimeField("giao lúc")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người giao")

    class Meta:
        verbose_name = "phân bổ"
        verbose_name_plural = "phân bổ"
        constraints = [
            models.UniqueConstraint(name="one_share_per_target_and_place", fields=["target", "place"]),
            models.CheckConstraint(
                name="share_is_a_number_or_a_ratio",
                condition=Q(number__isnull=False, ratio__isnull=True)
                | Q(number__isnull=True, ratio__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.number if self.ratio is None else self.ratio}"
