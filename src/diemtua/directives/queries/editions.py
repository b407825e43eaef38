"""Agencies through their successors, and directives as clauses that can be compared."""

from datetime import date

from diemtua.agencies.models import Agency
from diemtua.core.text import fold
from diemtua.directives.enums import PartyRole
from diemtua.directives.models import Directive, Party
from diemtua.directives.queries.matrix import assignments_with_tasks
from diemtua.directives.rules.editions import Clause, ClauseChange, OwnerChange, difference, owner_changes

_STEPS = 8  # of a chain of successors; more is a ring


class Heirs:
    """Finds what an agency is on a day: itself, or the successor that holds then."""

    def __init__(self, day: date | None) -> None:
        self._day = day
        self._known: dict[int, Agency | None] = {}

    def of(self, agency: Agency) -> Agency | None:
        """Return the agency of the day; the last of the chain where no day is asked for; None when gone."""
        if agency.pk not in self._known:
            self._known[agency.pk] = self._follow(agency)
        return self._known[agency.pk]

    def _follow(self, agency: Agency) -> Agency | None:
        here = agency
        for _ in range(_STEPS):
            if self._holds(here) or here.successor is None:
                break
            here = here.successor
        return here if self._day is None or self._holds(here) else None

    def _holds(self, agency: Agency) -> bool:
        if self._day is None:
            return False
        return agency.valid_from <= self._day and (agency.valid_to is None or self._day < agency.valid_to)


def compared(old: Directive, new: Directive) -> list[ClauseChange]:
    """Return the difference of two directives, clause by clause; owners are matched through succession."""
    heirs = Heirs(None)
    return difference(_clauses(old, heirs), _clauses(new, heirs))


def compared_owners(old: Directive, new: Directive) -> list[OwnerChange]:
    """Return which agencies of two directives stayed, were renamed, came or went."""
    heirs = Heirs(None)
    return owner_changes(_owners(old, heirs), _owners(new, heirs))


def _owners(directive: Directive, heirs: Heirs) -> dict[str, str]:
    parties = Party.objects.filter(assignment__directive=directive).select_related("agency__successor")
    named = parties.filter(role=PartyRole.LEAD).order_by("assignment__position", "id")
    return {_key(party, heirs): party.agency.name if party.agency else party.text for party in named}


def _clauses(directive: Directive, heirs: Heirs) -> list[Clause]:
    found = []
    for assignment in assignments_with_tasks(directive):
        parties = [party for party in assignment.parties.all() if party.role == PartyRole.LEAD]
        tasks = tuple(" ".join(task.text.split()) for task in vars(assignment)["all_tasks"])
        owners = frozenset(_key(party, heirs) for party in parties)
        called = frozenset(party.agency.name if party.agency else party.text for party in parties)
        found.append(Clause(assignment.heading, tasks, owners, called))
    return found


def _key(party: Party, heirs: Heirs) -> str:
    """Return what stays of an owner through renaming: the last agency of its chain, else its folded words."""
    if party.agency:
        heir = heirs.of(party.agency)
        return f"agency-{heir.pk}" if heir else f"words-{fold(party.agency.name)}"
    return f"words-{fold(party.text)}"
