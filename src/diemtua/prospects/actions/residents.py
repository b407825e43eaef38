"""Residents of a register become persons and households, each once however often they come."""

from collections.abc import Sequence
from datetime import date

from diemtua.core import crypto
from diemtua.core.db import copy_in, copy_over
from diemtua.core.text import fold, person_sort_key, tidy
from diemtua.insurance.rules.household import MOST_MEMBERS
from diemtua.people import rules as people_rules
from diemtua.people.enums import Hardship, Sex
from diemtua.people.models import Household, Person
from diemtua.places.models import Place
from diemtua.registers.queries.cohorts import CohortRow

NAME_LENGTH, ADDRESS_LENGTH = 120, 200


def identity_of(row: CohortRow) -> tuple[str, str]:
    """Return the keyed digests that find a resident again: of the personal id ('' without), of the rest.

    The rest is name, birthday and household (else hamlet and commune).
    """
    number = crypto.blind_index(row.personal_id) if row.personal_id else ""
    home = row.household or row.hamlet or ""
    rest = f"person|{fold(row.full_name)}|{row.birth or ''}|{home}|{row.commune or ''}"
    return number, crypto.blind_index(rest)


def has_home(row: CohortRow) -> bool:
    """Say whether the code of the household names one: what a crowd shares is a slip of the register."""
    return bool(row.household) and row.household_size <= MOST_MEMBERS


def is_namesake(person: Person, number: str) -> bool:
    """Say whether who bears the same name, birthday and home is another: both have a number, not the same."""
    return bool(number and person.personal_id_index and person.personal_id_index != number)


def namesake_of(number: str) -> str:
    """Return the digest of somebody whose name, birthday and home another one bears too."""
    return crypto.blind_index(f"namesake|{number}")


class Residents:
    """Enters residents of a register under one place."""

    def __init__(self, top: Place, as_of: date) -> None:
        """Look up the places under `top` on the day of the register."""
        self._top = top
        self._places: dict[str, Place] = {
            place.path: place for place in Place.objects.valid_on(as_of).under(top)
        }

    def place_of(self, row: CohortRow) -> Place:
        """Return where a resident lives: hamlet, else commune, else the place of the list."""
        return self._places.get(row.place_path or "", self._top)

    def enter(self, rows: Sequence[CohortRow]) -> list[Person]:
        """Return the persons of `rows`, in their order, with a handful of queries."""
        homes = self._homes(rows)
        identities = [identity_of(row) for row in rows]
        known = _known(identities)
        fresh: dict[str, Person] = {}
        for row, (number, rest) in zip(rows, identities, strict=True):
            if _find(known, number, rest):
                continue
            index = rest
            if (other := known.get(rest)) is not None:
                index = namesake_of(number)
                if not number or not is_namesake(other, number):
                    continue
            fresh_one = self._person(row, number, index, homes)
            known[number or rest] = fresh_one
            known.setdefault(rest, fresh_one)
            fresh[number or rest] = fresh_one
        copy_in(list(fresh.values()))
        known |= _known(identities) if fresh else {}
        found = [_find(known, number, rest) or known[rest] for number, rest in identities]
        self._settle(rows, found, homes, known)
        return found

    def _homes(self, rows: Sequence[CohortRow]) -> dict[str, Household]:
        """Return the households of `rows` by their digest, new ones entered."""
        new: dict[str, Household] = {}
        for row in rows:
            index = _home_index(row)
            if not index:
                continue
            home = new.setdefault(
                index,
                Household(
                    place=self.place_of(row),
                    head_name=tidy(row.full_name)[:NAME_LENGTH],
                    address=tidy(row.address or "")[:ADDRESS_LENGTH],
                    register_index=index,
                ),
            )
            if row.is_head:
                home.head_name = tidy(row.full_name)[:NAME_LENGTH]
        copy_in(list(new.values()))
        there = Household.objects.filter(register_index__in=list(new))
        return {home.register_index: home for home in there if home.register_index}

    def _person(self, row: CohortRow, number: str, rest: str, homes: dict[str, Household]) -> Person:
        full_name = tidy(row.full_name)[:NAME_LENGTH]
        phone = (people_rules.normal_phone(row.phone) or "") if row.phone else ""
        hardship = row.poor_hardship or row.hardship or ""
        return Person(
            full_name=full_name,
            place=self.place_of(row),
            household=homes.get(_home_index(row)),
            birth_date=row.born,
            birth_year=row.birth_year,
            sex=row.sex if row.sex in Sex.values else "",
            hardship=hardship if hardship in Hardship.values else Hardship.NONE,
            personal_id_sealed=crypto.seal(row.personal_id) if row.personal_id else None,
            personal_id_index=number or None,
            phone_sealed=crypto.seal(phone) if phone else None,
            register_index=rest,
            search_key=fold(full_name),
            sort_key=person_sort_key(full_name),
        )

    def _settle(
        self,
        rows: Sequence[CohortRow],
        people: Sequence[Person],
        homes: dict[str, Household],
        known: dict[str, Person],
    ) -> None:
        """Give persons the household, the number and the digest that the register knows and nobody wrote."""
        changed = []
        for row, person in zip(rows, people, strict=True):
            home = homes.get(_home_index(row))
            number, rest = identity_of(row)
            is_unnumbered = bool(number) and person.personal_id_index is None and number not in known
            is_unnamed = person.register_index is None and known.setdefault(rest, person).pk == person.pk
            if is_unnumbered and row.personal_id:
                known[number] = person
                person.personal_id_sealed, person.personal_id_index = crypto.seal(row.personal_id), number
            if (home and person.household_id is None) or is_unnamed or is_unnumbered:
                person.household = person.household or home
                person.register_index = person.register_index or (rest if is_unnamed else None)
                changed.append(person)
        copy_over(changed, ["household", "register_index", "personal_id_sealed", "personal_id_index"])


def _find(known: dict[str, Person], number: str, rest: str) -> Person | None:
    """Return who a resident is among `known`: by number, else by the rest unless numbers differ."""
    if number and (person := known.get(number)):
        return person
    person = known.get(rest)
    return None if person is None or is_namesake(person, number) else person


def _known(identities: Sequence[tuple[str, str]]) -> dict[str, Person]:
    """Return the persons already there, by either digest; the personal id says more than the rest."""
    numbers = [number for number, _ in identities if number]
    rests = [rest for _, rest in identities]
    found: dict[str, Person] = {}
    for person in Person.objects.filter(register_index__in=rests):
        if person.register_index:
            found[person.register_index] = person
    for person in Person.objects.filter(personal_id_index__in=numbers):
        if person.personal_id_index:
            found[person.personal_id_index] = person
    return found


def _home_index(row: CohortRow) -> str:
    return crypto.blind_index(f"household|{row.commune or ''}|{row.household}") if has_home(row) else ""
