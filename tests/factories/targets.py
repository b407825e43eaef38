"""Targets for tests, entered through the actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from diemtua.targets.actions import NewTarget, SharingOut, set_target, share_out
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share, Target
from tests.factories import make

AT = make.moment("2024-05-02 08:00")
PLAN = "Kế hoạch giao năm 2024"


def new_target(campaign: Any, **fields: Any) -> NewTarget:
    defaults = {
        "programme": "VSI",
        "measure": Measure.INCREMENT.value,
        "owner": campaign.lead_agency,
        "plan": PLAN,
        "period_from": date(2024, 1, 1),
        "period_to": date(2024, 12, 31),
        "number": 100,
    }
    return NewTarget(**(defaults | fields))


def target(campaign: Any, by: Any, **fields: Any) -> Target:
    return set_target(campaign=campaign, new=new_target(campaign, **fields), by=by, at=AT)


def ratio_target(campaign: Any, by: Any, ratio: str = "93.5") -> Target:
    return target(campaign, by, measure=Measure.RATIO.value, number=None, ratio=Decimal(ratio))


def whole_of(target: Target) -> Share:
    return target.shares.get(parent=None)


def shared(share: Share, by: Any, method: Method = Method.EQUAL, **fields: Any) -> dict[str, int | None]:
    """Share out and return the numbers by the name of the place."""
    rows = share_out(share=share, how=SharingOut(method, **fields), by=by, at=AT)
    return {row.place.name: row.number for row in rows}
