"""What may be done with a snapshot, and when."""

from diemtua.core.errors import Refusal

WAITING, READING, STAGED, READY, DISCARDED, FAILED = (
    "RECEIVED", "READING", "STAGED", "READY", "DISCARDED", "FAILED",
)  # fmt: skip


class SnapshotNotStaged(Refusal):
    """The snapshot does not wait for a decision."""

    code = "snapshot_not_staged"
    text = "Bản chụp này {status}, không làm việc đó được nữa."


class NothingAccepted(Refusal):
    """Not one row of the file is fit."""

    code = "snapshot_nothing_accepted"
    text = "Không dòng nào của tệp dùng được. Hãy ghép lại cột, hoặc sửa tệp rồi tải lại."


class SnapshotInUse(Refusal):
    """A matching stands on the snapshot."""

    code = "snapshot_in_use"
    text = "Bản chụp này đã dùng để ghép sổ nên không bỏ được."


class StillReading(Refusal):
    """The file is being read this very moment."""

    code = "snapshot_still_reading"
    text = "Tệp đang được đọc. Hãy chờ đọc xong."


class ReaderDied(Refusal):
    """The process that reads ended without an answer, each time."""

    code = "snapshot_reader_died"
    text = "Máy dừng giữa chừng khi đọc tệp (có thể thiếu bộ nhớ). Hãy bấm “Đọc lại”, hoặc báo quản trị."


class FileForgotten(Refusal):
    """The uploaded file was removed, as it is once the snapshot is used, discarded or refused."""

    code = "snapshot_file_forgotten"
    text = "Tệp gốc của bản chụp này đã được xoá, không đọc lại được. Hãy tải tệp lên lần nữa."


def why_not_accept(status: str, status_label: str, accepted: int) -> Refusal | None:
    """Return why a snapshot cannot be taken into use, or None."""
    if status != STAGED:
        return SnapshotNotStaged(status=status_label)
    return None if accepted else NothingAccepted()


def why_not_read_again(status: str, status_label: str) -> Refusal | None:
    """Return why a file cannot be read again, or None."""
    return None if status in (WAITING, READING, STAGED, FAILED) else SnapshotNotStaged(status=status_label)


def why_not_discard(status: str, status_label: str, *, is_used: bool) -> Refusal | None:
    """Return why a snapshot cannot be thrown away, or None."""
    if status == DISCARDED:
        return SnapshotNotStaged(status=status_label)
    return SnapshotInUse() if is_used else None
