"""Who may look after users and the grounds that everything stands on: places, agencies, campaigns."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.places.models import Place


def may_keep_grounds(user: Any) -> bool:
    """Provincial leads look after places, agencies and campaigns."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD))


def may_keep_hamlets(user: Any) -> bool:
    """Provincial leads and commune officers enter hamlets, each below the own place."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER))


def may_keep_hamlets_of(user: Any, commune: Place) -> bool:
    """Say whether `user` may enter the hamlets of this very commune."""
    return may_keep_hamlets(user) and user.is_over(commune, Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER)
