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


def campaign_at_hand(user: Any, *, chosen_ref: str) -> Campaign | None:
    """Return the visible campaign with the reference `chosen_ref`, else the newest visible one, else None."""
    visible = campaigns_visible_to(user)
    return next((campaign for campaign in visible if campaign.ref == chosen_ref), next(iter(visible), None))
