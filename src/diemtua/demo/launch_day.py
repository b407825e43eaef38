"""The launch day of Nghệ An: teams, points, tallies that come to the published totals."""

from itertools import islice

from diemtua.activities.actions import (
    NewActivity,
    NewTally,
    NewTeam,
    form_teams,
    record_activity,
    record_tallies,
)
from diemtua.activities.enums import Kind as ActivityKind
from diemtua.activities.enums import Status
from diemtua.activities.models import Activity, Point, Team
from diemtua.demo.names import full_name
from diemtua.demo.spread import device_ref, in_turn, moment, uneven_parts
from diemtua.demo.stage import Stage
from diemtua.demo.totals import NgheAn2024
from diemtua.people.enums import Sex
from diemtua.places.enums import Kind

VENUES = ["Chợ trung tâm", "Nhà văn hoá", "Trạm y tế", "Bưu điện văn hoá xã", "Ngã tư đường liên xã"]


def load_launch_day(stage: Stage) -> list[Team]:
    """Record the launch ceremony, its 490 teams at 881 points, and the people reached there."""
    launch = record_activity(
        campaign=stage.campaign,
        new=NewActivity(
            kind=ActivityKind.LAUNCH,
            title="Lễ ra quân Tháng vận động năm 2024",
            place=stage.campaign.place,
            venue="Quảng trường trung tâm và điểm cầu các huyện",
            host=stage.agencies["post"],
            starts_at=moment(NgheAn2024.LAUNCH, 7, 30),
            ends_at=moment(NgheAn2024.LAUNCH, 17),
            status=Status.HELD,
            device_ref=device_ref("nghe-an", "launch"),
        ),
        by=stage.lead,
        at=stage.at,
    )
    if not launch.teams.exists():
        form_teams(activity=launch, new=_teams(stage), by=stage.lead, at=stage.at)
        _tally(stage, launch)
    return list(launch.teams.select_related("place").order_by("id"))


def _teams(stage: Stage) -> list[NewTeam]:
    communes = stage.of_kind(Kind.COMMUNE)
    chosen = [*communes, *islice(in_turn(stage.chance, communes), NgheAn2024.TEAMS - len(communes))]
    with_two_points = NgheAn2024.POINTS - NgheAn2024.TEAMS
    hosts = in_turn(stage.chance, [stage.agencies["lead"], stage.agencies["post"]])
    teams = []
    for number, commune in enumerate(chosen, start=1):
        venues = stage.chance.sample(VENUES, 2 if number <= with_two_points else 1)
        teams.append(
            NewTeam(
                name=f"Tổ {number}",
                place=commune,
                host=next(hosts),
                leader_name=full_name(stage.chance, stage.chance.choice(list(Sex))),
                members=stage.chance.randint(3, 6),
                points=[(f"{venue}, {commune.name}", commune) for venue in venues],
            )
        )
    return teams


def _tally(stage: Stage, launch: Activity) -> None:
    points = list(Point.objects.filter(team__activity=launch).order_by("id"))
    people = uneven_parts(stage.chance, NgheAn2024.REACHED, len(points), floor=2)
    tallies = []
    for point, reached in zip(points, people, strict=True):
        morning = reached // 2 + reached % 2
        for hour, part in (
            (stage.chance.randint(8, 11), morning),
            (stage.chance.randint(14, 16), reached - morning),
        ):
            tallies.append(
                NewTally(
                    device_ref=device_ref("nghe-an", "tally", point.team_id, point.name, hour),
                    point=point,
                    people=part,
                    counted_at=moment(NgheAn2024.LAUNCH, hour, stage.chance.randint(0, 59)),
                )
            )
    record_tallies(activity=launch, tallies=tallies, by=stage.lead, at=stage.at)
