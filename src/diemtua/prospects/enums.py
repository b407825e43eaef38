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


class CloseReason(TextChoices):
    """Why nobody needs to visit a prospect any more."""

    JOINED_ELSEWHERE = "JOINED_ELSEWHERE", _("đã tham gia, theo sổ mới")
    LEFT = "LEFT", _("không còn trong sổ dân cư")
    EXCLUDED = "EXCLUDED", _("không còn thuộc nhóm vận động")
    DO_NOT_CONTACT = "DO_NOT_CONTACT", _("đề nghị không liên hệ")


class ListStatus(TextChoices):
    """Where the loading of a prospect list stands."""

    QUEUED = "QUEUED", _("chờ lập")
    LOADING = "LOADING", _("đang lập")
    LOADED = "LOADED", _("đã lập")
    FAILED = "FAILED", _("không lập được")


class LeaseEnd(TextChoices):
    """How a lease came to its end."""

    HANDED_OVER = "HANDED_OVER", _("chuyển cho người khác")
    RETURNED = "RETURNED", _("trả lại")
    EXPIRED = "EXPIRED", _("hết hạn giao")
    DONE = "DONE", _("đã xong")
