"""Streams of a PDF measured before PDFium unpacks them: it takes gigabytes without asking.

Pictures are left out of the count: the text layer never unpacks them. What is encrypted cannot be measured.
"""

import re
import zlib

from diemtua.core.documents.refusals import UnpacksTooLarge

MAX_STREAM_BYTES = 16 * 1024 * 1024
MAX_STREAMS_BYTES = 96 * 1024 * 1024
_MAX_PACKED_OTHERWISE = 100 * 1024  # LZW packs up to two thousand times
_MOST_LAYERS = 4

_STREAM = re.compile(rb"\bstream\r?\n")
_FLATE, _LZW = re.compile(rb"/(?:FlateDecode|Fl)\b"), re.compile(rb"/(?:LZWDecode|LZW)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PIECE = 64 * 1024
_LONGEST_HEAD = 2_000  # of the dictionary before a stream


def check_streams(name: str, data: bytes) -> None:
    """Refuse a PDF whose streams unpack into more than a document can need.

    :raises UnpacksTooLarge:
    """
    total = 0
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - _LONGEST_HEAD) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if _PICTURE.search(head):
            continue
        end = data.find(b"endstream", found.end())
        packed = memoryview(data)[found.end() : end if end >= 0 else len(data)]
        layers = len(_FLATE.findall(head))
        if layers > _MOST_LAYERS or (_LZW.search(head) and len(packed) > _MAX_PACKED_OTHERWISE):
            raise UnpacksTooLarge(name=name)
        total += _unpacked_size(name, packed, layers)
        if total > MAX_STREAMS_BYTES:
            raise UnpacksTooLarge(name=name)


def _unpacked_size(name: str, packed: memoryview | bytes, layers: int) -> int:
    if layers == 0:
        return 0
    size, inner = 0, bytearray()
    inflate = zlib.decompressobj()
    try:
        for start in range(0, len(packed), _PIECE):
            rest = bytes(packed[start : start + _PIECE])
            while rest and not inflate.eof:
                piece = inflate.decompress(rest, _PIECE)
                rest = inflate.unconsumed_tail
                size += len(piece)
                if layers > 1:
                    inner += piece
                if size > MAX_STREAM_BYTES:
                    raise UnpacksTooLarge(name=name)
            if inflate.eof:
                break
    except zlib.error:  # cut off or encrypted: PDFium says so itself
        pass
    return size + _unpacked_size(name, bytes(inner), layers - 1)
