"""What an activity may be, and what makes one doubtful. Plain Python."""

from datetime import date

from diemtua.core.errors import Refusal

PEOPLE_PER_POINT = 100  # Nghệ An 2024 had 12 people at a point on average
PEOPLE_PER_CONFERENCE = 1_000
PEOPLE_PER_SMALL_GROUP = 50


class OutsideCampaign(Refusal):
    code = "outside_campaign"
    text = "Ngày {day} nằm ngoài chiến dịch ({first} – {last})."


class OutsideProvince(Refusal):
    code = "outside_province"
    text = "{place} không thuộc địa bàn của chiến dịch."


class NotPlanned(Refusal):
    code = "not_planned"
    text = "Hoạt động này {status}, không đổi được nữa."


class ReasonMissing(Refusal):
    code = "reason_missing"
    text = "Hãy ghi lý do không tổ chức."


class HeldInTheFuture(Refusal):
    code = "held_in_the_future"
    text = "Hoạt động ngày {day} chưa diễn ra, hãy ghi là dự kiến."


class NotCancelled(Refusal):
    code = "not_cancelled"
    text = "Chỉ hoạt động không tổ chức mới chuyển sang kênh khác."


class NotALaunch(Refusal):
    code = "not_a_launch"
    text = "Chỉ lễ ra quân mới có tổ tư vấn."


class PointElsewhere(Refusal):
    code = "point_elsewhere"
    text = "Điểm “{point}” không thuộc lễ ra quân này."


class NobodyCounted(Refusal):
    code = "nobody_counted"
    text = "Số người phải từ 1 đến {limit}."


PEOPLE_PER_TALLY = 10_000  # more at one point in one stretch is a slip of the keyboard


def why_not_on(
    *, day: date, first: date, last: date, today: date, is_held: bool, path: str, within: str, place: str
) -> Refusal | None:
    """Return why an activity may not stand on `day` at a place, or None.

    :param path: of the place; `within` of the campaign's place
    """
    if not first <= day <= last:
        return OutsideCampaign(day=_printed(day), first=_printed(first), last=_printed(last))
    if not path.startswith(within):
        return OutsideProvince(place=place)
    return why_not_held(day=day, today=today) if is_held else None


def why_not_held(*, day: date, today: date) -> Refusal | None:
    """Return why an activity of `day` may not be called held, or None."""
    return HeldInTheFuture(day=_printed(day)) if day > today else None


def why_not_tally(*, is_own: bool, point: str, people: int) -> Refusal | None:
    """Return why `people` may not be counted at `point`, or None; `is_own`: the launch has this point."""
    if not is_own:
        return PointElsewhere(point=point)
    return None if 1 <= people <= PEOPLE_PER_TALLY else NobodyCounted(limit=PEOPLE_PER_TALLY)


def why_not_change(*, status: str, status_label: str) -> Refusal | None:
    """Return why an activity may not be held or cancelled any more, or None: only a planned one changes."""
    return None if status == "PLANNED" else NotPlanned(status=status_label)


def doubts(*, kind: str, attendance: int | None, points: int = 0, people: int = 0) -> list[str]:
    """Return what looks like a slip of the keyboard. Doubts warn, they never block."""
    found = []
    limits = {"CONFERENCE": PEOPLE_PER_CONFERENCE, "SMALL_GROUP": PEOPLE_PER_SMALL_GROUP}
    if attendance is not None and attendance > limits.get(kind, attendance):
        found.append(f"Số người dự {attendance} cao khác thường, xin kiểm tra lại.")
    if points and people > points * PEOPLE_PER_POINT:
        found.append(f"Bình quân trên {PEOPLE_PER_POINT} người một điểm, xin kiểm tra lại.")
    return found


def _printed(day: date) -> str:
    return f"{day:%d/%m/%Y}"
