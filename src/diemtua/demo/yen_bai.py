"""Yên Bái, May 2021: ceremonies cancelled for the epidemic, re-planned into other channels."""

from datetime import date

from diemtua.activities.actions import (
    NewActivity,
    cancel_activity,
    plan_activity,
    record_activities,
    replan_activity,
)
from diemtua.activities.enums import Kind, Status
from diemtua.activities.models import Activity
from diemtua.demo.entries import Wave, days_without, load_entries
from diemtua.demo.spread import device_ref, in_turn, moment, working_days
from diemtua.demo.stage import Stage
from diemtua.demo.totals import YenBai2021
from diemtua.insurance.enums import Programme
from diemtua.places.enums import Kind as PlaceKind

REASON = "Giãn cách xã hội để phòng, chống dịch Covid-19"
DAYS = working_days(YenBai2021.FIRST, YenBai2021.LAST)


def load_month(stage: Stage) -> None:
    """Record the ceremonies that could not be held and what was done instead."""
    for number, district in enumerate(stage.of_kind(PlaceKind.DISTRICT)):
        _cancelled_ceremony(stage, number, district)
    communes = in_turn(stage.chance, stage.of_kind(PlaceKind.COMMUNE))
    rows = [
        NewActivity(
            kind=kind,
            title=title,
            place=next(communes),
            venue=venue,
            host=stage.agencies["lead"],
            programme=Programme.VOLUNTARY_SOCIAL.value,
            starts_at=moment(stage.chance.choice(DAYS), 17),
            status=Status.HELD,
            device_ref=device_ref("yen-bai", kind, number),
        )
        for kind, title, venue, count in (
            (Kind.BROADCAST, "Chính sách BHXH, BHYT, BHTN", "Loa truyền thanh xã", 180),
            (Kind.HOME_VISITS, "Đến từng nhà phát tờ gấp, tư vấn", "Các hộ trong xã", 60),
            (Kind.SOCIAL_ITEM, "Trang mạng xã hội của BHXH huyện", "", 45),
        )
        for number in range(count)
    ]
    record_activities(campaign=stage.campaign, new=rows, by=stage.lead, at=stage.at)


def _cancelled_ceremony(stage: Stage, number: int, district: object) -> None:
    reference = device_ref("yen-bai", "ceremony", number)
    if Activity.objects.filter(device_ref=reference).exists():
        return
    planned = plan_activity(
        campaign=stage.campaign,
        new=NewActivity(
            kind=Kind.LAUNCH,
            title=f"Lễ ra quân tại {district}",
            place=district,  # type: ignore[arg-type] # a Place
            host=stage.agencies["lead"],
            starts_at=moment(date(2021, 5, 15), 7, 30),
            device_ref=reference,
        ),
        by=stage.lead,
        at=moment(date(2021, 5, 10), 15),
    )
    cancel_activity(activity=planned, reason=REASON, by=stage.lead, at=moment(date(2021, 5, 12), 9))
    replan_activity(
        activity=planned,
        new=NewActivity(
            kind=Kind.BROADCAST,
            title=f"Phát thanh thay lễ ra quân tại {district}",
            place=district,  # type: ignore[arg-type] # a Place
            venue="Đài truyền thanh huyện",
            host=stage.agencies["lead"],
            programme=Programme.VOLUNTARY_SOCIAL.value,
            starts_at=moment(date(2021, 5, 15), 17),
            status=Status.HELD,
            device_ref=device_ref("yen-bai", "instead", number),
        ),
        by=stage.lead,
        at=moment(date(2021, 5, 16), 9),
    )


def load_signups(stage: Stage) -> None:
    """Record the 556 entries of the month."""
    days = days_without(YenBai2021.FIRST, YenBai2021.LAST)
    load_entries(stage, "yen-bai", [Wave(Programme.VOLUNTARY_SOCIAL, YenBai2021.VSI, days)])
