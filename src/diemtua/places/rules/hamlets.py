"""Hamlets as offices list them, and the codes we mint for them. Plain Python.

No authority gives hamlets codes that every office uses. A code is two digits or more under its commune's, in
the order of entry, and is never given again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from diemtua.core.errors import Refusal
from diemtua.core.text import tidy
from diemtua.places.rules.names import name_key


@dataclass(frozen=True)
class HamletLine:
    """One line of a list: its number as the sender sees it, the commune and the hamlet as written."""

    number: int
    commune: str
    hamlet: str


class NotACommune(Refusal):
    code = "not_a_commune"
    text = "“{place}” không phải là xã, phường, thị trấn; thôn, xóm, khối chỉ thuộc về xã."


class NoLines(Refusal):
    code = "no_hamlet_lines"
    text = "Chưa có dòng nào. Hãy dán danh sách, mỗi dòng một thôn, hoặc chọn tệp có cột “Xã” và cột “Thôn”."


class NoSuccessionThatDay(Refusal):
    code = "place_did_not_end"
    text = "“{old}” chưa kết thúc nên chưa có nơi kế thừa."


class NotStandingThen(Refusal):
    code = "heir_not_standing"
    text = "“{new}” không có trên bản đồ ngày {on:%d/%m/%Y}, không thể là nơi kế thừa."


class DefaultAlreadyNamed(Refusal):
    code = "default_heir_already_named"
    text = "“{old}” đã có nơi nhận mặc định."


def next_codes(taken: Iterable[str], count: int) -> list[str]:
    """Return `count` fresh codes above every code ever taken.

    >>> next_codes(["01", "07"], 3), next_codes([], 1), next_codes(["99"], 1)
    (['08', '09', '10'], ['01'], ['100'])
    """
    last = max((int(code) for code in taken if code.isdigit()), default=0)
    return [f"{number:02d}" for number in range(last + 1, last + 1 + count)]


def lines_of(text: str) -> list[HamletLine]:
    """Read a pasted list: 'xã, thôn' on each line (tab, semicolon or comma between), or the hamlet alone.

    A heading line ('Xã', 'Thôn') and empty lines are passed over.
    """
    lines = []
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = [tidy(cell) for cell in re.split(r"\t|;|,(?!\s*(?:huyện|thị xã|thành phố))", raw)]
        cells = [cell for cell in cells if cell and not re.fullmatch(r"\d{1,4}[.)]?", cell)] or cells[-1:]
        if not any(cells) or is_heading(cells):
            continue
        commune = cells[0] if len(cells) > 1 else ""
        lines.append(HamletLine(number, commune, cells[1] if len(cells) > 1 else cells[0]))
    return lines


_HEADINGS = {
    "stt",
    "tt",
    "xa",
    "xa phuong",
    "ten xa",
    "thon",
    "ten thon",
    "thon xom",
    "thon ban",
    "khoi xom",
    "xom",
}


def is_heading(cells: Iterable[str]) -> bool:
    """Say whether the cells are column titles rather than names."""
    return all(name_key(cell) in _HEADINGS for cell in cells if cell)
