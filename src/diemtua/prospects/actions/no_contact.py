"""Who wishes no contact is visited by nobody; and may be again when the wish is lifted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.audit import actions as audit
from diemtua.people.actions import lift_do_not_contact, set_do_not_contact
from diemtua.people.models import Person
from diemtua.prospects import rules
from diemtua.prospects.actions.leases import finish_leases, resume_lease
from diemtua.prospects.enums import CloseReason, Status
from diemtua.prospects.models import Prospect
from diemtua.prospects.queries import OPEN


@transaction.atomic
def stop_contact(*, person: Person, reason: str, by: Any, at: datetime) -> int:
    """Note the wish of a person not to be contacted, and close the prospect in every campaign.

    Return how many were closed.

    :raises WishNeedsReason:
    """
    set_do_not_contact(person=person, since=timezone.localdate(at), reason=reason, by=by, at=at)
    rows = Prospect.objects.select_for_update(of=("self",)).filter(person=person, status__in=OPEN)
    closed = list(rows.order_by("pk"))
    for prospect in closed:
        prospect.status, prospect.close_reason = Status.CLOSED, CloseReason.DO_NOT_CONTACT
        prospect.save(update_fields=["status", "close_reason"])
        audit.record("prospect.closed", target=prospect, by=by, at=at, reason=prospect.close_reason)
    finish_leases(prospects=[one.pk for one in closed], at=at)
    return len(closed)


@transaction.atomic
def resume_contact(*, person: Person, by: Any, at: datetime) -> int:
    """Lift the wish, and open the prospects again that it closed: they stand where their contacts say.

    Return how many were opened.
    """
    lift_do_not_contact(person=person, by=by, at=at)
    rows = Prospect.objects.select_for_update(of=("self",)).filter(
        person=person, close_reason=CloseReason.DO_NOT_CONTACT
    )
    opened = list(rows.order_by("pk"))
    for prospect in opened:
        outcomes = prospect.contacts.order_by("-met_at", "-id").values_list("outcome", flat=True)
        prospect.close_reason = ""
        if prospect.status == Status.CLOSED:
            prospect.status = rules.status_after(list(outcomes))
        prospect.save(update_fields=["status", "close_reason"])
        if prospect.status in OPEN:
            resume_lease(prospect=prospect, at=at)
        audit.record("prospect.reopened", target=prospect, by=by, at=at, status=prospect.status)
    return len(opened)
