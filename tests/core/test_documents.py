"""Files into text: what Word and PDF hold, and every file that is refused by name."""

import io
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from diemtua.core import documents
from diemtua.core.documents import read_document
from diemtua.core.errors import Refusal
from diemtua.core.files import FileEmpty, FileTooLarge


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of(*pages: str, password: str | None = None) -> bytes:
    """Write a small PDF by hand: one line of Latin text a line, no font embedded."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in page.split("\n")) if page else ""
        stream = f"BT /F1 12 Tf 72 720 Td {lines}ET".encode("latin-1")
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (number + 1)
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R%s >>" % (
        len(objects) + 1,
        b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
        % (b"00" * 32, b"11" * 32)
        if password
        else b"",
    )
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, trailer, len(body),
    )  # fmt: skip


def numbered(document: Document, text: str, list_id: int, depth: int) -> None:
    """Add a paragraph that Word numbers by itself."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", depth), ("w:numId", list_id)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        numbering.append(child)
    properties.append(numbering)


def with_list(document: Document, *levels: tuple[str, str]) -> int:
    """Define a list with the given (format, pattern) by level, and return its id."""
    part = document.part.numbering_part.element
    drawn = OxmlElement("w:abstractNum")
    drawn.set(qn("w:abstractNumId"), "77")
    for depth, (shape, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", shape), ("w:lvlText", pattern)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        drawn.append(level)
    part.insert(0, drawn)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    number.append(reference)
    part.append(number)
    return 77


def test_word_paragraphs_and_tables_come_in_reading_order() -> None:
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "UBND TỈNH BÌNH LÂM\nSố: 5/UBND-VX"
    head.cell(0, 1).text = "Bình Lâm, ngày 5 tháng 4 năm 2024"
    document.add_paragraph("Kính gửi: Sở Y tế.")
    plan = document.add_table(rows=2, cols=3)
    for column, words in enumerate(("TT", "Nội dung", "Chủ trì")):
        plan.cell(0, column).text = words
    for column, words in enumerate(("1", "Treo băng rôn", "Sở Y tế")):
        plan.cell(1, column).text = words

    text = read_document("cong-van.docx", saved(document))

    assert text.split("\n") == [
        "UBND TỈNH BÌNH LÂM",
        "Số: 5/UBND-VX",
        "Bình Lâm, ngày 5 tháng 4 năm 2024",
        "Kính gửi: Sở Y tế.",
        "TT\tNội dung\tChủ trì",
        "1\tTreo băng rôn\tSở Y tế",
    ]


def test_numbers_that_word_draws_by_itself_are_read() -> None:
    document = docx.Document()
    list_id = with_list(
        document, ("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%3."), ("bullet", "\uf0b7")
    )
    numbered(document, "Sở Y tế", list_id, 0)
    numbered(document, "Việc một", list_id, 1)
    numbered(document, "Việc hai", list_id, 1)
    numbered(document, "Sở Nội vụ", list_id, 0)
    numbered(document, "Việc ba", list_id, 1)
    numbered(document, "Phần nhỏ", list_id, 2)
    numbered(document, "Gạch đầu dòng", list_id, 3)

    assert read_document("a.docx", saved(document)).split("\n") == [
        "1. Sở Y tế",
        "a) Việc một",
        "b) Việc hai",
        "2. Sở Nội vụ",
        "a) Việc ba",
        "2.1. Phần nhỏ",
        "+ Gạch đầu dòng",
    ]


def test_inserted_words_are_read_and_deleted_words_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Trước ngày ")._p
    for tag, inner, words in (("w:ins", "w:t", "15/5"), ("w:del", "w:delText", "20/5")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph.append(change)

    assert read_document("a.docx", saved(document)) == "Trước ngày 15/5"


def test_pdf_pages_follow_each_other_without_their_numbers() -> None:
    data = pdf_of("UBND giao So Y te thuc hien viec nay va", "2\nviec khac trong thang.")

    assert read_document("a.pdf", data) == "UBND giao So Y te thuc hien viec nay va\nviec khac trong thang."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_is_read_in_every_unicode_encoding(encoding: str) -> None:
    text = "Kính gửi: Sở Y tế.\r\nThực hiện ngay."

    assert read_document("a.txt", text.encode(encoding)) == "Kính gửi: Sở Y tế.\nThực hiện ngay."


def test_letters_come_out_composed_and_without_invisible_signs() -> None:
    text = unicodedata.normalize("NFD", "Uỷ ban\u200b nhân dân\ufeff")

    assert read_document("A.TXT", text.encode()) == "Uỷ ban nhân dân"


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * (documents.MAX_UNPACKED_XML_BYTES + 1))
    return buffer.getvalue()


def without_document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("note.txt", "không phải Word")
    return buffer.getvalue()


def with_broken_xml() -> bytes:
    source, buffer = zipfile.ZipFile(io.BytesIO(saved(docx.Document()))), io.BytesIO()
    with source, zipfile.ZipFile(buffer, "w") as package:
        for entry in source.infolist():
            is_body = entry.filename == "word/document.xml"
            package.writestr(entry, b"<w:document" if is_body else source.read(entry))
    return buffer.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")

REFUSED = [
    ("rong.docx", b"", FileEmpty),
    ("trang.docx", saved(docx.Document()), FileEmpty),
    ("trang.txt", b" \n ", FileEmpty),
    ("nang.pdf", b"0" * (20 * 1024 * 1024 + 1), FileTooLarge),
    ("bang-tinh.doc", OLE + b"x" * 5000, documents.BrokenDocument),
    ("anh.doc", b"\xff\xd8\xff\xe0JFIF" * 90, documents.BrokenDocument),
    ("chuong-trinh.docx", b"MZ\x90\x00" * 90, documents.BrokenDocument),
    ("mat-khau.doc", OLE.ljust(512, b"\0") + b"\xec\xa5" + b"\xff" * 600, documents.PasswordProtected),
    ("mat-khau.docx", OLE + "EncryptedPackage".encode("utf-16-le"), documents.PasswordProtected),
    ("hong.docx", b"PK\x03\x04 not a zip", documents.BrokenDocument),
    ("khac.docx", without_document(), documents.BrokenDocument),
    ("xml-hong.docx", with_broken_xml(), documents.BrokenDocument),
    ("bom.docx", bomb(), documents.UnpacksTooLarge),
    ("anh-chup.pdf", pdf_of("", ""), documents.ScannedPdf),
    ("mat-khau.pdf", pdf_of("UBND giao So Y te thuc hien", password="x"), documents.PasswordProtected),
    ("hong.pdf", b"%PDF-1.4 nothing follows", documents.BrokenDocument),
    ("dai.pdf", pdf_of(*["UBND giao So Y te"] * (documents.MAX_PAGES + 1)), documents.DocumentTooLong),
    ("dai.txt", b"abc " * (documents.MAX_SIGNS // 4 + 1), documents.DocumentTooLong),
    ("bang.xlsx", b"PK", documents.UnknownDocumentKind),
    ("khong-duoi", b"Kinh gui", documents.UnknownDocumentKind),
    ("tieng-nga.txt", "Съобщение до всички".encode("cp1251"), documents.NotUnicodeText),
    ("nhi-phan.txt", b"abc\x01\x02\x03" * 40, documents.NotUnicodeText),
]


@pytest.mark.parametrize(("name", "data", "refusal"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_file_that_cannot_be_read_is_refused_by_name(
    name: str, data: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        read_document(name, data)

    assert refused.value.code == refusal.code
    assert f"“{name}”" in refused.value.text
    assert "Hãy" in refused.value.text


def test_the_pdf_writer_of_these_tests_writes_what_pdfium_reads() -> None:
    document = pypdfium2.PdfDocument(pdf_of("mot", "hai"))

    assert len(document) == 2
    document.close()


def test_a_word_copy_of_a_sample_reads_like_its_text() -> None:
    from diemtua.directives.rules import read_directive

    source = (Path(__file__).parents[1] / "directives/samples/02_ke_hoach_tinh.txt").read_text(
        encoding="utf-8"
    )
    document = docx.Document()
    for line in source.split("\n"):
        document.add_paragraph(line)

    again = read_directive(read_document("ke-hoach.docx", saved(document)))

    expected = read_directive(source)
    assert [clause.heading for clause in again.assignments] == [
        clause.heading for clause in expected.assignments
    ]
    assert [len(clause.tasks) for clause in again.assignments] == [3, 1, 2, 1, 2, 1]
