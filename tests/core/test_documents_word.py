"""Word in detail: tables, tracked changes, text boxes, footnotes, old fonts, old files."""

import io
import os
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from diemtua.core import documents
from diemtua.core.documents import programs, read_document
from tests.core.document_making import saved, with_parts, word_of
from tests.core.test_legacy_text import as_tcvn3, as_vni

W = nsdecls("w")


def body_of(*blocks: str) -> bytes:
    """Return a Word file whose body is `blocks` of XML."""
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(-1, parse_xml(block.replace(">", f" {W}>", 1)))
    return saved(document)


def run(words: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:r>{fonts}<w:t xml:space="preserve">{words}</w:t></w:r>'


def cell(*paragraphs: str, properties: str = "") -> str:
    inside = "".join(f"<w:p>{run(words)}</w:p>" for words in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


SPAN2, SPAN4 = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="4"/>'
BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_table_of_tasks_is_a_line_a_row_with_merged_cells_once() -> None:
    data = body_of(
        table(
            cell("TT") + cell("Nội dung") + cell("Đơn vị thực hiện", properties=SPAN2),
            cell("I. TUYÊN TRUYỀN", properties=SPAN4),
            cell("1") + cell("Treo", "băng rôn") + cell("Sở Y tế", properties=BEGIN) + cell("UBND xã"),
            cell("2") + cell("Phát thanh") + cell("", properties=GO_ON) + cell(""),
        )
    )

    assert read_document("a.docx", data).split("\n")[:4] == [
        "TT\tNội dung\tĐơn vị thực hiện\t",
        "I. TUYÊN TRUYỀN",
        "1\tTreo băng rôn\tSở Y tế\tUBND xã",
        "2\tPhát thanh\t\t",
    ]


def test_deleted_rows_and_joined_paragraphs_are_read_as_they_will_be() -> None:
    deleted_row = "<w:trPr><w:del w:id='1' w:author='a'/></w:trPr>" + cell("cũ") + cell("cũ") + cell("cũ")
    inserted_row = (
        "<w:trPr><w:ins w:id='2' w:author='a'/></w:trPr>" + cell("1") + cell("mới") + cell("Sở Y tế")
    )
    joined = "<w:p><w:pPr><w:rPr><w:del w:id='3' w:author='a'/></w:rPr></w:pPr>" + run("Giao Sở ") + "</w:p>"
    inserted = f"<w:p><w:ins w:id='4' w:author='a'>{run('Y tế')}</w:ins>" + run(" chủ trì.") + "</w:p>"

    text = read_document("a.docx", body_of(joined, inserted, table(deleted_row, inserted_row)))

    assert text.split("\n")[:2] == ["Giao Sở Y tế chủ trì.", "1\tmới\tSở Y tế"]


def test_text_boxes_come_once_and_page_fields_not_at_all() -> None:
    box = f"<w:txbxContent><w:p>{run('HỎA TỐC')}</w:p></w:txbxContent>"
    paragraph = (
        "<w:p xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:schemas-microsoft-com:vml'>"  # noqa: E501 -- two names of the standard
        f"{run('Kính gửi: Sở Y tế')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"<w:fldSimple w:instr=' PAGE '>{run('7')}</w:fldSimple></w:p>"
    )

    assert read_document("a.docx", body_of(paragraph)).split("\n")[:2] == ["Kính gửi: Sở Y tế", "HỎA TỐC"]


def test_footnotes_stand_behind_the_text() -> None:
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='1'><w:p>{run('Công văn số 12/UBND-VX.')}</w:p></w:footnote></w:footnotes>"
    )
    plain = word_of("Thực hiện chỉ đạo của tỉnh.")
    kinds = (
        "<Relationship Id='rId99' Target='footnotes.xml' "
        "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes'/></Relationships>"
    )
    links = _part(plain, "word/_rels/document.xml.rels").replace(b"</Relationships>", kinds.encode())

    data = with_parts(plain, {"word/footnotes.xml": notes.encode(), "word/_rels/document.xml.rels": links})

    assert read_document("a.docx", data).split("\n") == [
        "Thực hiện chỉ đạo của tỉnh.",
        "[1] Công văn số 12/UBND-VX.",
    ]


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def latin(data: bytes) -> str:
    return data.decode("cp1252").replace("&", "&amp;")


@pytest.mark.parametrize(
    ("font", "typed", "read"),
    [
        (".VnTime", latin(as_tcvn3("Kính gửi: Sở Y tế, trước ngày")), "Kính gửi: Sở Y tế, trước ngày"),
        (".VnTimeH", latin(as_tcvn3("ủy ban nhân dân")), "ỦY BAN NHÂN DÂN"),
        ("VNI-Times", latin(as_vni("Kính gửi: Sở Y tế")), "Kính gửi: Sở Y tế"),
        (".VnTime", "Kính gửi: Sở Y tế", "Kính gửi: Sở Y tế"),
        ("Times New Roman", "Kính gửi: Sở Y tế", "Kính gửi: Sở Y tế"),
    ],
)
def test_words_in_an_old_font_are_read_by_the_fonts_name(font: str, typed: str, read: str) -> None:
    data = body_of(f"<w:p>{run('Căn cứ Luật số 41/2024/QH15 của Quốc hội; ')}{run(typed, font)}</w:p>")

    assert read_document("a.docx", data).split("\n")[0] == f"Căn cứ Luật số 41/2024/QH15 của Quốc hội; {read}"


def test_a_font_of_a_style_counts_and_a_letter_may_stand_in_two_runs() -> None:
    document = docx.Document()
    document.styles["Normal"].element.append(
        parse_xml(f'<w:rPr {W}><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr>')
    )
    paragraph = document.add_paragraph("UBND tænh giao Sôû Y te")
    paragraph.add_run("á chuû trì")

    assert read_document("a.docx", saved(document)) == "UBND tỉnh giao Sở Y tế chủ trì"


@pytest.fixture
def without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which neither LibreOffice nor Tesseract is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


OLD_HEAD = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + b"\xec\xa5" + bytes(1000)


@pytest.mark.parametrize(
    ("name", "data"), [("cu.doc", OLD_HEAD), ("cu.docx", OLD_HEAD), ("a.rtf", b"{\\rtf1 a}")]
)
@pytest.mark.usefixtures("without_programs")
def test_an_old_word_file_needs_libreoffice(name: str, data: bytes) -> None:
    with pytest.raises(documents.OldWordFile) as refused:
        read_document(name, data)

    assert f"“{name}”" in refused.value.text
    assert "LibreOffice" in refused.value.text
    assert "Hãy" in refused.value.text


needs_office = pytest.mark.skipif(
    programs.office() is None, reason="LibreOffice (soffice) is not installed here"
)


def old_word_of(tmp_path: Path, *lines: str) -> bytes:
    """Let LibreOffice write a .doc, with a profile of its own."""
    source = tmp_path / "cu.docx"
    source.write_bytes(word_of(*lines))
    profile = (tmp_path / "profile").as_uri()
    programs.run(
        [
            programs.office() or "", f"-env:UserInstallation={profile}", "--headless",
            "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source),
        ],
        name="cu.doc", seconds=60, folder=str(tmp_path),
    )  # fmt: skip
    return (tmp_path / "cu.doc").read_bytes()


@pytest.mark.slow
@needs_office
def test_an_old_word_file_reads_like_the_new_one(tmp_path: Path) -> None:
    lines = (
        "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
        "Kính gửi: Sở Y tế.",
        "1. Giao Sở Y tế chủ trì, xong trước 15/5/2024.",
    )
    data = old_word_of(tmp_path, *lines)

    assert data.startswith(bytes.fromhex("d0cf11e0a1b11ae1"))
    assert read_document("cu.doc", data) == "\n".join(lines)
    assert read_document("doi-ten.docx", data) == "\n".join(lines)


@pytest.mark.slow
@needs_office
def test_libreoffice_is_ended_with_its_children_when_it_takes_too_long(tmp_path: Path) -> None:
    data = old_word_of(tmp_path, "Giao Sở Y tế.")

    with pytest.raises(documents.ReadingTookTooLong):
        read_document("cu.doc", data, seconds=0.3)

    end = time.monotonic() + 10  # a killed program is there until the machine has cleared it away
    while (left := [line for line in _running() if "diemtua-doc-" in line]) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []


def _running() -> list[str]:
    """Return the command lines of this machine's programs that have not ended."""
    lines = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                lines.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
            except OSError:  # it has ended meanwhile
                continue
    return lines
