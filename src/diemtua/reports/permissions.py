"""Who may see and who may issue reports: those in charge of the campaign's whole place."""

from typing import Any

from django.db.models import QuerySet

from diemtua.accounts.enums import Role
from diemtua.campaigns.models import Campaign
from diemtua.reports.models import Report

READERS = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.LEADER)
WRITERS = (Role.PROVINCE_LEAD,)


def may_see_reports(user: Any) -> bool:
    """Say whether `user` may open the reports of the campaigns of the own place."""
    return bool(user.is_authenticated and user.has_role(*READERS))


def may_freeze_reports(user: Any) -> bool:
    """Say whether `user` may freeze figures and issue a report."""
    return bool(user.is_authenticated and user.has_role(*WRITERS))


def may_see_reports_of(user: Any, campaign: Campaign) -> bool:
    """Say whether `user` may open the reports of this campaign: they name places of the whole province."""
    return bool(user.is_authenticated and user.is_over(campaign.place, *READERS))


def may_freeze_reports_of(user: Any, campaign: Campaign) -> bool:
    """Say whether `user` may issue a report of this campaign."""
    return bool(user.is_authenticated and user.is_over(campaign.place, *WRITERS))


def reports_visible_to(user: Any, campaign: Campaign) -> QuerySet[Report]:
    """Return the reports of a campaign that `user` may open, without their snapshots."""
    if not may_see_reports_of(user, campaign):
        return Report.objects.none()
    return Report.objects.filter(campaign=campaign).select_related("frozen_by").defer("snapshot")
