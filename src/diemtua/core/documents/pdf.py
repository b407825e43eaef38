"""PDF: the words of its text layer; a page without words is recognised from its picture (`scans`)."""

import re
import time

import pypdfium2

from diemtua.core.documents import limits, programs, scans
from diemtua.core.documents.pdf_bounds import check_streams
from diemtua.core.documents.pdf_lines import page_lines
from diemtua.core.documents.refusals import (
    BrokenDocument,
    DocumentTooLong,
    NothingToRead,
    PasswordProtected,
    ReadingTookTooLong,
    ScannedPdf,
)

_LETTERS = re.compile(r"[^\W\d_]")
_ENOUGH_LETTERS = 20  # a scanned page may carry a stamp of the e-signature as text


def read_pdf(name: str, data: bytes, seconds: float) -> str:
    """Return the text of a PDF, its pages' own numbers left out.

    :raises PasswordProtected, BrokenDocument, UnpacksTooLarge, DocumentTooLong, ReadingTookTooLong:
    :raises ScannedPdf: when it has no text layer and no Tesseract is installed
    :raises NothingToRead: when Tesseract finds no words either
    """
    check_streams(name, data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise PasswordProtected(name=name) from problem
        raise BrokenDocument(name=name, kind="PDF") from problem
    try:
        if len(document) > limits.MAX_PAGES:
            raise _too_long(name, len(document), limits.MAX_PAGES)
        return _text_of(name, document, seconds)
    except pypdfium2.PdfiumError as problem:
        raise BrokenDocument(name=name, kind="PDF") from problem
    finally:
        document.close()


def _text_of(name: str, document: pypdfium2.PdfDocument, seconds: float) -> str:
    start, pages, signs = time.monotonic(), [], 0
    for number in range(len(document)):
        pages.append(page_lines(document, number))
        signs += len(pages[-1])
        if signs > limits.MAX_SIGNS:
            break
        if time.monotonic() > start + limits.SECONDS_FOR_TEXT_LAYER:
            raise ReadingTookTooLong(name=name, seconds=round(limits.SECONDS_FOR_TEXT_LAYER))
    empty = [number for number, page in enumerate(pages) if not _has_words(page)]
    tesseract = programs.vietnamese_ocr() if empty else None
    if tesseract:
        if len(empty) > limits.MAX_SCANNED_PAGES:
            raise _too_long(name, len(empty), limits.MAX_SCANNED_PAGES)
        for number in empty:
            recognised = scans.page_words(
                name, tesseract, document, number, seconds=max(1.0, start + seconds - time.monotonic())
            )
            pages[number] = pages[number] + "\n" + recognised if pages[number] else recognised
    if not any(map(_has_words, pages)):
        raise NothingToRead(name=name) if tesseract else ScannedPdf(name=name)
    return "\n".join(_without_page_number(page, number) for number, page in enumerate(pages, start=1))


def _has_words(page: str) -> bool:
    return len(_LETTERS.findall(page)) >= _ENOUGH_LETTERS


def _too_long(name: str, pages: int, limit: int) -> DocumentTooLong:
    return DocumentTooLong(name=name, length=f"{pages} trang", limit=f"{limit} trang")


def _without_page_number(page: str, number: int) -> str:
    """Drop the page's own number at its head or foot: it would stand in the middle of a sentence."""
    lines = page.split("\n")
    for place in (0, -1):
        if number > 1 and lines and lines[place].strip(" -–") == str(number):
            lines = lines[1:] if place == 0 else lines[:-1]
    return "\n".join(lines)
