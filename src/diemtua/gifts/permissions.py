"""Who may record pledges and gifts."""

from typing import Any

from diemtua.accounts.enums import Role

MAY_GIVE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)


def may_see_gifts(user: Any) -> bool:
    """Say whether `user` sees pledges and gifts at all."""
    return bool(user.is_authenticated and user.has_role(*MAY_GIVE, Role.LEADER))


def may_record_gifts(user: Any) -> bool:
    """Say whether `user` may record a pledge or a gift within the own places."""
    return bool(user.is_authenticated and user.has_role(*MAY_GIVE))
