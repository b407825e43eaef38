"""One sheet as raw lines, whatever file it stands in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from diemtua.core.sheets.cells import CellValue

Line: TypeAlias = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Source:
    """The raw lines of a sheet, from its very first row; `walk` may be called any number of times."""

    name: str
    walk: Callable[[], Iterator[Line]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
