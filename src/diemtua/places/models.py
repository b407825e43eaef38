"""Places (địa bàn), valid from one day to another, and what became of them."""

from datetime import date
from typing import Self

from django.db import models

from diemtua.core.db import DatedQuerySet, period_in_order
from diemtua.core.text import fold
from diemtua.places.enums import Kind, Passage


class PlaceQuerySet(DatedQuerySet):
    """Places, by day and by subtree."""

    def under(self, place: "Place") -> Self:
        """Keep `place` and everything below it."""
        return self.filter(path__startswith=place.path)

    def search(self, words: str) -> Self:
        """Keep places whose name holds `words`, whatever the tones."""
        return self.filter(search_key__contains=fold(words))


class Place(models.Model):
    """A place (địa bàn: tỉnh, huyện, xã, thôn) as it stands from `valid_from` to the day before `valid_to`.

    `path` lists the codes from the province down, each followed by a dot ('40.412.16663.'), so that
    a subtree is a prefix. A hamlet's code is minted under its commune's.
    """

    code = models.CharField("mã", max_length=20)
    kind = models.CharField("cấp", max_length=10, choices=Kind)
    name = models.CharField("tên", max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    path = models.CharField("đường dẫn", max_length=80)
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("hết hiệu lực từ", null=True, blank=True)
    lat = models.FloatField("vĩ độ", null=True, blank=True)
    lon = models.FloatField("kinh độ", null=True, blank=True)
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)
    search_key = models.CharField("khoá tìm", max_length=120, editable=False)
    sort_key = models.CharField("khoá xếp", max_length=255, editable=False, db_collation="C")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        constraints = [
            models.UniqueConstraint(name="one_place_per_path_and_first_day", fields=["path", "valid_from"]),
            period_in_order("place_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(fields=["path"], name="place_path_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["code", "valid_from"], name="place_code"),
            models.Index(fields=["parent", "sort_key"], name="place_children"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """Return how many codes the path has: 1 for a province."""
        return self.path.count(".")

    def holds_on(self, day: date) -> bool:
        """Say whether the place exists on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Succession(models.Model):
    """What an old place passed into (kế thừa địa bàn) on a day, whole or in part."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="successions", verbose_name="địa bàn cũ")
    new = models.ForeignKey(Place, models.PROTECT, related_name="origins", verbose_name="địa bàn mới")
    on = models.DateField("từ ngày")
    passage = models.CharField("cách", max_length=10, choices=Passage)
    is_default = models.BooleanField("nhận số liệu khi không rõ", default=True)
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "kế thừa địa bàn"
        verbose_name_plural = "kế thừa địa bàn"
        constraints = [
            models.UniqueConstraint(name="one_succession_per_pair", fields=["old", "new", "on"]),
            models.UniqueConstraint(
                name="one_default_successor",
                fields=["old", "on"],
                condition=models.Q(is_default=True),
                violation_error_message="Mỗi địa bàn cũ chỉ có một nơi nhận mặc định.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
