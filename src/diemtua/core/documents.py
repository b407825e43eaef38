"""Plain text out of the documents that offices send: Word (.docx), PDF with a text layer, plain text.

Bounded in size, pages and signs, so that no file takes more than some seconds or a few hundred megabytes.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import PurePath

import docx
import pypdfium2
from docx.opc.exceptions import OpcError

from diemtua.core.docx_text import docx_lines
from diemtua.core.errors import Refusal
from diemtua.core.files import FileEmpty, check_size

MAX_SIGNS = 400_000  # some two hundred pages
MAX_PAGES = 300
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_XML_BYTES = 16 * 1024 * 1024  # a parsed tree takes about ten times as much memory

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".bin", ".odttf", ".ttf")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


class OldWordFile(Refusal):
    code = "old_word_file"
    text = "Tệp “{name}” ở định dạng Word cũ (.doc). Hãy mở bằng Word, chọn “Lưu thành” .docx rồi tải lại."


class PasswordProtected(Refusal):
    code = "password_protected"
    text = "Tệp “{name}” có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lại."


class ScannedPdf(Refusal):
    code = "scanned_pdf"
    text = (
        "Tệp “{name}” là bản chụp, không có lớp chữ để đọc. "
        "Hãy tải bản .docx hoặc bản PDF xuất từ Word, hoặc dán nội dung vào ô văn bản."
    )


class BrokenDocument(Refusal):
    code = "broken_document"
    text = "Tệp “{name}” bị hỏng hoặc không đúng định dạng {kind}. Hãy mở thử trên máy, lưu lại rồi tải lên."


class UnpacksTooLarge(Refusal):
    code = "unpacks_too_large"
    text = "Tệp “{name}” giải nén ra quá lớn nên không mở. Hãy bỏ bớt hình ảnh, lưu lại rồi tải lên."


class DocumentTooLong(Refusal):
    code = "document_too_long"
    text = "Tệp “{name}” quá dài ({length}; tối đa {limit}). Hãy tách riêng phần giao nhiệm vụ rồi tải lại."


class UnknownDocumentKind(Refusal):
    code = "unknown_document_kind"
    text = "Tệp “{name}” không thuộc loại đọc được. Hãy tải tệp .docx, PDF có chữ hoặc .txt."


class NotUnicodeText(Refusal):
    code = "not_unicode_text"
    text = "Tệp “{name}” không phải văn bản UTF-8 hoặc UTF-16. Hãy lưu lại với bảng mã UTF-8 rồi tải lên."


def read_document(name: str, data: bytes) -> str:
    """Return the text of the file `name` in NFC with "\\n" between lines: store it, and count spans in it.

    :raises FileEmpty, FileTooLarge: by its size, or when no letter is in it
    :raises OldWordFile, UnknownDocumentKind: by its ending
    :raises PasswordProtected, ScannedPdf, BrokenDocument, UnpacksTooLarge, DocumentTooLong, NotUnicodeText:
        by what is inside
    """
    check_size(name, len(data))
    reader = _READERS.get(PurePath(name.lower()).suffix)
    if reader is None:
        raise UnknownDocumentKind(name=name)
    text = _stored_form(reader(name, data))
    if not any(sign.isalnum() for sign in text):
        raise FileEmpty(name=name)
    if len(text) > MAX_SIGNS:
        raise DocumentTooLong(name=name, length=f"{len(text)} ký tự", limit=f"{MAX_SIGNS} ký tự")
    return text


def _stored_form(text: str) -> str:
    lines = re.sub(r"\r\n?|[\f\v]", "\n", text).translate(_INVISIBLE)
    # Control signs: a PDF may hold some, and PostgreSQL stores no NUL.
    return unicodedata.normalize("NFC", re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", lines))


def _read_docx(name: str, data: bytes) -> str:
    if data.startswith(_OLE_MAGIC):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise PasswordProtected(name=name) if is_locked else OldWordFile(name=name)
    _check_package(name, data)
    try:
        document = docx.Document(io.BytesIO(data))
        return "\n".join(docx_lines(document))
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile, OpcError) as broken:
        raise BrokenDocument(name=name, kind="Word (.docx)") from broken


def _check_package(name: str, data: bytes) -> None:
    """Look at the table of contents before anything is unpacked: a few kilobytes may hide gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile as broken:
        raise BrokenDocument(name=name, kind="Word (.docx)") from broken
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PasswordProtected(name=name)
    xml_bytes = sum(entry.file_size for entry in entries if not entry.filename.lower().endswith(_MEDIA))
    if xml_bytes > MAX_UNPACKED_XML_BYTES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise UnpacksTooLarge(name=name)


def _read_pdf(name: str, data: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise PasswordProtected(name=name) from problem
        raise BrokenDocument(name=name, kind="PDF") from problem
    try:
        if len(document) > MAX_PAGES:
            raise DocumentTooLong(name=name, length=f"{len(document)} trang", limit=f"{MAX_PAGES} trang")
        pages = [_page_text(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as problem:
        raise BrokenDocument(name=name, kind="PDF") from problem
    finally:
        document.close()
    if not any(len(re.findall(r"[^\W\d_]", page)) >= 20 for page in pages):
        raise ScannedPdf(name=name)
    return "\n".join(pages)


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
        finally:
            words.close()
    finally:
        page.close()
    # PDFium writes the hyphen at the end of a line as a sign of its own.
    lines = text.replace("\ufffe", "-").replace("\x02", "-").splitlines()
    return "\n".join(_without_page_number(lines, number + 1))


def _without_page_number(lines: list[str], number: int) -> list[str]:
    """Drop the page's own number at its head or foot: it would stand in the middle of a sentence."""
    for place in (0, -1):
        if number > 1 and lines and lines[place].strip(" -–") == str(number):
            lines = lines[1:] if place == 0 else lines[:-1]
    return lines


def _read_text(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data[:200]:
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise NotUnicodeText(name=name) from problem
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f\v" for sign in text[:2000]):
        raise NotUnicodeText(name=name)
    return text


def _refuse_old_word(name: str, data: bytes) -> str:
    raise OldWordFile(name=name)


_READERS: dict[str, Callable[[str, bytes], str]] = {
    ".docx": _read_docx,
    ".pdf": _read_pdf,
    ".txt": _read_text,
    ".doc": _refuse_old_word,
}
