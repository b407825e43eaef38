"""The nation's size: ten million residents in three buckets for real, and the floor of a hundred million.

`_registers_national.py floor FOLDER` joins 100 million numbers with 95 million and nothing else.
`_registers_national.py buckets FOLDER WORKERS` matches the registers of FOLDER by province.
"""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

import duckdb

from diemtua.registers.rules.buckets import match_in_buckets

RESIDENTS, PARTICIPANTS = 100_000_000, 95_000_000


def main() -> int:
    """Do one of the two and print what was found."""
    what, folder, *rest = sys.argv[1:]
    if what == "floor":
        print(json.dumps(_floor(Path(folder))))
        return 0
    out = Path(folder) / "national.parquet"
    report = match_in_buckets(
        Path(folder) / "pop.csv", Path(folder) / "part.csv", out, workers=int(rest[0]), memory="1600MB"
    )
    told = {"seconds": report.seconds, "across": report.across, "links": report.links}
    print(json.dumps({**told, "buckets": [asdict(one) for one in report.buckets]}))
    return 0


def _floor(folder: Path) -> dict[str, float]:
    """Return seconds: numbers written to Parquet, both read and joined, those without a partner counted."""
    seconds, began = {}, time.monotonic()

    def stage(name: str) -> None:
        nonlocal began
        seconds[name], began = round(time.monotonic() - began, 1), time.monotonic()

    with duckdb.connect() as db:
        db.execute("SET memory_limit = '8GB'; SET threads = 2; SET preserve_insertion_order = false")
        db.execute(f"SET temp_directory = '{folder}/spill'; SET enable_progress_bar = false")
        files = []
        for side, rows in (("p", RESIDENTS), ("q", PARTICIPANTS)):
            files.append(f"'{folder}/{side}.parquet'")
            numbers = f"SELECT range AS rid, (hash(range) >> 1)::BIGINT AS number FROM range({rows})"  # noqa: S608
            db.execute(f"COPY ({numbers}) TO {files[-1]} (FORMAT parquet)")
        stage("write")
        db.execute(f"SELECT count(*) FROM {files[0]} p JOIN {files[1]} q USING (number)").fetchall()  # noqa: S608
        stage("join")
        db.execute(f"SELECT count(*) FROM {files[0]} p ANTI JOIN {files[1]} q USING (number)").fetchall()  # noqa: S608
        stage("without a partner")
    for side in ("p", "q"):
        (folder / f"{side}.parquet").unlink()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
