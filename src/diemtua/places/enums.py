from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How high a place stands. Which kinds exist on a day is a matter of rows, not of code."""

    NATION = "NATION", _("cả nước")
    PROVINCE = "PROVINCE", _("tỉnh")
    DISTRICT = "DISTRICT", _("huyện")
    COMMUNE = "COMMUNE", _("xã")
    HAMLET = "HAMLET", _("thôn")


class Passage(TextChoices):
    """How an old place passed into a new one."""

    RENAMED = "RENAMED", _("đổi tên")
    MOVED = "MOVED", _("chuyển về đơn vị khác")
    MERGED = "MERGED", _("nhập")
    SPLIT = "SPLIT", _("chia")
