from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a difficulty stands."""

    RAISED = "RAISED", _("mới nêu")
    PASSED_UP = "PASSED_UP", _("đã chuyển cấp trên")
    ANSWERED = "ANSWERED", _("đã trả lời")


class Category(TextChoices):
    """What a difficulty is about."""

    POLICY = "POLICY", _("chính sách, mức hỗ trợ")
    PROCEDURE = "PROCEDURE", _("thủ tục, hồ sơ")
    PEOPLE = "PEOPLE", _("nhân lực, tổ chức")
    MEANS = "MEANS", _("kinh phí, phương tiện")
    SYSTEM = "SYSTEM", _("phần mềm, dữ liệu")
    OTHER = "OTHER", _("khác")
