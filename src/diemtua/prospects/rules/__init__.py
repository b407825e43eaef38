"""What a visit does to a prospect, and when one may be assigned or a list loaded. Plain Python."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from diemtua.core.errors import Refusal

UNDO_MINUTES = 5
#: What the outcome of a contact makes of the status of a prospect.
STATUS_AFTER = {
    "ABSENT": None,  # nobody was met: the status stays
    "THINKING": "MET",
    "AGREED": "MET",
    "REFUSED": "REFUSED",
    "COVERED": "CLOSED",
}


class NotStaged(Refusal):
    code = "not_staged"
    text = "Danh sách này {status}, không làm lại được."


class NothingGood(Refusal):
    code = "nothing_good"
    text = "Không có dòng nào nhập được. Hãy tải tệp lỗi về sửa rồi tải lại."


class AlreadyClosed(Refusal):
    code = "already_closed"
    text = "{person} đã tham gia hoặc không cần vận động nữa."


class NotOverThatPlace(Refusal):
    code = "not_over_that_place"
    text = "{user} không phụ trách {place}."


class TooLateToUndo(Refusal):
    code = "too_late_to_undo"
    text = "Đã quá {minutes} phút nên không hoàn tác được. Hãy ghi một lần gặp mới."


class NotYourContact(Refusal):
    code = "not_your_contact"
    text = "Chỉ người ghi mới hoàn tác được lần gặp này."


class ReasonMissing(Refusal):
    code = "reason_missing"
    text = "Hãy ghi lý do cần xem số định danh."


def status_after(outcomes: Sequence[str]) -> str:
    """Return the status after `outcomes`, newest first: the newest that says something, else not met."""
    return next((status for outcome in outcomes if (status := STATUS_AFTER[outcome])), "NEW")


def why_not_load(*, status: str, status_label: str, good: int) -> Refusal | None:
    """Return why a staged list may not be loaded, or None."""
    if status != "STAGED":
        return NotStaged(status=status_label)
    return None if good else NothingGood()


def why_not_contact(*, status: str, person: str) -> Refusal | None:
    """Return why a visit may not be recorded, or None: who has joined is not visited for it again."""
    return AlreadyClosed(person=person) if status in ("JOINED", "CLOSED") else None


def why_not_undo(*, is_author: bool, received_at: datetime, now: datetime) -> Refusal | None:
    """Return why a contact may not be taken back, or None: by its author, within five minutes."""
    if not is_author:
        return NotYourContact()
    is_late = now - received_at > timedelta(minutes=UNDO_MINUTES)
    return TooLateToUndo(minutes=UNDO_MINUTES) if is_late else None
