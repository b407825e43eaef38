from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a directive stands with us."""

    DRAFT = "DRAFT", _("đang soát")
    PUBLISHED = "PUBLISHED", _("đã phát hành")


class DirectiveKind(TextChoices):
    """What kind of document it is."""

    DISPATCH = "CONG_VAN", _("công văn")
    PLAN = "KE_HOACH", _("kế hoạch")
    JOINT_PLAN = "KE_HOACH_LIEN_TICH", _("kế hoạch liên tịch")
    DECISION = "QUYET_DINH", _("quyết định")
    INSTRUCTION = "CHI_THI", _("chỉ thị")
    CONCLUSION = "THONG_BAO", _("thông báo kết luận")
    ARTICLE = "ARTICLE", _("bài báo")
    OTHER = "OTHER", _("văn bản khác")


class PartyRole(TextChoices):
    """What an agency does in an assignment."""

    LEAD = "LEAD", _("chủ trì")
    COORDINATING = "COORDINATING", _("phối hợp")


class TaskStatus(TextChoices):
    """How far a task is, in the wording that offices use."""

    NOT_STARTED = "NOT_STARTED", _("chưa thực hiện")
    IN_PROGRESS = "IN_PROGRESS", _("đang thực hiện")
    DONE = "DONE", _("hoàn thành")
