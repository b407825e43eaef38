"""Who may see progress, enter figures, and say that nothing happened."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place

OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)
WORKERS = (
    Role.PROVINCE_LEAD,
    Role.AGENCY_OFFICER,
    Role.COMMUNE_OFFICER,
    Role.HAMLET_HEAD,
    Role.COLLECTOR,
)


def may_see_progress(user: Any) -> bool:
    """Say whether `user` sees the progress of the own places: offices and leaders."""
    return bool(user.is_authenticated and user.has_role(*OFFICE))


def may_see_progress_of(user: Any, place: Place) -> bool:
    """Say whether `place` stands within a place of which `user` is in charge."""
    return may_see_progress(user) and user.is_over(place)


def may_enter_figures(user: Any) -> bool:
    """Say whether `user` may enter figures that others gave."""
    return bool(
        user.is_authenticated and user.has_role(Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)
    )


def may_import_figures_of(user: Any, place: Place) -> bool:
    """Say whether `user` may enter figures of the insurer's system for `place`."""
    return bool(user.is_authenticated and user.is_over(place, Role.PROVINCE_LEAD, Role.AGENCY_OFFICER))


def may_report_nil(user: Any) -> bool:
    """Say whether `user` may report that nothing happened: who works in a place, not who only looks."""
    return bool(user.is_authenticated and user.has_role(*WORKERS))


def top_place_for(user: Any, campaign: Campaign) -> Place | None:
    """Return the highest place of a campaign that `user` sees, None when it lies outside."""
    if user.is_over(campaign.place):
        return campaign.place
    within = [
        membership.place
        for membership in user.current_memberships
        if membership.place.path.startswith(campaign.place.path)
    ]
    return min(within, key=lambda place: place.depth, default=None)
