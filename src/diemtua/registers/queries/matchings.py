"""Which matchings a user may see, and what one found: counts of residents, registers, steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from diemtua.registers.enums import RegisterKind, SnapshotStatus, Verdict
from diemtua.registers.models import Doubt, MatchedRegister, Matching, Snapshot

NEWEST = 40  # snapshots of each kind that a form offers


@dataclass(frozen=True)
class Found:
    """What a matching found in one register.

    Of `residents` so many `participate`, wait for a person to judge (`waiting`) or are in no row of the
    register (`absent`); of the `rows` of the register so many found no resident (`strangers`).
    """

    register: MatchedRegister
    residents: int
    participate: int
    waiting: int
    judged: int

    @property
    def absent(self) -> int:
        """Return how many residents the register does not have, as far as is known."""
        return max(self.residents - self.participate - self.waiting, 0)

    @property
    def rows(self) -> int:
        """Return how many rows the register has."""
        return self.register.snapshot.accepted

    @property
    def strangers(self) -> int:
        """Return how many rows of the register found no resident, repeats left out."""
        return max(self.rows - self.register.repeats - self.register.links, 0)


def matchings_for(user: Any) -> QuerySet[Matching]:
    """Return the matchings of places under the user's, and of places above them."""
    near = Q()
    for path in user.paths:
        above = [path[:end] for end, sign in enumerate(path, start=1) if sign == "."]
        near |= Q(place__path__startswith=path) | Q(place__path__in=above)
    return Matching.objects.filter(near) if user.paths else Matching.objects.none()


def found_in(matching: Matching) -> list[Found]:
    """Return what a finished matching found, a register each."""
    settled = Q(is_at_stake=False) | Q(second_verdict=F("verdict"))
    counted = Doubt.objects.filter(register__matching=matching).exclude(verdict="").filter(settled)
    said = counted.order_by().values_list("register", "verdict").annotate(number=Count("pk"))
    numbers = {(register, verdict): number for register, verdict, number in said}
    found = []
    for row in matching.registers.select_related("snapshot__source", "snapshot__place").order_by("pk"):
        same, other = (numbers.get((row.pk, verdict), 0) for verdict in (Verdict.SAME, Verdict.OTHER))
        found.append(
            Found(
                row,
                residents=matching.population.accepted,
                participate=row.links - row.review + same,
                waiting=row.review - same - other,
                judged=same + other,
            )
        )
    return found


def offered_to(user: Any, *, is_population: bool) -> list[Snapshot]:
    """Return the snapshots in use of the places of `user`, the newest first."""
    rows = Snapshot.objects.visible_to(user).filter(status=SnapshotStatus.READY)
    kinds = rows.filter(source__kind=RegisterKind.POPULATION)
    chosen = kinds if is_population else rows.exclude(source__kind=RegisterKind.POPULATION)
    return list(chosen.select_related("source", "place").order_by("-as_of", "-uploaded_at", "-id")[:NEWEST])


def newest_of_each(snapshots: Iterable[Snapshot], population: Snapshot) -> list[Snapshot]:
    """Return of each source near the place of `population` the newest snapshot (they come newest first)."""
    chosen: dict[int, Snapshot] = {}
    for one in snapshots:
        here, there = one.place.path, population.place.path
        if here.startswith(there) or there.startswith(here):
            chosen.setdefault(one.source_id, one)
    return list(chosen.values())


def doubts_left(matchings: Iterable[Matching]) -> dict[int, int]:
    """Return how many pairs of each matching (by key) wait for a verdict."""
    keys = [one.pk for one in matchings]
    open_ = Doubt.objects.filter(register__matching__in=keys).filter(undecided())
    counted = open_.values_list("register__matching").annotate(number=Count("pk")).order_by()
    return dict(counted)


def undecided() -> Q:
    """Return the condition of a doubt on which no verdict counts yet."""
    disagree = Q(is_at_stake=True, verdict=Verdict.SAME, second_verdict=Verdict.OTHER) | Q(
        is_at_stake=True, verdict=Verdict.OTHER, second_verdict=Verdict.SAME
    )
    return Q(verdict="") | Q(is_at_stake=True, second_verdict="") | disagree
