"""Who may take in registers, match them, judge doubts and ask who is not covered."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.places.models import Place

KEEPERS = (Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER)


def may_keep_registers(user: Any) -> bool:
    """Say whether `user` takes in registers of the own places and matches them."""
    return bool(user.is_authenticated and user.has_role(*KEEPERS))


def may_keep_registers_at(user: Any, place: Place) -> bool:
    """Say whether `user` takes in registers of `place`."""
    return may_keep_registers(user) and bool(user.is_over(place, *KEEPERS))
