"""Who may take in, correct, publish and follow a directive."""

from typing import Any

from diemtua.accounts.enums import Role
from diemtua.directives.models import Task

OFFICE = (Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)


def may_read_directives(user: Any) -> bool:
    """Say whether `user` sees directives and tasks."""
    return bool(user.is_authenticated and user.has_role(*OFFICE))


def may_edit_directives(user: Any) -> bool:
    """Say whether `user` takes in, corrects and publishes directives: who leads the campaign."""
    return bool(user.is_authenticated and user.has_role(Role.PROVINCE_LEAD))


def may_follow_tasks(user: Any) -> bool:
    """Say whether `user` reports how far tasks are."""
    return bool(
        user.is_authenticated and user.has_role(Role.PROVINCE_LEAD, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER)
    )


def may_follow_task(user: Any, task: Task) -> bool:
    """Say whether `user` reports on `task`: the lead officer on every one, an agency's on its own."""
    if may_edit_directives(user):
        return True
    own = {membership.agency_id for membership in getattr(user, "current_memberships", [])}
    return may_follow_tasks(user) and any(
        party.agency_id in own for party in task.assignment.parties.all() if party.agency_id
    )
