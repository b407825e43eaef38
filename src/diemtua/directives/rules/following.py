"""Following a task to its proof: wording of its state, reminders, completion, more time. Plain Python.

See `docs/algorithms/following-a-task.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from diemtua.core.errors import Refusal


class AlreadyPublished(Refusal):
    code = "already_published"
    text = "Văn bản đã phát hành ngày {day}, không sửa được nữa."


class NotPublished(Refusal):
    code = "not_published"
    text = "Văn bản chưa phát hành."


class WorkReported(Refusal):
    code = "work_reported"
    text = "Đã có {count} báo cáo, minh chứng hoặc đề nghị gia hạn nên không thu hồi được nữa."


class NothingToPublish(Refusal):
    code = "nothing_to_publish"
    text = "Văn bản chưa có nhiệm vụ nào. Hãy thêm ít nhất một nhiệm vụ trước khi phát hành."


class OwnerMissing(Refusal):
    code = "owner_missing"
    text = "Mục “{heading}” chưa có cơ quan chủ trì. Hãy chọn cơ quan rồi phát hành."


class NotInForce(Refusal):
    code = "not_in_force"
    text = "Văn bản chưa phát hành nên chưa theo dõi được nhiệm vụ."


class DoneInTheFuture(Refusal):
    code = "done_in_the_future"
    text = "Ngày hoàn thành không thể sau hôm nay."


class NoDeadlineToExtend(Refusal):
    code = "no_deadline_to_extend"
    text = "Nhiệm vụ không ghi hạn nên không cần gia hạn."


class AlreadyDone(Refusal):
    code = "already_done"
    text = "Nhiệm vụ đã hoàn thành ngày {day}, không cần gia hạn."


class NotLater(Refusal):
    code = "not_later"
    text = "Hạn xin gia hạn phải sau hạn đang có ({day})."


class ReasonMissing(Refusal):
    code = "reason_missing"
    text = "Hãy ghi lý do."


class AlreadyAsked(Refusal):
    code = "already_asked"
    text = "Đã có đề nghị gia hạn đang chờ trả lời."


class AlreadyAnswered(Refusal):
    code = "already_answered"
    text = "Đề nghị gia hạn này đã được trả lời."


class Standing(StrEnum):
    """Where a task stands, as offices word it."""

    NOT_STARTED = "NOT_STARTED"
    NOT_STARTED_LATE = "NOT_STARTED_LATE"
    UNDERWAY = "UNDERWAY"  # without a deadline
    UNDERWAY_IN_TIME = "UNDERWAY_IN_TIME"
    UNDERWAY_LATE = "UNDERWAY_LATE"
    DONE = "DONE"  # without a deadline
    DONE_IN_TIME = "DONE_IN_TIME"
    DONE_LATE = "DONE_LATE"

    @property
    def is_late(self) -> bool:
        """Say whether the deadline was or is missed."""
        return self.name.endswith("_LATE")

    @property
    def is_done(self) -> bool:
        """Say whether the task is done, in time or not."""
        return self.name.startswith("DONE")


class Rung(StrEnum):
    """A rung of the ladder of reminders."""

    BEFORE = "BEFORE"
    ON_THE_DAY = "ON_THE_DAY"
    AFTER_3 = "AFTER_3"
    AFTER_7 = "AFTER_7"


@dataclass(frozen=True)
class Counted:
    """What a bound counter comes to, and the day on which it reached the goal (None: not yet)."""

    value: int
    reached_on: date | None


#: From how many days after the deadline each rung holds, the highest first.
LADDER = ((7, Rung.AFTER_7), (3, Rung.AFTER_3), (0, Rung.ON_THE_DAY), (-3, Rung.BEFORE))


def gettext_noop(text: str) -> str:
    """Mark `text` for the catalogue of translations; the page translates it."""
    return text


_ = gettext_noop

STANDING_WORDS = {
    Standing.NOT_STARTED: _("chưa thực hiện"),
    Standing.NOT_STARTED_LATE: _("chưa thực hiện, quá hạn"),
    Standing.UNDERWAY: _("đang thực hiện"),
    Standing.UNDERWAY_IN_TIME: _("đang thực hiện, trong hạn"),
    Standing.UNDERWAY_LATE: _("đang thực hiện, quá hạn"),
    Standing.DONE: _("hoàn thành"),
    Standing.DONE_IN_TIME: _("hoàn thành đúng hạn"),
    Standing.DONE_LATE: _("hoàn thành quá hạn"),
}
RUNG_WORDS = {
    Rung.BEFORE: _("sắp đến hạn"),
    Rung.ON_THE_DAY: _("đến hạn"),
    Rung.AFTER_3: _("quá hạn từ 3 ngày"),
    Rung.AFTER_7: _("quá hạn từ 7 ngày"),
}


def why_not_withdraw(*, published_on: date | None, reported: int, reason: str) -> Refusal | None:
    """Return why a directive may not be a draft again, or None; `reported` counts what was said of it."""
    if not published_on:
        return NotPublished()
    if reported:
        return WorkReported(count=reported)
    return None if reason.strip() else ReasonMissing()


def why_not_edit(published_on: date | None) -> Refusal | None:
    """Return why a directive may not be corrected, or None."""
    return AlreadyPublished(day=f"{published_on:%d/%m/%Y}") if published_on else None


def why_not_publish(
    *, published_on: date | None, tasks: int, headings_without_owner: list[str]
) -> Refusal | None:
    """Return why a directive may not be published, or None: it needs tasks, and every section an owner."""
    if refusal := why_not_edit(published_on):
        return refusal
    if not tasks:
        return NothingToPublish()
    return OwnerMissing(heading=headings_without_owner[0]) if headings_without_owner else None


def why_not_report(*, is_published: bool, done_on: date | None, today: date) -> Refusal | None:
    """Return why the status of a task may not be set, or None."""
    if not is_published:
        return NotInForce()
    return DoneInTheFuture() if done_on and done_on > today else None


def why_not_ask_for_time(
    *, is_published: bool, due_on: date | None, done_on: date | None, until: date, reason: str
) -> Refusal | None:
    """Return why more time may not be asked for, or None."""
    if not is_published:
        return NotInForce()
    if due_on is None:
        return NoDeadlineToExtend()
    if done_on:
        return AlreadyDone(day=f"{done_on:%d/%m/%Y}")
    if until <= due_on:
        return NotLater(day=f"{due_on:%d/%m/%Y}")
    return None if reason.strip() else ReasonMissing()


def is_overdue(due_on: date | None, done_on: date | None, today: date) -> bool:
    """Say whether a task is late: done after its deadline, or not done when the deadline has passed."""
    return due_on is not None and (done_on or today) > due_on


def standing_of(*, has_begun: bool, due_on: date | None, done_on: date | None, today: date) -> Standing:
    """Return where a task stands. `done_on` says that it is done; without a deadline nothing is late."""
    is_late = is_overdue(due_on, done_on, today)
    if due_on is None and (done_on or has_begun):
        return Standing.DONE if done_on else Standing.UNDERWAY
    if done_on:
        return Standing.DONE_LATE if is_late else Standing.DONE_IN_TIME
    if has_begun:
        return Standing.UNDERWAY_LATE if is_late else Standing.UNDERWAY_IN_TIME
    return Standing.NOT_STARTED_LATE if is_late else Standing.NOT_STARTED


def rung_of(due_on: date | None, done_on: date | None, today: date) -> Rung | None:
    """Return the rung that a task stands on today: three days before, on the day, three, seven days after.

    A rung holds until the next one is reached; None while there is nothing to remind of.
    """
    if due_on is None or done_on:
        return None
    past = (today - due_on).days
    return next((rung for days, rung in LADDER if past >= days), None)


def reminder_horizon(today: date) -> date:
    """Return the last deadline of which somebody is reminded today."""
    return today + timedelta(days=-LADDER[-1][0])


def needed(completion: str, count: int | None, of: int) -> int:
    """Return how many of `of` agencies or places must be done before the task is.

    ALL asks for every one, ANY for one, AT_LEAST for `count`, which is never more than there are.
    """
    if completion == "ANY":
        return min(1, of)
    return min(count or of, of) if completion == "AT_LEAST" else of


def status_of_whole(*, done_days: Sequence[date], begun: int, need: int) -> tuple[str, date | None]:
    """Return the status of a task from its parts, and the day on which enough of them were done.

    `done_days` are the days on which parts were done, `begun` how many parts are under way or done.
    """
    if need and len(done_days) >= need:
        return "DONE", sorted(done_days)[need - 1]
    return ("IN_PROGRESS", None) if begun or done_days else ("NOT_STARTED", None)


def counted(days: Iterable[tuple[date, int]], goal: int) -> Counted:
    """Return the sum of what was counted day by day, and the first day on which it came to `goal`."""
    total, reached_on = 0, None
    for day, value in sorted(days):
        total += value
        if reached_on is None and total >= goal:
            reached_on = day
    return Counted(total, reached_on if total >= goal else None)
