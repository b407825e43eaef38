"""Plain text in any Vietnamese code."""

from diemtua.core.documents.refusals import NotUnicodeText
from diemtua.core.legacy_text import NoVietnameseCode, decode_vietnamese


def read_text(name: str, data: bytes, seconds: float) -> str:
    try:
        return decode_vietnamese(data).text
    except NoVietnameseCode as problem:
        raise NotUnicodeText(name=name) from problem
