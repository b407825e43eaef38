from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Segment(TextChoices):
    """The groups that the dispatches and plans name."""

    FARMER = "FARMER", _("nông dân sản xuất, kinh doanh giỏi")
    TRADER = "TRADER", _("tiểu thương, kinh doanh cá thể")
    LANDLORD = "LANDLORD", _("chủ nhà trọ")
    CRAFT = "CRAFT", _("thợ thủ công, làng nghề")
    COOPERATIVE = "COOPERATIVE", _("lao động hợp tác xã")
    FREELANCE = "FREELANCE", _("lao động tự do")
    STOPPED_COMPULSORY = "STOPPED_COMPULSORY", _("dừng BHXH bắt buộc, đang bảo lưu")
    NEAR_POOR = "NEAR_POOR", _("hộ cận nghèo, mới thoát nghèo")
    EXPIRING_CARD = "EXPIRING_CARD", _("thẻ BHYT sắp hết hạn")
    OTHER = "OTHER", _("nhóm khác")


class Status(TextChoices):
    """How far we are with a prospect."""

    NEW = "NEW", _("chưa gặp")
    MET = "MET", _("đã gặp, đang cân nhắc")
    JOINED = "JOINED", _("đã tham gia")
    REFUSED = "REFUSED", _("chưa đồng ý")
    CLOSED = "CLOSED", _("không cần vận động")


class Outcome(TextChoices):
    """What a visit came to."""

    ABSENT = "ABSENT", _("vắng nhà")
    THINKING = "THINKING", _("đang cân nhắc")
    AGREED = "AGREED", _("đồng ý tham gia")
    REFUSED = "REFUSED", _("chưa đồng ý")
    COVERED = "COVERED", _("đã tham gia nơi khác")


class BatchStatus(TextChoices):
    """Where an import stands."""

    STAGED = "STAGED", _("chờ soát")
    LOADED = "LOADED", _("đã nhập")
    DISCARDED = "DISCARDED", _("đã bỏ")
