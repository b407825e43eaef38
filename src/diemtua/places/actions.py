"""Loading maps, entering hamlets, settling what became of a place. Doing any of it twice is harmless."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.audit.actions import Actor
from diemtua.core.db import constraint_as
from diemtua.core.errors import Refusal
from diemtua.core.text import fold, sort_key, tidy
from diemtua.places.enums import Kind, Passage
from diemtua.places.models import Place, Succession
from diemtua.places.queries import sort_hamlet_lines
from diemtua.places.rules import hamlets
from diemtua.places.rules.maps import Chronicle, Standing, Step, chronicle
from diemtua.places.rules.names import name_key

BATCH = 2_000


class UnknownProvince(Refusal):
    code = "unknown_province"
    text = "Không có tỉnh nào mang mã {code}. Mã Nghệ An là 40."


@dataclass(frozen=True)
class Loaded:
    """How many rows a load added or changed."""

    places: int
    changed: int
    successions: int


@transaction.atomic
def load_province(*, province_code: str, by: Actor, at: datetime) -> Loaded:
    """Enter the places of one province on every map, and what became of them.

    A succession that crosses provinces is entered with the second of them.

    :raises UnknownProvince: when no map has that code
    """
    history = chronicle()
    if not any(row.unit.path == f"{province_code}." for row in history.standings):
        raise UnknownProvince(code=province_code)
    return _load(history, province_code, by, at)


@transaction.atomic
def load_nation(*, by: Actor, at: datetime) -> Loaded:
    """Enter the places of every province on every map, and what became of them."""
    return _load(chronicle(), None, by, at)


def _load(history: Chronicle, province_code: str | None, by: Actor, at: datetime) -> Loaded:
    standings = [row for row in history.standings if province_code in (None, row.unit.path.split(".", 1)[0])]
    there = {(place.path, place.valid_from): place for place in _loaded(province_code)}
    known = len(there)
    for depth in (1, 2, 3):
        _add([row for row in standings if row.unit.path.count(".") == depth], there)
    changed = _mend(standings, there)
    successions = _add_successions(history.steps, there)
    loaded = Loaded(len(there) - known, changed, successions)
    top = next((place for place in there.values() if place.kind == Kind.PROVINCE), None)
    if top is not None and loaded != Loaded(0, 0, 0):
        audit.record("places.loaded", target=top, by=by, at=at, places=loaded.places, changed=changed)
    return loaded


def _loaded(province_code: str | None) -> Iterable[Place]:
    places = Place.objects.exclude(kind=Kind.HAMLET)
    return places.filter(path__startswith=f"{province_code}.") if province_code else places


def _add(standings: list[Standing], there: dict[tuple[str, date], Place]) -> None:
    above: dict[str, list[Place]] = defaultdict(list)
    for place in there.values():
        above[place.path].append(place)
    fresh = [
        _row(standing, _parent_of(standing, above)) for standing in standings if standing.key not in there
    ]
    Place.objects.bulk_create(fresh, batch_size=BATCH)
    there.update({(row.path, row.valid_from): row for row in fresh})


def _parent_of(standing: Standing, above: dict[str, list[Place]]) -> Place | None:
    """Return the place above on the day the standing begins."""
    parents = above[standing.unit.parent_path]
    return next((place for place in parents if place.holds_on(standing.valid_from)), None)


def _row(standing: Standing, parent: Place | None) -> Place:
    unit = standing.unit
    name = tidy(unit.name)
    return Place(
        code=unit.code,
        kind=unit.kind,
        name=name,
        parent=parent,
        path=unit.path,
        valid_from=standing.valid_from,
        valid_to=standing.valid_to,
        lat=unit.lat,
        lon=unit.lon,
        legal_basis=standing.legal_basis,
        source=standing.source,
        search_key=fold(name),
        sort_key=sort_key(name),
    )


_LOADED_FIELDS = ("name", "valid_to", "lat", "lon", "legal_basis", "source", "search_key", "sort_key")


def _mend(standings: list[Standing], there: dict[tuple[str, date], Place]) -> int:
    """Bring rows that an older version of the data had entered to what the data say now."""
    changed = []
    for standing in standings:
        place, wanted = there[standing.key], _row(standing, None)
        differing = [name for name in _LOADED_FIELDS if getattr(place, name) != getattr(wanted, name)]
        for name in differing:
            setattr(place, name, getattr(wanted, name))
        if differing:
            changed.append(place)
    Place.objects.bulk_update(changed, _LOADED_FIELDS, batch_size=BATCH)
    return len(changed)


def _add_successions(steps: list[Step], there: dict[tuple[str, date], Place]) -> int:
    """Enter the steps of which one end is in `there` and the other in the database."""
    touching = [step for step in steps if step.old in there or step.new in there]
    abroad = {key[0] for step in touching for key in (step.old, step.new) if key not in there}
    known = there | {(row.path, row.valid_from): row for row in Place.objects.filter(path__in=abroad)}
    wanted = [
        Succession(
            old=known[step.old],
            new=known[step.new],
            on=step.on,
            passage=step.passage,
            is_default=step.is_default,
            legal_basis=step.legal_basis,
        )
        for step in touching
        if step.old in known and step.new in known
    ]
    before = Succession.objects.count()
    Succession.objects.bulk_create(wanted, batch_size=BATCH, ignore_conflicts=True)
    return Succession.objects.count() - before


@transaction.atomic
def settle_succession(
    *, old: Place, new: Place, is_default: bool, legal_basis: str, by: Actor, at: datetime
) -> Succession:
    """Record what an ended place passed into, as the text of a resolution says.

    :raises NoSuccessionThatDay: when `old` has not ended
    :raises NotStandingThen: when `new` does not hold on the day `old` ended
    :raises DefaultAlreadyNamed: when another place is the default heir already
    """
    if old.valid_to is None:
        raise hamlets.NoSuccessionThatDay(old=old.name)
    if not new.holds_on(old.valid_to):
        raise hamlets.NotStandingThen(new=new.name, on=old.valid_to)
    with constraint_as("one_default_successor", hamlets.DefaultAlreadyNamed(old=old.name)):
        succession, is_new = Succession.objects.get_or_create(
            old=old,
            new=new,
            on=old.valid_to,
            defaults={
                "passage": Passage.MERGED if is_default else Passage.SPLIT,
                "is_default": is_default,
                "legal_basis": tidy(legal_basis),
            },
        )
    if is_new:
        audit.record("place.succession_settled", target=old, by=by, at=at, new=new.path)
    return succession


@dataclass(frozen=True)
class HamletsEntered:
    """What became of a list of hamlets; `problems` are (line number, Vietnamese sentence)."""

    entered: list[Place] = field(default_factory=list)
    known: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def add_hamlets(*, names: Mapping[Place, Sequence[str]], by: Actor, at: datetime) -> HamletsEntered:
    """Enter hamlets under many communes at once; names already there are left as they are.

    A hamlet holds for as long as its commune does, from the commune's first day. Two spellings that differ
    only in tones, title abbreviations or leading zeros are one name.

    :raises NotACommune:
    """
    for commune in names:
        if commune.kind != Kind.COMMUNE:
            raise hamlets.NotACommune(place=commune.name)
    # One minting of codes at a time under a commune; in one order, so that two never wait in a ring.
    list(Place.objects.select_for_update(of=("self",)).filter(pk__in=[c.pk for c in names]).order_by("pk"))
    there = defaultdict(list)
    for place in Place.objects.filter(parent__path__in=[c.path for c in names], kind=Kind.HAMLET):
        there[place.path.removesuffix(f"{place.code}.")].append(place)
    rows = [row for commune, listed in names.items() for row in _fresh(commune, listed, there[commune.path])]
    Place.objects.bulk_create(rows, batch_size=BATCH)
    if rows:
        audit.record("hamlets.entered", target=_parent(rows[0]), by=by, at=at, entered=len(rows))
    return HamletsEntered(rows, sum(len(listed) for listed in names.values()) - len(rows))


def _fresh(commune: Place, listed: Sequence[str], there: Sequence[Place]) -> list[Place]:
    known = {name_key(place.name) for place in there if place.parent_id == commune.pk}
    fresh: dict[str, str] = {}
    for name in listed:
        key = name_key(name)
        if key and key not in known:
            fresh.setdefault(key, tidy(name))
    codes = hamlets.next_codes((place.code for place in there), len(fresh))
    return [_hamlet(commune, code, name) for code, name in zip(codes, fresh.values(), strict=True)]


def _parent(hamlet: Place) -> Place:
    if hamlet.parent is None:
        raise hamlets.NotACommune(place=hamlet.name)
    return hamlet.parent


def _hamlet(commune: Place, code: str, name: str) -> Place:
    return Place(
        code=code,
        kind=Kind.HAMLET,
        name=name,
        parent=commune,
        path=f"{commune.path}{code}.",
        valid_from=commune.valid_from,
        valid_to=commune.valid_to,
        source="nhập tại hệ thống",
        search_key=fold(name),
        sort_key=sort_key(name),
    )


@transaction.atomic
def import_hamlets(
    *, top: Place, lines: Sequence[hamlets.HamletLine], day: date, by: Actor, at: datetime
) -> HamletsEntered:
    """Enter the good lines of a list of hamlets under the communes of `top` on `day`.

    What is wrong with the others is in the answer, line by line.

    :raises NoLines: for an empty list
    """
    if not lines:
        raise hamlets.NoLines
    sorting = sort_hamlet_lines(top, lines, day)
    result = add_hamlets(names=sorting.by_commune, by=by, at=at)
    return HamletsEntered(result.entered, result.known, sorting.problems)


@transaction.atomic
def carry_over_hamlets(*, into: Place, by: Actor, at: datetime) -> HamletsEntered:
    """Give a commune the hamlets of the communes that passed whole into it, with fresh codes and successions.

    A name that comes twice gets its old commune's name behind it. What was carried over before stays.
    """
    Place.objects.select_for_update(of=("self",)).get(pk=into.pk)
    origins = Succession.objects.filter(new=into, is_default=True).exclude(passage=Passage.SPLIT)
    days = {step.old_id: step.on for step in origins}
    waiting = list(
        Place.objects.filter(parent__in=days, kind=Kind.HAMLET, successions__isnull=True)
        .select_related("parent")
        .order_by("path")
    )
    there = list(Place.objects.filter(parent__path=into.path, kind=Kind.HAMLET))
    taken = {name_key(place.name) for place in there}
    codes = hamlets.next_codes((place.code for place in there), len(waiting))
    rows = []
    for old, code in zip(waiting, codes, strict=True):
        name = f"{old.name} ({old.parent})" if name_key(old.name) in taken else old.name
        taken.add(name_key(name))
        rows.append(_hamlet(into, code, name))
    Place.objects.bulk_create(rows)
    Succession.objects.bulk_create(
        Succession(old=old, new=new, on=days[old.parent_id or 0], passage=Passage.MOVED)
        for old, new in zip(waiting, rows, strict=True)
    )
    if rows:
        audit.record("hamlets.carried_over", target=into, by=by, at=at, entered=len(rows))
    return HamletsEntered(rows)
