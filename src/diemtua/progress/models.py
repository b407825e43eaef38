"""Counters kept from rows, figures that others gave, and who reported nothing."""

from django.db import models
from django.db.models import Q

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.core.refs import new_ref
from diemtua.places.models import Place
from diemtua.progress.enums import Origin


class Counter(models.Model):
    """How much of one indicator the rows of one place and one day come to (bộ đếm).

    A cell is always recounted from its rows, never incremented, so it cannot drift; see actions.refresh_cell.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="counters", verbose_name="chiến dịch")
    indicator = models.CharField("chỉ số", max_length=24)
    place = models.ForeignKey(Place, models.PROTECT, related_name="counters", verbose_name="địa bàn")
    day = models.DateField("ngày")
    value = models.PositiveIntegerField("giá trị")
    refreshed_at = models.DateTimeField("đếm lúc")

    class Meta:
        verbose_name = "bộ đếm"
        verbose_name_plural = "bộ đếm"
        constraints = [
            models.UniqueConstraint(
                name="one_counter_per_cell", fields=["campaign", "indicator", "place", "day"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.place} {self.day:%d/%m/%Y}: {self.value}"


class Figure(models.Model):
    """A figure that somebody gave (số liệu nhập hoặc tự báo), with its source; shown as such."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="figures", verbose_name="chiến dịch")
    indicator = models.CharField("chỉ số", max_length=24)
    place = models.ForeignKey(Place, models.PROTECT, related_name="figures", verbose_name="địa bàn")
    as_of = models.DateField("tính đến ngày")
    value = models.PositiveIntegerField("giá trị")
    origin = models.CharField("nguồn gốc", max_length=10, choices=Origin)
    source = models.CharField("nguồn", max_length=200)
    entered_at = models.DateTimeField("nhập lúc")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nhập")

    class Meta:
        verbose_name = "số liệu nhập"
        verbose_name_plural = "số liệu nhập"
        constraints = [
            models.UniqueConstraint(
                name="one_figure_per_source_and_day",
                fields=["campaign", "indicator", "place", "as_of", "source"],
            ),
            models.CheckConstraint(name="figure_is_not_counted", condition=~Q(origin=Origin.COUNTED)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.place} {self.as_of:%d/%m/%Y}: {self.value}"


class NilReport(models.Model):
    """A place says that nothing happened on a day (báo cáo không phát sinh): not the same as silence."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="nil_reports", verbose_name="chiến dịch"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="nil_reports", verbose_name="địa bàn")
    day = models.DateField("ngày")
    reported_at = models.DateTimeField("báo lúc")
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người báo")

    class Meta:
        verbose_name = "báo cáo không phát sinh"
        verbose_name_plural = "báo cáo không phát sinh"
        constraints = [
            models.UniqueConstraint(name="one_nil_report_per_day", fields=["campaign", "place", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.day:%d/%m/%Y}"
