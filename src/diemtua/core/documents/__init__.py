"""Plain text out of the documents that offices send. Plain Python; see `docs/algorithms/reading-files.md`.

Word (.docx, .doc), PDF with a text layer or scanned, plain text in any Vietnamese code, edXML packages.
Bounded in size, pages and signs, so that no file takes more than some seconds or a few hundred megabytes.
"""

from diemtua.core.documents.limits import (
    MAX_PAGES,
    MAX_SCANNED_PAGES,
    MAX_SIGNS,
    MAX_UNPACKED_BYTES,
    MAX_UNPACKED_XML_BYTES,
)
from diemtua.core.documents.reading import ENDINGS, read_document
from diemtua.core.documents.refusals import (
    BrokenDocument,
    DocumentTooLong,
    NothingToRead,
    NotUnicodeText,
    OldWordFile,
    PasswordProtected,
    ReadingTookTooLong,
    ScannedPdf,
    UnknownDocumentKind,
    UnpacksTooLarge,
)

__all__ = [
    "ENDINGS",
    "MAX_PAGES",
    "MAX_SCANNED_PAGES",
    "MAX_SIGNS",
    "MAX_UNPACKED_BYTES",
    "MAX_UNPACKED_XML_BYTES",
    "BrokenDocument",
    "DocumentTooLong",
    "NotUnicodeText",
    "NothingToRead",
    "OldWordFile",
    "PasswordProtected",
    "ReadingTookTooLong",
    "ScannedPdf",
    "UnknownDocumentKind",
    "UnpacksTooLarge",
    "read_document",
]
