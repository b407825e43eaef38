"""When an entry may be recorded or withdrawn. Plain Python."""

from datetime import date

from diemtua.core.errors import Refusal


class OutsideCampaign(Refusal):
    code = "outside_campaign"
    text = "Ngày đăng ký {day} nằm ngoài chiến dịch ({first} – {last})."


class InTheFuture(Refusal):
    code = "in_the_future"
    text = "Ngày đăng ký {day} chưa đến."


class OutsideProvince(Refusal):
    code = "outside_province"
    text = "{place} không thuộc địa bàn của chiến dịch."


class NotInThisCampaign(Refusal):
    code = "not_in_this_campaign"
    text = "Chiến dịch này chỉ ghi nhận BHXH tự nguyện và BHYT."


class AlreadySignedUp(Refusal):
    code = "already_signed_up"
    text = "{person} đã được ghi nhận tham gia chương trình này."


class SignedUpOn(AlreadySignedUp):
    code = "already_signed_up"
    text = "{person} đã được ghi nhận tham gia chương trình này ngày {day}."


class SignedUpThrough(AlreadySignedUp):
    code = "already_signed_up"
    text = "{person} đã được ghi nhận tham gia chương trình này ngày {day}, qua {agencies}."


class AlreadyWithdrawn(Refusal):
    code = "already_withdrawn"
    text = "Lượt đăng ký này đã rút."


class ReasonMissing(Refusal):
    code = "reason_missing"
    text = "Hãy ghi lý do rút."


PROGRAMMES = ("VSI", "HHI", "HI")


def why_not_record(
    *, programme: str, day: date, first: date, last: date, today: date, path: str, within: str, place: str
) -> Refusal | None:
    """Return why an entry dated `day` at a place may not be recorded, or None.

    :param path: of the place; `within` of the campaign's place
    """
    if programme not in PROGRAMMES:
        return NotInThisCampaign()
    if day > today:
        return InTheFuture(day=f"{day:%d/%m/%Y}")
    if not first <= day <= last:
        return OutsideCampaign(day=f"{day:%d/%m/%Y}", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return None if path.startswith(within) else OutsideProvince(place=place)


def why_not_withdraw(*, is_withdrawn: bool, reason: str) -> Refusal | None:
    """Return why an entry may not be withdrawn, or None."""
    if is_withdrawn:
        return AlreadyWithdrawn()
    return None if reason.strip() else ReasonMissing()
