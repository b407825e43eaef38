"""Sign-ups for tests."""

from datetime import date
from typing import Any

from diemtua.insurance.enums import Programme
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.signups.actions import NewSignUp, record_signup
from diemtua.signups.models import SignUp
from tests.factories import make
from tests.factories.activities import AT, device_ref


def new_signup(person: Person, **fields: Any) -> NewSignUp:
    defaults = {
        "device_ref": device_ref("signup", person.full_name, *fields.values()),
        "programme": Programme.VOLUNTARY_SOCIAL.value,
        "person": person,
        "place": person.place,
        "signed_on": date(2024, 5, 10),
    }
    return NewSignUp(**(defaults | fields))


def signup(campaign, name: str, place: Place, by, **fields: Any) -> SignUp:
    """A new person who has signed up."""
    person = make.person(name, place)
    return record_signup(campaign=campaign, new=new_signup(person, **fields), by=by, at=AT)
