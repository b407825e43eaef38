"""A text file as numbered lines of UTF-8, whatever code, separator or line ending it came in.

One pass over the bytes: three million lines take about three seconds. A record that goes over several lines
is made one; the number of a record is the row that a spreadsheet shows it under.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from diemtua.core.files import FileEmpty
from diemtua.core.legacy_text import NoVietnameseCode, decode_vietnamese
from diemtua.core.sheets.cells import CellValue
from diemtua.core.sheets.delimited import ONLY_SHEET, find_separator
from diemtua.core.sheets.headers import SEARCHED, Header, find_header
from diemtua.core.sheets.old_fonts import fonts_of, in_unicode
from diemtua.core.sheets.refusals import BrokenFile, NoHeader, UnknownEncoding
from diemtua.core.sheets.sources import Line
from diemtua.registers.rules.intake.table import KNOWN, MARKS, Table

BLOCK = 4 << 20
SAMPLE = 1 << 18
MOST_JOINED = 20  # lines of one record; beyond, a quote was never closed and means nothing
MOSTLY = 0.95  # of the lines beyond ASCII that are UTF-8: the others are damaged, not in another code
TOO_MANY_CELLS = b"cells"
_HARD_BLANK = "\u00a0".encode()


@dataclass(frozen=True)
class Writing:
    """How a text file is written: `code` is what people are told, `codec` what decodes it."""

    code: str
    codec: str
    separator: str
    sample: str


def number_lines(source: Path, target: Path, name: str) -> Table:
    """Write the records below the header of `source` to `target`: number, fault, section, cells.

    :raises FileEmpty, BrokenFile, UnknownEncoding, NoHeader:
    """
    writing = _writing(source, name)
    top = _top(writing)
    fonts = fonts_of(top)
    readable = [_readable(line, fonts, writing.code) for line in top]
    header = find_header(readable, (), KNOWN)
    if header is None:
        raise NoHeader(name=name, sheet=ONLY_SHEET, searched=min(len(top), SEARCHED))
    width = _width(header, readable)
    with target.open("wb") as out:
        counted = _write(_blocks(source, writing), out, writing.separator, width, header.bottom + 1)
    return Table(
        sheet_name=ONLY_SHEET,
        headings=header.names[:width],
        header=header,
        top_lines=tuple(readable),
        width=width,
        lines=counted,
        separator=writing.separator,
        encoding=writing.code,
        fonts=dict.fromkeys(range(width), writing.code) if writing.code in ("tcvn3", "vni") else {},
        is_sorted=False,
    )


def _width(header: Header, lines: list[Line]) -> int:
    """Return how many columns there are: as many as have a heading, or as most lines have."""
    named = max((at for at, name in enumerate(header.names, 1) if name), default=1)
    usual = Counter(len(line) for line in lines[header.bottom + 1 :]).most_common(1)
    return max(named, usual[0][0] if usual else 0)


def _writing(source: Path, name: str) -> Writing:
    with source.open("rb") as file:
        start = file.read(SAMPLE)
        if not start.strip():
            raise FileEmpty(name=name)
        sample = start
        while sample.isascii() and (block := file.read(BLOCK)):
            sample = block[block.find(b"\n") + 1 :]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or start[:400].count(0) * 5 > len(
        start[:400]
    ):
        return _of_utf16(start, name)
    if 0 in start:
        raise BrokenFile(name=name)
    sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b"\r")) + 1] or sample
    code = "utf-8" if _mostly_utf8(sample) else _old_code(sample, name)
    codec = {"utf-8": "utf-8", "cp1258": "cp1258"}.get(code, "cp1252")
    text = start.removeprefix(codecs.BOM_UTF8).decode(codec, "replace")
    return Writing(code, codec, find_separator(text), text)


def _of_utf16(start: bytes, name: str) -> Writing:
    is_marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    little = start[1:400:2].count(0) > start[0:400:2].count(0)
    codec = "utf-16" if is_marked else "utf-16-le" if little else "utf-16-be"
    text = codecs.getincrementaldecoder(codec)("replace").decode(start)
    if "\0" in text:
        raise BrokenFile(name=name)
    return Writing("utf-16", codec, find_separator(text), text)


def _mostly_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        lines = [line for line in sample.splitlines() if not line.isascii()]
        return sum(map(_is_utf8, lines)) >= MOSTLY * len(lines)
    return True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _old_code(sample: bytes, name: str) -> str:
    try:
        return decode_vietnamese(sample).encoding
    except NoVietnameseCode:
        row = next((at for at, line in enumerate(sample.splitlines(), 1) if not _is_utf8(line)), 1)
        raise UnknownEncoding(name=name, row=row) from None


def _top(writing: Writing) -> list[Line]:
    records = csv.reader(io.StringIO(writing.sample, newline=""), delimiter=writing.separator)
    top: list[Line] = []
    try:
        for record in islice(records, SEARCHED):
            top.append(tuple(value if value.strip() else None for value in record))
    except csv.Error:  # a quote that is never closed: what stands before it must do
        pass
    return top[:-1] if len(writing.sample) >= SAMPLE and len(top) < SEARCHED else top


def _readable(line: Line, fonts: dict[int, str], code: str) -> Line:
    """Return a line of the beginning in Unicode, so that its headings can be told."""

    def one(column: int, value: CellValue) -> CellValue:
        font = code if code in ("tcvn3", "vni") else fonts.get(column, "")
        return in_unicode(value, font) if font and isinstance(value, str) else value

    return tuple(one(column, value) for column, value in enumerate(line))


def _blocks(source: Path, writing: Writing) -> Iterator[bytes]:
    """Yield the file in UTF-8, cut only at line ends, and those always a line feed."""
    decoder = codecs.getincrementaldecoder(writing.codec)("replace")
    ends_in_returns = "\n" not in writing.sample and "\r" in writing.sample
    rest = b""
    with source.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        while block := file.read(BLOCK):
            if not (writing.codec == "utf-8" and block.isascii()) or decoder.getstate()[0]:
                block = decoder.decode(block).encode("utf-8", "replace")
            block = block.replace(b"\r", b"\n" if ends_in_returns else b"").replace(_HARD_BLANK, b" ")
            if writing.separator != "\t":
                block = block.replace(b"\t", b" ")
            kept, feed, block = (rest + block).rpartition(b"\n")
            rest = block
            if feed:
                yield _composed(kept) if writing.codec == "cp1258" else kept
    if rest:
        yield _composed(rest) if writing.codec == "cp1258" else rest


def _composed(block: bytes) -> bytes:
    """Return a block with its letters and tones, which this code keeps apart, put together."""
    return unicodedata.normalize("NFC", block.decode("utf-8")).encode()


def _write(blocks: Iterable[bytes], out: io.BufferedIOBase, separator: str, width: int, skipped: int) -> int:
    """Write every record after the first `skipped` under its number; return the number of the last."""
    mark = separator.encode()
    empty = mark * MARKS
    quoted = re.compile(re.escape(mark) + rb'"[^"\n]*"')
    number, pending = 0, b""
    for block in blocks:
        records = block.split(b"\n")
        if pending or (b'"' in block and _has_open_quotes(block, records)):
            records, pending = _joined(records, pending, separator)
        begin = max(0, skipped - number)
        first = number + begin + 1
        number += len(records)
        kept = records[begin:]
        if not kept:
            continue
        if max(record.count(mark) for record in kept) >= width:
            bare = quoted.sub(mark, b"\n".join(kept)).split(b"\n")
            kept = [
                _checked(record, mark, width) if one.count(mark) >= width else record
                for record, one in zip(kept, bare, strict=True)
            ]
            lines = [
                b"%d%s%s" % (at, mark if record[:1] == b"\0" else empty, record.removeprefix(b"\0"))
                for at, record in enumerate(kept, first)
                if record
            ]
        else:
            lines = [b"%d%s%s" % (at, empty, record) for at, record in enumerate(kept, first) if record]
        if lines:
            out.write(b"\n".join(lines) + b"\n")
    if pending:
        for record in pending.split(b"\n"):
            number += 1
            if number > skipped and record:
                out.write(b"%d%s%s\n" % (number, empty, record.replace(b'"', b" ")))
    return number


def _has_open_quotes(block: bytes, records: list[bytes]) -> bool:
    """Say whether some record needs a closer look: a quote not closed on its line, or Excel's ="0123"."""
    return b'="' in block or any(record.count(b'"') % 2 for record in records)


def _joined(records: list[bytes], pending: bytes, separator: str) -> tuple[list[bytes], bytes]:
    """Put records together that go over several lines; return them and what is still open at the end."""
    whole: list[bytes] = []
    queue = pending.split(b"\n") + records if pending else records
    at = 0
    while at < len(queue):
        record = queue[at]
        if record.count(b'"') % 2 == 0:
            whole.append(_unwrapped(record, separator) if b'="' in record else record)
            at += 1
            continue
        end = next(
            (end for end in range(at + 1, min(len(queue), at + MOST_JOINED)) if queue[end].count(b'"') % 2),
            None,
        )
        if end is not None:
            whole.append(b" ".join(queue[at : end + 1]))
            at = end + 1
        elif len(queue) - at < MOST_JOINED:
            return whole, b"\n".join(queue[at:])
        else:
            whole.append(record.replace(b'"', b" "))
            at += 1
    return whole, b""


def _unwrapped(record: bytes, separator: str) -> bytes:
    """Return a record without Excel's ="0123" around codes."""
    cells = next(csv.reader([record.decode("utf-8", "replace")], delimiter=separator))
    bare = [cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell for cell in cells]
    line = io.StringIO()
    csv.writer(line, delimiter=separator, lineterminator="").writerow(bare)
    return line.getvalue().encode()


def _checked(record: bytes, mark: bytes, width: int) -> bytes:
    """Return a record; one with more cells than there are columns as a fault and its text, behind a zero."""
    trimmed = record.rstrip(mark + b" ")
    if trimmed.count(mark) < width:
        return trimmed
    if b'"' in trimmed:
        cells = next(csv.reader([trimmed.decode("utf-8", "replace")], delimiter=mark.decode()))
        if len(cells) <= width:
            return trimmed
    return b"\0" + TOO_MANY_CELLS + mark + mark + b'"' + trimmed.replace(b'"', b"'") + b'"'
