from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegisterKind(TextChoices):
    """What a register lists."""

    POPULATION = "POPULATION", _("sổ dân cư")
    HEALTH = "HEALTH", _("người tham gia BHYT")
    VOLUNTARY = "VOLUNTARY", _("người tham gia BHXH tự nguyện")
    COMPULSORY = "COMPULSORY", _("người tham gia BHXH bắt buộc")
    RESERVED = "RESERVED", _("người dừng đóng, bảo lưu thời gian")
    EXPIRING = "EXPIRING", _("thẻ BHYT sắp hết hạn")
    POOR = "POOR", _("hộ nghèo, hộ cận nghèo")
    PUPILS = "PUPILS", _("học sinh, sinh viên")


class SnapshotStatus(TextChoices):
    """Where the taking in of a snapshot stands."""

    RECEIVED = "RECEIVED", _("chờ đọc")
    READING = "READING", _("đang đọc")
    STAGED = "STAGED", _("chờ soát")
    READY = "READY", _("dùng được")
    DISCARDED = "DISCARDED", _("đã bỏ")
    FAILED = "FAILED", _("không đọc được")


class MatchingStatus(TextChoices):
    """Where a matching stands."""

    QUEUED = "QUEUED", _("chờ ghép")
    RUNNING = "RUNNING", _("đang ghép")
    DONE = "DONE", _("đã ghép")
    FAILED = "FAILED", _("không ghép được")


class Verdict(TextChoices):
    """What a person said of a doubt."""

    SAME = "SAME", _("cùng một người")
    OTHER = "OTHER", _("hai người khác nhau")


class Cohort(TextChoices):
    """A question put to matched registers, whose answer is a list of people worth visiting."""

    UNCOVERED_HEALTH = "UNCOVERED_HEALTH", _("chưa có BHYT")
    LAPSED_HEALTH = "LAPSED_HEALTH", _("thẻ BHYT hết hạn trong 90 ngày qua")
    EXPIRING_HEALTH = "EXPIRING_HEALTH", _("thẻ BHYT sắp hết hạn")
    STOPPED_COMPULSORY = "STOPPED_COMPULSORY", _("dừng BHXH bắt buộc, còn bảo lưu, chưa đến tuổi nghỉ hưu")
    UNCOVERED_SOCIAL = "UNCOVERED_SOCIAL", _("từ 15 tuổi, chưa tham gia BHXH nào, không đi học")
    EXPIRING_VOLUNTARY = "EXPIRING_VOLUNTARY", _("sắp hết kỳ đóng BHXH tự nguyện")


class Exclusion(TextChoices):
    """Why a resident is left out of a cohort."""

    COVERED = "COVERED", _("đã tham gia")
    IN_REVIEW = "IN_REVIEW", _("cặp ghép chờ người xem")
    COVERED_ELSEWHERE = "COVERED_ELSEWHERE", _("đã có ở chương trình khác")
    PUPIL = "PUPIL", _("học sinh, sinh viên tham gia tại trường")
    STATE_PAYS = "STATE_PAYS", _("ngân sách đóng toàn bộ")
    TOO_YOUNG = "TOO_YOUNG", _("chưa đủ tuổi tham gia")
    PENSION_AGE = "PENSION_AGE", _("đã đến tuổi nghỉ hưu")
    BIRTH_UNKNOWN = "BIRTH_UNKNOWN", _("không rõ năm sinh")
