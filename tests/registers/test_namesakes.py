"""Residents who go by the same name and year as the one of a doubtful pair."""

from pathlib import Path

import duckdb
import pytest

from diemtua.registers.rules.namesakes import namesakes_of
from tests.registers.rows import links_file, snapshot_part

HOA = {"full_name": "Lô Thị Hoà", "birth": "1985-08-05", "hamlet": "01", "commune": "00001"}


def found(tmp_path: Path, *others: dict[str, object], links: list[tuple[int, int, float]]):
    """Return the namesakes of the first resident, Hoà."""
    population = snapshot_part(tmp_path / "population.parquet", [HOA, *others])
    linked = links_file(tmp_path / "links.parquet", links)
    with duckdb.connect() as db:
        db.execute("CREATE TABLE doubtful AS SELECT 1::BIGINT AS pop_rid")
        return namesakes_of(db, "doubtful", population, linked)


@pytest.mark.parametrize(
    ("other", "number"),
    [
        ({"full_name": "LO THI HOA"}, 1),
        ({"full_name": "Lô Thị Hòa", "birth": "1985"}, 1),
        ({"full_name": "Lô Thị Hoa", "birth": "1985-01-01", "hamlet": "07"}, 1),
        ({"full_name": "Lô Thị Hoài"}, 0),
        ({"birth": "1986-08-05"}, 0),
        ({"commune": "00004"}, 0),
        ({"birth": None}, 0),
    ],
)
def test_who_counts_as_a_namesake(tmp_path, other, number) -> None:
    told = found(tmp_path, HOA | other, links=[(1, 1, 0.6)])
    assert told.get(1, {"number": 0})["number"] == number


def test_who_has_a_row_already_is_told_and_comes_last(tmp_path) -> None:
    others = [HOA | {"birth": f"1985-0{month}-01", "hamlet": f"0{month}"} for month in (1, 2, 3, 4)]

    told = found(tmp_path, *others, links=[(1, 1, 0.6), (2, 2, 0.99), (3, 3, 0.7)])[1]

    assert told["number"] == 4
    assert [one["hamlet"] for one in told["first"]] == ["02", "03", "04"]
    taken = found(tmp_path, others[0], links=[(1, 1, 0.6), (2, 2, 0.99)])[1]["first"]
    assert taken == [{"birth": "1985-01-01", "hamlet": "01", "taken": True}]
