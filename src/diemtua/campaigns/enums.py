from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from diemtua.insurance.enums import Programme

PROGRAMME_CHOICES = [
    (Programme.VOLUNTARY_SOCIAL.value, _("BHXH tự nguyện")),
    (Programme.HOUSEHOLD_HEALTH.value, _("BHYT hộ gia đình")),
    (Programme.COMPULSORY_SOCIAL.value, _("BHXH bắt buộc")),
    (Programme.UNEMPLOYMENT.value, _("bảo hiểm thất nghiệp")),
    (Programme.HEALTH.value, _("BHYT (mọi nhóm)")),
    (Programme.ANY.value, _("BHXH, BHYT, BHTN (người, không trùng)")),
]


class Status(TextChoices):
    """Where a campaign stands."""

    PREPARING = "PREPARING", _("đang chuẩn bị")
    RUNNING = "RUNNING", _("đang diễn ra")
    CLOSED = "CLOSED", _("đã kết thúc")
