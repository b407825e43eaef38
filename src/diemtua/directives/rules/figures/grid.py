"""Figures in tables: each number with the label of its row and the heading of its column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diemtua.core.text import fold
from diemtua.directives.rules.figures.flat import CELL, table_lines
from diemtua.directives.rules.figures.indicators import Around, indicator_of, programme_of
from diemtua.directives.rules.figures.model import Scope, StatedFigure
from diemtua.directives.rules.figures.numbers import value_of
from diemtua.directives.rules.figures.units import UNIT_WORDS

_NUMBER = re.compile(r"\s*(?P<number>\d[\d.,]*(?: \d{3})*)\s?(?P<percent>%)?\s*(?P<unit>[^\d]{0,14})")
_NUMBER_ONLY = re.compile(r"[\d.,]*\d\s?%?")
_TARGET = re.compile(r"ke hoach|chi tieu|duoc giao|giao nam|du toan|muc tieu|can dat|con phai|dan so$")
_NO_VALUES = re.compile(
    r"^(?:stt|tt|so tt|ghi chu|ma|so thu tu|nam sinh|dien thoai|sdt|ngay.*|dvt|don vi tinh)$"
)
_PERCENT = re.compile(r"%|ty le|phan tram|dat so voi|so sanh")
_UNIT_OF = re.compile(rf"(?:(?<!\w)so (?:luong )?|\()(?P<unit>{UNIT_WORDS})|(?<!\w)(?P<any>{UNIT_WORDS})")
_ASSIGNED = re.compile(r"giao chi tieu|phan bo chi tieu|chi tieu giao|giao ke hoach|chi tieu phan dau")


@dataclass(frozen=True)
class _Cell:
    start: int
    text: str

    @property
    def folded(self) -> str:
        return fold(self.text)


def figures_in_tables(text: str) -> Iterator[StatedFigure]:
    """Yield the figures of the tables of a text; running numbers and columns of targets are left out."""
    for rows in _tables(text):
        before = fold(text[max(0, rows[0][0].start - 300) : rows[0][0].start])
        heads: list[_Cell] = []
        for row in rows:
            if not any(_NUMBER_ONLY.fullmatch(cell.text) for cell in row):
                heads = _under(heads, row)
            elif not _is_count_of_columns(row) and not (
                _ASSIGNED.search(before) and not _tells_results(heads)
            ):
                yield from _row(row, heads)


def _tables(text: str) -> Iterator[list[list[_Cell]]]:
    rows: list[list[_Cell]] = []
    last = 0
    for line in table_lines(text):
        if rows and text[last : line.start()].strip():
            yield rows
            rows = []
        rows.append(list(_cells(line[0], line.start())))
        last = line.end()
    if rows:
        yield rows


def _cells(line: str, start: int) -> Iterator[_Cell]:
    place = 0
    for cut in [*CELL.finditer(line), None]:
        end = cut.start() if cut else len(line)
        raw = line[place:end]
        yield _Cell(start + place + len(raw) - len(raw.lstrip()), raw.strip())
        place = cut.end() if cut else end


def _is_number(cell: _Cell) -> bool:
    match = _NUMBER.fullmatch(cell.text)
    return bool(match and (not match["unit"].strip() or _UNIT_OF.search(fold(match["unit"]))))


def _under(heads: list[_Cell], row: list[_Cell]) -> list[_Cell]:
    """Return the headings with a second row of them below: "BHXH tự nguyện" over "Kế hoạch", "Thực hiện"."""
    if len(heads) != len(row):
        return row
    return [_Cell(low.start, f"{high.text} {low.text}".strip()) for high, low in zip(heads, row, strict=True)]


def _is_count_of_columns(row: list[_Cell]) -> bool:
    numbers = [cell.text.strip("()") for cell in row if cell.text.strip("()").isdigit()]
    others = [cell.text for cell in row if cell.text and not cell.text.strip("()").isdigit()]
    return (
        len(numbers) >= 2
        and all(len(one) <= 3 for one in others)
        and numbers == [str(int(numbers[0]) + step) for step in range(len(numbers))]
    )


def _tells_results(heads: list[_Cell]) -> bool:
    return any(re.search(r"thuc hien|ket qua|dat|da ", head.folded) for head in heads)


def _row(row: list[_Cell], heads: list[_Cell]) -> Iterator[StatedFigure]:
    labels = [
        cell for cell in row if cell.text and not _is_number(cell) and not cell.text.rstrip(".").isdigit()
    ]
    label = max(labels[:2], key=lambda cell: len(cell.text)).text if labels else ""
    units = [cell.text for cell in labels[1:] if re.fullmatch(UNIT_WORDS, cell.folded)]
    for index, cell in enumerate(row):
        head = heads[index].text if index < len(heads) else ""
        match = _NUMBER.fullmatch(cell.text)
        is_first = index == 0 and len(row) > 2 and cell.text.rstrip(".").isdigit()
        if match is None or not _is_number(cell) or (is_first and label) or _NO_VALUES.match(fold(head)):
            continue
        figure = _figure(cell, match, label, head, units[0] if units else "")
        if figure:
            yield figure


def _figure(cell: _Cell, match: re.Match[str], label: str, head: str, unit: str) -> StatedFigure | None:
    told_head, told_label = fold(head), fold(label)
    value = value_of(match["number"].strip(), "%" if match["percent"] else "")
    is_percent = bool(
        match["percent"] or _PERCENT.search(told_head) or (_PERCENT.search(told_label) and not unit)
    )
    if value is None or (_TARGET.search(told_head) and not is_percent and "thuc hien" not in told_head):
        return None
    if is_percent:
        written = "%"
    else:
        written = unit or _unit_in(match["unit"]) or _unit_in(head) or _unit_in(label)
        if not written and (programme_of(told_head) or programme_of(told_label)):
            written = "người"
        if not written:
            return None
    words = " ".join(part for part in (label, head) if part)
    is_place = not _UNIT_OF.search(told_label) or bool(
        re.match(
            r"(?:xa|phuong|thi tran|huyen|thon|xom|thi xa|thanh pho|tp|to dan pho|khoi|tong|cong|toan) ?",
            told_label,
        )
    )
    phrase = told_head if is_place else f"{told_label} {told_head}"
    around = Around(fold(written), phrase, phrase, phrase, "", "", "", is_label=True)
    return StatedFigure(
        label=words[:80],
        indicator="" if is_percent else indicator_of(around),
        value=float(value) if is_percent else value,
        bound="=",
        unit=written.lower(),
        start=cell.start,
        end=cell.start + len(cell.text),
        scope=Scope(
            place=label if is_place and label else None, of_what=head or None if is_percent else None
        ),
    )


def _unit_in(words: str) -> str:
    """Return the unit that a heading or a label names, as it is written there."""
    told = fold(words)
    match = re.search(rf"\((?P<unit>{UNIT_WORDS})(?P<any>)\)", told) or _UNIT_OF.search(told)
    if match is None:
        return ""
    folded = match["unit"] or match["any"]
    tokens = re.findall(r"[^\s():,;]+", words)
    wanted = folded.split()
    for start in range(len(tokens) - len(wanted) + 1):
        if [fold(token) for token in tokens[start : start + len(wanted)]] == [
            part.strip(",") for part in wanted
        ]:
            return " ".join(tokens[start : start + len(wanted)])
    return folded
