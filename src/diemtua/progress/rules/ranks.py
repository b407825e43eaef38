"""Ranking places: by what each was asked to reach, so that a small commune can stand first. Plain Python.

See `docs/algorithms/plan-percentages.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from diemtua.core.numbers import percent
from diemtua.core.text import sort_key


@dataclass(frozen=True)
class Standing:
    """What a place came to, and the share of the target that it was asked to reach (None: no share)."""

    key: str
    name: str
    value: int
    plan: int | None = None

    @property
    def percent(self) -> Decimal | None:
        """Return value as a percentage of plan, two decimals; None without a plan."""
        return percent(self.value, self.plan) if self.plan else None


@dataclass(frozen=True)
class Ranked:
    """A standing with its rank; equal standings share a rank. Without a plan there is no rank: None."""

    standing: Standing
    rank: int | None


def ranked(standings: Sequence[Standing]) -> list[Ranked]:
    """Order places by value ÷ plan, ties by name; after them those without a plan, by value then name.

    The exact ratio decides, not the rounded one. When nobody has a plan the value itself gives the rank.
    """
    if not any(standing.plan for standing in standings):
        return _numbered([(Decimal(standing.value), standing) for standing in standings])
    planned = [(Decimal(standing.value) / standing.plan, standing) for standing in standings if standing.plan]
    without = sorted(
        (standing for standing in standings if not standing.plan),
        key=lambda standing: (-standing.value, sort_key(standing.name)),
    )
    return [*_numbered(planned), *(Ranked(standing, None) for standing in without)]


def _numbered(weighed: Sequence[tuple[Decimal, Standing]]) -> list[Ranked]:
    in_order = sorted(weighed, key=lambda pair: (-pair[0], sort_key(pair[1].name)))
    found: list[Ranked] = []
    for position, (weight, standing) in enumerate(in_order, start=1):
        is_tie = position > 1 and in_order[position - 2][0] == weight
        found.append(Ranked(standing, found[-1].rank if is_tie else position))
    return found
