"""What a split of people among visitors would be: read, worked out by the rules, not written."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from diemtua.accounts.models import User
from diemtua.campaigns.models import Campaign
from diemtua.places.models import Place
from diemtua.prospects.models import Prospect
from diemtua.prospects.queries import VISITORS
from diemtua.prospects.queries.leases import held, loads, to_split
from diemtua.prospects.rules.split import Home, Split, Visitor, split

MOST_PEOPLE = 5_000  # in one split


@dataclass(frozen=True)
class SplitPlan:
    """Who would get whom; `prospects` by their key, `already` counts whom the visitors have."""

    split: Split
    visitors: dict[int, User]
    caps: dict[int, int]
    already: Mapping[int, int]
    prospects: dict[int, Prospect]

    @property
    def shares(self) -> dict[User, list[Prospect]]:
        """Return the people of each visitor who gets any."""
        found = {
            self.visitors[key]: [self.prospects[one] for one in self.split.people_of(key)]
            for key in self.split.shares
        }
        return {user: people for user, people in found.items() if people}

    @property
    def given(self) -> int:
        """Return how many people are given to somebody."""
        return sum(len(self.split.people_of(key)) for key in self.split.shares)

    @property
    def left(self) -> list[tuple[Prospect, str]]:
        """Return the people who stay without a visitor, and why."""
        return [(self.prospects[one], left.reason) for left in self.split.left for one in left.home.people]

    @property
    def by_hamlet(self) -> dict[Place, Counter[int]]:
        """Return how many people of each hamlet each visitor gets, in the order of the hamlets."""
        places = {one.place_id: one.place for one in self.prospects.values()}
        found: dict[int, Counter[int]] = {key: Counter() for key in places}
        for key in self.split.shares:
            for one in self.split.people_of(key):
                found[self.prospects[one].place_id][key] += 1
        ordered = sorted(places, key=lambda key: (places[key].path, key))
        return {places[key]: found[key] for key in ordered}

    @property
    def mark(self) -> str:
        """Return what tells this plan from any other: who gets whom."""
        said = ";".join(
            f"{key}:{','.join(map(str, self.split.people_of(key)))}" for key in sorted(self.split.shares)
        )
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def plan_split(
    user: Any,
    campaign: Campaign,
    place: Place,
    visitors: Sequence[tuple[User, int]],
    *,
    day: date,
    of_list: str = "",
) -> SplitPlan:
    """Work out how people under `place` (of a list, when named) would be split among visitors with caps."""
    users = {one.pk: one for one, _cap in visitors}
    already = loads(campaign, list(users), day)
    homes, people = _homes(list(to_split(user, campaign, place, of_list)[:MOST_PEOPLE]), day)
    paths = {
        key: tuple(row.place.path for row in one.current_memberships if row.role in VISITORS)
        for key, one in users.items()
    }
    who = [Visitor(one.pk, paths[one.pk], cap, already[one.pk]) for one, cap in visitors]
    return SplitPlan(split(homes, who), users, {one.pk: cap for one, cap in visitors}, already, people)


def _homes(rows: Sequence[Prospect], day: date) -> tuple[list[Home], dict[int, Prospect]]:
    """Return the households with somebody free in them, and the free people by key."""
    members: dict[str, list[Prospect]] = defaultdict(list)
    holders: dict[str, int] = {}
    for one in rows:
        home = one.person.household_id
        key = f"{one.place_id}/{home}" if home else f"one/{one.pk}"
        if held(one).runs_on(day):
            holders.setdefault(key, one.assigned_to_id or 0)
        else:
            members[key].append(one)
    homes = [
        Home(key, some[0].place.path, tuple(one.pk for one in some), holders.get(key))
        for key, some in members.items()
    ]
    return homes, {one.pk: one for some in members.values() for one in some}
