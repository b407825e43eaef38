"""Agencies (cơ quan) of every chain, valid from one day to another, with successors and aliases."""

from typing import Self

from django.db import models

from diemtua.agencies.enums import Chain
from diemtua.core.db import DatedQuerySet, period_in_order
from diemtua.core.refs import new_ref
from diemtua.places.models import Place


class AgencyQuerySet(DatedQuerySet):
    """Agencies, by day and by place."""

    def over(self, place: Place) -> Self:
        """Keep the agencies whose place is `place` or below it."""
        return self.filter(place__path__startswith=place.path)


class Agency(models.Model):
    """An agency (cơ quan, tổ chức) of one chain over one place, as it stands in a period."""

    ref = models.CharField("mã", max_length=10, unique=True, default=new_ref, editable=False)
    name = models.CharField("tên", max_length=160)
    chain = models.CharField("hệ thống", max_length=20, choices=Chain)
    place = models.ForeignKey(Place, models.PROTECT, related_name="agencies", verbose_name="địa bàn")
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("hết hiệu lực từ", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="cơ quan kế thừa",
    )
    search_key = models.CharField("khoá tìm", max_length=160, editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.UniqueConstraint(
                name="one_agency_per_name_place_and_first_day",
                fields=["search_key", "place", "valid_from"],
            ),
            period_in_order("agency_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another way in which papers name an agency (tên gọi khác); `key` is folded."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases", verbose_name="cơ quan")
    text = models.CharField("tên gọi khác", max_length=160)
    key = models.CharField("khoá tìm", max_length=160, db_index=True, editable=False)

    class Meta:
        verbose_name = "tên gọi khác"
        verbose_name_plural = "tên gọi khác"
        constraints = [models.UniqueConstraint(name="one_alias_per_agency_and_key", fields=["agency", "key"])]

    def __str__(self) -> str:
        return self.text
