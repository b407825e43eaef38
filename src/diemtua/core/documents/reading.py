"""One door for every format: `read_document`."""

import re
from collections.abc import Callable
from pathlib import PurePath

from diemtua.core.documents import limits
from diemtua.core.documents.edxml import read_edxml, read_package
from diemtua.core.documents.pdf import read_pdf
from diemtua.core.documents.plain import read_text
from diemtua.core.documents.refusals import DocumentTooLong, UnknownDocumentKind
from diemtua.core.documents.word import read_doc, read_docx
from diemtua.core.files import FileEmpty, check_size
from diemtua.core.legacy_text import composed, modern

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))

Reader = Callable[[str, bytes, float], str]

# What stands inside an edXML package may be any of these, but no further package.
SINGLE: dict[str, Reader] = {
    ".docx": read_docx,
    ".doc": read_doc,
    ".rtf": read_doc,
    ".pdf": read_pdf,
    ".txt": read_text,
}
_PACKAGES: dict[str, Callable[[str, bytes, float, dict[str, Reader]], str]] = {
    ".edxml": read_edxml,
    ".xml": read_edxml,
    ".edoc": read_package,
    ".zip": read_package,
}
ENDINGS = (*SINGLE, *_PACKAGES)


def read_document(name: str, data: bytes, *, seconds: float = limits.SECONDS_FOR_PROGRAMS) -> str:
    """Return the text of the file `name` in NFC with "\\n" between lines: store it, and count spans in it.

    `seconds` is how long LibreOffice or Tesseract may take, where a file needs them.

    :raises FileEmpty, FileTooLarge: by its size, or when no letter is in it
    :raises UnknownDocumentKind: by its ending
    :raises OldWordFile, ScannedPdf: when a program is needed that is not installed
    :raises PasswordProtected, BrokenDocument, UnpacksTooLarge, DocumentTooLong, NotUnicodeText,
        NothingToRead, ReadingTookTooLong: by what is inside
    """
    check_size(name, len(data))
    ending = PurePath(name.lower()).suffix
    if reader := SINGLE.get(ending):
        raw = reader(name, data, seconds)
    elif unpack := _PACKAGES.get(ending):
        raw = unpack(name, data, seconds, SINGLE)
    else:
        raise UnknownDocumentKind(name=name)
    if len(raw) > limits.MAX_SIGNS:
        raise DocumentTooLong(name=name, length=f"{len(raw)} ký tự", limit=f"{limits.MAX_SIGNS} ký tự")
    text = _stored_form(modern(raw))
    if not any(sign.isalnum() for sign in text):
        raise FileEmpty(name=name)
    return text


def _stored_form(text: str) -> str:
    lines = re.sub(r"\r\n?|[\f\v]", "\n", text).translate(_INVISIBLE)
    # Control signs: a PDF may hold some, and PostgreSQL stores no NUL.
    return composed(re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", lines))
