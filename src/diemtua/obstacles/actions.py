"""Raising, passing up, answering and seeing an obstacle."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce
from diemtua.obstacles import rules
from diemtua.obstacles.enums import Category, Status
from diemtua.obstacles.models import Obstacle, Step
from diemtua.obstacles.permissions import is_handler
from diemtua.obstacles.signals import obstacles_changed
from diemtua.places.enums import Kind
from diemtua.places.models import Place


@transaction.atomic
def raise_obstacle(
    *, campaign: Campaign, place: Place, category: Category, text: str, proposal: str, by: Any, at: datetime
) -> Obstacle:
    """Raise a difficulty of `place`. A hamlet's goes to its commune first, any other to its own level."""
    handler = place.parent if place.kind == Kind.HAMLET and place.parent else place
    obstacle = Obstacle.objects.create(
        campaign=campaign,
        place=place,
        category=category,
        text=text,
        proposal=proposal,
        handled_at_place=handler,
        raised_at=at,
        raised_by=by,
    )
    audit.record("obstacle.raised", target=obstacle, by=by, at=at, place=place.path)
    _announce(obstacle, at)
    return obstacle


@transaction.atomic
def pass_up(*, obstacle: Obstacle, note: str, by: Any, at: datetime) -> Step:
    """Pass an obstacle to the level above the one that handles it.

    :raises AlreadyAnswered, AlreadyAtTheTop, NotYours:
    """
    obstacle = _locked(obstacle)
    here = obstacle.handled_at_place
    at_the_top = here.parent is None or here.pk == obstacle.campaign.place_id
    refusal = rules.why_not_pass_up(
        answered=obstacle.answered_at is not None, at_the_top=at_the_top, is_handler=is_handler(by, obstacle)
    )
    if refusal:
        raise refusal
    obstacle.handled_at_place = here.parent  # type: ignore[assignment] # not at the top, so there is one
    obstacle.status = Status.PASSED_UP
    obstacle.save(update_fields=["handled_at_place", "status"])
    step = Step.objects.create(obstacle=obstacle, to_place=obstacle.handled_at_place, note=note, at=at, by=by)
    audit.record("obstacle.passed_up", target=obstacle, by=by, at=at, to=obstacle.handled_at_place.path)
    return step


@transaction.atomic
def answer(*, obstacle: Obstacle, text: str, by: Any, at: datetime) -> Obstacle:
    """Answer an obstacle, once.

    :raises AlreadyAnswered, NotYours:
    """
    obstacle = _locked(obstacle)
    refusal = rules.why_not_answer(
        answered=obstacle.answered_at is not None, is_handler=is_handler(by, obstacle)
    )
    if refusal:
        raise refusal
    obstacle.answer, obstacle.answered_at, obstacle.answered_by = text, at, by
    obstacle.status = Status.ANSWERED
    obstacle.save(update_fields=["answer", "answered_at", "answered_by", "status"])
    audit.record("obstacle.answered", target=obstacle, by=by, at=at)
    _announce(obstacle, at)
    return obstacle


@transaction.atomic
def mark_seen(*, obstacle: Obstacle, by: Any, at: datetime) -> Obstacle:
    """Note that the one who raised the obstacle has read the answer. A second look changes nothing."""
    obstacle = _locked(obstacle)
    if obstacle.answered_at and obstacle.raised_by_id == by.pk and obstacle.seen_at is None:
        obstacle.seen_at = at
        obstacle.save(update_fields=["seen_at"])
        audit.record("obstacle.seen", target=obstacle, by=by, at=at)
    return obstacle


def _announce(obstacle: Obstacle, at: datetime) -> None:
    cells = [(obstacle.place_id, timezone.localdate(at))]
    announce(obstacles_changed, campaign_id=obstacle.campaign_id, cells=cells)


def _locked(obstacle: Obstacle) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",))
    locked: Obstacle = rows.select_related("handled_at_place__parent", "campaign").get(pk=obstacle.pk)
    return locked
