"""The matching on a small Spark cluster gives the links of DuckDB; skipped with a sentence elsewhere."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from diemtua.registers.rules import match_registers
from diemtua.registers.rules.spark import (
    damerau_levenshtein,
    hamming,
    local_session,
    match_on_spark,
    why_no_spark,
)
from tests.registers.rows import Links, read

DATA = Path(__file__).resolve().parents[2] / "bench" / "registers_data.py"
needs_spark = pytest.mark.skipif(why_no_spark() is not None, reason=f"no Spark here: {why_no_spark()}")


@pytest.fixture(scope="module")
def session() -> Iterator[object]:
    """Two workers of one core and a gigabyte each, as processes of their own."""
    session = local_session("local-cluster[2,1,1024]")
    yield session
    session.stop()


@needs_spark
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of Spark's own making
def test_a_cluster_gives_the_links_of_one_machine(session: object, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("registers_data", DATA)
    data = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(data)
    files = data.generate(3_000, tmp_path, seed=8)

    alone = match_registers(files.population, files.participants, tmp_path / "alone.parquet")
    many = match_on_spark(session, files.population, files.participants, tmp_path / "many.parquet")

    one, other = read(tmp_path / "alone.parquet"), read(tmp_path / "many.parquet")
    assert strict(other) == strict(one)
    assert {link[:2] for link in other} == {link[:2] for link in one}
    for here, there in zip(one, other, strict=True):
        assert there[2] == pytest.approx(here[2], abs=1e-4)
    assert [(step.name, step.links) for step in many.steps if step.name != "read"] == [
        (step.name, step.links) for step in alone.steps if step.name != "read"
    ]


def strict(links: Links) -> Links:
    return [link for link in links if link[3] != "scored"]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("lan", "lan", 0),
        ("lan", "la", 1),
        ("lan", "lann", 1),
        ("lan", "lna", 1),
        ("lan", "loan", 1),
        ("hoa", "huệ", 2),
        ("", "an", 2),
        (None, "an", None),
    ],
)
def test_distances_count_neighbours_swapped_as_one(
    one: str | None, other: str | None, distance: int | None
) -> None:
    assert damerau_levenshtein(one, other) == distance


def test_places_that_differ_are_counted() -> None:
    assert hamming("040180000001", "040180000010") == 2
    assert hamming(None, "040180000010") is None
