"""Counters follow the rows: what changed below is recounted here, just those cells."""

from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from diemtua.activities.signals import activities_changed
from diemtua.gifts.signals import gifts_changed
from diemtua.obstacles.signals import obstacles_changed
from diemtua.progress import actions
from diemtua.progress.queries.counting import launch_cells
from diemtua.progress.rules import Source
from diemtua.prospects.signals import contacts_changed
from diemtua.signups.signals import signups_changed

Cells = list[tuple[int, date]]


@receiver(activities_changed)
def recount_activities(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount what the campaign does in public; teams and points move with their ceremony."""
    actions.refresh_cells(
        campaign_id=campaign_id,
        cells={*cells, *launch_cells(campaign_id, cells)},
        at=timezone.now(),
        sources=(Source.ACTIVITIES, Source.LAUNCH),
    )


@receiver(signups_changed)
def recount_signups(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount entries to programmes."""
    actions.refresh_cells(campaign_id=campaign_id, cells=cells, at=timezone.now(), sources=(Source.SIGNUPS,))


@receiver(gifts_changed)
def recount_gifts(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount pledges and gifts."""
    actions.refresh_cells(campaign_id=campaign_id, cells=cells, at=timezone.now(), sources=(Source.GIFTS,))


@receiver(obstacles_changed)
def recount_obstacles(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount difficulties raised and answered."""
    actions.refresh_cells(
        campaign_id=campaign_id, cells=cells, at=timezone.now(), sources=(Source.OBSTACLES,)
    )


@receiver(contacts_changed)
def recount_contacts(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount visits to prospects."""
    actions.refresh_cells(campaign_id=campaign_id, cells=cells, at=timezone.now(), sources=(Source.CONTACTS,))
