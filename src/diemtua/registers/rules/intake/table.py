"""What every file becomes first: numbered lines of text, and what is known of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from diemtua.core.sheets.columns import name_key
from diemtua.core.sheets.headers import Header
from diemtua.core.sheets.sources import Line
from diemtua.registers.rules.columns import COLUMNS

MARKS = 3  # separators before the first cell: a line is number, fault, section, cells
KNOWN = frozenset(name_key(name) for column in COLUMNS for name in (column.label_vi, *column.aliases))


@dataclass(frozen=True)
class Table:
    """One table of a file, its lines numbered. `lines` counts to the last line, header and blanks included.

    `is_sorted` says that only data lines were written, each with the section above it; else titles, sections,
    totals and footers still stand among them. `fonts` are the columns known to be in an old font.
    """

    sheet_name: str
    headings: tuple[str, ...]
    header: Header
    width: int
    lines: int
    separator: str = ","
    encoding: str = ""
    top_lines: tuple[Line, ...] = ()
    fonts: Mapping[int, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    is_sorted: bool = True
    sheet_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
