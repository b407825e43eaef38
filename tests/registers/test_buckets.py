"""Matching in buckets: the links of a whole run, those who moved, and a run that was killed."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from diemtua.cli.main import main
from diemtua.registers.rules import match_registers
from diemtua.registers.rules.buckets import bucketing, match_in_buckets
from diemtua.registers.rules.refusals import ColumnsMissing, RegisterMissing
from tests.registers.rows import COLUMNS, LAN, Links, Row, read, write

DATA = Path(__file__).resolve().parents[2] / "bench" / "registers_data.py"
RUN = "import sys; from diemtua.cli.main import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("registers_data", DATA)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def provinces(data: ModuleType, tmp_path_factory: pytest.TempPathFactory):
    """Two registers of 6,000 residents in three provinces."""
    return data.generate(6_000, tmp_path_factory.mktemp("provinces"), seed=4, provinces=3)


def pairs(links: Links) -> set[tuple[object, object]]:
    return {(one[0], one[1]) for one in links}


def test_buckets_give_the_links_of_a_whole_run(data, provinces, tmp_path: Path) -> None:
    whole, parted = tmp_path / "whole.parquet", tmp_path / "parted.parquet"
    match_registers(provinces.population, provinces.participants, whole)
    report = match_in_buckets(provinces.population, provinces.participants, parted, workers=2)

    assert [one.name for one in report.buckets] == ["10", "11", "12", "across"]
    one, other = pairs(read(whole)), pairs(read(parted))
    assert len(one & other) >= 0.99 * len(one)
    assert len(other - one) <= 0.01 * len(one)
    assert report.links == len(other) == len({p for p, _ in other}) == len({q for _, q in other})
    for at_once, in_parts in zip(
        data.prospects_precision_recall(provinces, whole),
        data.prospects_precision_recall(provinces, parted),
        strict=True,
    ):
        assert in_parts >= at_once - 0.01
    assert not list(tmp_path.glob(".*"))


def test_who_moved_to_another_province_is_found_across_buckets(tmp_path: Path) -> None:
    here = [{**LAN, "rid": str(row), "ho_ten": f"Lê Thị {name}", "cccd": f"04018000{row:04}", "sdt": "",
             "ma_ho": str(row), "ma_xa": commune} for row, (name, commune) in enumerate(
                 (("Hoa", "17001"), ("Mơ", "17001"), ("Tý", "38001"), ("Sửu", "38001")))]  # fmt: skip
    there = [{**one, "rid": str(9 - int(one["rid"]))} for one in here]
    there[0] |= {"ma_xa": "38001", "ma_ho": "", "ma_xom": ""}

    report = match_in_buckets(
        write(tmp_path / "p.csv", here), write(tmp_path / "q.csv", there), tmp_path / "l.parquet"
    )

    assert pairs(read(tmp_path / "l.parquet")) == {(0, 9), (1, 8), (2, 7), (3, 6)}
    assert report.across == 1


@pytest.mark.parametrize("commune", ["", "xã không rõ"])
def test_a_row_without_a_place_is_matched_across_buckets(tmp_path: Path, commune: str) -> None:
    there: Row = {**LAN, "rid": "5", "ma_xa": commune}
    match_in_buckets(
        write(tmp_path / "p.csv", [LAN]), write(tmp_path / "q.csv", [there]), tmp_path / "l.parquet"
    )
    assert pairs(read(tmp_path / "l.parquet")) == {(1, 5)}


def test_a_column_of_provinces_is_preferred_to_the_commune_code(tmp_path: Path) -> None:
    columns = (*COLUMNS, "Tỉnh")
    here = [{**LAN, "rid": "1", "Tỉnh": "Nghệ An"}, {**LAN, "rid": "2", "cccd": "", "Tỉnh": "Hà Tĩnh"}]
    files = [write(tmp_path / f"{side}.csv", here, columns) for side in "pq"]
    report = match_in_buckets(*files, tmp_path / "l.parquet")
    assert [one.name for one in report.buckets] == ["HÀ_TĨNH", "NGHỆ_AN", "across"]


def test_killed_and_begun_again_it_goes_on_and_gives_the_same_file(provinces, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.parquet", tmp_path / "killed.parquet"
    files = ["--population", provinces.population, "--participants", provinces.participants]
    command = [sys.executable, "-c", RUN, "registers", "match", *map(str, files), "--buckets", "5"]
    match_in_buckets(provinces.population, provinces.participants, whole, by=5)

    process = subprocess.Popen([*command, "--out", str(killed)], start_new_session=True)
    folder = killed.with_name(".killed.parquet.buckets")
    while not any(folder.glob("[0-9].json")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    finished = {note: note.stat().st_mtime_ns for note in folder.glob("[0-9].json")}
    assert not killed.exists()

    report = match_in_buckets(provinces.population, provinces.participants, killed, by=5)

    assert report.resumed == len(finished) >= 1
    assert killed.read_bytes() == whole.read_bytes()
    assert not folder.exists()


def test_other_files_are_not_taken_for_those_of_a_killed_run(provinces, tmp_path: Path) -> None:
    out = tmp_path / "l.parquet"
    folder = tmp_path / ".l.parquet.buckets"
    folder.mkdir()
    (folder / "plan.json").write_text('{"asked": ["else"], "buckets": []}', encoding="utf-8")
    assert match_in_buckets(provinces.population, provinces.participants, out, by=2).links > 5_000


def test_a_bucket_with_one_side_only_is_passed_over(tmp_path: Path) -> None:
    there = {**LAN, "rid": "7", "ma_xa": "38001", "ma_ho": "", "ma_xom": ""}
    files = [write(tmp_path / "p.csv", [LAN]), write(tmp_path / "q.csv", [there])]
    report = match_in_buckets(*files, tmp_path / "l.parquet")
    assert [(one.name, one.links) for one in report.buckets] == [("17", 0), ("38", 0), ("across", 1)]


def test_a_register_without_communes_cannot_be_parted(tmp_path: Path) -> None:
    columns = tuple(one for one in COLUMNS if one != "ma_xa")
    files = [write(tmp_path / "p.csv", [LAN], columns), write(tmp_path / "q.csv", [LAN])]
    with pytest.raises(ColumnsMissing):
        match_in_buckets(*files, tmp_path / "l.parquet")


def test_a_missing_file_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RegisterMissing):
        match_in_buckets(tmp_path / "no.csv", tmp_path / "no.csv", tmp_path / "l.parquet")
    assert not (tmp_path / "l.parquet").exists()


def test_the_command_prints_each_bucket(
    provinces, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--population", provinces.population, "--participants", provinces.participants]
    words = ["registers", "match", *map(str, files), "--out", str(tmp_path / "l.parquet")]

    assert main([*words, "--buckets", "province", "--workers", "2"]) == 0

    told = capsys.readouterr()
    assert "across" in told.err
    assert "cặp khác phần" in told.out
    (rows,) = duckdb.connect().execute(f"SELECT count(*) FROM '{tmp_path / 'l.parquet'}'").fetchall()[0]
    assert rows > 5_000


@pytest.mark.parametrize("words", ["0", "-1", "tỉnh", "1.5"])
def test_buckets_are_provinces_or_a_number(words: str) -> None:
    with pytest.raises(ValueError):
        bucketing(words)
