"""Gifts (tặng sổ BHXH, thẻ BHYT): what donors pledge, and to whom it was given."""

from django.db import models

from diemtua.accounts.models import ScopedQuerySet, User
from diemtua.campaigns.models import Campaign
from diemtua.core.refs import new_ref
from diemtua.gifts.enums import Item
from diemtua.people.models import Person
from diemtua.places.models import Place


class Pledge(models.Model):
    """A donor's promise of books or cards (cam kết tặng); `months` are paid for each."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges", verbose_name="chiến dịch")
    donor_name = models.CharField("nhà hảo tâm", max_length=160)
    item = models.CharField("tặng", max_length=4, choices=Item)
    quantity = models.PositiveIntegerField("số lượng")
    months = models.PositiveSmallIntegerField("số tháng", default=12)
    value = models.PositiveBigIntegerField("giá trị (đồng)", null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="pledges", verbose_name="dành cho địa bàn")
    pledged_on = models.DateField("ngày cam kết")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "cam kết tặng"
        verbose_name_plural = "cam kết tặng"
        ordering = ["-pledged_on", "-id"]

    def __str__(self) -> str:
        return f"{self.donor_name}: {self.quantity} {self.get_item_display()}"


class Gift(models.Model):
    """One book or card given to one person in hardship who is not covered (suất tặng)."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="gifts", verbose_name="chiến dịch")
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="gifts", verbose_name="cam kết")
    item = models.CharField("tặng", max_length=4, choices=Item)
    person = models.ForeignKey(Person, models.PROTECT, related_name="gifts", verbose_name="người nhận")
    place = models.ForeignKey(Place, models.PROTECT, related_name="gifts", verbose_name="địa bàn")
    given_on = models.DateField("ngày trao")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người trao")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "suất tặng"
        verbose_name_plural = "suất tặng"
        ordering = ["-given_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_gift_per_person_and_item",
                fields=["campaign", "person", "item"],
                violation_error_message="Người này đã được tặng trong chiến dịch.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_item_display()}"
