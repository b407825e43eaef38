"""Newly issued decrees, entered by officers as dated rows beside those that come with the program."""

from django.db import models
from django.db.models import Q

from diemtua.accounts.models import User
from diemtua.core.db import both_or_neither, period_in_order
from diemtua.core.refs import new_ref
from diemtua.insurance.enums import Confidence
from diemtua.insurance.rules.law import Row


class DecreeQuerySet(models.QuerySet["Decree"]):
    def in_force(self) -> "DecreeQuerySet":
        """Keep the decrees whose rows count: applied, and not taken back."""
        return self.filter(applied_at__isnull=False, withdrawn_at__isnull=True)


class Decree(models.Model):
    """A legal text that changes figures (nghị định, nghị quyết): a draft until it is applied."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    title = models.CharField("văn bản", max_length=200)
    source = models.CharField("nguồn", max_length=300)
    is_verified = models.BooleanField("đã đối chiếu bản ký", default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người nhập")
    entered_at = models.DateTimeField("nhập lúc")
    applied_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người áp dụng"
    )
    applied_at = models.DateTimeField("áp dụng lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = DecreeQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản thay đổi số liệu"
        verbose_name_plural = "văn bản thay đổi số liệu"
        ordering = ["-entered_at", "-id"]
        constraints = [
            both_or_neither("decree_applied_at_and_by", "applied_at", "applied_by"),
            models.CheckConstraint(
                name="decree_withdrawn_after_it_was_applied",
                condition=Q(withdrawn_at__isnull=True) | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Say whether its rows may still be written."""
        return self.applied_at is None


class DecreeRow(models.Model):
    """One figure that a decree sets (số liệu), from a day on or until a day."""

    decree = models.ForeignKey(Decree, models.CASCADE, related_name="rows", verbose_name="văn bản")
    parameter = models.CharField("số liệu", max_length=60)
    key = models.CharField("trường hợp", max_length=40, blank=True)
    place_code = models.CharField("tỉnh", max_length=10, blank=True)
    value = models.DecimalField("giá trị", max_digits=16, decimal_places=4)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)

    class Meta:
        verbose_name = "số liệu của văn bản"
        verbose_name_plural = "số liệu của văn bản"
        ordering = ["parameter", "key", "valid_from", "id"]
        constraints = [
            period_in_order("decree_row_period_in_order"),
            models.UniqueConstraint(
                name="one_row_per_figure_and_day_of_a_decree",
                fields=["decree", "parameter", "key", "place_code", "valid_from"],
                violation_error_message="Văn bản này đã có số liệu ấy từ ngày ấy.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parameter} {self.key} = {self.value}"

    def as_row(self) -> Row:
        """Return the row as rules read it."""
        return Row(
            parameter=self.parameter,
            value=self.value,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            basis=self.decree.title,
            source=self.decree.source,
            confidence=Confidence.HIGH if self.decree.is_verified else Confidence.UNVERIFIED,
            key=self.key,
            place=self.place_code,
        )
