"""Making users and giving them their work."""

from datetime import date, datetime

from django.db import transaction

from diemtua.accounts.models import Membership, User
from diemtua.accounts.rules import UsernameTaken, why_not_end
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.audit.actions import Actor
from diemtua.core.db import constraint_as
from diemtua.core.text import tidy
from diemtua.places.models import Place


@transaction.atomic
def create_user(*, username: str, display_name: str, password: str | None, by: Actor, at: datetime) -> User:
    """Make a user who can log in; without a password they cannot until one is set.

    :raises UsernameTaken: when somebody has that user name already
    """
    user = User(username=username, display_name=tidy(display_name))
    user.set_password(password)
    with constraint_as("accounts_user_username_key", UsernameTaken(username=username)):
        user.save()
    audit.record("user.created", target=user, by=by, at=at)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """Give a user a new password; sessions opened with the old one end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("user.password_set", target=user, by=by, at=at)


@transaction.atomic
def grant_membership(
    *,
    user: User,
    agency: Agency,
    place: Place,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Membership:
    """Give a user a role for an agency over a place; the very same grant twice is one."""
    membership, is_new = Membership.objects.get_or_create(
        user=user,
        agency=agency,
        place=place,
        role=role,
        valid_from=valid_from,
        defaults={"valid_to": valid_to},
    )
    if is_new:
        audit.record("membership.granted", target=user, by=by, at=at, role=str(role), place=place.path)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, on: date, by: Actor, at: datetime) -> Membership:
    """End a membership: from the day `on` it no longer holds.

    :raises EndsBeforeItBegins, AlreadyEnded:
    """
    locked: Membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "place")
        .get(pk=membership.pk)
    )
    if refusal := why_not_end(locked.valid_from, locked.valid_to, on):
        raise refusal
    locked.valid_to = on
    locked.save(update_fields=["valid_to"])
    audit.record("membership.ended", target=locked.user, by=by, at=at, place=locked.place.path, on=f"{on}")
    return locked
