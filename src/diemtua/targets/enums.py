from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Measure(TextChoices):
    """What kind of number is to be reached."""

    STOCK = "STOCK", _("số đang tham gia cuối kỳ")
    INCREMENT = "INCREMENT", _("số tăng thêm trong kỳ")
    RATIO = "RATIO", _("tỷ lệ bao phủ (%)")


class Method(TextChoices):
    """How a share came about."""

    WHOLE = "WHOLE", _("giao cả")
    PROPORTIONAL = "PROPORTIONAL", _("theo tỷ trọng")
    EQUAL = "EQUAL", _("chia đều")
    MANUAL = "MANUAL", _("nhập tay")
    SAME = "SAME", _("cùng tỷ lệ")
