"""Who may raise, pass up and answer."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.obstacles.models import Obstacle

HANDLERS = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)


def may_raise_obstacles(user: Any) -> bool:
    """Say whether `user` may raise an obstacle: everybody who works in a place, but not who only looks."""
    return bool(user.is_authenticated and user.has_role(*HANDLERS, Role.HAMLET_HEAD, Role.COLLECTOR))


def is_handler(user: Any, obstacle: Obstacle) -> bool:
    """Say whether the obstacle waits for an answer at a place that `user` is in charge of."""
    return bool(user.is_authenticated and user.is_over(obstacle.handled_at_place, *HANDLERS))
