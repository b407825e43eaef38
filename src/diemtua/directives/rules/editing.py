"""What the editors of a matrix may do, and where the words of a part stand. Plain Python."""

from collections.abc import Sequence
from datetime import date

from diemtua.core.errors import Refusal


class TextMissing(Refusal):
    code = "text_missing"
    text = "Nhiệm vụ phải có nội dung."


class EditedMeanwhile(Refusal):
    code = "edited_meanwhile"
    text = "Nhiệm vụ này vừa được người khác sửa. Hãy xem bản mới rồi sửa lại."


class TooFewParts(Refusal):
    code = "too_few_parts"
    text = "Hãy ghi ít nhất hai phần, mỗi phần một dòng."


class TooFewTasks(Refusal):
    code = "too_few_tasks"
    text = "Hãy chọn ít nhất hai nhiệm vụ để gộp."


class NotOneSection(Refusal):
    code = "not_one_section"
    text = "Chỉ gộp được các nhiệm vụ trong cùng một mục."


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    text = "Không còn lần sửa nào để hoàn tác."


class CascadedDown(Refusal):
    code = "cascaded_down"
    text = "Nhiệm vụ đã giao xuống địa bàn. Hãy bỏ giao xuống trước khi tách, gộp hoặc bỏ."


class NoPlaces(Refusal):
    code = "no_places"
    text = "{place} không có {kind} nào vào ngày {day}."


class CountMissing(Refusal):
    code = "count_missing"
    text = "Hãy ghi cần bao nhiêu nơi hoàn thành."


class OwnersMissing(Refusal):
    code = "owners_missing"
    text = "Nhiệm vụ đã phát hành phải còn ít nhất một cơ quan chủ trì."


class SameOwners(Refusal):
    code = "same_owners"
    text = "Cơ quan chủ trì không đổi. Hãy chọn cơ quan khác, thêm hoặc bớt."


class NotAmongThem(Refusal):
    code = "not_among_them"
    text = "{place} không thuộc các nơi được giao nhiệm vụ này."


class Exempt(Refusal):
    code = "exempt"
    text = "{place} không phải thực hiện nhiệm vụ này: {reason}"


def part_span(source: str, within: tuple[int, int], words: str) -> tuple[int, int] | None:
    """Return where `words` stand inside the span `within` of `source`, white space apart; else None."""
    start, end = within
    wanted = words.split()
    position = start
    first = None
    for word in wanted:
        found = source.find(word, position, end)
        if found < 0 or (first is not None and source[position:found].strip()):
            return None
        first = found if first is None else first
        position = found + len(word)
    return None if first is None else (first, position)


def whole_span(spans: Sequence[tuple[int | None, int | None]]) -> tuple[int, int] | None:
    """Return the span from the first to the last of `spans`, leaving out those that have none."""
    known = [(start, end) for start, end in spans if start is not None and end is not None]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None


def shifted(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes the 28th where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
