from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member does for an agency over a place."""

    PROVINCE_LEAD = "PROVINCE_LEAD", _("cán bộ đầu mối cấp tỉnh")
    AGENCY_OFFICER = "AGENCY_OFFICER", _("cán bộ cơ quan")
    COMMUNE_OFFICER = "COMMUNE_OFFICER", _("cán bộ xã")
    HAMLET_HEAD = "HAMLET_HEAD", _("trưởng thôn")
    COLLECTOR = "COLLECTOR", _("nhân viên thu")
    LEADER = "LEADER", _("lãnh đạo theo dõi")
