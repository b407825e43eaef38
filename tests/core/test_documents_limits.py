"""Bad files are refused with a sentence within 5 seconds and 500 MB, each in a process of its own."""

import io
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.core.document_making import edxml_of, with_parts, word_of, zip_of
from tests.core.test_documents import OLE, pdf_of

SECONDS, MEGABYTES = 5, 500
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# What is measured: the reading alone, in a process whose memory may not pass the bound.
PROGRAM = """
import json, re, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) << 20,) * 2)
from diemtua.core.documents import read_document
from diemtua.core.errors import Refusal
path = sys.argv[1]
data = open(path, "rb").read()
begin = time.monotonic()
try:
    answer = ["text", read_document(path.rsplit("/", 1)[1], data)[:40]]
except Refusal as refusal:
    answer = [refusal.code, refusal.text]
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
print(json.dumps([*answer, time.monotonic() - begin, peak]))
"""


def word_part(xml: str | bytes, name: str = "word/document.xml") -> bytes:
    """Return a Word file with `xml` as its part `name`, whatever that is."""
    return with_parts(word_of("a"), {name: xml.encode() if isinstance(xml, str) else xml})


def word_with(body: str, *, entities: str = "") -> bytes:
    doctype = f"<!DOCTYPE d [{entities}]>" if entities else ""
    return word_part(f"{doctype}<w:document {W}><w:body>{body}</w:body></w:document>")


def lying_about_its_size() -> bytes:
    """Return a package whose table of contents says that 200 MB are a thousand bytes."""
    data = word_part(b" " * 200_000_000)
    size = (200_000_000).to_bytes(4, "little")
    return data.replace(size, (1000).to_bytes(4, "little"))


def laughing() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20 if n else "ha"}">' for n in range(8))
    return word_with("<w:p><w:r><w:t>&e7;</w:t></w:r></w:p>", entities=entities)


def quadratic() -> bytes:
    return word_with("&a;" * 100_000, entities=f'<!ENTITY a "{"a" * 100_000}">')


def ring_of_styles() -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(150_000)
    )
    return word_part(f"<w:styles {W}>{styles}</w:styles>", "word/styles.xml")


def tables_within_tables() -> bytes:
    inner = f"<w:p><w:r><w:t>{'a ' * 190_000}</w:t></w:r></w:p>"
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc/><w:tc/></w:tr></w:tbl>"
    return word_with(inner)


def packed_pdf(content: bytes, *, times: int = 1, pages: int = 1) -> bytes:
    """Return a PDF whose pages share one stream of `content`, deflated `times` times."""
    plain = pdf_of(*["X"] * pages)
    for _ in range(times):
        content = zlib.compress(content)
    filters = b"/FlateDecode " * times
    shared = b"<< /Filter [%s] /Length %d >> stream\n%s\nendstream" % (filters, len(content), content)
    first = plain.index(b"<< /Length")
    drawn = plain[:first] + shared + plain[plain.index(b"endstream", first) + len(b"endstream") :]
    return re.sub(rb"/Contents \d+ 0 R", b"/Contents 5 0 R", drawn)


def pages_500() -> bytes:
    document = docx.Document()
    for _ in range(7_500):
        document.add_paragraph("Giao các đơn vị thực hiện nghiêm túc nội dung này. " * 4)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def truncated(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("mat-khau.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
    ("mat-khau.pdf", lambda: pdf_of("giao viec", password="x"), "password_protected"),
    ("exe.docx", lambda: b"MZ\x90\x00" * 100_000, "broken_document"),
    ("jpg.docx", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" * 100_000, "broken_document"),
    ("jpg.pdf", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" * 100_000, "broken_document"),
    ("exe.txt", lambda: b"MZ\x90\x00\x03\x00\x00\x00" * 100_000, "not_unicode_text"),
    ("jpg.txt", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" * 100_000, "not_unicode_text"),
    ("exe.doc", lambda: b"MZ\x90\x00" * 100_000, "broken_document"),
    ("exe.zip", lambda: b"MZ\x90\x00" * 100_000, "broken_document"),
    ("trang.docx", lambda: word_of("", " "), "file_empty"),
    ("trang.txt", lambda: b"\n" * 1000, "file_empty"),
    ("500-trang.pdf", lambda: pdf_of(*["UBND giao So Y te thuc hien"] * 500), "document_too_long"),
    ("500-trang.docx", pages_500, "document_too_long"),
    ("dai.txt", lambda: "việc ".encode() * 2_000_000, "document_too_long"),
    ("dau-chong.txt", ("a" + "\u0301\u0323" * 190_000).encode, "text"),
    ("bom.docx", lambda: word_part(bytes(300_000_000)), "unpacks_too_large"),
    ("bom.pdf", lambda: packed_pdf(b" " * 300_000_000), "unpacks_too_large"),
    ("bom-hai-lan.pdf", lambda: packed_pdf(b" " * 300_000_000, times=2), "unpacks_too_large"),
    ("bom-anh.docx", lambda: word_part(bytes(300_000_000), "word/media/a.png"), "unpacks_too_large"),
    ("bom-doi.docx", lying_about_its_size, "broken_document"),
    ("bom-long.zip", lambda: zip_of({"a.docx": word_part(bytes(90_000_000))}), "unpacks_too_large"),
    ("bom-long.edxml", lambda: edxml_of({"a.docx": zip_of({"a.xml": bytes(90_000_000)})}), "text"),
    ("nhieu-tep.docx", lambda: zip_of({f"word/{n}.xml": b"" for n in range(60_000)}), "unpacks_too_large"),
    ("cuoi.docx", laughing, "broken_document"),
    ("binh-phuong.docx", quadratic, "broken_document"),
    ("nhieu-the.docx", lambda: word_with("<w:p/>" * 2_500_000), "unpacks_too_large"),
    ("sau.docx", lambda: word_with("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), "broken_document"),
    ("kieu.docx", ring_of_styles, "text"),
    ("bang-long.docx", tables_within_tables, "text"),
    ("cat.docx", lambda: truncated(word_of(*["Giao Sở Y tế"] * 500)), "broken_document"),
    ("cat.pdf", lambda: truncated(pdf_of(*["UBND giao So Y te thuc hien"] * 3))[:200], "broken_document"),
    ("cat.zip", lambda: truncated(zip_of({"a.docx": word_of("a")})), "broken_document"),
    ("cat.edxml", lambda: truncated(edxml_of()), "broken_document"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "make", "code"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_refused_in_little_time_and_memory(
    tmp_path: Path, name: str, make: Callable[[], bytes], code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(make())

    answer, sentence, seconds, megabytes = _measured(path)

    assert answer == code
    assert code == "text" or ("“" in sentence and "Hãy" in sentence)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.slow
def test_a_scan_without_tesseract_is_refused_in_little_time(tmp_path: Path) -> None:
    path = tmp_path / "anh-chup.pdf"
    path.write_bytes(pdf_of(*[""] * 300))

    answer, sentence, seconds, megabytes = _measured(path, programs=str(tmp_path))

    assert answer == "scanned_pdf"
    assert "Tesseract" in sentence
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True)


def _measured(path: Path, *, programs: str = "") -> tuple[str, str, float, int]:
    """Return the code of the refusal, its sentence, the seconds and the most memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), str(MEGABYTES * 2)],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": programs, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer, sentence, seconds, megabytes = json.loads(done.stdout)
    return answer, sentence, seconds, megabytes
