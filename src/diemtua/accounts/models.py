"""Users (người dùng) and what they may see: role × agency × place × period, fail-closed."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from diemtua.accounts.enums import Role
from diemtua.agencies.models import Agency
from diemtua.core.db import DatedQuerySet, period_in_order
from diemtua.places.models import Place


class User(AbstractUser):
    """Somebody who logs in (người dùng). What they may do comes from their memberships of today."""

    display_name = models.CharField("họ và tên", max_length=120)
    first_name = None  # type: ignore[assignment] # Vietnamese names do not split into two
    last_name = None  # type: ignore[assignment] # as above

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """Return the name as people say it, whole."""
        return self.display_name or self.username

    @cached_property
    def current_memberships(self) -> "list[Membership]":
        """Return the memberships that hold today, read once per request."""
        today = timezone.localdate()
        return list(self.memberships.valid_on(today).select_related("agency", "place"))

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the roles held today."""
        return frozenset(membership.role for membership in self.current_memberships)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of the places in charge today: the subtrees that this user may see."""
        return tuple({membership.place.path for membership in self.current_memberships})

    def has_role(self, *roles: Role) -> bool:
        """Say whether the user holds one of `roles` today."""
        return not self.roles.isdisjoint(roles)

    def is_over(self, place: Place, *roles: Role) -> bool:
        """Say whether the user holds one of `roles` (any, when none is named) over `place` today."""
        return any(
            place.path.startswith(membership.place.path) and (not roles or membership.role in roles)
            for membership in self.current_memberships
        )

    @property
    def agency(self) -> Agency | None:
        """Return the agency of the first membership of today."""
        return self.current_memberships[0].agency if self.current_memberships else None

    @property
    def place(self) -> Place | None:
        """Return the place of the first membership of today."""
        return self.current_memberships[0].place if self.current_memberships else None


class Membership(models.Model):
    """What a user does for an agency over a place from a day to a day (phân công)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="người dùng")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name="cơ quan")
    place = models.ForeignKey(Place, models.PROTECT, related_name="memberships", verbose_name="địa bàn")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = ["id"]
        constraints = [period_in_order("membership_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.place}"


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows that stand at a place: the door through which pages reach them.

    `place_field` is the look-up of the row's place.
    """

    place_field: ClassVar[str] = "place"

    def visible_to(self, user: Any) -> Self:
        """Keep the rows within the places that `user` is in charge of today; nothing for anybody else."""
        paths = getattr(user, "paths", ())
        if not paths:
            return self.none()
        return self.filter(reduce(or_, (Q(**{f"{self.place_field}__path__startswith": p}) for p in paths)))
