"""Fonts of a Word document that draw Vietnamese in codes of before Unicode (.VnTime, VNI-Times)."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from diemtua.core.legacy_text import from_tcvn3, from_vni, vietnamese_share

_FONTS, _RUN, _RUN_PROPERTIES, _PROPERTIES = (qn(tag) for tag in ("w:rFonts", "w:r", "w:rPr", "w:pPr"))
_VALUE, _STYLE_ID = qn("w:val"), qn("w:styleId")
_NAMES = (qn("w:ascii"), qn("w:hAnsi"))
_TCVN3, _CAPITALS = re.compile(r"\.Vn\w", re.IGNORECASE), re.compile(r"\.Vn.*H$")
_SAMPLE = 20_000
_MOST_ANCESTORS = 12  # of a style; Word allows fewer, and a broken file may have a ring

UNICODE, TCVN3, TCVN3_CAPITALS, VNI = "", "tcvn3", "tcvn3 capitals", "vni"


@dataclass
class Fonts:
    """The code of each style's font, and the codes that are old font names over Unicode text."""

    by_style: dict[str, str] = field(default_factory=dict)
    otherwise: str = UNICODE
    renamed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: Document) -> "Fonts":
        fonts, parents = cls(), {}
        for style in document.styles.element.iterchildren(qn("w:style")):
            name = style.get(_STYLE_ID)
            found = _code(style.find(_RUN_PROPERTIES))
            based = style.find(qn("w:basedOn"))
            if found is not None:
                fonts.by_style[name] = found
            elif based is not None:
                parents[name] = based.get(_VALUE)
        for name, parent in parents.items():
            at = parent
            for _ in range(_MOST_ANCESTORS):
                at = parents.get(at, at)
            if at in fonts.by_style:
                fonts.by_style[name] = fonts.by_style[at]
        defaults = document.styles.element.find(
            f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{_RUN_PROPERTIES}"
        )
        fonts.otherwise = _code(defaults) or UNICODE
        fonts.renamed = fonts._renamed(document)
        return fonts

    def of_run(self, run: Any, paragraph: Any) -> str:
        """Return the code that `run` of `paragraph` is typed in."""
        properties = run.find(_RUN_PROPERTIES)
        found = _code(properties)
        if found is None:
            found = self._of_style(properties, "w:rStyle")
        if found is None and paragraph is not None:
            found = self._of_style(paragraph.find(_PROPERTIES), "w:pStyle")
        found = self.otherwise if found is None else found
        return UNICODE if found in self.renamed else found

    def _of_style(self, properties: Any, tag: str) -> str | None:
        style = properties.find(qn(tag)) if properties is not None else None
        return self.by_style.get(style.get(_VALUE)) if style is not None else None

    def _renamed(self, document: Document) -> set[str]:
        """Find the codes whose text is Unicode already: converted once, the old font's name left on it."""
        if not self.otherwise and not any(self.by_style.values()) and not _has_old_run(document):
            return set()
        typed: dict[str, list[str]] = defaultdict(list)
        for paragraph in document.element.body.iter(qn("w:p")):
            for run in paragraph.iter(_RUN):
                if code := self.of_run(run, paragraph):
                    typed[code] += [text.text or "" for text in run.iterchildren(qn("w:t"))]
        samples = {code: "".join(pieces)[:_SAMPLE] for code, pieces in typed.items()}
        return {
            code
            for code, text in samples.items()
            if not text.isascii() and vietnamese_share(text) >= vietnamese_share(to_unicode(text, code))
        }


def to_unicode(text: str, code: str) -> str:
    """Return `text` of a run in `code`, in Unicode."""
    if code == VNI:
        return from_vni(text)
    if code == TCVN3_CAPITALS:
        return from_tcvn3(text).upper()
    return from_tcvn3(text) if code == TCVN3 else text


def _has_old_run(document: Document) -> bool:
    return any(_code_of_fonts(fonts) for fonts in document.element.body.iter(_FONTS))


def _code(properties: Any) -> str | None:
    fonts = properties.find(_FONTS) if properties is not None else None
    return _code_of_fonts(fonts) if fonts is not None else None


def _code_of_fonts(fonts: Any) -> str | None:
    names = [name for key in _NAMES if (name := fonts.get(key))]
    if not names:
        return None
    if any(_TCVN3.match(name) for name in names):
        return TCVN3_CAPITALS if any(_CAPITALS.match(name) for name in names) else TCVN3
    return VNI if any(name.upper().startswith("VNI") for name in names) else UNICODE
