"""Where the rows of a register live, in our places; what was merged away is followed to its heir."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from diemtua.places.enums import Kind
from diemtua.places.models import Place, Succession
from diemtua.places.queries import PlaceFinder, map_days
from diemtua.registers.rules.intake import Whereabouts, WrittenPlace
from diemtua.registers.rules.intake.whereabouts import NO_COMMUNE, OTHER_PLACE, SEVERAL, UNKNOWN_HAMLET

LONGEST_LINE = 5  # heirs of heirs


class PlaceBook:
    """Finds hamlets and communes of `place` as they stand on `day`, by name, code or former code."""

    def __init__(self, place: Place, day: date) -> None:
        """Read the places below `place`; of a hamlet, those of its commune."""
        self._place = place
        self._day = day
        own = {Kind.COMMUNE.value: place, Kind.HAMLET.value: place.parent}
        self._commune = own.get(place.kind)
        self._top = self._commune or place
        self._finder = PlaceFinder(self._top, day)
        self._known: dict[tuple[str, str | None], Place | str] = {}

    def __call__(self, written: Sequence[WrittenPlace]) -> list[Whereabouts]:
        """Return where each of `written` is."""
        return [self._whereabouts(one) for one in written]

    def _whereabouts(self, written: WrittenPlace) -> Whereabouts:
        commune = self._commune_of(written)
        if isinstance(commune, str):
            return Whereabouts(written.hamlet, written.commune, problem=commune)
        text = written.hamlet or written.section or ""
        hamlet = self._finder.find(text, Kind.HAMLET, commune) if text else None
        if self._place.kind == Kind.HAMLET:
            if hamlet is not None and hamlet.path != self._place.path:
                return Whereabouts(text, commune.code, problem=OTHER_PLACE)
            hamlet = self._place
        if hamlet is not None:
            return Whereabouts(hamlet.code, commune.code, hamlet.path)
        problem = UNKNOWN_HAMLET if written.hamlet else ""
        return Whereabouts(written.hamlet, commune.code, commune.path, problem)

    def _commune_of(self, written: WrittenPlace) -> Place | str:
        """Return the commune, or what is wrong."""
        if written.commune:
            key = (written.commune, written.district)
            if key not in self._known:
                self._known[key] = self._named(*key)
            return self._known[key]
        if self._commune:
            return self._commune
        found = self._finder.find(written.section, Kind.COMMUNE) if written.section else None
        return found or NO_COMMUNE

    def _named(self, commune: str, district: str | None) -> Place | str:
        wordings = [f"{commune}, {district}", commune] if district else [commune]
        for wording in wordings:
            found = self._finder.candidates(wording, Kind.COMMUNE)
            if len(found) == 1:
                return found[0]
        heirs = {heir.pk: heir for wording in wordings for heir in self._heirs(wording)}
        if len(heirs) == 1:
            return next(iter(heirs.values()))
        return SEVERAL if heirs or found else OTHER_PLACE

    def _heirs(self, wording: str) -> list[Place]:
        """Return the communes of today that former ones, named or coded so, passed into."""
        for finder in self._former:
            found = [heir for old in finder.candidates(wording, Kind.COMMUNE) if (heir := self._heir(old))]
            if found:
                return found
        return []

    @cached_property
    def _former(self) -> list[PlaceFinder]:
        """Return the maps of the province that were in force earlier, the latest first."""
        province = Place.objects.filter(path=self._top.path.split(".", 1)[0] + ".").first() or self._top
        days = [day for day in map_days(province) if day <= self._day]
        return [PlaceFinder(province, day, kinds=[Kind.COMMUNE]) for day in reversed(days[:-1])]

    def _heir(self, old: Place) -> Place | None:
        place = old
        for _ in range(LONGEST_LINE):
            if place.holds_on(self._day):
                return place if place.path.startswith(self._top.path) else None
            step = Succession.objects.filter(old=place, is_default=True).select_related("new").first()
            if step is None:
                return None
            place = step.new
        return None
