"""Which place is meant, what stands below it, and what it passed into, on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from diemtua.places.enums import Kind, Passage
from diemtua.places.models import Place, Succession
from diemtua.places.rules import names
from diemtua.places.rules.hamlets import HamletLine


def place_of(code_or_path: str, day: date) -> Place | None:
    """Return the place with this path ('40.412.') or GSO code ('412') on `day`; hamlets only by path."""
    places = Place.objects.valid_on(day).select_related("parent")
    if "." in code_or_path:
        return places.filter(path=code_or_path).first()
    return places.filter(code=code_or_path).exclude(kind=Kind.HAMLET).first()


def children_on(place: Place, day: date) -> QuerySet[Place]:
    """Return the places right below `place` on `day`, in the order of the Vietnamese alphabet.

    They are found by path: the province's children are districts in May 2024 and communes in May 2026.
    """
    below = Place.objects.valid_on(day).filter(parent__path=place.path)
    return below.order_by("sort_key", "code")


def ancestors_of(place: Place, day: date) -> list[Place]:
    """Return what stands above `place` on `day`, from the province down, without `place` itself."""
    codes = place.path.rstrip(".").split(".")
    paths = [".".join(codes[:depth]) + "." for depth in range(1, len(codes))]
    return list(Place.objects.valid_on(day).filter(path__in=paths).order_by("path"))


def places_for_select(top: Place, day: date, kind: Kind | str) -> list[tuple[str, str]]:
    """Return (path, name) pairs of the places of `kind` under `top` on `day`, sorted, for a select.

    Below a district the name is followed by its district's, since names of communes come twice.
    """
    places = Place.objects.valid_on(day).under(top).filter(kind=kind).select_related("parent")
    return [
        (place.path, _with_parent(place, top))
        for place in places.order_by("parent__sort_key", "sort_key", "id")
    ]


def _with_parent(place: Place, top: Place) -> str:
    parent = place.parent
    if parent is None or parent.kind == Kind.PROVINCE or parent.path == top.path:
        return place.name
    return f"{place.name}, {parent.name}"


def resolve_place(
    name_or_code: str, within: Place, day: date, kind: Kind | str | None = None
) -> Place | None:
    """Return the one place under `within` on `day` that a sheet means; None when none or several fit.

    A caller with many rows makes one `PlaceFinder` and asks it instead.
    """
    return PlaceFinder(within, day, kinds=[kind] if kind else None).find(name_or_code)


class PlaceFinder:
    """Finds places by the words of a sheet, from one read of a subtree on a day.

    A name may lack its title or carry a neighbouring one ('Xóm 3', 'thôn 3', '3'), be followed by what it
    belongs to ('Xóm 3, xã An Bình'), or be a code, also one that lost its leading zeros.
    """

    def __init__(self, within: Place, day: date, kinds: Iterable[Kind | str] | None = None) -> None:
        places = Place.objects.valid_on(day).under(within)
        if kinds is not None:
            places = places.filter(kind__in=list(kinds))
        self._top = within.path
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._by_bare: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._answers: dict[
            tuple[str, str, str], list[Place]
        ] = {}  # lists name the same places over and over
        self._above: dict[str, set[str]] = {}
        for place in places.select_related("parent__parent"):
            if place.kind != Kind.HAMLET:
                self._by_code[place.code].append(place)
            self._by_name[names.name_key(place.name)].append(place)
            self._by_bare[place.kind, names.bare_key(place.name, place.kind)].append(place)

    def find(self, text: str, kind: Kind | str | None = None, under: Place | None = None) -> Place | None:
        """Return the one place that `text` means, of `kind` and under `under` where given; else None."""
        found = self.candidates(text, kind, under)
        return found[0] if len(found) == 1 else None

    def candidates(
        self, text: str, kind: Kind | str | None = None, under: Place | None = None
    ) -> list[Place]:
        """Return every place that `text` may mean, the strictest reading that finds any."""
        prefix = under.path if under else self._top
        question = (text, str(kind or ""), prefix)
        if question not in self._answers:
            self._answers[question] = self._look_up(text, kind, prefix)
        return self._answers[question]

    def _look_up(self, text: str, kind: Kind | str | None, prefix: str) -> list[Place]:
        own, _comma, above = text.partition(",")
        wanted = above.split(",", maxsplit=1)[0].strip()
        for places in self._readings(own, kind):
            fitting = [
                place
                for place in places
                if place.path.startswith(prefix)
                and (kind is None or place.kind == kind)
                and (not wanted or self._belongs_to(place, wanted))
            ]
            if fitting:
                return fitting
        return []

    def _readings(self, own: str, kind: Kind | str | None) -> Iterator[list[Place]]:
        for code in names.code_candidates(own):
            yield self._by_code.get(code, [])
        yield self._by_name.get(names.name_key(own), [])
        for level in [kind] if kind else Kind.values:
            yield self._by_bare.get((level, names.bare_key(own, level)), [])

    def _belongs_to(self, place: Place, wanted: str) -> bool:
        """Say whether `wanted` names what `place` stands in, one or two levels up."""
        parent = place.parent
        if parent is None:
            return False
        if place.path not in self._above:
            uppers = [parent, parent.parent] if parent.parent else [parent]
            self._above[place.path] = {names.bare_key(upper.name, upper.kind) for upper in uppers}
        return any(names.bare_key(wanted, level) in self._above[place.path] for level in _UPPER_KINDS)


_UPPER_KINDS = (Kind.COMMUNE, Kind.DISTRICT, Kind.PROVINCE)


def successions_of(place: Place) -> list[Succession]:
    """Return what `place` passed into, the default heir first."""
    rows = Succession.objects.filter(old=place).select_related("new__parent")
    return list(rows.order_by("-is_default", "new__sort_key", "id"))


def origins_of(place: Place) -> list[Succession]:
    """Return what passed into `place`."""
    rows = Succession.objects.filter(new=place).select_related("old__parent")
    return list(rows.order_by("-on", "old__sort_key", "id"))


def unresolved_successions(top: Place) -> QuerySet[Place]:
    """Return the communes and hamlets under `top` that ended without a known default heir.

    They are the residue of every restatement. Districts end with their level and have no heir.
    """
    heirs = Count("successions", filter=Q(successions__on=F("valid_to"), successions__is_default=True))
    ended: QuerySet[Place] = Place.objects.under(top).filter(
        valid_to__isnull=False, kind__in=[Kind.COMMUNE, Kind.HAMLET]
    )
    return ended.annotate(heirs=heirs).filter(heirs=0).order_by("-valid_to", "path")


def map_days(top: Place) -> list[date]:
    """Return the days on which the map under `top` changed, oldest first; hamlets do not count."""
    days = Place.objects.under(top).exclude(kind=Kind.HAMLET).values_list("valid_from", flat=True)
    return sorted(set(days.distinct()))


@dataclass(frozen=True)
class HamletSorting:
    """A list of hamlets put under their communes; `problems` are (line number, Vietnamese sentence)."""

    by_commune: dict[Place, list[str]]
    problems: list[tuple[int, str]]
    fresh: int

    @property
    def good(self) -> int:
        return sum(len(names) for names in self.by_commune.values())


def sort_hamlet_lines(top: Place, lines: Iterable[HamletLine], day: date) -> HamletSorting:
    """Find the commune of each line among those of `top` on `day`, and say in a sentence where there is none.

    A line without a commune belongs to `top` itself when that is one.
    """
    finder = PlaceFinder(top, day, kinds=[Kind.COMMUNE])
    by_commune: dict[Place, list[str]] = defaultdict(list)
    problems = []
    for line in lines:
        commune = _commune_of(line, top, finder)
        if isinstance(commune, str):
            problems.append((line.number, commune))
        else:
            by_commune[commune].append(line.hamlet)
    return HamletSorting(dict(by_commune), problems, _count_fresh(by_commune))


def _count_fresh(by_commune: dict[Place, list[str]]) -> int:
    there = Place.objects.filter(parent__in=by_commune, kind=Kind.HAMLET).values_list("parent_id", "name")
    known = {(parent_id, names.name_key(name)) for parent_id, name in there}
    listed = {(commune.pk, names.name_key(name)) for commune, rows in by_commune.items() for name in rows}
    return len(listed - known)


def _commune_of(line: HamletLine, top: Place, finder: PlaceFinder) -> Place | str:
    """Return the commune that a line means, or the sentence that says why there is none."""
    if not names.name_key(line.hamlet):
        return _("thiếu tên thôn, xóm, khối.")
    if not line.commune:
        return top if top.kind == Kind.COMMUNE else _("thiếu tên xã của “%s”.") % line.hamlet
    found = finder.candidates(line.commune, Kind.COMMUNE)
    if len(found) == 1:
        return found[0]
    if not found:
        return _("không có xã “%(commune)s” trong %(top)s vào ngày này.") % {
            "commune": line.commune,
            "top": top.name,
        }
    same = "; ".join(f"{place.name}, {place.parent}" for place in found[:4])
    return _("“%(commune)s” là tên của nhiều xã (%(same)s). Hãy ghi kèm tên huyện.") % {
        "commune": line.commune,
        "same": same,
    }


def hamlets_to_carry_over(into: Place) -> int:
    """Return how many hamlets of the communes that passed whole into `into` have no heir yet."""
    origins = Succession.objects.filter(new=into, is_default=True).exclude(passage=Passage.SPLIT)
    hamlets = Place.objects.filter(kind=Kind.HAMLET, successions__isnull=True)
    return hamlets.filter(parent__in=origins.values("old")).count()


def counts_below(place: Place, day: date) -> dict[str, dict[str, int]]:
    """Return, for every child of `place` on `day`, how many places of each kind stand below it."""
    depth = place.depth + 1
    below: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Place.objects.valid_on(day).under(place).exclude(path=place.path).values_list("path", "kind")
    for path, kind in rows:
        codes = path.split(".")
        if len(codes) > depth + 1:
            below[".".join(codes[:depth]) + "."][kind] += 1
    return below
