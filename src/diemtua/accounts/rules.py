"""When a membership may be granted or ended. Plain Python: no database, no clock."""

from datetime import date

from diemtua.core.errors import Refusal


class UsernameTaken(Refusal):
    code = "username_taken"
    text = "Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác."


class EndsBeforeItBegins(Refusal):
    code = "membership_ends_before_it_begins"
    text = "Phân công bắt đầu từ {first:%d/%m/%Y}; ngày thôi việc phải sau ngày đó."


class AlreadyEnded(Refusal):
    code = "membership_already_ended"
    text = "Phân công này đã kết thúc từ {ended:%d/%m/%Y}."


def why_not_end(valid_from: date, valid_to: date | None, on: date) -> Refusal | None:
    """Say why a membership may not end on the day `on`, or None when it may."""
    if valid_to is not None and valid_to <= on:
        return AlreadyEnded(ended=valid_to)
    if on <= valid_from:
        return EndsBeforeItBegins(first=valid_from)
    return None
