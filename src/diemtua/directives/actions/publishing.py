"""Publishing a directive, so that its tasks are followed; withdrawing it while nobody has reported."""

from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.core.db import announce
from diemtua.directives.actions.drafts import published_on
from diemtua.directives.enums import EvidenceKind, PartyRole, Status, TaskStatus
from diemtua.directives.models import CascadeUnit, Directive, Evidence, MatrixEdit, Task
from diemtua.directives.queries.matrix import reports_on
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


@transaction.atomic
def withdraw(*, directive: Directive, reason: str, by: Any, at: datetime) -> Directive:
    """Make a published directive a draft again; its agencies see nothing of it until it is published anew.

    What was counted is forgotten (it is counted again), and so are the edits made before: an undo does not
    reach back behind a withdrawal. Places that tasks are given to stay.

    :raises NotPublished, WorkReported, ReasonMissing:
    """
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    tasks = Task.objects.filter(assignment__directive=directive)
    list(tasks.select_for_update(of=("self",)).values_list("pk"))  # who reports now waits, and is refused
    refusal = rules.why_not_withdraw(
        published_on=published_on(directive), reported=reports_on(directive), reason=reason
    )
    if refusal:
        raise refusal
    was = directive.published_at
    directive.status, directive.published_at, directive.published_by = Status.DRAFT, None, None
    directive.save(update_fields=["status", "published_at", "published_by"])
    Evidence.objects.filter(task__in=tasks, kind=EvidenceKind.COMPUTED).delete()
    CascadeUnit.objects.filter(cascade__task__in=tasks, is_exempt=False).delete()
    tasks.update(status=TaskStatus.NOT_STARTED, done_on=None, is_proved=False)
    MatrixEdit.objects.filter(assignment__directive=directive).delete()
    audit.record(
        "directive.withdrawn",
        target=directive,
        by=by,
        at=at,
        reason=reason.strip()[:500],
        published_at=was.isoformat() if was else "",
    )
    announce(tasks_bound, campaign_id=directive.campaign_id)
    return directive
