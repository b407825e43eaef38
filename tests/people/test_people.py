"""Persons: identifiers sealed, the same personal id the same person."""

from datetime import date

import pytest

from diemtua.audit.models import Event
from diemtua.people.actions import NewPerson, enter_household, enter_people, enter_person
from diemtua.people.enums import Hardship
from diemtua.people.models import Person
from diemtua.people.rules import (
    Born,
    born_by_personal_id,
    doubts_about_personal_id,
    normal_phone,
    personal_id_digits,
)
from tests.factories import make

AT = make.moment("2024-05-06 08:00")
INVENTED_ID = "040199001234"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("040 199 001 234", INVENTED_ID),
        ("40199001234", INVENTED_ID),
        ("1199001234", "001199001234"),
        ("181234567", "181234567"),
        ("không rõ", "khôngrõ"),
    ],
)
def test_personal_id_as_typed(typed, digits):
    assert personal_id_digits(typed) == digits


@pytest.mark.parametrize(
    ("number", "born"),
    [
        (INVENTED_ID, Born(1999, "F")),
        ("040075001234", Born(1975, "M")),
        ("040204001234", Born(2004, "M")),
        ("040304001234", Born(2004, "F")),
        ("181234567", None),
        ("040999001234", None),
    ],
)
def test_what_a_personal_id_says(number, born):
    assert born_by_personal_id(number) == born


@pytest.mark.parametrize(
    ("number", "year", "sex", "how_many"),
    [
        pytest.param(INVENTED_ID, 1999, "F", 0, id="all agree"),
        pytest.param(INVENTED_ID, 1998, "M", 2, id="year and sex differ"),
        pytest.param(INVENTED_ID, None, "", 0, id="nothing to compare"),
        pytest.param("181234567", 1950, "M", 0, id="an old identity card says nothing"),
        pytest.param("12345", None, "", 1, id="too short"),
    ],
)
def test_doubts_about_a_personal_id(number, year, sex, how_many):
    assert len(doubts_about_personal_id(number, birth_year=year, sex=sex)) == how_many


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("0238 3844 123", "02383844123"),
        ("12345", None),
        ("0112345678", None),
    ],
)
def test_phone_as_typed(typed, number):
    assert normal_phone(typed) == number


def new(name, place, **fields):
    return NewPerson(full_name=name, place=place, **fields)


def test_identifiers_are_sealed_and_found_by_index(province, lan):
    person = enter_person(
        new=new(
            "Nguyễn  Thị Hoa",
            province.hamlets[0],
            personal_id="040 199 001 234",
            phone="912345678",
            birth_date=date(1999, 2, 3),
            hardship=Hardship.POOR,
        ),
        by=lan,
        at=AT,
    )
    stored = Person.objects.get(pk=person.pk)

    assert INVENTED_ID.encode() not in bytes(stored.personal_id_sealed)
    assert (stored.full_name, stored.birth_year, stored.masked_id) == ("Nguyễn Thị Hoa", 1999, "••••••••1234")
    assert Person.objects.with_personal_id("40199001234").get() == person
    assert INVENTED_ID not in str(list(Event.objects.values()))


def test_the_same_personal_id_is_the_same_person(province, lan):
    first = enter_person(new=new("Hoa", province.hamlets[0], personal_id=INVENTED_ID), by=lan, at=AT)
    second = enter_person(new=new("Hoa Hoa", province.hamlets[1], personal_id=INVENTED_ID), by=lan, at=AT)

    assert (second, second.full_name) == (first, "Hoa")
    assert Event.objects.filter(name="person.entered").count() == 1


def test_people_come_back_in_the_order_given(province, lan):
    known = enter_person(new=new("Hoa", province.hamlets[0], personal_id=INVENTED_ID), by=lan, at=AT)
    people = enter_people(
        new=[
            new("An", province.hamlets[0]),
            new("Hoa", province.hamlets[0], personal_id=INVENTED_ID),
            new("Bình", province.hamlets[1], personal_id="040075001234"),
            new("Bình lần hai", province.hamlets[1], personal_id="040075001234"),
            new("An", province.hamlets[0]),
        ],
        by=lan,
        at=AT,
    )

    assert [person.full_name for person in people] == ["An", "Hoa", "Bình", "Bình", "An"]
    assert people[1] == known
    assert people[2] == people[3]
    assert people[0] != people[4]
    assert Event.objects.get(name="people.entered").values == {"entered": 3, "sent": 5}


def test_many_people_take_a_handful_of_queries(province, lan, django_assert_max_num_queries):
    lines = [new(f"Người {n}", province.hamlets[0], personal_id=f"0400750{n:05d}") for n in range(300)]

    with django_assert_max_num_queries(12):  # a COPY is seven statements, however many rows
        people = enter_people(new=lines, by=lan, at=AT)

    assert len({person.pk for person in people}) == 300


def test_people_are_seen_only_within_the_own_places(province, lan, hung):
    person = enter_person(new=new("Hoa", province.hamlets[0]), by=lan, at=AT)

    assert list(Person.objects.visible_to(lan)) == [person]
    assert list(Person.objects.visible_to(hung)) == []


def test_a_household_holds_its_members(province, lan):
    household = enter_household(place=province.hamlets[0], head_name="Lê  Văn Nam", by=lan, at=AT)
    member = enter_person(new=new("Lê Thị Na", province.hamlets[0], household=household), by=lan, at=AT)

    assert (household.head_name, list(household.members.all())) == ("Lê Văn Nam", [member])
