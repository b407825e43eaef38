"""Sign-ups (lượt đăng ký tham gia): entries to a programme, recorded once, with credit."""

from django.db import models
from django.db.models import Q

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.activities.models import Activity, Team
from diemtua.agencies.models import Agency
from diemtua.campaigns.enums import PROGRAMME_CHOICES
from diemtua.campaigns.models import Campaign
from diemtua.core.refs import new_ref
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.signups.enums import Kind, Status


class SignUp(models.Model):
    """One person's entry to one programme in one campaign (lượt đăng ký tham gia).

    Several agencies may share the credit; the entry is counted once.
    """

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    device_ref = models.UUIDField("mã từ máy", unique=True)  # named by the phone, so a resend is recognised
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="signups", verbose_name="chiến dịch")
    programme = models.CharField("chương trình", max_length=3, choices=PROGRAMME_CHOICES)
    person = models.ForeignKey(Person, models.PROTECT, related_name="signups", verbose_name="người tham gia")
    place = models.ForeignKey(Place, models.PROTECT, related_name="signups", verbose_name="địa bàn")
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.NEW)
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.RECORDED)
    signed_on = models.DateField("ngày đăng ký")
    months = models.PositiveSmallIntegerField("số tháng đóng", null=True, blank=True)
    income = models.PositiveIntegerField("mức thu nhập chọn đóng (đồng)", null=True, blank=True)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="signups", verbose_name="tổ tư vấn"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="signups", verbose_name="hoạt động"
    )
    credits = models.ManyToManyField(
        Agency, through="Credit", related_name="credited_signups", verbose_name="ghi công"
    )
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    received_at = models.DateTimeField("nhận lúc", auto_now_add=True)
    withdrawn_reason = models.CharField("lý do rút", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt đăng ký tham gia"
        verbose_name_plural = "lượt đăng ký tham gia"
        constraints = [
            models.UniqueConstraint(
                name="one_live_signup_per_person_and_programme",
                fields=["campaign", "person", "programme"],
                condition=~Q(status=Status.WITHDRAWN),
                violation_error_message="Người này đã được ghi nhận tham gia chương trình này.",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "programme", "signed_on"], name="signup_programme_day"),
            models.Index(fields=["campaign", "-recorded_at", "-id"], name="signup_latest"),
            models.Index(fields=["place", "signed_on"], name="signup_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_programme_display()}"


class Credit(models.Model):
    """An agency that helped to win an entry (ghi công)."""

    signup = models.ForeignKey(SignUp, models.CASCADE, related_name="credit_rows", verbose_name="đăng ký")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="credit_rows", verbose_name="cơ quan")

    class Meta:
        verbose_name = "ghi công"
        verbose_name_plural = "ghi công"
        constraints = [models.UniqueConstraint(name="one_credit_per_agency", fields=["signup", "agency"])]

    def __str__(self) -> str:
        return f"{self.agency}"
