"""When a directive may be published and a task reported on. Plain Python."""

from datetime import date

from diemtua.core.errors import Refusal


class AlreadyPublished(Refusal):
    code = "already_published"
    text = "Văn bản đã phát hành ngày {day}, không sửa được nữa."


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


class TextMissing(Refusal):
    code = "text_missing"
    text = "Nhiệm vụ phải có nội dung."


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


def is_overdue(due_on: date | None, done_on: date | None, today: date) -> bool:
    """Say whether a task is late: done after its deadline, or not done when the deadline has passed."""
    return due_on is not None and (done_on or today) > due_on
