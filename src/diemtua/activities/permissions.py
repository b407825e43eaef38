"""Who may plan and record activities, and where."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.places.models import Place

RECORDERS = (
    Role.PROVINCE_LEAD,
    Role.AGENCY_OFFICER,
    Role.COMMUNE_OFFICER,
    Role.HAMLET_HEAD,
    Role.COLLECTOR,
)


def may_record_activities(user: Any) -> bool:
    """Say whether `user` may plan and record activities within the own places."""
    return bool(user.is_authenticated and user.has_role(*RECORDERS))


def may_record_at(user: Any, place: Place) -> bool:
    """Say whether `user` may record at `place`."""
    return bool(user.is_authenticated and user.is_over(place, *RECORDERS))
