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


class Completion(TextChoices):
    """When a task of several agencies or places is done."""

    ALL = "ALL", _("khi tất cả hoàn thành")
    ANY = "ANY", _("khi một nơi hoàn thành")
    AT_LEAST = "AT_LEAST", _("khi đủ số nơi hoàn thành")


class ExtensionStatus(TextChoices):
    """What became of a request for more time."""

    ASKED = "ASKED", _("chờ trả lời")
    GRANTED = "GRANTED", _("đồng ý gia hạn")
    REFUSED = "REFUSED", _("không gia hạn")


class EvidenceKind(TextChoices):
    """What proves that a task is done."""

    COMPUTED = "COMPUTED", _("số hệ thống đếm")
    FILE = "FILE", _("tệp minh chứng")
    NOTE = "NOTE", _("lời ghi")


class EditKind(TextChoices):
    """What an edit of the matrix did."""

    WRITTEN = "WRITTEN", _("sửa nhiệm vụ")
    ADDED = "ADDED", _("thêm nhiệm vụ")
    DROPPED = "DROPPED", _("bỏ nhiệm vụ")
    SPLIT = "SPLIT", _("tách nhiệm vụ")
    MERGED = "MERGED", _("gộp nhiệm vụ")
    ASSIGNED = "ASSIGNED", _("giao cơ quan")
    COMPLETION = "COMPLETION", _("đổi cách coi là xong")
