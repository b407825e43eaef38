"""Who may make and change campaigns."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.accounts.permissions import may_keep_grounds
from diemtua.campaigns.models import Campaign


def may_keep_campaigns(user: Any) -> bool:
    """Provincial leads make campaigns."""
    return may_keep_grounds(user)


def may_keep_campaign(user: Any, campaign: Campaign) -> bool:
    """Say whether `user` leads the province of this very campaign."""
    return bool(user.is_authenticated and user.is_over(campaign.place, Role.PROVINCE_LEAD))
