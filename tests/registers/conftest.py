"""Small registers written by hand, matched through the same door as large ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diemtua.registers.rules import match_registers
from tests.registers.rows import Links, Row, read, write


@pytest.fixture
def match(tmp_path: Path) -> Callable[..., Links]:
    """Match residents with participants and return (pop_rid, part_rid, score, rule) rows."""

    def matched(residents: list[Row], participants: list[Row], **options: Path) -> Links:
        out = tmp_path / "links.parquet"
        match_registers(
            write(tmp_path / "p.csv", residents), write(tmp_path / "q.csv", participants), out, **options
        )
        return read(out)

    return matched
