"""When an obstacle may be passed up or answered. Plain Python."""

from diemtua.core.errors import Refusal


class AlreadyAnswered(Refusal):
    code = "already_answered"
    text = "Vướng mắc này đã được trả lời."


class AlreadyAtTheTop(Refusal):
    code = "already_at_the_top"
    text = "Vướng mắc đã ở cấp cao nhất của chiến dịch, không chuyển lên được nữa."


class NotYours(Refusal):
    code = "not_yours"
    text = "Vướng mắc đang do cấp khác xử lý."


def why_not_pass_up(*, answered: bool, at_the_top: bool, is_handler: bool) -> Refusal | None:
    """Return why an obstacle may not go one level up, or None."""
    if answered:
        return AlreadyAnswered()
    if not is_handler:
        return NotYours()
    return AlreadyAtTheTop() if at_the_top else None


def why_not_answer(*, answered: bool, is_handler: bool) -> Refusal | None:
    """Return why an obstacle may not be answered, or None. It is answered once."""
    if answered:
        return AlreadyAnswered()
    return None if is_handler else NotYours()
