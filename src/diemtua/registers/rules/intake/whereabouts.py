"""Where a row says somebody lives, as the sheet writes it and as our places have it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

OTHER_PLACE = "other_place"  # a commune outside the source's place, or none of ours
NO_COMMUNE = "no_commune"
SEVERAL = "several_communes"
UNKNOWN_HAMLET = "unknown_hamlet"


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """What a row writes; `section` is the line above a group of rows ('Xóm 3')."""

    hamlet: str | None
    commune: str | None
    district: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where that is: codes where known, else as written; the path of hamlet or commune; what is wrong."""

    hamlet: str | None = None
    commune: str | None = None
    path: str | None = None
    problem: str = ""


Resolve: TypeAlias = Callable[[Sequence[WrittenPlace]], Sequence[Whereabouts]]


def as_written(places: Sequence[WrittenPlace]) -> list[Whereabouts]:
    """Resolve nothing: what is written stands for itself."""
    return [Whereabouts(one.hamlet or one.section, one.commune) for one in places]
