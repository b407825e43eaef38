"""From maps of single days to places with periods, and what each passed into. Plain Python.

`docs/algorithms/place-successors.md` tells it in words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from diemtua.places.rules import sources
from diemtua.places.rules.names import same_name
from diemtua.places.rules.sources import Joined, Unit

TWO_LEVELS = date(2025, 7, 1)
LAST_DISTRICT_MAP = date(2025, 1, 1)  # the package's older table holds from here at the latest
PACKAGE = "vietnamadminunits 1.0.4"
MEAN_OF_DISTRICT = "toạ độ ước: trung bình các xã cùng huyện"


@dataclass(frozen=True)
class Snapshot:
    """The map of one province from `first` on, until the next snapshot."""

    first: date
    units: dict[str, Unit]
    legal_basis: str
    source: str


@dataclass(frozen=True)
class Standing:
    """A place as it stood from a day to a day: one row of the table of places."""

    unit: Unit
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str

    @property
    def key(self) -> tuple[str, date]:
        return self.unit.path, self.valid_from


@dataclass(frozen=True)
class Step:
    """What an old place passed into on a day; `old` and `new` are keys of standings."""

    old: tuple[str, date]
    new: tuple[str, date]
    on: date
    passage: str
    is_default: bool
    legal_basis: str


@dataclass(frozen=True)
class Chronicle:
    """Every standing, and every step from one to another."""

    standings: list[Standing]
    steps: list[Step]


@cache
def chronicle() -> Chronicle:
    """Return all that the files know of the nation: every place with its period, and every succession."""
    maps = _maps()
    standings = [standing for snapshots in maps.values() for standing in standings_of(snapshots)]
    joined = [*_joined_by_text(standings), *sources.joined_in_july_2025(TWO_LEVELS)]
    return Chronicle(standings, steps_of(standings, joined))


def _maps() -> dict[str, list[Snapshot]]:
    before = _by_province(sources.units_before_july_2025())
    since = _by_province(sources.units_since_july_2025())
    maps: dict[str, list[Snapshot]] = {}
    for code in sorted({*before, *since}):
        first, basis = _LAST_DISTRICT_MAPS.get(code, (LAST_DISTRICT_MAP, ""))
        snapshots = []
        if code in _EARLIER:
            start, file_name, text, source = _EARLIER[code]
            listed = {unit.path: unit for unit in sources.listed_units(file_name)}
            snapshots.append(Snapshot(start, _located(listed, before[code]), text, source))
        if code in before:
            snapshots.append(Snapshot(first, before[code], basis, PACKAGE))
        snapshots.append(
            Snapshot(TWO_LEVELS, since.get(code, {}), _SINCE_JULY_2025.get(code, "NQ 202/2025/QH15"), PACKAGE)
        )
        maps[code] = snapshots
    return maps


_EARLIER = {
    "40": (
        date(2020, 1, 1),
        "nghe-an-2024-05.csv",
        "NQ 831/NQ-UBTVQH14",
        "danh mục hành chính tháng 5/2024",
    ),
    "15": (date(2020, 2, 1), "yen-bai-2021.csv", "NQ 871/NQ-UBTVQH14", "danh mục hành chính năm 2021"),
}
_LAST_DISTRICT_MAPS = {
    "40": (date(2024, 12, 1), "NQ 1243/NQ-UBTVQH15"),
    "15": (date(2024, 12, 1), "NQ 1246/NQ-UBTVQH15"),
}
_SINCE_JULY_2025 = {"40": "NQ 1678/NQ-UBTVQH15"}


def _by_province(units: Iterable[Unit]) -> dict[str, dict[str, Unit]]:
    maps: dict[str, dict[str, Unit]] = defaultdict(dict)
    for unit in units:
        maps[unit.path.split(".", 1)[0]][unit.path] = unit
    return dict(maps)


def _located(listed: dict[str, Unit], known: dict[str, Unit]) -> dict[str, Unit]:
    """Return the listed units with the co-ordinates that the later map has for the same code and level."""
    where = {(unit.kind, unit.code): unit for unit in known.values()}
    located = {}
    for path, unit in listed.items():
        found = where.get((unit.kind, unit.code))
        located[path] = replace(unit, lat=found.lat, lon=found.lon) if found else unit
    return located


def standings_of(snapshots: list[Snapshot]) -> list[Standing]:
    """Join the maps of one province, oldest first, into places with periods.

    A place goes on while its path and its name stay; a new name, another parent or an end closes the row.
    Where it lies comes from its map; failing that from the communes around it, with a mark.
    """
    spellings = sources.same_names()
    rows: list[Standing] = []
    open_rows: dict[str, Standing] = {}
    for snapshot in snapshots:
        going_on = {}
        for path, unit in snapshot.units.items():
            row = open_rows.get(path)
            if row and _is_same(row.unit, unit, spellings):
                going_on[path] = row
            else:
                going_on[path] = Standing(unit, snapshot.first, None, snapshot.legal_basis, snapshot.source)
        for path, row in open_rows.items():
            if going_on.get(path) is not row:
                rows.append(replace(row, valid_to=snapshot.first))
        open_rows = going_on
    return _with_means([*rows, *open_rows.values()])


def _is_same(earlier: Unit, later: Unit, spellings: set[tuple[str, str, str]]) -> bool:
    return same_name(earlier.name, later.name) or (later.code, earlier.name, later.name) in spellings


def _with_means(rows: list[Standing]) -> list[Standing]:
    """Give a place without co-ordinates the mean of its neighbours (or of its children), and say so."""
    near: dict[tuple[str, date], list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        unit = row.unit
        if unit.lat is not None and unit.lon is not None:
            near[unit.parent_path, row.valid_from].append((unit.lat, unit.lon))
    located = []
    for row in rows:
        unit = row.unit
        points = near.get((unit.parent_path, row.valid_from)) if unit.kind == "COMMUNE" else None
        points = points or near.get((unit.path, row.valid_from))
        if unit.lat is None and points:
            lat, lon = (round(sum(values) / len(points), 6) for values in zip(*points, strict=True))
            source = f"{row.source}; {MEAN_OF_DISTRICT}"
            located.append(replace(row, unit=replace(unit, lat=lat, lon=lon), source=source))
        else:
            located.append(row)
    return located


def _joined_by_text(standings: list[Standing]) -> list[Joined]:
    """Turn the published successions from codes into paths, on either side of their day."""
    ended = {(row.unit.path[:2], row.unit.code, row.valid_to): row.unit.path for row in standings}
    holding = defaultdict(list)
    for row in standings:
        holding[row.unit.path[:2], row.unit.code].append(row)
    return [
        Joined(
            old=ended[province, old, day],
            new=next(row.unit.path for row in holding[province, new] if _holds(row, day)),
            on=day,
            is_whole=is_whole,
            is_default=is_whole,
            legal_basis=basis,
        )
        for province, old, new, day, is_whole, basis in sources.published_successions()
    ]


def _holds(row: Standing, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def steps_of(standings: list[Standing], joined: list[Joined]) -> list[Step]:
    """Return every step: what the tables state, and what kept its code from the day on which it changed.

    A place that goes on under the same path needs no step. Nothing else is inferred: whoever ended without a
    line in a table and without a successor of the same code stays without an heir.
    """
    ended = {(row.unit.path, row.valid_to): row for row in standings if row.valid_to}
    holding: dict[str, list[Standing]] = defaultdict(list)
    begun: dict[tuple[str, str, str, date], Standing] = {}
    for row in standings:
        holding[row.unit.path].append(row)
        begun[row.unit.path.split(".", 1)[0], row.unit.kind, row.unit.code, row.valid_from] = row
    arrivals = Counter((line.new, line.on) for line in joined)

    steps: dict[tuple[tuple[str, date], tuple[str, date]], Step] = {}
    with_default = set()
    for line in joined:
        old = ended.get((line.old, line.on))
        new = next((row for row in holding[line.new] if _holds(row, line.on)), None)
        if old is None or new is None:
            continue
        is_joined = arrivals[line.new, line.on] > 1 or new.valid_from < line.on or line.on != TWO_LEVELS
        passage = _passage(old, new, is_joined) if line.is_whole else "SPLIT"
        basis = line.legal_basis or new.legal_basis
        steps[old.key, new.key] = Step(old.key, new.key, line.on, passage, line.is_default, basis)
        if line.is_default:
            with_default.add(old.key)
    for (path, day), old in ended.items():
        heir = begun.get((path.split(".", 1)[0], old.unit.kind, old.unit.code, day)) if day else None
        if heir is None or day is None or old.key in with_default or day == TWO_LEVELS:
            continue
        passage = _passage(old, heir, arrivals[heir.unit.path, day] > 0)
        steps[old.key, heir.key] = Step(old.key, heir.key, day, passage, True, heir.legal_basis)
    return list(steps.values())


def _passage(old: Standing, new: Standing, is_joined: bool) -> str:
    if is_joined:
        return "MERGED"
    return "MOVED" if same_name(old.unit.name, new.unit.name) else "RENAMED"
