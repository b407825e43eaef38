"""The numbers and bullets that Word draws before a paragraph by itself, counted as Word counts them."""

from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_PROPERTIES, _LIST_ID, _LIST_LEVEL, _LIST, _STYLE, _VALUE = (
    qn(tag) for tag in ("w:pPr", "w:numId", "w:ilvl", "w:numPr", "w:pStyle", "w:val")
)
_LONGEST = 60  # signs of a pattern
_DEEPEST, _HIGHEST = 8, 9_999  # Word has nine levels; a start of a billion is not a number to draw


@dataclass
class _Level:
    shape: str  # decimal, lowerLetter, upperRoman, bullet …
    pattern: str  # "%1.%2."
    start: int


@dataclass
class Lists:
    """The lists of a document: how each level is drawn, and how far each list has counted."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)  # by list id and depth
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # list id and depth by style
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Lists":
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
                    _value(level, "w:lvlText", "")[:_LONGEST],
                    int(_value(level, "w:start", "1")),
                )
        return lists

    def mark(self, paragraph: Any) -> str:
        """Return what Word draws before `paragraph` ("1. ", "a) ", "- "), counting on; "" outside a list."""
        properties = paragraph.find(_PROPERTIES)
        style = properties.find(_STYLE) if properties is not None else None
        found = _list_of(properties) or (self.styles.get(style.get(_VALUE)) if style is not None else None)
        level = self.levels.get(found) if found else None
        if not found or not level or level.shape == "none" or found[1] > _DEEPEST:
            return ""
        list_id, depth = found
        if level.shape == "bullet":
            return f"{level.pattern} " if level.pattern in ("-", "+", "*") else ("- ", "+ ")[depth > 0]
        self.counts[found] = self.counts.get(found, level.start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST + 1):
            self.counts.pop((list_id, deeper), None)
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
    if not 0 < number <= _HIGHEST:
        return str(number)
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
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
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
