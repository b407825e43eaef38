"""Two editions of a directive against each other, clause by clause and word by word. Plain Python.

See `docs/algorithms/two-editions.md`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import product

from diemtua.core.text import fold

SAME_OWNER = 2.0  # weighs more than any likeness of words
LIKE_ENOUGH = 0.55


class Change(StrEnum):
    """What became of a clause or a task."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    RENAMED = "RENAMED"  # the owner is called otherwise, or another agency took its place
    ADDED = "ADDED"
    DROPPED = "DROPPED"


@dataclass(frozen=True)
class Clause:
    """A clause of one edition. `owners` are keys that an agency keeps through renaming."""

    heading: str
    tasks: tuple[str, ...]
    owners: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()  # the names of its owners in this edition


@dataclass(frozen=True)
class Words:
    """A run of words that both editions have, or one of them."""

    text: str
    change: Change


@dataclass(frozen=True)
class TaskChange:
    """What became of one task; `words` puts both editions into one line."""

    change: Change
    old: str
    new: str
    words: tuple[Words, ...] = ()


@dataclass(frozen=True)
class ClauseChange:
    """What became of one clause."""

    change: Change
    old: Clause | None
    new: Clause | None
    tasks: tuple[TaskChange, ...] = field(default=())


def difference(old: Sequence[Clause], new: Sequence[Clause]) -> list[ClauseChange]:
    """Return every clause of both editions once, in the order of the new one, dropped ones where they stood.

    Clauses belong together when an owner is the same agency or its successor, else when words are alike.
    """
    pairs = _pairs(old, new)
    partner = {right: left for left, right in pairs}
    found: list[tuple[float, ClauseChange]] = []
    for right, clause in enumerate(new):
        left = partner.get(right)
        was = old[left] if left is not None else None
        found.append((float(right), _clause_change(was, clause)))
    by_left = dict(pairs)
    for left, clause in enumerate(old):
        if left not in by_left:
            before = max((by_left[one] for one in by_left if one < left), default=-1)
            found.append((before + 0.5, _clause_change(clause, None)))
    return [change for _, change in sorted(found, key=lambda one: one[0])]


@dataclass(frozen=True)
class OwnerChange:
    """What became of an agency that one of the editions gives tasks to."""

    change: Change
    old: str
    new: str


def owner_changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[OwnerChange]:
    """Return what became of the agencies of two editions, given by lasting key and name of the day."""
    found = [
        OwnerChange(
            Change.ADDED
            if key not in old
            else Change.SAME
            if fold(old[key]) == fold(name)
            else Change.RENAMED,
            old.get(key, ""),
            name,
        )
        for key, name in new.items()
    ]
    return found + [OwnerChange(Change.DROPPED, name, "") for key, name in old.items() if key not in new]


def words_between(old: str, new: str) -> tuple[Words, ...]:
    """Return both texts as one line of words: kept, dropped, added."""
    left, right = old.split(), new.split()
    matcher = SequenceMatcher(
        None, [_bare(word) for word in left], [_bare(word) for word in right], autojunk=False
    )
    found: list[Words] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Words(" ".join(right[c:d]), Change.SAME))
            continue
        if b > a:
            found.append(Words(" ".join(left[a:b]), Change.DROPPED))
        if d > c:
            found.append(Words(" ".join(right[c:d]), Change.ADDED))
    return tuple(found)


def counts_of(changes: Sequence[ClauseChange]) -> dict[str, int]:
    """Return how many clauses were kept as they were, changed, renamed, added and dropped."""
    return {kind.value: sum(1 for one in changes if one.change is kind) for kind in Change}


def _clause_change(old: Clause | None, new: Clause | None) -> ClauseChange:
    if old is None or new is None:
        one = new or old
        kind = Change.ADDED if new else Change.DROPPED
        tasks = tuple(
            TaskChange(kind, "" if new else text, text if new else "", (Words(text, kind),))
            for text in (one.tasks if one else ())
        )
        return ClauseChange(kind, old, new, tasks)
    tasks = tuple(_task_changes(old.tasks, new.tasks))
    if _names(old) != _names(new):
        kind = Change.RENAMED
    else:
        kind = Change.SAME if all(one.change is Change.SAME for one in tasks) else Change.CHANGED
    return ClauseChange(kind, old, new, tasks)


def _names(clause: Clause) -> set[str]:
    return {fold(name) for name in clause.called or (clause.heading,)}


def _task_changes(old: Sequence[str], new: Sequence[str]) -> list[TaskChange]:
    alike = sorted(
        ((_likeness(old[a], new[b]), a, b) for a, b in product(range(len(old)), range(len(new)))),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    for score, a, b in alike:
        if score >= LIKE_ENOUGH and a not in left and b not in right:
            left[a], right[b] = b, a
    found: list[tuple[float, TaskChange]] = []
    for b, text in enumerate(new):
        was = old[right[b]] if b in right else None
        if was is None:
            change = TaskChange(Change.ADDED, "", text, (Words(text, Change.ADDED),))
        elif was.split() == text.split():
            change = TaskChange(Change.SAME, was, text, (Words(text, Change.SAME),))
        else:
            change = TaskChange(Change.CHANGED, was, text, words_between(was, text))
        found.append((float(b), change))
    for a, text in enumerate(old):
        if a not in left:
            before = max((left[one] for one in left if one < a), default=-1)
            found.append((before + 0.5, TaskChange(Change.DROPPED, text, "", (Words(text, Change.DROPPED),))))
    return [change for _, change in sorted(found, key=lambda one: one[0])]


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> list[tuple[int, int]]:
    """Return which clauses belong together, the surest first, each at most once."""
    scored = sorted(
        ((_together(left, right), a, b) for a, left in enumerate(old) for b, right in enumerate(new)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for score, a, b in scored:
        if score >= LIKE_ENOUGH and a not in taken_old and b not in taken_new:
            taken_old.add(a)
            taken_new.add(b)
            found.append((a, b))
    return found


def _together(left: Clause, right: Clause) -> float:
    shared = len(left.owners & right.owners) / max(len(left.owners | right.owners), 1)
    same_heading = fold(left.heading) == fold(right.heading)
    words = _likeness(" ".join(left.tasks), " ".join(right.tasks))
    return SAME_OWNER * max(shared, float(same_heading)) + words


def _likeness(old: str, new: str) -> float:
    left, right = fold(old).split(), fold(new).split()
    return SequenceMatcher(None, left, right, autojunk=False).ratio() if left and right else 0.0


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", fold(word)) or word
