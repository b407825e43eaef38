"""Entering persons and households. Twice the same personal id is the same person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from diemtua.accounts.models import User
from diemtua.audit import actions as audit
from diemtua.core import crypto
from diemtua.core.db import copy_in
from diemtua.core.text import fold, person_sort_key, tidy
from diemtua.people import rules
from diemtua.people.enums import Hardship
from diemtua.people.models import Household, Person
from diemtua.places.models import Place


@dataclass(frozen=True)
class NewPerson:
    """What a form or a sheet knows about a person. `phone` and `personal_id` are as typed."""

    full_name: str
    place: Place
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = ""
    personal_id: str | None = None
    phone: str | None = None
    hardship: str = Hardship.NONE
    household: Household | None = None


@transaction.atomic
def enter_person(*, new: NewPerson, by: User, at: datetime) -> Person:
    """Enter one person; when somebody holds the same personal id, return that one unchanged."""
    row = _row(new)
    if row.personal_id_index:
        Person.objects.bulk_create([row], ignore_conflicts=True)
        person = Person.objects.get(personal_id_index=row.personal_id_index)
        if person.ref != row.ref:
            return person
    else:
        row.save()
        person = row
    audit.record("person.entered", target=person, by=by, at=at)
    return person


@transaction.atomic
def enter_people(*, new: Sequence[NewPerson], by: User, at: datetime) -> list[Person]:
    """Enter many persons and return them in the order given, with a handful of queries.

    A personal id already known, or twice in `new`, gives the one person who holds it.
    """
    rows = [_row(one) for one in new]
    known = _by_index(row.personal_id_index for row in rows)
    fresh: dict[str, Person] = {}
    for row in rows:
        if row.personal_id_index not in known:
            fresh.setdefault(row.personal_id_index or row.ref, row)
    copy_in(list(fresh.values()))
    known |= _by_index(row.personal_id_index for row in fresh.values())  # a racing entry may have been first
    people = [
        known.get(row.personal_id_index or "") or fresh[row.personal_id_index or row.ref] for row in rows
    ]
    if fresh:
        first = next(iter(fresh.values()))
        audit.record("people.entered", target=first, by=by, at=at, entered=len(fresh), sent=len(rows))
    return people


@transaction.atomic
def enter_household(*, place: Place, head_name: str, address: str = "", by: User, at: datetime) -> Household:
    """Enter a household at a hamlet or commune."""
    household = Household.objects.create(place=place, head_name=tidy(head_name), address=tidy(address))
    audit.record("household.entered", target=household, by=by, at=at)
    return household


@transaction.atomic
def set_do_not_contact(*, person: Person, since: date, reason: str, by: User, at: datetime) -> Person:
    """Note that a person wishes no contact from the day `since` on, and why; the reason may be changed.

    :raises WishNeedsReason:
    """
    if not reason.strip():
        raise rules.WishNeedsReason
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.no_contact_since, person.no_contact_reason = since, tidy(reason)[:200]
    person.save(update_fields=["no_contact_since", "no_contact_reason"])
    audit.record("person.no_contact_set", target=person, by=by, at=at, since=since.isoformat())
    return person


@transaction.atomic
def lift_do_not_contact(*, person: Person, by: User, at: datetime) -> Person:
    """Note that a person may be contacted again. Twice is harmless."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.no_contact_since is None:
        return person
    since = person.no_contact_since
    person.no_contact_since, person.no_contact_reason = None, ""
    person.save(update_fields=["no_contact_since", "no_contact_reason"])
    audit.record("person.no_contact_lifted", target=person, by=by, at=at, since=since.isoformat())
    return person


def _by_index(indexes: Iterable[str | None]) -> dict[str, Person]:
    wanted = [index for index in indexes if index]
    people = Person.objects.filter(personal_id_index__in=wanted) if wanted else []
    return {person.personal_id_index: person for person in people if person.personal_id_index}


def _row(new: NewPerson) -> Person:
    """Return the unsaved row: text tidied, identifiers sealed."""
    full_name = tidy(new.full_name)
    personal_id = rules.personal_id_digits(new.personal_id) if new.personal_id else ""
    phone = (rules.normal_phone(new.phone) or tidy(new.phone)) if new.phone else ""
    birth_year = new.birth_date.year if new.birth_date else new.birth_year
    return Person(
        full_name=full_name,
        place=new.place,
        household=new.household,
        birth_date=new.birth_date,
        birth_year=birth_year,
        sex=new.sex,
        hardship=new.hardship,
        personal_id_sealed=crypto.seal(personal_id) if personal_id else None,
        personal_id_index=crypto.blind_index(personal_id) if personal_id else None,
        phone_sealed=crypto.seal(phone) if phone else None,
        search_key=fold(full_name),
        sort_key=person_sort_key(full_name),
    )
