"""Activities, teams and points for tests."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from diemtua.activities.actions import NewActivity, NewTally, NewTeam, form_teams, record_activity
from diemtua.activities.enums import Kind, Status
from diemtua.activities.models import Activity, Point
from tests.factories import make

NAMES = UUID("6f2d2c1e-0000-4000-8000-000000000001")
AT = make.moment("2024-06-01 08:00")


def device_ref(*words: object) -> UUID:
    """Return the same reference for the same words."""
    return uuid5(NAMES, "/".join(map(str, words)))


def new_activity(province: SimpleNamespace, **fields: Any) -> NewActivity:
    defaults = {
        "kind": Kind.CONFERENCE,
        "title": "Hội nghị tại xã An Bình",
        "place": province.communes[0],
        "host": province.insurance,
        "starts_at": make.moment("2024-05-10 08:00"),
        "status": Status.HELD,
    }
    return NewActivity(**(defaults | fields))


def activity(campaign, province: SimpleNamespace, by, **fields: Any) -> Activity:
    return record_activity(campaign=campaign, new=new_activity(province, **fields), by=by, at=AT)


def launch(campaign, province: SimpleNamespace, by, **fields: Any) -> Activity:
    """The launch of 6/5 in the whole province, without teams."""
    defaults = {
        "kind": Kind.LAUNCH,
        "title": "Lễ ra quân",
        "place": province.place,
        "starts_at": make.moment("2024-05-06 07:30"),
    }
    return activity(campaign, province, by, **(defaults | fields))


def points(launched: Activity, province: SimpleNamespace, by, count: int = 2) -> list[Point]:
    """One team in the first commune with `count` points."""
    commune = province.communes[0]
    team = NewTeam(
        name="Tổ 1",
        place=commune,
        host=province.insurance,
        members=4,
        points=[(f"Chợ {number}", commune) for number in range(1, count + 1)],
    )
    form_teams(activity=launched, new=[team], by=by, at=AT)
    return list(Point.objects.filter(team__activity=launched).order_by("id"))


def tally(point: Point, people: int, *words: object) -> NewTally:
    return NewTally(
        device_ref=device_ref("tally", point.pk, people, *words),
        point=point,
        people=people,
        counted_at=make.moment("2024-05-06 08:20"),
    )
