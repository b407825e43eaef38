"""The files of a report: layout, totals, and the way back through LibreOffice."""

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from diemtua.reports.rules import annex_workbook, body_of, differences, digest_of, report_document
from diemtua.reports.rules.layout import DEFAULT_TEMPLATE
from diemtua.reports.rules.snapshot import Snapshot
from diemtua.reports.rules.template import template_document
from tests.reports import samples

DIGEST = "a" * 64


def sheets_of(snapshot) -> dict[str, list]:
    content = annex_workbook(snapshot, samples.HEAD, digest=DIGEST)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_snapshot_comes_back_from_json_the_same() -> None:
    snapshot = samples.snapshot(called_off=samples.CALLED_OFF, difficulties=samples.DIFFICULTIES)

    assert Snapshot.from_json(snapshot.to_json()) == snapshot
    assert digest_of(snapshot.to_json()) == digest_of(dict(reversed(snapshot.to_json().items())))


def test_the_page_is_as_the_decree_wants_it() -> None:
    document = Document(io.BytesIO(report_document(samples.snapshot(), samples.HEAD, digest=DIGEST)))
    page = document.sections[0]

    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert 20 <= round(page.top_margin.mm) <= 25
    assert 20 <= round(page.bottom_margin.mm) <= 25
    assert 30 <= round(page.left_margin.mm) <= 35
    assert 15 <= round(page.right_margin.mm) <= 20
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert page.first_page_header.paragraphs[0].text == ""
    fonts = {run.font.name for paragraph in document.paragraphs for run in paragraph.runs}
    sizes = {run.font.size.pt for paragraph in document.paragraphs for run in paragraph.runs}
    assert (fonts, sizes) == ({"Times New Roman"}, {14.0})


def test_the_head_reads_as_written() -> None:
    document = Document(io.BytesIO(report_document(samples.snapshot(), samples.HEAD, digest=DIGEST)))
    cells = [cell.text.strip() for row in document.tables[0].rows for cell in row.cells]

    assert cells == [
        "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH NGHỆ AN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-BHXH",
        "Nghệ An, ngày 02 tháng 6 năm 2024",
    ]
    signature = [line for line in document.tables[1].rows[0].cells[1].text.split("\n") if line]
    assert signature == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Thử"]


def test_the_same_report_is_the_same_file() -> None:
    made = [report_document(samples.snapshot(), samples.HEAD, digest=DIGEST) for _ in range(2)]

    assert made[0] == made[1]


def test_the_totals_of_the_annexes_equal_the_report() -> None:
    sheets = sheets_of(samples.snapshot())

    entries = sheets["1. Người tham gia"]
    assert entries[4][2].startswith("Tham gia mới BHXH tự nguyện")
    assert [row[2] for row in entries[5:]] == [1_400, 2, 1, 1_403]
    launch = sheets["3. Ngày ra quân"]
    assert launch[-1][2:] == [490, 881, 10_547, 691, 1_607]


def test_the_given_figures_show_source_and_plan() -> None:
    row = sheets_of(samples.snapshot())["4. Số liệu nhập"][6]

    assert row[1:4] == [
        "Đang tham gia BHXH, BHYT, BHTN (người, không trùng)",
        3_039_673,
        "31/5/2024",
    ]
    assert (row[4], round(row[5], 2)) == (3_292_540, 92.32)


def test_every_number_of_the_text_stands_on_the_origins_sheet() -> None:
    snapshot = samples.snapshot()
    rows = sheets_of(snapshot)["5. Nguồn số liệu"][5:]

    assert [row[1] for row in rows] == [one.printed for one in body_of(snapshot).statements]
    assert {row[13] for row in rows} == {DIGEST[:16]}


def test_a_difference_names_what_changed() -> None:
    earlier = samples.snapshot()
    figures = earlier.figures | {"SI.VOL.NEW": samples.stated("SI.VOL.NEW", 1_410)}

    found = differences(earlier, samples.snapshot(figures=figures))

    assert [(one.key, one.earlier, one.later, one.difference) for one in found] == [
        ("SI.VOL.NEW", 1_403, 1_410, 7)
    ]


@pytest.mark.slow
def test_libreoffice_opens_the_document_and_reads_every_number_back(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    source = tmp_path / "report.docx"
    source.write_bytes(report_document(samples.snapshot(), samples.HEAD, digest=DIGEST))

    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = " ".join(" ".join(pages).split())
    for printed in {one.printed for one in body_of(samples.snapshot()).statements}:
        assert printed.removeprefix("hơn ") in text  # digits only: the fonts here may lack Vietnamese letters
    assert not pages[0].lstrip().startswith("1")
    assert pages[1].lstrip().startswith("2")


def test_the_committed_template_is_the_one_that_the_layout_makes() -> None:
    assert DEFAULT_TEMPLATE.read_bytes() == template_document()
