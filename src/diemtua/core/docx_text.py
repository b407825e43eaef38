"""The words of a Word document in reading order, with the numbers and bullets that Word draws by itself.

python-docx leaves out tracked insertions, content controls, text boxes, footnotes and list numbers; a
dispatch without its "1." and "a)" cannot be read, so the tree is walked here. See
`docs/algorithms/reading-files.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from diemtua.core.docx_fonts import TCVN3, TCVN3_CAPITALS, Fonts, to_unicode
from diemtua.core.docx_lists import Lists

_TEXT, _TAB, _BREAK, _CARRIAGE, _HYPHEN, _SOFT_HYPHEN = (
    qn(tag) for tag in ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen")
)
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN, _BOX = (
    qn(tag) for tag in ("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:txbxContent")
)
_PROPERTIES, _RUN_PROPERTIES, _CELL_PROPERTIES, _ROW_PROPERTIES, _FIELD = (
    qn(tag) for tag in ("w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:fldSimple")
)
_DELETED, _MOVED_AWAY, _VALUE = qn("w:del"), qn("w:moveFrom"), qn("w:val")
# What may stand between a body, a table or a row and what it holds.
_WRAPPERS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")}
# Moved-away and deleted text, the drawing's second copy for old programs, and tab stops are not text.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {_MOVED_AWAY, _DELETED, _PROPERTIES, _RUN_PROPERTIES, _FALLBACK}
_PLAIN_SIGNS = {_TAB: "\t", _BREAK: "\n", _CARRIAGE: "\n", _HYPHEN: "-"}
_MOST_COLUMNS = 60


def docx_lines(document: Document) -> Iterator[str]:
    """Yield the lines of `document`: paragraphs with their list numbers, tables cell by cell, footnotes last.

    A table of three columns and more is data: one line a row, a TAB between cells, a merged cell once. A
    narrower one is layout (letterhead, signature): its cells follow each other. What stands in a text box
    follows the paragraph it hangs on; a footnote comes as "[1] …".
    """
    walk = _Walk(Lists.of(document), Fonts.of(document))
    yield from walk.block_lines(document.element.body)
    for kind in ("footnotes", "endnotes"):
        yield from _note_lines(document, kind, walk)


@dataclass
class _Words:
    """The words of a paragraph as they are gathered, with the code of their font, and its boxes' lines."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def text(self) -> str:
        # A letter of VNI is two signs, which may stand in two runs.
        return "".join(
            to_unicode("".join(signs for _, signs in group), code)
            for code, group in groupby(self.pieces, key=lambda piece: piece[0])
        )


@dataclass
class _Walk:
    lists: Lists
    fonts: Fonts

    def block_lines(self, parent: Any) -> Iterator[str]:
        """Yield the lines of the paragraphs and tables in `parent`."""
        carried = ""  # of a paragraph whose end was deleted: it runs on into the next
        for element in parent:
            if element.tag == _PARAGRAPH:
                words = _Words()
                self._gather(element, element, words)
                carried += ("" if carried else self.lists.mark(element)) + words.text()
                if not _end_is_deleted(element):
                    yield carried
                    carried = ""
                yield from words.boxes
            elif element.tag == _TABLE:
                yield from self._table_lines(element)
            elif element.tag in _WRAPPERS:
                yield from self.block_lines(element)
        if carried:
            yield carried

    def _table_lines(self, table: Any) -> Iterator[str]:
        rows = [_cells(row) for row in _held(table, _ROW) if not _is_deleted_row(row)]
        is_data = max((len(cells) for cells in rows), default=0) > 2
        for cells in rows:
            blocks = [list(self.block_lines(cell)) for cell in cells]
            if is_data:
                yield _row_line(cells, [" ".join(" ".join(block).split()) for block in blocks])
            else:
                for block in blocks:
                    yield from block

    def _gather(self, element: Any, paragraph: Any, words: _Words, code: str = "") -> None:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or (tag == _FIELD and "PAGE" in child.get(qn("w:instr"), "").split()):
                continue
            if tag == _TEXT:
                words.pieces.append((code, child.text or ""))
            elif tag in _PLAIN_SIGNS:
                words.pieces.append((code, _PLAIN_SIGNS[tag]))
            elif tag == _SOFT_HYPHEN:  # the place of ư in TCVN3; elsewhere no sign
                words.pieces.append((code, "\u00ad" if code in (TCVN3, TCVN3_CAPITALS) else ""))
            elif tag == _BOX:
                words.boxes += self.block_lines(child)
            elif tag == _RUN:
                self._gather(child, paragraph, words, self.fonts.of_run(child, paragraph))
            else:
                self._gather(child, paragraph, words, code)


def _row_line(cells: list[Any], texts: list[str]) -> str:
    if len(texts) == 1:  # a title across the whole table
        return texts[0]
    columns: list[str] = []
    for cell, text in zip(cells, texts, strict=True):
        span = _cell_value(cell, "w:gridSpan") or "1"
        columns += [text, *[""] * (min(int(span), _MOST_COLUMNS) - 1)]
    return "\t".join(columns[:_MOST_COLUMNS] if len(cells) < _MOST_COLUMNS else texts)


def _cells(row: Any) -> list[Any]:
    return list(_held(row, _CELL))


def _held(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of `parent` with `tag`, also within content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _held(child, tag)


def _cell_value(cell: Any, tag: str) -> str | None:
    properties = cell.find(_CELL_PROPERTIES)
    found = properties.find(qn(tag)) if properties is not None else None
    return found.get(_VALUE) if found is not None else None


def _is_deleted_row(row: Any) -> bool:
    properties = row.find(_ROW_PROPERTIES)
    return properties is not None and properties.find(_DELETED) is not None


def _end_is_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{_PROPERTIES}/{_RUN_PROPERTIES}/{_DELETED}") is not None


def _note_lines(document: Document, kind: str, walk: _Walk) -> Iterator[str]:
    """Yield the notes of `kind` that Word numbers, each as one line."""
    parts = [
        link.target_part
        for link in document.part.rels.values()
        if not link.is_external and link.reltype.endswith(f"/{kind}")
    ]
    number = 0
    for part in parts[:1]:
        for note in parse_xml(part.blob):
            text = " ".join(" ".join(walk.block_lines(note)).split())
            if note.get(qn("w:type")) in (None, "normal") and text:
                number += 1
                yield f"[{number}] {text}"
