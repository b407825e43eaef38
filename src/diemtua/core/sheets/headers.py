"""Finding the header of a table: under title lines, over one or several lines, merged or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diemtua.core.periods import parse_day
from diemtua.core.sheets.cells import CellError, CellValue, as_written, is_blank
from diemtua.core.sheets.columns import CODE_PREFIX, name_key
from diemtua.core.sheets.sources import Line, Merge
from diemtua.core.text import tidy

SEARCHED = 60  # lines from the top in which a header is looked for
DEEPEST = 3  # lines a header may have

# Words that head columns in the lists that offices keep; a line with two of them is a header.
COMMON_NAMES = frozenset(
    {
        "stt", "tt", "so tt", "so thu tu", "ho ten", "ho va ten", "ngay sinh", "nam sinh",
        "ngay thang nam sinh", "gioi tinh", "nam nu", "dia chi", "noi o", "cho o hien nay", "thon", "xom",
        "thon xom", "ban", "khoi", "to dan pho", "xa", "xa phuong", "huyen", "tinh", "so dien thoai",
        "dien thoai", "sdt", "cccd", "so cccd", "cmnd", "so dinh danh", "so dinh danh ca nhan",
        "ma so bhxh", "so so bhxh", "ma the bhyt", "so the bhyt", "ma ho", "ma ho gia dinh",
        "quan he voi chu ho", "chu ho", "nghe nghiep", "doi tuong", "ghi chu", "don vi", "ten don vi",
        "ma", "ma xa", "ma don vi", "chi tieu", "so luong", "so tien", "ngay", "noi dung", "dia diem",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands (lines from 0, both included) and its joined names."""

    top: int
    bottom: int
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    codes_line: int | None = None


def find_header(lines: Sequence[Line], merges: Sequence[Merge], known: frozenset[str]) -> Header | None:
    """Return the header among the first `lines`, or None; `known` are folded names the caller expects."""
    codes_line = next((at for at, line in enumerate(lines) if _is_codes(line)), None)
    start = 0 if codes_line is None else codes_line + 1
    anchor = _anchor(lines, start, known | COMMON_NAMES)
    if anchor is None:
        return None
    top, bottom = _extent(lines, merges, anchor, start)
    width = max((len(line) for line in lines), default=0)
    names = tuple(_joined(lines, merges, top, bottom, column) for column in range(width))
    codes: tuple[str, ...] = ()
    if codes_line is not None:
        codes = tuple(as_written(value).removeprefix(CODE_PREFIX) for value in lines[codes_line])
    return Header(top, bottom, names, codes, codes_line)


def breadth_of(lines: Sequence[Line]) -> int:
    """Return how many cells the fullest line has."""
    return max((_filled(line) for line in lines), default=0)


def is_column_numbers(line: Line) -> bool:
    """Say whether a line only numbers the columns: '(1) (2) (3)', 'A B 1 2', '1 2 3=1+2'."""
    texts = [as_written(value).strip() for value in line if not is_blank(value)]
    if len(texts) < 2 or not all(
        re.fullmatch(r"\(?[A-E0-9]{1,2}\)?(\s*=[\s\dx+*/()-]+)?", text) for text in texts
    ):
        return False
    numbers = [int(match[0]) for text in texts if (match := re.search(r"\d+", text))]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
    )


def _is_codes(line: Line) -> bool:
    filled = [value for value in line if not is_blank(value)]
    return bool(filled) and all(isinstance(value, str) and value.startswith(CODE_PREFIX) for value in filled)


def _anchor(lines: Sequence[Line], start: int, known: frozenset[str]) -> int | None:
    """Choose the line with most known names; below two, the first line of text that is wide enough."""
    breadth = breadth_of(lines)
    least = max(min(breadth, 2), (breadth + 1) // 2)
    candidates = [at for at in range(start, len(lines)) if _may_be_header(lines[at])]
    hits = {at: sum(name_key(as_written(value)) in known for value in lines[at]) for at in candidates}
    best = max(hits.values(), default=0)
    if best >= 2:
        return next(at for at in candidates if hits[at] == best)
    return next((at for at in candidates if len({*filter(None, lines[at])}) >= least), None)


def _may_be_header(line: Line) -> bool:
    filled = [value for value in line if not is_blank(value)]
    return bool(filled) and isinstance(filled[0], str) and not any(_is_data(value) for value in filled)


def _is_data(value: CellValue) -> bool:
    if isinstance(value, float):
        return not (1900 <= value <= 2100)  # a year may head a column
    if not isinstance(value, str) or isinstance(value, CellError):
        return True
    return (
        bool(re.search(r"\d{5}", value))
        or parse_day(value) is not None
        or bool(re.fullmatch(r"[\d.,]+", value))
    )


def _extent(lines: Sequence[Line], merges: Sequence[Merge], anchor: int, start: int) -> tuple[int, int]:
    breadth = breadth_of(lines)
    top = bottom = anchor
    while top > start and bottom - top + 1 < DEEPEST and _belongs(lines, merges, top - 1, breadth):
        top -= 1
    while bottom + 1 < len(lines) and bottom - top + 1 < DEEPEST and _belongs(lines, merges, bottom, breadth):
        bottom += 1
    return top, bottom


def _belongs(lines: Sequence[Line], merges: Sequence[Merge], upper: int, breadth: int) -> bool:
    """Say whether line `upper` and the one below it are two lines of one header."""
    above, below = lines[upper], lines[upper + 1]
    if not _may_be_header(above) or (_filled(below) and any(_is_data(v) for v in below if not is_blank(v))):
        return False
    for merge in merges:
        if merge.top <= upper < merge.bottom:
            return True
        spans = merge.right - merge.left + 1
        covered = [v for v in below[merge.left : merge.right + 1] if not is_blank(v)]
        if merge.top == merge.bottom == upper and 1 < spans < 0.8 * breadth and len(covered) == spans:
            return True
    return _looks_grouped(above, below)


def _looks_grouped(above: Line, below: Line) -> bool:
    """Say whether `below` fits under the groups of `above` when no merge tells so (a CSV, an .ods).

    A group is a filled cell followed by blanks. Everything filled below must stand under a group, every blank
    of a group must be filled, and what is blank below must be filled above.
    """
    width = max(len(above), len(below))
    upper = [column < len(above) and not is_blank(above[column]) for column in range(width)]
    lower = [column < len(below) and not is_blank(below[column]) for column in range(width)]
    if sum(lower) < 2 or sum(upper) < 2:
        return False
    last = max(column for column in range(width) if upper[column] or lower[column])
    grouped = [not upper[column] or (column < last and not upper[column + 1]) for column in range(last + 1)]
    return upper[0] and all(lower[column] == grouped[column] for column in range(last + 1)) and any(grouped)


def _joined(lines: Sequence[Line], merges: Sequence[Merge], top: int, bottom: int, column: int) -> str:
    parts: list[str] = []
    for at in range(top, bottom + 1):
        part = tidy(as_written(_seen(lines, merges, at, column, top, at < bottom)))
        if part and part not in parts:
            parts.append(part)
    return " / ".join(parts)


def _seen(
    lines: Sequence[Line], merges: Sequence[Merge], at: int, column: int, top: int, may_spread: bool
) -> CellValue:
    """Return what the eye sees in a header cell: its own text, the merged cell's, or the group's."""
    line = lines[at]
    own = line[column] if column < len(line) else None
    if not is_blank(own):
        return own
    for merge in merges:
        if merge.top <= at <= merge.bottom and merge.left <= column <= merge.right and merge.top >= top:
            return lines[merge.top][merge.left]
    below = lines[at + 1] if may_spread else ()
    if column < len(below) and not is_blank(below[column]) and not _any_merge_on(merges, at):
        return next((value for value in reversed(line[:column]) if not is_blank(value)), None)
    return None


def _any_merge_on(merges: Sequence[Merge], at: int) -> bool:
    return any(merge.top <= at <= merge.bottom for merge in merges)


def _filled(line: Line) -> int:
    return sum(1 for value in line if not is_blank(value))
