from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Chain(TextChoices):
    """The line of command that an agency belongs to."""

    PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE", _("ủy ban nhân dân")
    SOCIAL_INSURANCE = "SOCIAL_INSURANCE", _("bảo hiểm xã hội")
    POST = "POST", _("bưu điện")
    FATHERLAND_FRONT = "FATHERLAND_FRONT", _("mặt trận Tổ quốc")
    MASS_ORGANISATION = "MASS_ORGANISATION", _("hội, đoàn thể")
    DEPARTMENT = "DEPARTMENT", _("sở, ban, ngành")
    MEDIA = "MEDIA", _("báo, đài")
    OTHER = "OTHER", _("khác")
