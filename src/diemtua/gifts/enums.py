from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Item(TextChoices):
    """What a donor gives."""

    BOOK = "BOOK", _("sổ BHXH")
    CARD = "CARD", _("thẻ BHYT")
