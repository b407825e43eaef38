"""Columns of a sheet that are typed in an old font (TCVN3, VNI), read as Unicode."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from diemtua.core.legacy_text import composed, from_tcvn3, from_vni, old_font, vietnamese_share
from diemtua.core.sheets.cells import CellError, CellValue
from diemtua.core.sheets.sources import Line, Source

LOOKED_AT = 2_000  # lines from the top whose texts decide for their column
_FROM = {"tcvn3": from_tcvn3, "vni": from_vni}


def turned(source: Source) -> Source:
    """Return `source` with the columns typed in an old font in Unicode; itself where there is none."""
    fonts = fonts_of(islice(source.walk(), LOOKED_AT))
    if not fonts:
        return source

    def walk() -> Iterator[Line]:
        for line in source.walk():
            yield tuple([_turned(value, fonts.get(column, "")) for column, value in enumerate(line)])

    return replace(source, walk=walk)


def fonts_of(lines: Iterable[Line]) -> dict[int, str]:
    """Return the old font ("tcvn3", "vni") of every column that is typed in one."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        for column, value in enumerate(line):
            if isinstance(value, str) and not value.isascii() and not isinstance(value, CellError):
                texts.setdefault(column, []).append(value)
    found = {column: old_font("\n".join(some)) for column, some in texts.items()}
    return {column: font for column, font in found.items() if font}


def in_unicode(text: str, font: str) -> str:
    """Return one text of a column typed in `font`; as it was where a letter shows that it is Unicode already.

    >>> in_unicode("NguyÔn V¨n An", "tcvn3"), in_unicode("Họ và tên", "tcvn3")
    ('Nguyễn Văn An', 'Họ và tên')
    """
    if max(text, default="") > "\xff":  # no sign of an old font lies beyond
        return composed(text)
    other = _FROM[font](text)
    return composed(other if vietnamese_share(other) >= vietnamese_share(text) else text)


def _turned(value: CellValue, font: str) -> CellValue:
    if font and isinstance(value, str) and not isinstance(value, CellError):
        return in_unicode(value, font)
    return value
