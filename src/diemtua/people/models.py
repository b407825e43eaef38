"""Persons (người) and households (hộ gia đình). Identifiers are sealed; see core.crypto."""

from datetime import date
from typing import Self

from django.db import models

from diemtua.accounts.models import ScopedQuerySet
from diemtua.core import crypto
from diemtua.core.refs import new_ref
from diemtua.core.text import fold
from diemtua.people import rules
from diemtua.people.enums import Hardship, Sex
from diemtua.places.models import Place


class Household(models.Model):
    """A household (hộ gia đình) at a hamlet or commune."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="households", verbose_name="địa bàn")
    head_name = models.CharField("chủ hộ", max_length=120)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    register_index = models.CharField(
        "khoá tìm trong sổ", max_length=32, null=True, unique=True, editable=False
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "hộ gia đình"
        verbose_name_plural = "hộ gia đình"

    def __str__(self) -> str:
        return self.head_name


class PersonQuerySet(ScopedQuerySet):
    """Persons, by name without tones and by identifier."""

    def search(self, words: str) -> Self:
        """Keep persons whose name holds `words`, whatever the tones."""
        return self.filter(search_key__contains=fold(words))

    def with_personal_id(self, number: str) -> Self:
        """Keep the person whose personal id is `number`, found by its blind index."""
        return self.filter(personal_id_index=crypto.blind_index(rules.personal_id_digits(number)))


class Person(models.Model):
    """A person (người) met or entered in a campaign; not every resident of the register."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="hộ gia đình",
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="people", verbose_name="địa bàn")
    full_name = models.CharField("họ và tên", max_length=120)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=Sex, blank=True)
    hardship = models.CharField("hoàn cảnh", max_length=16, choices=Hardship, default=Hardship.NONE)
    personal_id_sealed = models.BinaryField("số định danh (mã hoá)", null=True, editable=False)
    personal_id_index = models.CharField("khoá tìm số định danh", max_length=32, null=True, editable=False)
    phone_sealed = models.BinaryField("điện thoại (mã hoá)", null=True, editable=False)
    register_index = models.CharField(
        "khoá tìm trong sổ", max_length=32, null=True, editable=False, db_index=True
    )
    no_contact_since = models.DateField("không liên hệ từ", null=True, blank=True)
    no_contact_reason = models.CharField("lý do không liên hệ", max_length=200, blank=True)
    search_key = models.CharField("khoá tìm", max_length=120, editable=False)
    sort_key = models.CharField("khoá xếp", max_length=255, editable=False, db_collation="C")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "người"
        verbose_name_plural = "người"
        constraints = [
            models.UniqueConstraint(
                name="one_person_per_personal_id",
                fields=["personal_id_index"],
                condition=models.Q(personal_id_index__isnull=False),
                violation_error_message="Số định danh này đã có người khác mang.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def masked_id(self) -> str:
        """Return the personal id with all but its last four signs hidden, empty when not known."""
        return crypto.masked(crypto.unseal(self.personal_id_sealed)) if self.personal_id_sealed else ""

    def age_on(self, day: date) -> int | None:
        """Return the age in years on `day`; by the year alone when only the year is known."""
        if self.birth_date:
            had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
            return day.year - self.birth_date.year - (not had_birthday)
        return day.year - self.birth_year if self.birth_year else None
