"""The stage of a demonstration: a province with its places and agencies, and the people who act."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from diemtua.accounts.actions import create_user, grant_membership
from diemtua.accounts.enums import Role
from diemtua.accounts.models import User
from diemtua.agencies.models import Agency
from diemtua.audit.actions import CommandLine
from diemtua.campaigns.models import Campaign
from diemtua.demo.logins import LOGINS
from diemtua.places.enums import Kind
from diemtua.places.models import Place

LOADER = CommandLine("demo load")


@dataclass
class Stage:
    """What a loader knows of the province and of who acts. Chance is seeded: the same rows every time."""

    campaign: Campaign
    lead: User
    map_date: date
    at: datetime
    chance: Random
    places: dict[str, Place]  # by path
    agencies: dict[str, Agency] = field(default_factory=dict)  # by name

    def of_kind(self, kind: Kind) -> list[Place]:
        """Return the places of one kind on the campaign's map, in the order of their paths."""
        return [place for path, place in sorted(self.places.items()) if place.kind == kind]

    def below(self, place: Place, kind: Kind) -> list[Place]:
        """Return the places of one kind within `place`."""
        return [other for other in self.of_kind(kind) if other.path.startswith(place.path)]

    def named(self, name: str, kind: Kind, within: str = "") -> Place:
        """Return the place of that name and kind, within the place named `within` when several share it."""
        parents = {place.pk for place in self.places.values() if place.name == within}
        return next(
            place
            for place in self.of_kind(kind)
            if place.name == name and (not within or place.parent_id in parents)
        )


def places_on(top: Place, day: date) -> dict[str, Place]:
    """Return the places of a province on a day, by path."""
    return {place.path: place for place in Place.objects.under(top).valid_on(day).select_related("parent")}


def person_of(username: str, agency: Agency, place: Place, role: Role, since: date, at: datetime) -> User:
    """Make the demonstration user `username` with one membership, or return the one already there."""
    if there := User.objects.filter(username=username).first():
        return there
    login = next(login for login in LOGINS if login.username == username)
    user = create_user(username=username, display_name=login.name, password=login.password, by=LOADER, at=at)
    grant_membership(user=user, agency=agency, place=place, role=role, valid_from=since, by=LOADER, at=at)
    return user
