"""Counters follow the rows: what changed below is recounted here, just those cells; then what they prove."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from diemtua.activities.signals import activities_changed
from diemtua.directives.signals import tasks_bound
from diemtua.gifts.signals import gifts_changed
from diemtua.obstacles.signals import obstacles_changed
from diemtua.progress import actions
from diemtua.progress.queries.counting import indicators_of, launch_cells
from diemtua.progress.rules import Source
from diemtua.progress.rules.proofs import LISTED, LISTED_PLACES, SHARED_PLACES
from diemtua.prospects.signals import contacts_changed, prospects_entered
from diemtua.signups.signals import signups_changed
from diemtua.targets.signals import target_shared_out

Cells = list[tuple[int, date]]


@receiver(activities_changed)
def recount_activities(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount what the campaign does in public; teams and points move with their ceremony."""
    moved = {*cells, *launch_cells(campaign_id, cells)}
    _recount(campaign_id, moved, Source.ACTIVITIES, Source.LAUNCH)


@receiver(signups_changed)
def recount_signups(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount entries to programmes."""
    _recount(campaign_id, cells, Source.SIGNUPS)


@receiver(gifts_changed)
def recount_gifts(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount pledges and gifts."""
    _recount(campaign_id, cells, Source.GIFTS)


@receiver(obstacles_changed)
def recount_obstacles(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount difficulties raised and answered."""
    _recount(campaign_id, cells, Source.OBSTACLES)


@receiver(contacts_changed)
def recount_contacts(campaign_id: int, cells: Cells, **_: Any) -> None:
    """Recount visits to prospects."""
    _recount(campaign_id, cells, Source.CONTACTS)


@receiver(tasks_bound)
def prove_every_task(campaign_id: int, **_: Any) -> None:
    """Have the counters prove every bound task: what is bound, or where, has changed."""
    actions.refresh_evidence(campaign_id=campaign_id, at=timezone.now())


@receiver(prospects_entered)
def prove_by_lists(campaign_id: int, **_: Any) -> None:
    """Have the lists of prospects prove the tasks that ask for them; they have no counter cells."""
    actions.refresh_evidence(campaign_id=campaign_id, at=timezone.now(), codes=[LISTED, LISTED_PLACES])


@receiver(target_shared_out)
def prove_by_shares(campaign_id: int, **_: Any) -> None:
    """Have the shares of targets prove the tasks that ask for them; they have no counter cells."""
    actions.refresh_evidence(campaign_id=campaign_id, at=timezone.now(), codes=[SHARED_PLACES])


def _recount(campaign_id: int, cells: Iterable[tuple[int, date]], *sources: Source) -> None:
    now, wanted = timezone.now(), set(cells)
    actions.refresh_cells(campaign_id=campaign_id, cells=wanted, at=now, sources=sources)
    actions.refresh_evidence(
        campaign_id=campaign_id,
        at=now,
        codes=indicators_of(sources),
        place_ids=[place_id for place_id, _ in wanted],
    )
