"""edXML packages, in which offices exchange documents (QCVN 102:2016/BTTTT).

An envelope of XML says who sends what to whom; the document itself is attached, inside the XML in Base64 or
beside it in a .zip or .edoc. The text of the attachment counts. Where none can be read, a text is laid out
from the fields of the header. Tags are known by their local names: the editions differ in their namespaces.
"""

import base64
import binascii
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from diemtua.core.documents import packages
from diemtua.core.documents.refusals import BrokenDocument, UnknownDocumentKind
from diemtua.core.errors import Refusal
from diemtua.core.files import MAX_UPLOAD_BYTES, FileEmpty, check_size

_KIND = "edXML"
_PREFERRED = (".docx", ".doc", ".rtf", ".pdf", ".txt")
_MAX_ATTACHMENTS = 20  # looked at, of those attached
_BLANK = ("", "N/A")

Readers = dict[str, Callable[[str, bytes, float], str]]
File = tuple[str, bytes]


def read_edxml(name: str, data: bytes, seconds: float, readers: Readers) -> str:
    """Return the text of an edXML envelope, attachments in it included.

    :raises BrokenDocument: when it is no XML, or another kind of XML
    """
    envelope = _parsed(name, data)
    return _text_of(name, envelope, list(_attached(envelope)), seconds, readers)


def read_package(name: str, data: bytes, seconds: float, readers: Readers) -> str:
    """Return the text of a .zip or .edoc with an envelope and what is attached to it, or with documents only.

    :raises BrokenDocument, PasswordProtected, UnpacksTooLarge, UnknownDocumentKind:
    """
    envelope: Element | None = None
    files: list[File] = []
    with packages.opened(name, data, _KIND) as package:
        for entry in package.infolist():
            ending = PurePath(entry.filename.lower()).suffix
            if ending not in (".xml", ".edxml", *readers) or entry.file_size > MAX_UPLOAD_BYTES:
                continue
            try:
                content = packages.part(package, entry)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as broken:
                raise BrokenDocument(name=name, kind=_KIND) from broken
            if ending not in (".xml", ".edxml"):
                files.append((PurePath(entry.filename).name, content))
            elif envelope is None:
                envelope = _parsed_or_none(name, content)
    if envelope is not None:
        return _text_of(name, envelope, [*_attached(envelope), *files], seconds, readers)
    if not files:
        raise UnknownDocumentKind(name=name)
    return _first_readable(name, files, seconds, readers, otherwise=None)


def _parsed_or_none(name: str, content: bytes) -> Element | None:
    try:
        return _parsed(name, content)
    except BrokenDocument:  # another XML of the package: its list of files, a signature
        return None


def _parsed(name: str, data: bytes) -> Element:
    packages.check_xml(name, data, _KIND)
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 -- check_xml has refused whatever defines entities
    except (ElementTree.ParseError, ValueError, LookupError) as broken:
        raise BrokenDocument(name=name, kind=_KIND) from broken
    header = next((tag for tag in root.iter() if _local(tag) == "MessageHeader"), None)
    if header is None:
        raise BrokenDocument(name=name, kind=_KIND)
    return root


def _text_of(name: str, envelope: Element, files: list[File], seconds: float, readers: Readers) -> str:
    header = next(tag for tag in envelope.iter() if _local(tag) == "MessageHeader")
    return _first_readable(name, files, seconds, readers, otherwise="\n".join(header_lines(header)))


def _first_readable(
    name: str, files: list[File], seconds: float, readers: Readers, *, otherwise: str | None
) -> str:
    """Return the text of the first file that can be read, Word before PDF; else `otherwise`; else refuse."""
    known = [file for file in files if PurePath(file[0].lower()).suffix in readers][:_MAX_ATTACHMENTS]
    refusal: Refusal | None = None
    for file_name, content in sorted(known, key=lambda file: _rank(file[0])):
        try:
            check_size(file_name, len(content))
            text = readers[PurePath(file_name.lower()).suffix](file_name, content, seconds)
        except Refusal as problem:
            refusal = refusal or problem
            continue
        if any(sign.isalnum() for sign in text):
            return text
    if otherwise and otherwise.strip():
        return otherwise
    raise refusal or FileEmpty(name=name)


def _rank(file_name: str) -> int:
    return _PREFERRED.index(PurePath(file_name.lower()).suffix)


def _attached(envelope: Element) -> Iterator[File]:
    for tag in envelope.iter():
        if _local(tag) != "Attachment":
            continue
        name, content = _field(tag, "AttachmentName"), _field(tag, "AttachmentContent")
        if name and content:
            try:
                yield name, base64.b64decode(re.sub(r"\s+", "", content), validate=True)
            except (binascii.Error, ValueError):  # cut off: the header still tells what it was
                continue


def header_lines(header: Element) -> list[str]:
    """Return the fields of a MessageHeader laid out as a letter (NĐ 30/2020): a body is told by its lines."""
    number, notation = _field(header, "Code", "CodeNumber"), _field(header, "Code", "CodeNotation")
    place, day = (
        _field(header, "PromulgationInfo", "Place"),
        _field(header, "PromulgationInfo", "PromulgationDate"),
    )
    kind, subject = _field(header, "DocumentType", "TypeName"), _field(header, "Subject")
    is_letter = kind.lower() in ("", "công văn")
    to = [_field(tag, "OrganName") for tag in header if _local(tag) == "To"]
    content = _field(header, "Content")
    lines = [
        _field(header, "From", "OrganizationInCharge").upper(),
        _field(header, "From", "OrganName").upper(),
        f"Số: {number}/{notation}" if number or notation else "",
        f"{place or '…'}, {_in_words(day)}" if day else "",
        "" if is_letter else kind.upper(),
        f"V/v {subject}" if is_letter and subject else subject,
        _addressed([body for body in to if body]),
        "" if content == subject else content,
        "\n".join(
            _field(header, "SignerInfo", part) for part in ("Competence", "Position", "FullName")
        ).strip(),
    ]
    if lines[0] == lines[1]:
        lines[0] = ""
    return [line for line in lines if line]


def _addressed(bodies: list[str]) -> str:
    if len(bodies) < 2:
        return f"Kính gửi: {bodies[0]}." if bodies else ""
    return "Kính gửi:\n" + ";\n".join(f"- {body}" for body in bodies) + "."


def _in_words(day: str) -> str:
    """Return 2024-04-05 or 05/04/2024 as a dispatch has it: ngày 05 tháng 4 năm 2024."""
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)", day):
        year, month, of_month = found.groups()
    elif found := re.match(r"(\d\d?)/(\d\d?)/(\d{4})", day):
        of_month, month, year = found.groups()
    else:
        return day
    shown = month.zfill(2) if int(month) < 3 else str(int(month))
    return f"ngày {of_month.zfill(2)} tháng {shown} năm {year}"


def _field(parent: Element, *path: str) -> str:
    """Return the text at `path` (local names) under `parent`, its lines tidied; "" where there is none."""
    for step in path:
        child = next((tag for tag in parent if _local(tag) == step), None)
        if child is None:
            return ""
        parent = child
    lines = (" ".join(line.split()) for line in "".join(parent.itertext()).splitlines())
    text = "\n".join(line for line in lines if line)
    return "" if text in _BLANK else text


def _local(tag: Element) -> str:
    return tag.tag.rpartition("}")[2]
