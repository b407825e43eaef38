"""Columns that an import expects, and the guess which column of a file each of them is.

The guess compares folded names, so order, case, tones and punctuation do not matter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from diemtua.core.text import fold


class Kind(StrEnum):
    """How the cells of a column are read; each is in `docs/algorithms/reading-a-spreadsheet.md`."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    DAY = "day"
    BIRTH = "birth"
    CHOICE = "choice"
    YES_NO = "yes_no"
    PHONE = "phone"
    PERSONAL_ID = "personal_id"
    SI_NUMBER = "si_number"
    CARD_NUMBER = "card_number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list: what is stored, what people see, and how else they write it."""

    code: str
    label_vi: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that an import expects.

    `digits` are the allowed lengths of a CODE; `minimum` and `maximum` bound WHOLE, DECIMAL and MONEY;
    `not_before` and `not_after` bound DAY and BIRTH; `birth_key` and `sex_key` name the columns that a
    PERSONAL_ID is checked against (sex is read from the choice codes MALE and FEMALE).
    """

    key: str
    label_vi: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    digits: tuple[int, ...] = ()
    max_length: int = 500
    minimum: int | None = None
    maximum: int | None = None
    not_before: date | None = None
    not_after: date | None = None
    birth_key: str = ""
    sex_key: str = ""
    note_vi: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The guess for one expected column: its index in the file (from 0) and how sure, 0 to 1."""

    column: int
    confidence: float


SURE_ENOUGH = 0.6
CODE_PREFIX = "dt:"  # marks the hidden line of keys in our own templates


def guess_mapping(
    headers: Sequence[str], columns: Sequence[Column], *, codes: Sequence[str] = ()
) -> dict[str, Match]:
    """Guess which column of the file each expected column is; keys without a likely column are left out.

    Each column of the file is given away once, the surest guess first. `codes` are `Sheet.codes`: where our
    own template wrote a key, it decides.
    """
    mapping = {
        code: Match(index, 1.0)
        for index, code in enumerate(codes)
        if any(column.key == code for column in columns)
    }
    guesses = [
        (-likeness(header, column), order, index, column.key)
        for order, column in enumerate(columns)
        for index, header in enumerate(headers)
        if header.strip() and column.key not in mapping
    ]
    taken = {match.column for match in mapping.values()}
    for minus_confidence, _, index, key in sorted(guesses):
        if -minus_confidence < SURE_ENOUGH:
            break
        if key not in mapping and index not in taken:
            mapping[key] = Match(index, -minus_confidence)
            taken.add(index)
    return mapping


def missing_columns(mapping: Mapping[str, object], columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the required columns that `mapping` gives no column to."""
    return tuple(column for column in columns if column.required and column.key not in mapping)


def likeness(header: str, column: Column) -> float:
    """Say how likely `header` names `column`: 1 when a name is the same folded, less for parts and slips."""
    return max(_name_likeness(header, name) for name in (column.label_vi, column.key, *column.aliases))


def name_key(name: str) -> str:
    """Return a header or choice reduced to what must agree: folded letters and digits, single blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(name)))


def _name_likeness(header: str, name: str) -> float:
    wanted = name_key(name)
    whole = name_key(header)
    if whole == wanted:
        return 1.0
    without_brackets = name_key(re.sub(r"\([^)]*\)", " ", header))
    if without_brackets == wanted:
        return 0.97
    last = name_key(header.rpartition(" / ")[2])
    if last == wanted:
        return 0.94
    return _loose_likeness(without_brackets or whole, wanted)


def _loose_likeness(header: str, wanted: str) -> float:
    if not header or not wanted:
        return 0.0
    have, want = set(header.split()), set(wanted.split())
    if len(want) > 1 and want <= have:
        return 0.9 - 0.05 * min(len(have - want), 5)
    if len(have) > 1 and have < want:
        return 0.75 - 0.05 * min(len(want - have), 5)
    ratio = SequenceMatcher(None, header, wanted).ratio() if min(len(header), len(wanted)) > 3 else 0.0
    return 0.9 * ratio if ratio >= 0.85 else 0.0
