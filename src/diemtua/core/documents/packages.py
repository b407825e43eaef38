"""Zip packages (.docx, edXML) unpacked within bounds: a few kilobytes may hide gigabytes."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from diemtua.core.documents import limits
from diemtua.core.documents.refusals import BrokenDocument, PasswordProtected, UnpacksTooLarge

_CHUNK = 256 * 1024
_XML = (".xml", ".rels", ".vml")
# A document that defines entities is made to blow up; Word and edXML never do. UTF-16 spells it with zeros.
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


def opened(name: str, data: bytes, kind: str) -> zipfile.ZipFile:
    """Return the package open, its table of contents checked and nothing unpacked yet.

    :raises BrokenDocument, PasswordProtected, UnpacksTooLarge:
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as broken:
        raise BrokenDocument(name=name, kind=kind) from broken
    entries = package.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PasswordProtected(name=name)
    if (
        len(entries) > limits.MAX_PARTS
        or sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES
    ):
        raise UnpacksTooLarge(name=name)
    if sum(entry.file_size for entry in entries if _is_xml(entry)) > limits.MAX_UNPACKED_XML_BYTES:
        raise UnpacksTooLarge(name=name)
    return package


def part(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what `entry` holds. It is inflated piece by piece, as the size it claims may be a lie.

    :raises zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError: when it cannot be inflated
    """
    with package.open(entry) as stream:
        return b"".join(_chunks(stream))


def xml_only(name: str, data: bytes, kind: str) -> bytes:
    """Return the package with its XML as it was, unpacked, and everything else (images, fonts) emptied.

    What reads it next needs no further bound.

    :raises BrokenDocument, PasswordProtected, UnpacksTooLarge:
    """
    copy, marks = io.BytesIO(), 0
    with opened(name, data, kind) as package, zipfile.ZipFile(copy, "w") as bare:
        for entry in {entry.filename: entry for entry in package.infolist()}.values():
            try:
                content = part(package, entry) if _is_xml(entry) else b""
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as broken:
                raise BrokenDocument(name=name, kind=kind) from broken
            marks += check_xml(name, content, kind)
            if marks > limits.MAX_MARKS:
                raise UnpacksTooLarge(name=name)
            bare.writestr(entry.filename, content)
    return copy.getvalue()


def check_xml(name: str, content: bytes, kind: str) -> int:
    """Return how many tags and attributes `content` has, before anything parses it.

    :raises BrokenDocument: when it defines entities
    :raises UnpacksTooLarge: when its tree would not fit
    """
    if _DOCTYPE.search(content):
        raise BrokenDocument(name=name, kind=kind)
    marks = content.count(b"<") + content.count(b"=")
    if marks > limits.MAX_MARKS or len(content) > 2 * limits.MAX_UNPACKED_XML_BYTES:
        raise UnpacksTooLarge(name=name)
    return marks


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(_XML)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece
