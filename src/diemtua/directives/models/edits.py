"""Edits of a matrix, kept so that the last one can be undone."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from diemtua.accounts.models import User
from diemtua.core.db import both_or_neither
from diemtua.directives.enums import EditKind
from diemtua.directives.models.document import Assignment


class MatrixEdit(models.Model):
    """One edit of a section of a matrix (lần sửa): `before` holds the section as it stood."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="edits", verbose_name="mục")
    kind = models.CharField("việc", max_length=10, choices=EditKind)
    before = models.JSONField("trước khi sửa", encoder=DjangoJSONEncoder)
    edited_at = models.DateTimeField("sửa lúc")
    edited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người sửa")
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người hoàn tác"
    )

    class Meta:
        verbose_name = "lần sửa"
        verbose_name_plural = "lần sửa"
        ordering = ["-id"]
        constraints = [both_or_neither("edit_undone_at_and_by", "undone_at", "undone_by")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.edited_at:%d/%m/%Y %H:%M}"
