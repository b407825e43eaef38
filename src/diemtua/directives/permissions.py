"""Who may take in, correct, publish and follow a directive."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.agencies.models import Agency
from diemtua.directives.models import Task
from diemtua.directives.queries import parties_of
from diemtua.places.models import Place

OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)
FOLLOWERS = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)


def may_read_directives(user: Any) -> bool:
    """Say whether `user` sees directives and tasks."""
    return bool(user.is_authenticated and user.has_role(*OFFICE))


def may_edit_directives(user: Any) -> bool:
    """Say whether `user` takes in, corrects and publishes directives: who leads the campaign."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD))


def may_follow_tasks(user: Any) -> bool:
    """Say whether `user` reports how far tasks are."""
    return bool(user.is_authenticated and user.has_role(*FOLLOWERS))


def may_follow_task(user: Any, task: Task) -> bool:
    """Say whether `user` reports on `task`: the lead officer on every one, an agency's on its own."""
    return may_edit_directives(user) or bool(own_agency(user, task))


def own_agency(user: Any, task: Task) -> Agency | None:
    """Return the agency of `user` that leads (else co-ordinates) a task and for which it reports."""
    if not may_follow_tasks(user):
        return None
    own = {one.agency_id for one in user.current_memberships if one.role in FOLLOWERS}
    named = [party.agency for party in parties_of(task) if party.agency_id in own]
    return named[0] if named else None


def may_report_unit(user: Any, place: Place) -> bool:
    """Say whether `user` reports for a place that a task is given to: who leads, or works over that place.

    A province-wide agency does not speak for a commune: only a committee's officers over the place itself.
    """
    return may_edit_directives(user) or bool(
        may_follow_tasks(user)
        and any(
            one.role == Role.COMMUNE_OFFICER
            or (one.role == Role.AGENCY_OFFICER and one.place.path == place.path)
            for one in user.current_memberships
            if place.path.startswith(one.place.path)
        )
    )
