from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Whether the person is new to the programme."""

    NEW = "NEW", _("tham gia mới")
    RETURNED = "RETURNED", _("quay lại")
    RENEWAL = "RENEWAL", _("tái tục")


class Status(TextChoices):
    """Where an entry stands. Only what is not withdrawn counts."""

    RECORDED = "RECORDED", _("đã ghi nhận")
    CONFIRMED = "CONFIRMED", _("BHXH xác nhận")
    WITHDRAWN = "WITHDRAWN", _("đã rút")
