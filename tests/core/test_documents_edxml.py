"""edXML packages: the attachment's text, else the header laid out; and packages that are refused."""

import pytest

from diemtua.core import documents
from diemtua.core.documents import read_document
from diemtua.core.errors import Refusal
from diemtua.directives.rules import read_directive
from tests.core.document_making import edxml_of, word_of, zip_of

WORDS = "Giao Sở Y tế thực hiện trước ngày 15/5/2024."
LAID_OUT = """ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM
SỞ NỘI VỤ TỈNH BÌNH LÂM
Số: 45/SNV-CCHC
Bình Lâm, ngày 05 tháng 4 năm 2024
V/v rà soát hồ sơ & biểu mẫu
Kính gửi:
- Sở Y tế;
- UBND xã Tân Hòa.
Đề nghị Sở Y tế rà soát.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Thị Mẫu"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.edxml", edxml_of({"45.docx": word_of(WORDS)})),
        ("a.xml", edxml_of({"45.txt": WORDS.encode()})),
        ("a.xml", edxml_of({"so-lieu.xlsx": b"PK", "hong.pdf": b"%PDF-", "45.docx": word_of(WORDS)})),
        ("a.edoc", zip_of({"edxml.xml": edxml_of(), "attachments/45.docx": word_of(WORDS)})),
        (
            "a.zip",
            zip_of({"b/edoc.edxml": edxml_of(), "manifest.xml": b"<files/>", "45.txt": WORDS.encode()}),
        ),
        ("a.zip", zip_of({"45.docx": word_of(WORDS)})),
    ],
)
def test_the_text_of_the_attachment_counts(name: str, data: bytes) -> None:
    assert read_document(name, data) == WORDS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.edxml", edxml_of(content="Đề nghị Sở Y tế rà soát.")),
        ("a.edxml", edxml_of({"hong.pdf": b"%PDF-1.4 ..."}, content="Đề nghị Sở Y tế rà soát.")),
        (
            "a.edoc",
            zip_of({"edxml.xml": edxml_of(content="Đề nghị Sở Y tế rà soát."), "anh.jpg": b"\xff\xd8"}),
        ),
    ],
)
def test_without_a_readable_attachment_the_header_is_laid_out(name: str, data: bytes) -> None:
    assert read_document(name, data) == LAID_OUT


def test_what_is_laid_out_is_read_as_a_dispatch() -> None:
    directive = read_directive(read_document("a.edxml", edxml_of(content="Đề nghị Sở Y tế rà soát.")))

    assert (directive.number, directive.symbol, str(directive.issued_on)) == ("45", "SNV-CCHC", "2024-04-05")
    assert directive.subject is not None
    assert directive.subject.text == "rà soát hồ sơ & biểu mẫu"


def test_a_plan_has_its_kind_above_its_subject() -> None:
    lines = read_document("a.edxml", edxml_of(kind="Kế hoạch")).split("\n")

    assert lines[4:6] == ["KẾ HOẠCH", "rà soát hồ sơ & biểu mẫu"]


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Envelope><MessageHeader>&b;</MessageHeader></Envelope>"""


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("cuoi.xml", LAUGHS, documents.BrokenDocument),
        ("cuoi16.xml", LAUGHS.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"), documents.BrokenDocument),  # noqa: E501 -- one file
        ("khac.xml", b"<rss><channel/></rss>", documents.BrokenDocument),
        ("cat.xml", edxml_of()[:600], documents.BrokenDocument),
        ("la.xml", b"<?xml version='1.0' encoding='no-such'?><a/>", documents.BrokenDocument),
        ("trong.zip", zip_of({}), documents.UnknownDocumentKind),
        ("long.zip", zip_of({"trong.zip": zip_of({"a.txt": b"a"})}), documents.UnknownDocumentKind),
        ("nang.zip", zip_of({"a.txt": bytes(documents.MAX_UNPACKED_BYTES + 1)}), documents.UnpacksTooLarge),
        ("nhieu.zip", zip_of({f"{number}.txt": b"" for number in range(2001)}), documents.UnpacksTooLarge),
        ("hong.edoc", b"PK\x03\x04", documents.BrokenDocument),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_package_that_cannot_be_read_is_refused(name: str, data: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        read_document(name, data)

    assert f"“{name}”" in refused.value.text
