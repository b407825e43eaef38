"""Text files with separators: .csv, .tsv, .txt."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from diemtua.core.sheets.cells import CellValue
from diemtua.core.sheets.letters import UnknownLetters, decode
from diemtua.core.sheets.refusals import BrokenFile, LegacyEncoding, UnknownEncoding
from diemtua.core.sheets.sources import Line, Source

SEPARATORS = ",;\t|"
ONLY_SHEET = "CSV"  # a text file has one sheet and no name for it
_TEXT_FORMULA = re.compile(r'="([^"]*)"')  # Excel's way to keep leading zeros in a CSV: ="040199012345"
_GUARDED = re.compile(r"'[=+\-@\t\r]")  # our own exports put ' before what Excel would run


def open_delimited(name: str, data: bytes) -> list[Source]:
    """Return the one sheet of a text file.

    :raises LegacyEncoding, UnknownEncoding, BrokenFile:
    """
    try:
        text = decode(data)
    except UnknownLetters as unknown:
        if unknown.encoding:
            raise LegacyEncoding(
                name=name, sheet=ONLY_SHEET, row=unknown.line, encoding=unknown.encoding
            ) from unknown
        raise UnknownEncoding(name=name, row=unknown.line) from unknown
    if "\0" in text:
        raise BrokenFile(name=name)
    separator = find_separator(text)

    def walk() -> Iterator[Line]:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for index, record in enumerate(records):
            told = index == 0 and len(text) > 4 and text[:4].casefold() == "sep="
            yield () if told else tuple(_cell(value) for value in record)

    try:
        for _ in walk():
            pass
    except csv.Error as error:  # a quote never closed swallows the rest of the file
        raise BrokenFile(name=name) from error
    return [Source(ONLY_SHEET, walk)]


def find_separator(text: str) -> str:
    """Return the separator of `text`: the one said by 'sep=', else the one most lines agree on."""
    lines = text.splitlines()[:30]
    if lines and lines[0].casefold().startswith("sep=") and lines[0][4:5] in SEPARATORS:
        return lines[0][4:5] or ","
    return max(SEPARATORS, key=lambda separator: _agreement(lines, separator))


def _agreement(lines: list[str], separator: str) -> int:
    counts = Counter(re.sub(r'"[^"]*"', "", line).count(separator) for line in lines if line.strip())
    return max((count * lines_with for count, lines_with in counts.items()), default=0)


def _cell(value: str) -> CellValue:
    if match := _TEXT_FORMULA.fullmatch(value):
        return match[1]
    if _GUARDED.match(value):
        return value[1:]
    return value if value.strip() else None
