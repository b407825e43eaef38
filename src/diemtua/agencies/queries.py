"""Which agency a paper means, and which agencies a place has."""

from collections import defaultdict
from datetime import date

from diemtua.agencies.models import Agency
from diemtua.agencies.rules import agency_key
from diemtua.places.enums import Kind
from diemtua.places.models import Place


def resolve_agency(text: str, within: Place, day: date) -> Agency | None:
    """Return the one agency over a place within `within` on `day` that a paper names so; else None.

    A collective name ('Ủy ban nhân dân các huyện, thành phố, thị xã') is nobody in particular: None. A caller
    with many names makes one `AgencyFinder` and asks it instead.
    """
    return AgencyFinder(within, day).find(text)


class AgencyFinder:
    """Finds agencies by the words of a paper, from one read of a province's agencies on a day.

    With `ended`, those that had come to their end by that day instead.
    """

    def __init__(self, within: Place, day: date, *, ended: bool = False) -> None:
        rows = Agency.objects.filter(valid_to__lte=day) if ended else Agency.objects.valid_on(day)
        agencies = rows.over(within).select_related("place__parent", "successor")
        self._province = within.name if within.kind == Kind.PROVINCE else _province_of(within, day)
        self._by_name: dict[str, list[Agency]] = defaultdict(list)
        self._by_alias: dict[str, list[Agency]] = defaultdict(list)
        for agency in agencies.prefetch_related("aliases"):
            for key in self._keys_of(agency):
                self._by_name[key].append(agency)
            for key in {self._key(alias.text) for alias in agency.aliases.all()}:
                self._by_alias[key].append(agency)

    def find(self, text: str) -> Agency | None:
        """Return the one agency that `text` names, or None when nobody or several answer to it."""
        key = self._key(text)
        for found in (self._by_name.get(key), self._by_alias.get(key), self._by_name.get(f"so {key}")):
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _key(self, text: str) -> str:
        return agency_key(text, self._province)

    def _keys_of(self, agency: Agency) -> set[str]:
        keys = {self._key(agency.name)}
        parent = agency.place.parent
        if agency.place.kind == Kind.COMMUNE and parent and parent.kind == Kind.DISTRICT:
            keys.add(self._key(f"{agency.name} {parent.name}"))
        return keys


def _province_of(place: Place, day: date) -> str:
    code = place.path.split(".", 1)[0]
    top = Place.objects.valid_on(day).filter(path=f"{code}.").first()
    return top.name if top else ""


def change_days(top: Place) -> list[date]:
    """Return the days on which agencies over `top` itself began, oldest first."""
    days = Agency.objects.filter(place__path=top.path).values_list("valid_from", flat=True)
    return sorted(set(days.distinct()))
