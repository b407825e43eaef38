"""Which gaps of a directive remain, once officers have filled in some of what was missing."""

from collections.abc import Sequence
from typing import Any

from diemtua.directives.enums import PartyRole
from diemtua.directives.models import Assignment, Directive


def gaps_left(directive: Directive, assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    """Return the gaps that nobody has closed; `assignments` come from `assignments_with_tasks`."""
    tasks = [task for one in assignments for task in vars(one)["all_tasks"]]
    closed = {
        "number_missing": bool(directive.number),
        "symbol_missing": bool(directive.number and directive.symbol),
        "day_missing": directive.issued_on is not None,
        "subject_missing": bool(directive.subject),
        "no_deadline": any(task.due_on for task in tasks),
        "no_orders": bool(tasks),
    }
    sections = {one.span_start: one for one in assignments if one.span_start is not None}
    return [gap for gap in directive.gaps if not closed.get(gap["code"]) and not _is_filled(gap, sections)]


def _is_filled(gap: dict[str, Any], sections: dict[int, Assignment]) -> bool:
    """Say whether a section that had no owner, or no task, has one by now."""
    section = sections.get(gap["span"][0]) if gap.get("span") else None
    if section is None:
        return False
    if gap["code"] == "clause_without_owner":
        return any(party.role == PartyRole.LEAD for party in section.parties.all())
    return gap["code"] == "clause_without_task" and bool(vars(section)["all_tasks"])
