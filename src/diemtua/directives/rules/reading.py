"""Reading a directive, from head to foot. See docs/algorithms/reading-a-dispatch.md."""

import re
import unicodedata
from dataclasses import replace

from diemtua.directives.rules.article import report_in
from diemtua.directives.rules.basis import basis_in
from diemtua.directives.rules.clauses import Clauses, Context, clauses_of
from diemtua.directives.rules.gaps import gaps_in
from diemtua.directives.rules.header import Header, orders_nothing, read_header
from diemtua.directives.rules.mending import as_in_source, mend
from diemtua.directives.rules.model import NoOrdersFound, ReadDirective
from diemtua.directives.rules.outline import outline_of
from diemtua.directives.rules.passages import Passage
from diemtua.directives.rules.prose import orders_in_prose
from diemtua.directives.rules.segments import Segment, segments_of
from diemtua.directives.rules.tables import tables_in
from diemtua.directives.rules.tail import read_tail

_ANNEX = re.compile(r"^[ \t]*(?:KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|PHƯƠNG ÁN|CHƯƠNG TRÌNH|ĐỀ ÁN)[ \t]*$", re.MULTILINE)


def read_directive(text: str) -> ReadDirective:
    """Read `text` into who is ordered to do what, by whom and by when.

    Spans count in the `text` of the answer, which is `text` in NFC: store that one. Nothing is guessed:
    what the text does not say is None or a gap.

    :raises NoOrdersFound: when the text is empty, or neither orders anything nor looks like a directive
    """
    source = unicodedata.normalize("NFC", text)
    if not any(sign.isalpha() for sign in source):
        raise NoOrdersFound
    mended = mend(source)
    header = read_header(mended.text)
    if header.is_official and orders_nothing(mended.text):
        raise NoOrdersFound
    read = _read_document if header.is_official else _read_report
    return as_in_source(read(mended.text, header), mended)


def _read_document(source: str, header: Header) -> ReadDirective:
    tail = read_tail(source, header.end)
    clauses = _clauses(source, header, tail.start)
    if annex := _ANNEX.search(source, tail.end):
        clauses = clauses.with_those_of(_annexed(source, header, annex.start()))
    first = min((clause.span.start for clause in clauses.assignments), default=tail.start)
    own = f"{header.number}/{header.symbol}" if header.number else None
    answer = _answer(source, header, clauses)
    return replace(
        answer,
        basis=tuple(basis_in(Passage.of(source, min(header.end, first), first), own)),
        signatory=tail.signatory,
        copies=tail.copies,
    )


def _annexed(source: str, header: Header, start: int) -> Clauses:
    """Read what is issued with a decision behind its signature: a plan, rules, an annex."""
    context = Context("KE_HOACH", header.issuer.text if header.issuer else None, header.year, ())
    end = read_tail(source, start).start
    return clauses_of(outline_of(segments_of(source, start, end)), context)


def _clauses(source: str, header: Header, end: int) -> Clauses:
    """Read the body, and the tables of tasks in it or in an annex behind the signature."""
    context = Context(
        header.kind, header.issuer.text if header.issuer else None, header.year, header.addressees
    )
    tables = tables_in(source, header.end, len(source), header.year)
    segments: list[Segment] = []
    start = header.end
    for table in [table for table in tables if table.start < end]:
        segments += segments_of(source, start, table.start)
        start = table.end
    segments += segments_of(source, start, max(start, end))
    clauses = clauses_of(outline_of(segments), context)
    rows = [row for table in tables for row in table.assignments]
    if not rows:
        return clauses
    return Clauses(
        tuple(sorted([*clauses.assignments, *rows], key=lambda one: one.span.start)), clauses.unowned
    )


def _read_report(source: str, header: Header) -> ReadDirective:
    """Read a text without the layout of a document: an article that reports one, or a pasted part."""
    report = report_in(Passage.of(source))
    if report:
        header = replace(
            header,
            kind="ARTICLE",
            kind_words="bài báo",
            issuer=report.issuer,
            number=report.number,
            symbol=report.symbol,
            issued_on=report.issued_on,
            issued_text=report.issued_text,
            year=report.issued_on.year if report.issued_on else header.year,
            subject=report.subject,
            addressees=report.addressees,
        )
    start = 0 if report else header.end
    tail = read_tail(source, start)
    if report:
        issuer = header.issuer.text if header.issuer else None
        segments = segments_of(source, start, tail.start)
        paragraphs = [segment.body for segment in segments]
        marked = {place for place, segment in enumerate(segments) if segment.kind}
        clauses = Clauses(
            tuple(orders_in_prose(paragraphs, issuer, header.year, is_report=True, marked=marked)), ()
        )
    else:
        clauses = _clauses(source, replace(header, end=start), tail.start)
    if not clauses.assignments and not report:
        raise NoOrdersFound
    own = f"{header.number}/{header.symbol}" if header.number else None
    return replace(
        _answer(source, header, clauses),
        basis=tuple(basis_in(Passage.of(source), own)),
        signatory=tail.signatory if not report else None,
        copies=tail.copies if not report else (),
    )


def _answer(source: str, header: Header, clauses: Clauses) -> ReadDirective:
    return ReadDirective(
        text=source,
        kind=header.kind,
        kind_words=header.kind_words,
        issuer=header.issuer,
        number=header.number,
        symbol=header.symbol,
        issued_on=header.issued_on,
        issued_text=header.issued_text,
        place=header.place,
        subject=header.subject,
        addressees=tuple(line.named() for line in header.addressees),
        basis=(),
        assignments=clauses.assignments,
        signatory=None,
        copies=(),
        gaps=tuple(gaps_in(header, clauses.assignments, clauses.unowned, source)),
    )
