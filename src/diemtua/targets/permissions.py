"""Who may set targets and share them out."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.places.models import Place

READERS = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)


def may_see_targets(user: Any) -> bool:
    """Say whether `user` sees targets."""
    return bool(user.is_authenticated and user.has_role(*READERS))


def may_set_targets(user: Any) -> bool:
    """Say whether `user` enters the targets of the campaign: who leads it."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD))


def may_share_out(user: Any) -> bool:
    """Say whether `user` shares out anywhere."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER))


def may_share_out_at(user: Any, place: Place) -> bool:
    """Say whether `user` shares out the part of `place`: the lead everywhere, a commune to its hamlets."""
    return bool(user.is_authenticated and user.is_over(place, Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER))
