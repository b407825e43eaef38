"""Which campaigns somebody sees."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.campaigns.enums import Status
from diemtua.campaigns.models import Campaign


def campaigns_visible_to(user: Any) -> list[Campaign]:
    """Return the campaigns of every province that the user's places stand in or hold, newest first.

    One that is being prepared is seen by provincial leads only.
    """
    paths = getattr(user, "paths", ())
    if not paths:
        return []
    prepares = user.has_role(Role.PROVINCE_LEAD)
    return [
        campaign
        for campaign in Campaign.objects.select_related("place", "lead_agency")
        if (prepares or campaign.status != Status.PREPARING)
        and any(
            path.startswith(campaign.place.path) or campaign.place.path.startswith(path) for path in paths
        )
    ]
