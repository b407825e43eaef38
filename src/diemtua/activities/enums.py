from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What the campaign does in public. A kind says what one row of it counts."""

    LAUNCH = "LAUNCH", _("lễ ra quân")
    CONFERENCE = "CONFERENCE", _("hội nghị truyền thông")
    SMALL_GROUP = "SMALL_GROUP", _("tư vấn nhóm nhỏ")
    WORKPLACE = "WORKPLACE", _("truyền thông tại đơn vị")
    BROADCAST = "BROADCAST", _("lượt phát thanh")
    PORTAL_ITEM = "PORTAL_ITEM", _("tin bài trên cổng thông tin")
    SOCIAL_ITEM = "SOCIAL_ITEM", _("tin bài trên mạng xã hội")
    SHARE = "SHARE", _("lượt chia sẻ trên trang cá nhân")
    VISUAL = "VISUAL", _("băng rôn, pano, tuyên truyền trực quan")
    HOME_VISITS = "HOME_VISITS", _("đợt đến từng nhà")


class Status(TextChoices):
    """Where an activity stands."""

    PLANNED = "PLANNED", _("dự kiến")
    HELD = "HELD", _("đã thực hiện")
    CANCELLED = "CANCELLED", _("không tổ chức")


class Bound(TextChoices):
    """How sure a number is."""

    EXACT = "=", _("đúng")
    MORE_THAN = ">", _("hơn")
    ABOUT = "~", _("khoảng")
