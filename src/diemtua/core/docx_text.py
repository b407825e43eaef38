"""The words of a Word document in reading order, with the numbers and bullets that Word draws by itself.

python-docx leaves out tracked insertions, content controls and list numbers; a dispatch without its
"1." and "a)" cannot be read, so the tree is walked here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_TEXT, _TAB, _BREAK, _CARRIAGE, _HYPHEN = (
    qn(tag) for tag in ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen")
)
_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL, _CONTENT = (
    qn(tag) for tag in ("w:p", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent")
)
_PROPERTIES, _LIST, _LIST_ID, _LIST_LEVEL, _STYLE, _VALUE = (
    qn(tag) for tag in ("w:pPr", "w:numPr", "w:numId", "w:ilvl", "w:pStyle", "w:val")
)
# Moved-away text, the drawing's second copy for old programs, and tab stops are not text.
_SKIPPED = {qn("w:moveFrom"), qn("w:del"), _PROPERTIES}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def docx_lines(document: Document) -> Iterator[str]:
    """Yield the lines of `document`: paragraphs with their list numbers, tables cell by cell.

    A table of three columns and more is data: one line a row, " | " between cells. A narrower one is
    layout (letterhead, signature): its cells follow each other.
    """
    lists = _Lists.of(document)
    yield from _block_lines(document.element.body, lists)


def _block_lines(parent: Any, lists: "_Lists") -> Iterator[str]:
    for element in parent:
        if element.tag == _PARAGRAPH:
            yield lists.mark(element) + _words(element)
        elif element.tag == _TABLE:
            yield from _table_lines(element, lists)
        elif element.tag in (_CONTROL, _CONTENT):
            yield from _block_lines(element, lists)


def _table_lines(table: Any, lists: "_Lists") -> Iterator[str]:
    rows = [list(row.iterchildren(_CELL)) for row in table.iter(_ROW) if row.getparent() is table]
    is_data = max((len(cells) for cells in rows), default=0) > 2
    for cells in rows:
        blocks = [list(_block_lines(cell, lists)) for cell in cells]
        if is_data:
            yield " | ".join(" ".join(" ".join(block).split()) for block in blocks)
        else:
            for block in blocks:
                yield from block


def _words(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB:
            parts.append("\t")
        elif child.tag in (_BREAK, _CARRIAGE):
            parts.append("\n")
        elif child.tag == _HYPHEN:
            parts.append("-")
        else:
            parts.append(_words(child))
    return "".join(parts)


@dataclass
class _Level:
    shape: str  # decimal, lowerLetter, upperRoman, bullet …
    pattern: str  # "%1.%2."
    start: int


@dataclass
class _Lists:
    """The lists of a document: how each level is drawn, and how far each list has counted."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)  # by list id and depth
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # list id and depth by style
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "_Lists":
        lists = cls()
        for style in document.styles.element.iterchildren(qn("w:style")):
            if (found := _list_of(style.find(_PROPERTIES))) and found[0]:
                lists.styles[style.get(qn("w:styleId"))] = (found[0], found[1])
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without lists has no such part
            return lists
        drawn = {
            item.get(qn("w:abstractNumId")): item for item in numbering.iterchildren(qn("w:abstractNum"))
        }
        for item in numbering.iterchildren(qn("w:num")):
            shape = drawn.get(item.find(qn("w:abstractNumId")).get(_VALUE))
            for level in () if shape is None else shape.iterchildren(qn("w:lvl")):
                key = (item.get(_LIST_ID), int(level.get(_LIST_LEVEL)))
                lists.levels[key] = _Level(
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )
        return lists

    def mark(self, paragraph: Any) -> str:
        """Return what Word draws before `paragraph` ("1. ", "a) ", "- "), counting on; "" outside a list."""
        properties = paragraph.find(_PROPERTIES)
        style = properties.find(_STYLE) if properties is not None else None
        found = _list_of(properties) or (self.styles.get(style.get(_VALUE)) if style is not None else None)
        level = self.levels.get(found) if found else None
        if not found or not level or level.shape == "none":
            return ""
        list_id, depth = found
        if level.shape == "bullet":
            return f"{level.pattern} " if level.pattern in ("-", "+", "*") else ("- ", "+ ")[depth > 0]
        self.counts[found] = self.counts.get(found, level.start - 1) + 1
        for key in [key for key in self.counts if key[0] == list_id and key[1] > depth]:
            del self.counts[key]
        text = level.pattern
        for inner in range(depth + 1):
            drawn = self.levels.get((list_id, inner), level)
            text = text.replace(
                f"%{inner + 1}", _numeral(self.counts.get((list_id, inner), drawn.start), drawn.shape)
            )
        return f"{text} " if text else ""


def _list_of(properties: Any) -> tuple[str, int] | None:
    numbered = properties.find(_LIST) if properties is not None else None
    if numbered is None:
        return None
    return _value(numbered, "w:numId", ""), int(_value(numbered, "w:ilvl", "0"))


def _value(parent: Any, tag: str, otherwise: str) -> str:
    child = parent.find(qn(tag))
    found = child.get(_VALUE) if child is not None else None
    return otherwise if found is None else str(found)


def _numeral(number: int, shape: str) -> str:
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if shape == "upperLetter" else letter
    if shape in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if shape == "lowerRoman" else roman
    return f"{number:02d}" if shape == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += sign * (number // value)
        number %= value
    return text
