from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a report stands."""

    FROZEN = "FROZEN", _("đã chốt số liệu")
    READY = "READY", _("đã lập xong")
    FAILED = "FAILED", _("lập tệp không thành")


class FileKind(TextChoices):
    """What a report consists of."""

    DOCUMENT = "DOCUMENT", _("văn bản (.docx)")
    ANNEX = "ANNEX", _("phụ lục (.xlsx)")
