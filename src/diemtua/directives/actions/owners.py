"""Who leads and co-ordinates a section, or one task of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.directives.actions.drafts import editable, remember
from diemtua.directives.enums import EditKind, PartyRole
from diemtua.directives.models import Assignment, Party, Task
from diemtua.directives.rules.doubts import SURE


@transaction.atomic
def set_parties(
    *,
    assignment: Assignment,
    leads: Sequence[Agency],
    coordinators: Sequence[Agency],
    by: Any,
    at: datetime,
) -> Assignment:
    """Say which agencies lead and co-ordinate a section. Words of the source stay with the agency they named.

    :raises AlreadyPublished:
    """
    directive = editable(assignment.directive)
    remember(assignment, EditKind.ASSIGNED, by, at)
    parties = assignment.parties.filter(task=None)
    kept = {(party.role, party.agency_id): party for party in parties}
    parties.filter(agency__isnull=False).delete()
    for role, agencies in ((PartyRole.LEAD, leads), (PartyRole.COORDINATING, coordinators)):
        for agency in agencies:
            was = kept.get((role, agency.pk))
            Party.objects.create(
                assignment=assignment,
                role=role,
                agency=agency,
                text=was.text if was else agency.name,
                span_start=was.span_start if was else None,
                span_end=was.span_end if was else None,
                confidence=was.confidence if was else SURE,
                added_by=was.added_by if was else by,
            )
    if leads:
        parties.filter(role=PartyRole.LEAD, agency__isnull=True).delete()
    audit.record(
        "directive.parties_set",
        target=directive,
        by=by,
        at=at,
        heading=assignment.heading,
        leads=[agency.name for agency in leads],
    )
    return assignment


@transaction.atomic
def assign_task(*, task: Task, leads: Sequence[Agency], by: Any, at: datetime) -> Task:
    """Give one task to agencies of its own; to none of its own, and it is back with those of its section.

    :raises AlreadyPublished:
    """
    directive = editable(task.assignment.directive)
    remember(task.assignment, EditKind.ASSIGNED, by, at)
    task.own_parties.all().delete()
    Party.objects.bulk_create(
        Party(
            assignment=task.assignment,
            task=task,
            role=PartyRole.LEAD,
            agency=agency,
            text=agency.name,
            added_by=by,
        )
        for agency in leads
    )
    audit.record(
        "directive.task_assigned",
        target=directive,
        by=by,
        at=at,
        task=task.ref,
        leads=[agency.name for agency in leads],
    )
    return task


@transaction.atomic
def bind_party(*, party: Party, agency: Agency | None, by: Any, at: datetime) -> Party:
    """Say which of our agencies the words of a party mean; None when it stands for many (every district).

    :raises AlreadyPublished:
    """
    directive = editable(party.assignment.directive)
    party.agency, party.added_by, party.confidence = agency, by, SURE
    party.save(update_fields=["agency", "added_by", "confidence"])
    audit.record(
        "directive.party_bound",
        target=directive,
        by=by,
        at=at,
        text=party.text,
        agency=agency.name if agency else None,
    )
    return party
