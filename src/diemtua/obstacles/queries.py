"""Reads of obstacles: what waits for whom."""

from typing import Any

from django.db.models import QuerySet

from diemtua.campaigns.models import Campaign
from diemtua.obstacles.enums import Status
from diemtua.obstacles.models import Obstacle


def waiting_for_answer(user: Any, campaign: Campaign) -> QuerySet[Obstacle]:
    """Return the obstacles that wait for an answer right at the places of `user`, not below them."""
    places = [membership.place_id for membership in user.current_memberships]
    rows = Obstacle.objects.visible_to(user).filter(campaign=campaign, handled_at_place__in=places)
    return rows.exclude(status=Status.ANSWERED)


def unread_answers(user: Any, campaign: Campaign) -> QuerySet[Obstacle]:
    """Return the answered obstacles that `user` raised and has not seen the answer of."""
    rows = Obstacle.objects.visible_to(user).filter(campaign=campaign, raised_by=user)
    return rows.filter(answered_at__isnull=False, seen_at=None)
