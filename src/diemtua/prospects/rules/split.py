"""A fair split: households of hamlets among visitors, each with a cap. Plain Python, no chance in it.

In three steps: how many people of each hamlet each visitor should have (a flow that evens out the loads);
the households of a hamlet cut into that many, neighbours together; then what does not fit is moved on.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

CAP = 60  # people each, where nobody says otherwise


@dataclass(frozen=True)
class Visitor:
    """Somebody who visits under `paths`, has `load` people already, and takes `cap` in all."""

    key: int
    paths: tuple[str, ...]
    cap: int = CAP
    load: int = 0

    def is_over(self, place: str) -> bool:
        """Say whether this visitor goes to the place of path `place`."""
        return place.startswith(self.paths)


@dataclass(frozen=True)
class Home:
    """People of one household who are still free, never split between two visitors.

    `holder` has a member of the household already (None: nobody has), and gets the others too.
    """

    key: str
    place: str
    people: tuple[int, ...]
    holder: int | None = None

    @property
    def size(self) -> int:
        """Return how many people are to be given."""
        return len(self.people)


@dataclass(frozen=True)
class Left:
    """A household that nobody gets: NO_VISITOR over that hamlet, CAPS_FULL, or HELD by somebody else."""

    home: Home
    reason: str


@dataclass
class Split:
    """Who gets which households, in the order of the hamlets, and which are left over."""

    shares: dict[int, list[Home]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    def people_of(self, visitor: int) -> list[int]:
        """Return the people that a visitor gets."""
        return [person for home in self.shares[visitor] for person in home.people]


def split(homes: Sequence[Home], visitors: Sequence[Visitor]) -> Split:
    """Give `homes` (in the order of the hamlets) to `visitors`.

    Nobody gets more than the cap or people of a place not one's own, no household is cut in two, and the
    loads (with what each has already) differ by one household at most wherever a move could even them out.
    """
    work = _Work(visitors)
    free: dict[str, list[Home]] = defaultdict(list)
    for home in homes:
        if home.holder is not None:
            work.follow(home)
        elif work.over(home.place):
            free[home.place].append(home)
        else:
            work.left.append(Left(home, "NO_VISITOR"))
    wanted = _even_flow({place: sum(one.size for one in some) for place, some in free.items()}, work)
    for place, some in free.items():
        work.cut(place, some, wanted[place])
    work.even_out()
    order = {home.key: number for number, home in enumerate(homes)}
    shares = {key: sorted(some, key=lambda one: order[one.key]) for key, some in work.shares.items()}
    return Split(shares, sorted(work.left, key=lambda one: order[one.home.key]))


class _Work:
    """The split while it is made."""

    def __init__(self, visitors: Sequence[Visitor]) -> None:
        self.visitors = {one.key: one for one in visitors}
        self.loads = {one.key: one.load for one in visitors}
        self.shares: dict[int, list[Home]] = {one.key: [] for one in visitors}
        self.fixed: set[str] = set()  # households that follow their holder
        self.left: list[Left] = []
        self._over: dict[str, list[int]] = {}

    def over(self, place: str) -> list[int]:
        """Return who goes to `place`, in the order given."""
        if place not in self._over:
            self._over[place] = [key for key, one in self.visitors.items() if one.is_over(place)]
        return self._over[place]

    def room(self, key: int) -> int:
        """Return how many more people a visitor takes."""
        return self.visitors[key].cap - self.loads[key]

    def give(self, home: Home, key: int) -> None:
        """Give a household to a visitor."""
        self.shares[key].append(home)
        self.loads[key] += home.size

    def take(self, home: Home, key: int) -> None:
        """Take a household from a visitor."""
        self.shares[key].remove(home)
        self.loads[key] -= home.size

    def follow(self, home: Home) -> None:
        """Give the rest of a household to who has a member of it already, or leave it."""
        holder = home.holder
        if holder not in self.visitors or not self.visitors[holder].is_over(home.place):
            self.left.append(Left(home, "HELD"))
        elif home.size > self.room(holder):
            self.left.append(Left(home, "CAPS_FULL"))
        else:
            self.give(home, holder)
            self.fixed.add(home.key)

    def cut(self, place: str, homes: Iterable[Home], wanted: Mapping[int, int]) -> None:
        """Cut the row of households of a hamlet into runs of about `wanted` people each."""
        waiting = deque(key for key in self.over(place) if wanted.get(key, 0) > 0)
        got: dict[int, int] = defaultdict(int)
        unplaced = []
        for home in homes:
            while len(waiting) > 1 and 2 * (wanted[waiting[0]] - got[waiting[0]]) < home.size:
                waiting.popleft()
            if waiting and home.size <= self.room(waiting[0]):
                self.give(home, waiting[0])
                got[waiting[0]] += home.size
            else:
                unplaced.append(home)
        for home in sorted(unplaced, key=lambda one: -one.size):
            self._squeeze_in(home)

    def _squeeze_in(self, home: Home) -> None:
        """Give a household to the least loaded with room; else make room by moving a smaller one on."""
        near = sorted(self.over(home.place), key=lambda key: self.loads[key])
        for key in near:
            if home.size <= self.room(key):
                self.give(home, key)
                return
        for key in near:
            for other in self._movable(key):
                to = next(
                    (one for one in self.over(other.place) if one != key and other.size <= self.room(one)),
                    None,
                )
                if to is not None and home.size <= self.room(key) + other.size:
                    self.take(other, key)
                    self.give(other, to)
                    self.give(home, key)
                    return
        self.left.append(Left(home, "CAPS_FULL"))

    def even_out(self) -> None:
        """Move households from the more to the less loaded while that brings two loads nearer."""
        moved = True
        while moved:
            moved = False
            for heavy in sorted(self.loads, key=lambda key: (-self.loads[key], key)):
                moved = any(
                    self._move_one(heavy, light)
                    for light in sorted(self.loads, key=lambda key: (self.loads[key], key))
                    if self.loads[light] < self.loads[heavy]
                )
                if moved:
                    break

    def _move_one(self, heavy: int, light: int) -> bool:
        gap = self.loads[heavy] - self.loads[light]
        fitting = [
            home
            for home in self._movable(heavy)
            if home.size < gap and light in self.over(home.place) and home.size <= self.room(light)
        ]
        if not fitting:
            return False
        # The nearest to half the gap; of equals the one at the end of the row, so that neighbours stay.
        home = min(reversed(fitting), key=lambda one: abs(gap - 2 * one.size))
        self.take(home, heavy)
        self.give(home, light)
        return True

    def _movable(self, key: int) -> list[Home]:
        return [home for home in self.shares[key] if home.key not in self.fixed]


def _even_flow(people: Mapping[str, int], work: _Work) -> dict[str, dict[int, int]]:
    """Return how many of each hamlet each visitor should have: as many placed as caps allow, loads even.

    Starts empty and sends people along paths hamlet → visitor (→ hamlet → visitor …) to the least loaded
    with room; then shifts along such paths from heavy to light until no path evens two loads out.
    """
    flow: dict[str, dict[int, int]] = {place: dict.fromkeys(work.over(place), 0) for place in people}
    loads = dict(work.loads)
    for place, number in people.items():
        waiting = number
        while waiting:
            path = _path([(place, key) for key in flow[place]], flow, _lightest_with_room(loads, work))
            if not path:
                break
            end = path[-1][1]
            step = min(waiting, _most(path, flow), _until_next(end, loads, work))
            _shift(path, flow, step)
            loads[end] += step
            waiting -= step
    _level(flow, loads, work)
    return flow


def _level(flow: dict[str, dict[int, int]], loads: dict[int, int], work: _Work) -> None:
    changed = True
    while changed:
        changed = False
        for heavy in sorted(loads, key=lambda key: (-loads[key], key)):
            lights = [
                key for key in loads if loads[heavy] - loads[key] >= 2 and loads[key] < work.visitors[key].cap
            ]
            starts = [
                (place, key)
                for place, some in flow.items()
                if some.get(heavy, 0)
                for key in some
                if key != heavy
            ]
            path = _path(starts, flow, sorted(lights, key=lambda key: (loads[key], key)))
            if not path:
                continue
            light, first = path[-1][1], path[0][0]
            room = work.visitors[light].cap - loads[light]
            step = min((loads[heavy] - loads[light]) // 2, room, flow[first][heavy], _most(path, flow))
            flow[first][heavy] -= step
            _shift(path, flow, step)
            loads[heavy] -= step
            loads[light] += step
            changed = True
            break


def _path(
    starts: Iterable[tuple[str, int]], flow: Mapping[str, Mapping[int, int]], ends: Sequence[int]
) -> list[tuple[str, int]]:
    """Return the way to the first of `ends` that can be reached: pairs of a hamlet and who gets its people.

    From a visitor it goes on through any hamlet of which that visitor has people to pass on.
    """
    came: dict[int, tuple[str, int | None]] = {}
    row: deque[int] = deque()
    for place, key in starts:
        if key not in came:
            came[key] = (place, None)
            row.append(key)
    while row:
        key = row.popleft()
        for place, some in flow.items():
            if some.get(key, 0):
                for other in some:
                    if other not in came:
                        came[other] = (place, key)
                        row.append(other)
    end = next((key for key in ends if key in came), None)
    path: list[tuple[str, int]] = []
    while end is not None:
        place, before = came[end]
        path.append((place, end))
        end = before
    return path[::-1]


def _most(path: Sequence[tuple[str, int]], flow: Mapping[str, Mapping[int, int]]) -> int:
    """Return how many people can be shifted along `path`: the least that somebody on it can pass on."""
    passed = [flow[place][giver] for (_, giver), (place, _) in pairwise(path)]
    return min(passed, default=10**9)


def _shift(path: Sequence[tuple[str, int]], flow: dict[str, dict[int, int]], step: int) -> None:
    for (_, giver), (place, _) in pairwise(path):
        flow[place][giver] -= step
    for place, taker in path:
        flow[place][taker] += step


def _lightest_with_room(loads: Mapping[int, int], work: _Work) -> list[int]:
    open_ = [key for key in loads if loads[key] < work.visitors[key].cap]
    return sorted(open_, key=lambda key: (loads[key], key))


def _until_next(key: int, loads: Mapping[int, int], work: _Work) -> int:
    """Return how many `key` may take before the next heavier visitor is as light, within the cap."""
    heavier = [load for load in loads.values() if load > loads[key]]
    step = min(heavier) - loads[key] if heavier else 1
    return min(step, work.visitors[key].cap - loads[key])
