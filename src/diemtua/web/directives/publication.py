"""What publishing a directive comes to, said before it is done; and that one was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from diemtua.audit.models import Event
from diemtua.directives import queries
from diemtua.directives.enums import PartyRole
from diemtua.directives.models import Assignment, Directive
from diemtua.web.directives.source import GapLine, gap_lines

SHOWN = 6  # of each list in the dialog; the page below has them all


@dataclass(frozen=True)
class Publication:
    """How many agencies get how many tasks, and what an officer should still look at."""

    agencies: int
    tasks: int
    unresolved: list[str]  # owners in the words of the source that are none of our agencies
    headless: list[str]  # sections that nobody leads: they forbid publishing
    gaps: list[GapLine]

    @property
    def more_unresolved(self) -> int:
        return max(0, len(self.unresolved) - SHOWN)

    @property
    def more_gaps(self) -> int:
        return max(0, len(self.gaps) - SHOWN)


def publication_of(directive: Directive, assignments: Sequence[Assignment]) -> Publication:
    """Return what publishing comes to, from sections as `queries.assignments_with_tasks` gives them."""
    parties = [party for one in assignments for party in one.parties.all()]
    leads = [party for party in parties if party.role == PartyRole.LEAD]
    led = {party.assignment_id for party in leads}
    return Publication(
        agencies=len({party.agency_id for party in parties if party.agency_id}),
        tasks=sum(len(vars(one)["all_tasks"]) for one in assignments),
        unresolved=list(dict.fromkeys(party.text for party in leads if party.agency_id is None)),
        headless=[one.heading for one in assignments if one.pk not in led],
        gaps=gap_lines(queries.gaps_left(directive, assignments)),
    )


def withdrawal_of(directive: Directive) -> Event | None:
    """Return when, by whom and why a draft was taken back; None for one that never was in force."""
    rows = Event.objects.filter(
        name="directive.withdrawn", target_kind="directives.directive", target_ref=directive.ref
    )
    return None if directive.published_at else rows.order_by("-id").first()
