from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Origin(TextChoices):
    """Where a figure comes from. Counted figures are never mixed silently with the others."""

    COUNTED = "COUNTED", _("đếm từ từng dòng")
    IMPORTED = "IMPORTED", _("nhập từ hệ thống BHXH")
    DECLARED = "DECLARED", _("đơn vị tự báo")
