"""PDF: words that spacing has split or glued, heads in two columns, pages that are pictures."""

from pathlib import Path

import pypdfium2
import pytest

from diemtua.core import documents
from diemtua.core.documents import programs, read_document
from diemtua.core.documents.scans import grey_picture
from tests.core.test_documents import pdf_of

TAIL = " 0 -20 Td (Giao So Y te thuc hien viec nay.) Tj"


def pdf_with(operators: str, *, width: int = 595) -> bytes:
    """Return a page drawn by `operators`; the table of places is left wrong, as PDFium mends it."""
    plain = pdf_of("X")
    begin, end = plain.index(b"BT /F1"), plain.index(b"ET\nendstream")
    drawn = f"BT /F1 12 Tf 72 720 Td {operators} ".encode("latin-1")
    return (plain[:begin] + drawn + plain[end:]).replace(b"[0 0 595 842]", b"[0 0 %d 842]" % width)


@pytest.mark.parametrize(
    ("operators", "line"),
    [
        ("4 Tc (KE HOACH) Tj 0 Tc", "KE HOACH"),
        ("(K E   H O A C H) Tj", "KE HOACH"),
        ("(Q U Y E T   D I N H) Tj", "QUYET DINH"),
        ("[(thuc) -100 (hien) -250 (nhiem) -100 (vu) -250 (sau)] TJ", "thuc hien nhiem vu sau"),
        ("(Windows Microsoft) Tj", "Windows Microsoft"),
        ("(a b c d 1 2) Tj", "a b c d 1 2"),
        ("(thuchien) Tj", "thuchien"),
    ],
)
def test_words_are_put_right_only_where_the_boxes_say_so(operators: str, line: str) -> None:
    assert read_document("a.pdf", pdf_with(operators + TAIL)).split("\n")[0] == line


def test_a_head_in_two_columns_keeps_its_cells_apart() -> None:
    head = "(UBND TINH BINH LAM) Tj 260 0 Td (CONG HOA XA HOI) Tj -260 -14 Td (So: 5/UBND-VX) Tj"

    lines = read_document("a.pdf", pdf_with(head + TAIL)).split("\n")

    assert lines == [
        "UBND TINH BINH LAM CONG HOA XA HOI",
        "So: 5/UBND-VX",
        "Giao So Y te thuc hien viec nay.",
    ]


def test_a_page_is_drawn_in_grey_at_200_dpi_and_a_huge_one_smaller() -> None:
    sizes = []
    for width in (595, 14_400):
        document = pypdfium2.PdfDocument(pdf_with("(a) Tj", width=width))
        picture = grey_picture(document, 0)
        document.close()
        _, across, down, _ = picture.split(b" ", 3)
        assert len(picture) == len(b"P5 %s %s 255\n" % (across, down)) + int(across) * int(down)
        sizes.append((int(across), int(down)))

    assert sizes[0] == (1653, 2339)
    assert sizes[1][0] * sizes[1][1] < 9_100_000


def test_a_scan_without_tesseract_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(documents.ScannedPdf) as refused:
        read_document("anh.pdf", pdf_of("", ""))

    assert refused.value.text == (
        "Tệp “anh.pdf” là bản chụp, không có lớp chữ để đọc, và máy chủ chưa cài Tesseract tiếng Việt (vie). "
        "Hãy tải bản .docx hoặc bản PDF xuất từ Word, hoặc dán nội dung vào ô văn bản."
    )


needs_tesseract = pytest.mark.skipif(
    programs.vietnamese_ocr() is None, reason="Tesseract with Vietnamese (vie) is not installed here"
)


@pytest.mark.slow
@needs_tesseract
def test_a_scan_is_recognised(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(pdf_with("(GIAO SO Y TE THUC HIEN) Tj 0 -40 Td (TRONG THANG NAM) Tj"))
    page = document[0]
    bitmap = page.render(scale=200 / 72)
    scan = pypdfium2.PdfDocument.new()
    picture = pypdfium2.PdfImage.new(scan)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    sheet = scan.new_page(595, 842)
    sheet.insert_obj(picture)
    sheet.gen_content()
    scan.save(tmp_path / "anh.pdf")

    assert "THANG" in read_document("anh.pdf", (tmp_path / "anh.pdf").read_bytes())


@pytest.mark.slow
@needs_tesseract
def test_a_blank_scan_is_refused() -> None:
    with pytest.raises(documents.NothingToRead):
        read_document("anh.pdf", pdf_of("", ""))
