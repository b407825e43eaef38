"""`diemtua directives`: documents and reports read on the command line, without a database."""

import json
from pathlib import Path

import pytest

from diemtua.cli.main import main

SAMPLES = Path(__file__).parents[1] / "directives" / "samples"


def test_a_dispatch_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directives", "read", str(SAMPLES / "01_cong_van_cap_huyen.txt")]) == 0

    told = capsys.readouterr().out
    assert "Kính gửi:" in told
    assert "\n1. " in told
    assert "  - " in told


def test_every_span_of_the_json_stands_in_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directives", "read", "--json", str(SAMPLES / "02_ke_hoach_tinh.txt")]) == 0

    told = json.loads(capsys.readouterr().out)
    tasks = [task for assignment in told["assignments"] for task in assignment["tasks"]]
    assert tasks
    for task in tasks:
        words = told["text"][slice(*task["span"])]
        assert words.split()[:3] == task["text"].split()[:3]


def test_a_text_without_orders_is_read_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "contract.txt"
    file.write_text("This agreement is made between the parties.", encoding="utf-8")

    assert main(["directives", "read", str(file)]) == 0
    assert "Không tìm thấy nội dung giao nhiệm vụ" in capsys.readouterr().out
    assert main(["directives", "read", "--json", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["assignments"], [gap["code"] for gap in told["gaps"]]) == ([], ["no_orders_found"])


def test_the_json_of_any_reading_has_the_same_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "contract.txt"
    file.write_text("This agreement is made between the parties.", encoding="utf-8")
    keys = []
    for one in (file, SAMPLES / "02_ke_hoach_tinh.txt"):
        main(["directives", "read", "--json", str(one)])
        keys.append(sorted(json.loads(capsys.readouterr().out)))

    assert keys[0] == keys[1]
    assert {"kind", "issuer", "number", "date", "subject", "recipients", "basis", "assignments"} <= {*keys[0]}


def test_figures_of_a_report_are_proposed_with_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.txt"
    file.write_text(
        "Theo Quyết định số 595/QĐ-BHXH, toàn tỉnh tổ chức 126 hội nghị, hơn 300 người tham dự.",
        encoding="utf-8",
    )

    assert main(["directives", "figures", "--json", str(file)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [(figure["value"], figure["bound"]) for figure in told["results"]] == [(126, "="), (300, ">")]


@pytest.mark.parametrize(
    ("name", "sentence"), [("no.txt", "Không mở được"), ("picture.png", "không thuộc loại")]
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, capsys, name, sentence) -> None:
    if name.endswith(".png"):
        (tmp_path / name).write_bytes(b"\x89PNG")

    assert main(["directives", "read", str(tmp_path / name)]) == 1
    assert sentence in capsys.readouterr().err


def test_a_benchmark_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "lottery"]) == 1
    assert "advice" in capsys.readouterr().err
