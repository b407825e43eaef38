"""Publishing a directive: from now on its tasks are followed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.core.db import announce
from diemtua.directives.actions.drafts import published_on
from diemtua.directives.enums import PartyRole, Status
from diemtua.directives.models import Directive
from diemtua.directives.rules import following as rules
from diemtua.directives.signals import tasks_bound


@transaction.atomic
def publish(*, directive: Directive, by: Any, at: datetime) -> Directive:
    """Publish a directive: from now on its tasks are followed, and it is not corrected any more.

    :raises AlreadyPublished, NothingToPublish, OwnerMissing:
    """
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    assignments = directive.assignments.prefetch_related("parties", "tasks")
    refusal = rules.why_not_publish(
        published_on=published_on(directive),
        tasks=sum(len(assignment.tasks.all()) for assignment in assignments),
        headings_without_owner=[
            assignment.heading
            for assignment in assignments
            if not any(party.role == PartyRole.LEAD for party in assignment.parties.all())
        ],
    )
    if refusal:
        raise refusal
    directive.status, directive.published_at, directive.published_by = Status.PUBLISHED, at, by
    directive.save(update_fields=["status", "published_at", "published_by"])
    audit.record("directive.published", target=directive, by=by, at=at)
    announce(tasks_bound, campaign_id=directive.campaign_id)
    return directive
