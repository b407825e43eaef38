"""Tables that go out: .xlsx and .csv."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO


class Shape(StrEnum):
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column of an export: heading, how its cells look, width in signs (0: from the heading)."""

    label_vi: str
    shape: Shape = Shape.TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds: rows and the SHA-256 (hex) of their texts, for the receipt."""

    rows: int
    digest: str


def write_sheet(
    stream: IO[bytes],
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    *,
    sheet_name: str = "Danh sách",
    title: str = "",
    watermark: str = "",
) -> Written:
    raise NotImplementedError


def write_csv(
    stream: IO[bytes], columns: Sequence[OutColumn], rows: Iterable[Sequence[object]], *, watermark: str = ""
) -> Written:
    raise NotImplementedError
