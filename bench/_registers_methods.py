"""The methods that are measured side by side: how each is started, and where it is not run, why."""

import sys
from dataclasses import dataclass
from pathlib import Path

from registers_data import Files

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Method:
    """One way to match; `peer` is its script in the environment of the peers, `most` its residents."""

    title: str
    peer: str = ""
    most: int = 10**9
    too_large: str = ""
    at_most: float = 600.0


METHODS = {
    "floor": Method("floor: read both, one hash join"),
    "id": Method("join on the identity number"),
    "ours": Method("**diemtua registers match**"),
    "splink": Method("Splink 5, trained and run", "_peer_splink.py", 3_500_000, "needs more than 12 GB", 900),
    "recordlinkage": Method(
        "recordlinkage 0.16", "_peer_recordlinkage.py", 3_500_000, "needs more than 20 GB", 900
    ),
    "dedupe": Method(
        "dedupe 3, 200 labels", "_peer_dedupe.py", 100_000, "memory and time of its training", 240
    ),
}


#: Only for the table of the remainder: what scores what the strict passes leave over.
REMAINDERS = {
    "remainder": Method("strict passes, then Splink against all residents", "_peer_splink.py", 3_500_000),
    "rest": Method("strict passes, then Splink on both remainders", "_peer_splink.py", 3_500_000),
}
ALL = METHODS | REMAINDERS


def command(name: str, files: Files, out: Path, python: Path | None) -> list[str | Path]:
    """Return the command of a method; peers run in an interpreter of their own."""
    method = ALL[name]
    if name in REMAINDERS:
        among = "rest" if name == "rest" else "whole"
        model = out.parent.parent / "splink-model.json"
        driver = [sys.executable, HERE / "_registers_remainder.py", str(python)]
        return [*driver, files.population, files.participants, out, among, model]
    if method.peer:
        assert python is not None
        words = [python, HERE / method.peer, files.population, files.participants, out]
        return [*words, "--truth", out.parent] if name == "dedupe" else words
    if name == "ours":
        words = ["registers", "match", "--population", files.population, "--participants", files.participants]
        run = "import sys; from diemtua.cli.main import main; sys.exit(main(sys.argv[1:]))"
        return [sys.executable, "-c", run, *words, "--out", out]
    return [sys.executable, "-c", _JOIN, name, files.population, files.participants, out]


def why_not(name: str, residents: int, python: Path | None) -> str:
    """Return why a method is not run on so many residents, or nothing."""
    method = ALL[name]
    if method.peer and python is None:
        return "not run: no --peers-python"
    return f"not run: {method.too_large}" if residents > method.most else ""


_JOIN = """
import sys, duckdb
name, population, participants, out = sys.argv[1:]
db = duckdb.connect()
for table, file in (("p", population), ("q", participants)):
    db.execute(f"CREATE TABLE {table} AS FROM read_csv('{file}', all_varchar = true)")
if name == "floor":
    db.execute("SELECT count(*) FROM p JOIN q USING (cccd)").fetchall()
else:
    pairs = "SELECT p.rid::BIGINT AS pop_rid, min(q.rid::BIGINT) AS part_rid FROM p JOIN q USING (cccd)"
    db.execute(f"COPY ({pairs} GROUP BY p.rid) TO '{out}' (FORMAT parquet)")
"""
