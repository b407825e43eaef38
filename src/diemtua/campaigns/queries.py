"""Which campaigns somebody sees."""

from typing import Any

from diemtua.campaigns.models import Campaign


def campaigns_visible_to(user: Any) -> list[Campaign]:
    """Return the campaigns of every province that the user's places stand in or hold, newest first."""
    paths = getattr(user, "paths", ())
    if not paths:
        return []
    return [
        campaign
        for campaign in Campaign.objects.select_related("place", "lead_agency")
        if any(path.startswith(campaign.place.path) or campaign.place.path.startswith(path) for path in paths)
    ]
