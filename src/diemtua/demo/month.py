"""The month of Nghệ An in public: meetings, broadcasts, posts, banners that come to the published totals."""

from collections.abc import Iterator
from datetime import timedelta

from diemtua.activities.actions import NewActivity, record_activities
from diemtua.activities.enums import Bound, Kind, Status
from diemtua.demo.spread import device_ref, in_turn, moment, uneven_parts, working_days
from diemtua.demo.stage import Stage
from diemtua.demo.totals import WORKPLACES, NgheAn2024
from diemtua.insurance.enums import Programme
from diemtua.places.enums import Kind as PlaceKind
from diemtua.places.models import Place

DAYS = working_days(NgheAn2024.FIRST, NgheAn2024.LAST)
TOPICS = [
    "Mức đóng và mức Nhà nước hỗ trợ BHXH tự nguyện",
    "Quyền lợi khi khám chữa bệnh BHYT",
    "Lương hưu từ BHXH tự nguyện",
    "Cài đặt và dùng ứng dụng VssID",
    "BHYT hộ gia đình: càng đông càng giảm",
]


def load_month(stage: Stage) -> None:
    """Record every act in public of the month but the launch day."""
    rows = [
        *_meetings(stage),
        *_workplaces(stage),
        *_broadcasts(stage),
        *_posts(stage),
        *_visuals(stage),
    ]
    record_activities(campaign=stage.campaign, new=rows, by=stage.lead, at=stage.at)


def _activity(stage: Stage, kind: Kind, number: int, place: Place, **fields: object) -> NewActivity:
    """Return a held activity with what all of them share."""
    return NewActivity(
        kind=kind,
        place=place,
        device_ref=device_ref("nghe-an", kind, number),
        status=Status.HELD,
        **({"host": stage.agencies["lead"]} | fields),  # type: ignore[arg-type] # fields of NewActivity
    )


def _meetings(stage: Stage) -> Iterator[NewActivity]:
    communes = in_turn(stage.chance, stage.of_kind(PlaceKind.COMMUNE))
    hosts = in_turn(stage.chance, [stage.agencies[key] for key in ("lead", "post", "farmers", "women")])
    people = uneven_parts(stage.chance, NgheAn2024.CONFERENCE_PEOPLE, NgheAn2024.CONFERENCES, floor=20)
    for number, attendance in enumerate(people):
        commune = next(communes)
        start = moment(stage.chance.choice(DAYS), stage.chance.choice([8, 14, 19]))
        yield _activity(
            stage,
            Kind.CONFERENCE,
            number,
            commune,
            title=f"Hội nghị truyền thông tại {commune.name}",
            venue="Hội trường UBND xã",
            host=next(hosts),
            programme=Programme.VOLUNTARY_SOCIAL.value,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            attendance=attendance,
        )
    hamlets = in_turn(stage.chance, stage.of_kind(PlaceKind.HAMLET))
    people = uneven_parts(stage.chance, NgheAn2024.SMALL_GROUP_PEOPLE, NgheAn2024.SMALL_GROUPS, floor=4)
    for number, attendance in enumerate(people):
        hamlet = next(hamlets)
        yield _activity(
            stage,
            Kind.SMALL_GROUP,
            number,
            hamlet,
            title=f"Tư vấn nhóm nhỏ tại {hamlet.name}",
            venue="Nhà văn hoá",
            host=next(hosts),
            programme=stage.chance.choice(
                [Programme.VOLUNTARY_SOCIAL.value, Programme.HOUSEHOLD_HEALTH.value]
            ),
            starts_at=moment(stage.chance.choice(DAYS), stage.chance.choice([9, 15, 19])),
            attendance=attendance,
        )


def _workplaces(stage: Stage) -> Iterator[NewActivity]:
    for number, meeting in enumerate(WORKPLACES):
        kind = PlaceKind.COMMUNE if meeting.within else PlaceKind.DISTRICT
        yield _activity(
            stage,
            Kind.WORKPLACE,
            number,
            stage.named(meeting.place, kind, meeting.within),
            title=meeting.title,
            venue="Hội trường đơn vị",
            host=stage.agencies["trade-union"],
            starts_at=moment(DAYS[8 + number], 8),
            attendance=meeting.people,
            attendance_bound=Bound.MORE_THAN if meeting.or_more else Bound.EXACT,
        )


def _broadcasts(stage: Stage) -> Iterator[NewActivity]:
    communes = in_turn(stage.chance, stage.of_kind(PlaceKind.COMMUNE))
    for number in range(NgheAn2024.BROADCASTS):
        commune = next(communes)
        on_voluntary = number < NgheAn2024.VSI_BROADCASTS
        yield _activity(
            stage,
            Kind.BROADCAST,
            number,
            commune,
            title=TOPICS[0] if on_voluntary else TOPICS[1],
            venue=f"Đài truyền thanh {commune.name}",
            programme=(Programme.VOLUNTARY_SOCIAL if on_voluntary else Programme.HOUSEHOLD_HEALTH).value,
            starts_at=moment(stage.chance.choice(DAYS), stage.chance.choice([5, 17]), 30),
        )


def _posts(stage: Stage) -> Iterator[NewActivity]:
    districts = in_turn(stage.chance, stage.of_kind(PlaceKind.DISTRICT))
    top = stage.campaign.place
    for kind, count in (
        (Kind.PORTAL_ITEM, NgheAn2024.PORTAL_ITEMS),
        (Kind.SOCIAL_ITEM, NgheAn2024.SOCIAL_ITEMS),
        (Kind.SHARE, NgheAn2024.SHARES),
    ):
        for number in range(count):
            yield _activity(
                stage,
                kind,
                number,
                top if kind == Kind.PORTAL_ITEM else next(districts),
                title=stage.chance.choice(TOPICS),
                starts_at=moment(stage.chance.choice(DAYS), stage.chance.randint(7, 21)),
            )


def _visuals(stage: Stage) -> Iterator[NewActivity]:
    for number, district in enumerate(stage.of_kind(PlaceKind.DISTRICT)):
        for turn, venue in enumerate(("trụ sở BHXH", "trục đường chính")):
            yield _activity(
                stage,
                Kind.VISUAL,
                number * 2 + turn,
                district,
                title=f"Băng rôn, pano tại {venue} {district.name}",
                venue=venue,
                starts_at=moment(DAYS[number % 5], 7),
            )
