"""Rows that progress counts, written straight into the tables."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from diemtua.activities.enums import Kind, Status
from diemtua.activities.models import Activity, Point, Tally, Team
from diemtua.signups.models import SignUp
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share, Target
from tests.factories import make

_numbers = count(1)
AT = "2024-05-31 17:00"


def next_ref() -> UUID:
    return UUID(int=next(_numbers))


def activity(campaign: Any, at: Any, kind: Kind, moment: str, by: Any, **fields: Any) -> Activity:
    defaults = {
        "title": f"{Kind(kind).label} tại {at}",
        "host": campaign.lead_agency,
        "status": Status.HELD,
        "device_ref": next_ref(),
        "recorded_at": make.moment(AT),
        "recorded_by": by,
    }
    return Activity.objects.create(
        campaign=campaign, place=at, kind=kind, starts_at=make.moment(moment), **(defaults | fields)
    )


def signup(campaign: Any, at: Any, programme: str, day: date, by: Any, **fields: Any) -> SignUp:
    person = fields.pop("person", None) or make.person(f"Người {next(_numbers)}", at)
    defaults = {"device_ref": next_ref(), "recorded_at": make.moment(AT), "recorded_by": by}
    return SignUp.objects.create(
        campaign=campaign, place=at, programme=programme, signed_on=day, person=person, **(defaults | fields)
    )


def team(launch: Activity, at: Any, name: str, points: int = 1) -> Team:
    made = Team.objects.create(activity=launch, name=name, place=at, host=launch.host)
    for number in range(points):
        Point.objects.create(team=made, name=f"Điểm {number + 1}", place=at)
    return made


def tally(point: Point, people: int, moment: str, by: Any) -> Tally:
    return Tally.objects.create(
        device_ref=next_ref(), point=point, people=people, counted_at=make.moment(moment), counted_by=by
    )


def target(
    campaign: Any, programme: str, measure: Measure, number: int, by: Any, plan: str = "kế hoạch năm 2024"
) -> Target:
    made = Target.objects.create(
        campaign=campaign,
        programme=programme,
        measure=measure,
        owner=campaign.lead_agency,
        plan=plan,
        period_from=date(2024, 1, 1),
        period_to=date(2024, 12, 31),
        number=number,
    )
    share(made, campaign.place, number, by, method=Method.WHOLE)
    return made


def share(of: Target, at: Any, number: int, by: Any, method: Method = Method.MANUAL) -> Share:
    return Share.objects.create(
        target=of, place=at, number=number, method=method, set_at=make.moment(AT), set_by=by
    )
