"""The sign-ups of a campaign: invented people whose entries come to the published totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from diemtua.activities.models import Team
from diemtua.demo.names import invented_people
from diemtua.demo.spread import device_ref, in_turn, working_days
from diemtua.demo.stage import Stage
from diemtua.insurance.enums import Programme
from diemtua.people.actions import enter_people
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.signups.actions import NewSignUp, record_signups


@dataclass(frozen=True)
class Wave:
    """`count` entries to one programme on some days, won by teams or not."""

    programme: Programme
    count: int
    days: list[date]
    teams: list[Team] | None = None


def load_entries(stage: Stage, key: str, waves: list[Wave]) -> None:
    """Enter the people and record the sign-ups of `waves`.

    :param key: the campaign's name in references and personal ids; a second load changes nothing
    """
    first_number = {"nghe-an": 100_000, "yen-bai": 900_000}[key]
    slots = [(wave, number) for wave in waves for number in range(wave.count)]
    chance = Random(f"{key} entries")  # noqa: S311 -- the same people however often the rest is loaded
    entries = list(_placed(stage, chance, waves))
    people = enter_people(
        new=list(invented_people(chance, (place for place, _, _ in entries), first_number)),
        by=stage.lead,
        at=stage.at,
    )
    credits = in_turn(
        chance, [("lead",), ("post",), ("lead", "post"), ("lead", "women"), ("lead", "farmers")]
    )
    new = [
        NewSignUp(
            device_ref=device_ref(key, "signup", wave.programme, wave.days[0], number),
            programme=wave.programme.value,
            person=person,
            place=place,
            signed_on=day,
            months=chance.choice([3, 6, 12]),
            team=team,
            credits=tuple(stage.agencies[name] for name in next(credits) if name in stage.agencies),
        )
        for (wave, number), (place, day, team), person in zip(slots, entries, people, strict=True)
    ]
    record_signups(campaign=stage.campaign, new=new, by=stage.lead, at=stage.at)


def _placed(stage: Stage, chance: Random, waves: list[Wave]) -> Iterator[tuple[Place, date, Team | None]]:
    """Yield place, day and team of every entry: a team's own commune, else a hamlet in turn."""
    places = in_turn(chance, stage.of_kind(Kind.HAMLET) or stage.of_kind(Kind.COMMUNE))
    for wave in waves:
        teams = in_turn(chance, wave.teams) if wave.teams else None
        for _ in range(wave.count):
            team = next(teams) if teams else None
            yield (team.place if team else next(places)), chance.choice(wave.days), team


def days_without(first: date, last: date, left_out: date | None = None) -> list[date]:
    """Return the working days of a campaign but one."""
    return [day for day in working_days(first, last) if day != left_out]
