from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    MALE = "M", _("nam")
    FEMALE = "F", _("nữ")


class Hardship(TextChoices):
    """Circumstances for which the State or a donor helps."""

    NONE = "NONE", _("không")
    POOR = "POOR", _("hộ nghèo")
    NEAR_POOR = "NEAR_POOR", _("hộ cận nghèo")
    NEWLY_ESCAPED = "NEWLY_ESCAPED", _("hộ mới thoát nghèo")
    HARD = "HARD", _("hoàn cảnh khó khăn")
