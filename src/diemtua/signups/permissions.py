"""Who may record sign-ups, and where."""

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


def may_record_signups(user: Any) -> bool:
    """Say whether `user` may record sign-ups within the own places."""
    return bool(user.is_authenticated and user.has_role(*RECORDERS))


def may_record_signup_at(user: Any, place: Place) -> bool:
    """Say whether `user` may record a sign-up of somebody at `place`."""
    return bool(user.is_authenticated and user.is_over(place, *RECORDERS))
