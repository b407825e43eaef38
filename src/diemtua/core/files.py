"""Files that come in: refused early and by name when they are not what they should be."""

from diemtua.core.errors import Refusal

MAX_UPLOAD_BYTES = 20 * 1024 * 1024


class FileTooLarge(Refusal):
    code = "file_too_large"
    text = "Tệp “{name}” nặng {size} MB, vượt mức {limit} MB. Hãy chia nhỏ hoặc bỏ bớt hình ảnh rồi tải lại."


class FileEmpty(Refusal):
    code = "file_empty"
    text = "Tệp “{name}” không có nội dung. Hãy kiểm tra và tải lại."


def check_size(name: str, size: int) -> None:
    """Refuse an empty file or one over 20 MB before anything reads it.

    :raises FileTooLarge, FileEmpty:
    """
    if size == 0:
        raise FileEmpty(name=name)
    if size > MAX_UPLOAD_BYTES:
        raise FileTooLarge(name=name, size=round(size / 1024**2), limit=MAX_UPLOAD_BYTES // 1024**2)
