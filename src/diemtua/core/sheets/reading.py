"""From a file to its tables. Stub until the reader stands."""

from diemtua.core.sheets.cells import Book, Sheet


def read_book(name: str, data: bytes, *, max_rows: int = 200_000) -> Book:
    raise NotImplementedError


def read_sheets(name: str, data: bytes, *, max_rows: int = 200_000) -> list[Sheet]:
    return list(read_book(name, data, max_rows=max_rows).sheets)
