"""Who may see and change the figures of the law."""

from typing import Any

from diemtua.accounts.enums import Role


def may_see_law(user: Any) -> bool:
    """Everybody who works here may look up the figures."""
    return bool(user.is_authenticated and user.paths)


def may_enter_decrees(user: Any) -> bool:
    """Provincial leads enter new decrees and apply them."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD))
