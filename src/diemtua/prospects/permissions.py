"""Who may see, import, assign and visit prospects."""

from typing import Any

from diemtua.accounts.enums import Role

OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)
FIELD = (Role.HAMLET_HEAD, Role.COLLECTOR)


def may_see_prospects(user: Any) -> bool:
    """Say whether `user` browses prospects of the own places (a leader sees figures, not people)."""
    return bool(user.is_authenticated and user.has_role(*OFFICE, *FIELD))


def may_import_prospects(user: Any) -> bool:
    """Say whether `user` loads lists and assigns people."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD, Role.COMMUNE_OFFICER))


def may_visit(user: Any) -> bool:
    """Say whether `user` records visits."""
    return bool(user.is_authenticated and user.has_role(*FIELD, Role.COMMUNE_OFFICER))
