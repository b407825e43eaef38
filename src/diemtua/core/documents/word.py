"""Word files: .docx by its own words, .doc and .rtf through LibreOffice."""

import io
import zipfile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from diemtua.core.documents import limits, packages, programs
from diemtua.core.documents.refusals import BrokenDocument, DocumentTooLong, PasswordProtected
from diemtua.core.docx_text import docx_lines

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_SECTOR = 512
_WORDS_MAGIC = b"\xec\xa5"
_LOCKED = 0x01  # of byte 11 of that stream: fEncrypted
_KIND = "Word (.docx)"
_MOST_SIGNS = 3 * limits.MAX_SIGNS  # with what is deleted, and the second copies of text boxes


def read_docx(name: str, data: bytes, seconds: float) -> str:
    """Return the text of a .docx; of an old Word file under that name too."""
    if data.startswith(_OLE_MAGIC):
        return read_doc(name, data, seconds)
    bare = packages.xml_only(name, data, _KIND)
    try:
        document = docx.Document(io.BytesIO(bare))
        signs = sum(len(text.text or "") for text in document.element.body.iter(qn("w:t")))
        if signs > _MOST_SIGNS:  # before tables within tables copy them again and again
            raise DocumentTooLong(name=name, length=f"{signs} ký tự", limit=f"{limits.MAX_SIGNS} ký tự")
        return "\n".join(docx_lines(document))
    except (
        KeyError,
        ValueError,
        AttributeError,
        SyntaxError,
        RecursionError,
        OpcError,
        zipfile.BadZipFile,
    ) as broken:
        raise BrokenDocument(name=name, kind=_KIND) from broken


def read_doc(name: str, data: bytes, seconds: float) -> str:
    """Return the text of a .doc: LibreOffice makes a .docx of it. A .docx or .rtf so named is read too."""
    if data.startswith(b"PK"):
        return read_docx(name, data, seconds)
    if data.startswith(b"{\\rtf"):
        return read_docx(name, programs.office_to_docx(name, data, "Rich Text Format", seconds), seconds)
    if not data.startswith(_OLE_MAGIC):
        raise BrokenDocument(name=name, kind="Word (.doc)")
    head = _head_of_words(data)
    if "EncryptedPackage".encode("utf-16-le") in data or (head and head[11] & _LOCKED):
        raise PasswordProtected(name=name)
    if not head:
        raise BrokenDocument(name=name, kind="Word (.doc)")
    made = programs.office_to_docx(name, data, "MS Word 97", seconds)
    if not made.startswith(b"PK"):
        raise BrokenDocument(name=name, kind="Word (.doc)")
    return read_docx(name, made, seconds)


def _head_of_words(data: bytes) -> bytes:
    """Return the first bytes of the stream that holds the words ([MS-DOC] 2.5.1), or none."""
    for start in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORDS_MAGIC, start) and len(data) >= start + _SECTOR:
            return data[start : start + _SECTOR]
    return b""
