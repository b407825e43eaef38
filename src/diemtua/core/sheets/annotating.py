"""The sender's workbook back, with what became of every row."""

from collections.abc import Iterable, Mapping

from diemtua.core.sheets.cells import Book, CellProblem, Tally


def annotate(book: Book, problems: Iterable[CellProblem]) -> bytes:
    raise NotImplementedError


def tally(book: Book, problems: Iterable[CellProblem]) -> Mapping[str, Tally]:
    raise NotImplementedError
