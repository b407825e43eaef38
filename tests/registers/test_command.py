"""The command from end to end, and files that are not fit to be matched."""

import importlib.util
from pathlib import Path

import duckdb
import pytest

from diemtua.cli.main import main
from diemtua.registers.rules import match_registers
from diemtua.registers.rules.refusals import (
    ColumnsMissing,
    NumbersRounded,
    OutputUnwritable,
    RegisterEmpty,
    RegisterMissing,
    RegisterNotText,
    RegisterUnreadable,
    RowsNotTold,
)
from tests.registers.rows import COLUMNS, LAN, read, write

BENCH = Path(__file__).resolve().parents[2] / "bench" / "registers_data.py"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory):
    """Two registers of 2,000 residents, and who is who."""
    spec = importlib.util.spec_from_file_location("registers_data", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, module.generate(2_000, tmp_path_factory.mktemp("registers"), seed=3)


def test_the_command_finds_who_is_not_covered(data, tmp_path: Path, capsys) -> None:
    module, files = data
    out = tmp_path / "links.parquet"
    words = [
        "--population",
        str(files.population),
        "--participants",
        str(files.participants),
        "--out",
        str(out),
    ]

    assert main(["registers", "match", *words]) == 0

    told = capsys.readouterr()
    precision, recall = module.prospects_precision_recall(files, out)
    assert precision >= 0.93
    assert recall >= 0.98
    assert "Chưa tham gia:" in told.out
    assert "scored" in told.err
    links = read(out)
    assert len({one[0] for one in links}) == len({one[1] for one in links}) == len(links)


def test_parquet_gives_the_links_of_csv(data, tmp_path: Path) -> None:
    _, files = data
    copies = []
    for file in (files.population, files.participants):
        copies.append(tmp_path / f"{file.stem}.parquet")
        duckdb.connect().execute(f"COPY (FROM read_csv('{file}', all_varchar = true)) TO '{copies[-1]}'")
    match_registers(files.population, files.participants, tmp_path / "a.parquet")
    match_registers(copies[0], copies[1], tmp_path / "b.parquet")

    assert read(tmp_path / "a.parquet") == read(tmp_path / "b.parquet")


def refused(path: Path, out: Path | None = None) -> None:
    good = write(path.parent / "good.csv", [LAN])
    match_registers(path, good, out or path.parent / "links.parquet")


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnsMissing) as refusal:
        refused(write(tmp_path / "p.csv", [LAN], tuple(one for one in COLUMNS if one != "ho_ten")))
    assert "thiếu cột họ tên" in refusal.value.text


def test_a_truncated_parquet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "p.parquet"
    duckdb.connect().execute(f"COPY (SELECT range AS rid FROM range(1000)) TO '{file}' (FORMAT parquet)")
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(RegisterUnreadable):
        refused(file)


def test_rounded_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NumbersRounded) as refusal:
        refused(write(tmp_path / "p.csv", [{**LAN, "cccd": "3.8E+10"}]))
    assert "1 số định danh" in refusal.value.text


@pytest.mark.parametrize("rows", [[LAN, LAN], [LAN, {**LAN, "rid": ""}]])
def test_row_numbers_must_tell_rows_apart(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    with pytest.raises(RowsNotTold):
        refused(write(tmp_path / "p.csv", rows))


def test_an_empty_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterEmpty):
        refused(write(tmp_path / "p.csv", []))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterMissing):
        refused(tmp_path / "nowhere.csv")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "p.csv", [LAN])
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises((RegisterNotText, RegisterUnreadable)):
        refused(file)


@pytest.mark.parametrize("buckets", [[], ["--buckets", "2"]])
def test_an_input_is_never_written_over(tmp_path: Path, capsys, buckets) -> None:
    file, other = (write(tmp_path / name, [LAN]) for name in ("p.csv", "q.csv"))
    before = file.read_bytes()
    words = ["--population", str(file), "--participants", str(other), "--out", str(file)]

    assert main(["registers", "match", *words, *buckets]) == 1

    assert "đó là một tệp vào" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_an_output_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        refused(write(tmp_path / "p.csv", [LAN]), tmp_path / "nowhere" / "links.parquet")
    with pytest.raises(OutputUnwritable):
        refused(write(tmp_path / "p.csv", [LAN]), Path("/dev/null/links.parquet"))
    assert {one.name for one in tmp_path.iterdir()} == {"p.csv", "good.csv"}


def test_a_refusal_is_one_sentence_and_code_1(tmp_path: Path, capsys) -> None:
    words = ["--population", "không.csv", "--participants", "không.csv", "--out", str(tmp_path / "l.parquet")]

    assert main(["registers", "match", *words]) == 1
    assert capsys.readouterr().err.startswith("Không mở được tệp không.csv")
