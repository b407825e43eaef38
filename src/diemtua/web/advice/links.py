"""The way from a prospect to the calculators: the answers already known, never a name or a number."""

from typing import Any

from diemtua.insurance import Group, HealthGroup, Programme
from diemtua.people.enums import Hardship
from diemtua.people.models import Person
from diemtua.prospects.models import Prospect
from diemtua.web.advice.asking import address
from diemtua.web.advice.household import COVERED, JOINS, MEMBER

# A poor household has its health cards from the State; of voluntary dues it pays the least.
GROUPS = {Hardship.POOR: Group.POOR, Hardship.NEAR_POOR: Group.NEAR_POOR}
MEMBERS = {Hardship.POOR: COVERED, Hardship.NEAR_POOR: HealthGroup.NEAR_POOR}


def advice_for(prospect: Prospect) -> str:
    """Return the address of the calculator for the programme that a prospect is visited for."""
    person: Person = prospect.person
    hardship = Hardship(person.hardship)
    if prospect.programme == Programme.HOUSEHOLD_HEALTH:
        return address("household", {MEMBER: [MEMBERS.get(hardship, JOINS)]})
    group = GROUPS.get(hardship)
    return address("voluntary", {"group": group.value if group else "", **_born(person)})


def _born(person: Person) -> dict[str, Any]:
    """Return the month of birth and the sex: enough for a pension, too little to know anybody by."""
    day = person.birth_date
    year = day.year if day else person.birth_year
    return {"born_month": day.month if day else "", "born_year": year or "", "sex": person.sex}
