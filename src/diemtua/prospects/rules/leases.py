"""Leases: with whom a prospect is until when, and who may take it over. Nobody is visited twice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from diemtua.core.errors import Refusal

LEASE_DAYS = 14  # what a form proposes
UNDO_MINUTES = 5
OPEN = ("NEW", "MET", "REFUSED")


class LeasedToAnother(Refusal):
    code = "leased_to_another"
    text = "{person} đang do {holder} phụ trách, đến hết ngày {until}. Hãy để người đó đến gặp."


class LeasedToAnotherOpenly(Refusal):
    code = "leased_to_another"
    text = "{person} đang do {holder} phụ trách. Hãy để người đó đến gặp."


WITH_ANOTHER = (LeasedToAnother, LeasedToAnotherOpenly)


class NoContactWished(Refusal):
    code = "no_contact_wished"
    text = "{person} đã đề nghị không liên hệ. Không ai đến gặp nữa."


class NotToBeVisited(Refusal):
    code = "not_to_be_visited"
    text = "{person} đã tham gia hoặc không cần vận động nữa."


class UntilIsPast(Refusal):
    code = "until_is_past"
    text = "Ngày giao đến phải từ hôm nay trở đi."


class HandOverNeedsReason(Refusal):
    code = "hand_over_needs_reason"
    text = "Hãy ghi lý do chuyển người đang do người khác phụ trách."


class ReturnNeedsReason(Refusal):
    code = "return_needs_reason"
    text = "Hãy ghi lý do trả lại hoặc thu lại."


class NotYoursToHandOver(Refusal):
    code = "not_yours_to_hand_over"
    text = "Bạn không có quyền chuyển người ở {place} cho người khác."


class NotYoursToReturn(Refusal):
    code = "not_yours_to_return"
    text = "Chỉ {holder} hoặc cán bộ phụ trách địa bàn mới trả lại được {person}."


class TooLateToUndoSplit(Refusal):
    code = "too_late_to_undo_split"
    text = "Đã quá {minutes} phút nên không hoàn tác được. Hãy chuyển hoặc thu lại từng người."


class SplitChanged(Refusal):
    code = "split_changed"
    text = "Danh sách đã thay đổi sau khi bạn xem thử. Hãy xem lại cách chia rồi giao."


@dataclass(frozen=True)
class Held:
    """Where a prospect stands: who has it (None: nobody) until when (None: without end)."""

    person: str
    status: str
    holder: int | None = None
    holder_name: str = ""
    until: date | None = None
    wishes_no_contact: bool = False

    def runs_on(self, day: date) -> bool:
        """Say whether somebody has it on `day`: the last day counts, a lapsed lease is a free prospect."""
        return self.status in OPEN and self.holder is not None and (self.until is None or self.until >= day)

    def is_with_another(self, user: int, day: date) -> bool:
        """Say whether somebody else than `user` has it on `day`."""
        return self.holder != user and self.runs_on(day)


def why_not_visit(held: Held, *, visitor: int, day: date) -> Refusal | None:
    """Return why `visitor` may not see this person on `day`, or None."""
    if held.wishes_no_contact:
        return NoContactWished(person=held.person)
    if held.is_with_another(visitor, day):
        return _with_another(held)
    return None


def why_not_give(held: Held, *, to: int, day: date, hand_over: bool) -> Refusal | None:
    """Return why a prospect may not be given to `to` on `day`, or None."""
    if held.wishes_no_contact:
        return NoContactWished(person=held.person)
    if held.status not in OPEN:
        return NotToBeVisited(person=held.person)
    if held.is_with_another(to, day) and not hand_over:
        return _with_another(held)
    return None


def why_not_lease(*, until: date | None, day: date, hand_over: bool, reason: str) -> Refusal | None:
    """Return why nothing may be given on `day` under these terms, or None."""
    if until is not None and until < day:
        return UntilIsPast()
    return HandOverNeedsReason() if hand_over and not reason.strip() else None


def why_not_undo_split(*, given_at: datetime, now: datetime) -> Refusal | None:
    """Return why a split may not be taken back, or None: within five minutes."""
    is_late = now - given_at > timedelta(minutes=UNDO_MINUTES)
    return TooLateToUndoSplit(minutes=UNDO_MINUTES) if is_late else None


def _with_another(held: Held) -> Refusal:
    if held.until is None:
        return LeasedToAnotherOpenly(person=held.person, holder=held.holder_name)
    return LeasedToAnother(person=held.person, holder=held.holder_name, until=f"{held.until:%d/%m/%Y}")
