"""Quality on noise and seeds nobody tuned for, and what a matching says of itself, against the truth."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from diemtua.registers.rules import Report, match_registers
from diemtua.registers.rules.refusals import OtherProvince
from diemtua.registers.rules.scoring import SCORED
from tests.registers.rows import LAN, Row, write

DATA = Path(__file__).resolve().parents[2] / "bench" / "registers_data.py"
RESIDENTS = 40_000
#: name: profile, times every defect, seeds that no part of the engine was fitted on
SETTINGS = {
    "default": ("default", 1.0, (71, 72, 73)),
    "one and a half": ("default", 1.5, (71, 72, 73)),
    "strewn": ("indep", 1.0, (71, 72, 73)),
    "heavy": ("heavy", 1.0, (71, 72, 73)),
}
WITHIN = 0.40  # of the truth: expected wrong entries, three seeds together
MISSED_WITHIN = 25, 2.0  # so many people, or by this factor: expected missed ones
PASS_WITHIN = 0.005  # between the measured precision of a pass of a hundred links and more, and the truth

pytestmark = pytest.mark.slow


@dataclass
class Tried:
    """One pair of registers matched: what the report says, and what is true."""

    report: Report
    precision: float
    recall: float
    wrong: int
    missed: int
    passes: dict[str, tuple[int, int]]  # links, right ones


@pytest.fixture(scope="module")
def data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("registers_data", DATA)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=SETTINGS)
def tried(request: pytest.FixtureRequest, data: ModuleType, tmp_path_factory) -> list[Tried]:
    profile, noise, seeds = SETTINGS[request.param]
    found = []
    for seed in seeds:
        folder = tmp_path_factory.mktemp("registers")
        files = data.generate(RESIDENTS, folder, seed=seed, profile=profile, noise=noise)
        report = match_registers(files.population, files.participants, folder / "links.parquet")
        quality = data.quality(files, folder / "links.parquet")
        found.append(Tried(report, *quality.prospects, quality.false, quality.missed, _passes(files, folder)))
    return found


def _passes(files, folder: Path) -> dict[str, tuple[int, int]]:
    rows = (
        duckdb.connect()
        .execute(
            f"""SELECT rule, count(*), count(*) FILTER (p.person = q.person)
                FROM '{folder / "links.parquet"}' l
                JOIN '{files.population_truth}' p ON p.rid = l.pop_rid
                JOIN '{files.participants_truth}' q ON q.rid = l.part_rid GROUP BY rule"""
        )
        .fetchall()
    )
    return {rule: (links, right) for rule, links, right in rows}


def test_the_list_is_right_on_every_noise_and_seed(tried: list[Tried]) -> None:
    for one in tried:
        assert one.precision >= 0.95
        assert one.recall >= 0.99


def test_expected_wrong_entries_are_near_the_true_ones(tried: list[Tried]) -> None:
    expected, true = (sum(one.report.expected_wrong for one in tried), sum(one.wrong for one in tried))

    assert abs(expected - true) <= max(WITHIN * true, 15)


def test_expected_missed_people_are_near_the_true_ones(tried: list[Tried]) -> None:
    expected, true = (sum(one.report.expected_missed for one in tried), sum(one.missed for one in tried))
    people, factor = MISSED_WITHIN

    assert abs(expected - true) <= people or true / factor <= expected <= true * factor


def test_the_measured_precision_of_each_pass_is_near_the_true_one(tried: list[Tried]) -> None:
    for one in tried:
        told = {step.name: step.precision for step in one.report.steps}
        assert set(one.passes) <= set(told)
        for rule, (links, right) in one.passes.items():
            within = 0.02 if rule == SCORED else PASS_WITHIN
            if links >= 100:
                assert told[rule] == pytest.approx(right / links, abs=within), rule


def test_a_pass_that_errs_is_told_to_err(tmp_path: Path) -> None:
    """Twenty numbers stand with somebody else of the same year and given name: the pass takes them all."""
    residents = [_person(number) for number in range(400)]
    participants = [{**one, "rid": str(1000 + number)} for number, one in enumerate(residents)]
    for number in range(20):
        participants[number] |= {
            "ho_ten": f"Hoàng Đức {_given(number)}",
            "gioi_tinh": "Nam",
            "ma_ho": str(90_000 + number),
            "ngay_sinh": f"09/{number % 12 + 1}/{1950 + number % 50}",
            "sdt": f"0988{number:06}",
        }

    report = match_registers(
        write(tmp_path / "p.csv", residents), write(tmp_path / "q.csv", participants), tmp_path / "l.parquet"
    )

    (step,) = [one for one in report.steps if one.name == "id"]
    assert step.links == 400
    assert 0.93 <= step.precision <= 0.975


def test_four_numbers_in_ten_empty_and_everybody_still_found(tmp_path: Path) -> None:
    residents = [_person(number) for number in range(500)]
    participants = [{**one, "rid": str(1000 + number)} for number, one in enumerate(residents[:450])]
    for number in range(0, 450, 5):
        participants[number]["cccd"] = participants[number + 1]["cccd"] = ""

    report = match_registers(
        write(tmp_path / "p.csv", residents), write(tmp_path / "q.csv", participants), tmp_path / "l.parquet"
    )

    assert report.links == 450
    assert report.prospects == 50
    assert report.overlap == 1.0


def test_people_listed_five_times_count_once(tmp_path: Path) -> None:
    residents = [_person(number) for number in range(300)]
    participants = [
        {**one, "rid": str(1000 + number + 300 * time), "cccd": one["cccd"] if time < 3 else ""}
        for time in range(5)
        for number, one in enumerate(residents[:200])
    ]

    report = match_registers(
        write(tmp_path / "p.csv", residents), write(tmp_path / "q.csv", participants), tmp_path / "l.parquet"
    )

    assert (report.links, report.repeats, report.prospects) == (200, 800, 100)


def test_the_register_of_another_province_is_refused(tmp_path: Path) -> None:
    residents = [_person(number) for number in range(300)]
    elsewhere = [
        {**one, "rid": str(number), "cccd": f"0380{number:08}", "ma_xa": "14001", "ma_xom": "", "sdt": ""}
        for number, one in enumerate(residents)
    ]
    files = write(tmp_path / "p.csv", residents), write(tmp_path / "q.csv", elsewhere)

    with pytest.raises(OtherProvince) as refusal:
        match_registers(*files, tmp_path / "l.parquet")

    assert "không có xã nào chung" in refusal.value.text
    assert not (tmp_path / "l.parquet").exists()


def test_one_commune_in_common_is_enough(tmp_path: Path) -> None:
    residents = [_person(number) for number in range(300)]
    there = [
        {**one, "cccd": "", "ma_xa": "17001" if number == 0 else "14001"}
        for number, one in enumerate(residents)
    ]

    report = match_registers(
        write(tmp_path / "p.csv", residents), write(tmp_path / "q.csv", there), tmp_path / "l.parquet"
    )

    assert report.participants == 300


def _given(number: int) -> str:
    return ("Lan", "Hoa", "Mai", "Hạnh", "Thu")[number % 5]


def _person(number: int) -> Row:
    """Return an invented resident; her number tells her sex and year."""
    year = 1950 + number % 50
    middle = ("Thị", "Thu", "Kim", "Ngọc", "Bích", "Thanh", "Minh")[number // 5 % 7]
    family = ("Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")[
        number // 35 % 11
    ]
    return {
        **LAN,
        "rid": str(number),
        "ho_ten": f"{family} {middle} {_given(number)}",
        "ngay_sinh": f"{number % 27 + 2:02}/{number // 27 % 12 + 1:02}/{year}",
        "cccd": f"0401{year % 100:02}{number:06}",
        "ma_ho": str(7000 + number // 4),
        "sdt": f"0912{number:06}",
    }
