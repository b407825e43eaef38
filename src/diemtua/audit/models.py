"""The trail of acts. Append-only, without foreign keys, so that it outlives what it speaks of."""

from django.db import models


class Event(models.Model):
    """One act (việc đã làm): who, when, what, on which row. `name` is dotted and in the past tense."""

    name = models.CharField("việc", max_length=60)
    at = models.DateTimeField("lúc")
    by_id = models.BigIntegerField("mã người làm", null=True)
    by_name = models.CharField("người làm", max_length=150)
    target_kind = models.CharField("loại", max_length=60)
    target_ref = models.CharField("mã", max_length=60)
    values = models.JSONField("giá trị", default=dict)

    class Meta:
        verbose_name = "việc đã làm"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["target_kind", "target_ref", "-at"], name="event_target"),
            models.Index(fields=["-at", "-id"], name="event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.by_name}: {self.name}"
