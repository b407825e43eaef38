"""How well and how fast registers are matched: `python bench/registers.py --help`.

Side by side on the same invented registers: this project, the join on the identity number alone, and the
floor (both files read, one hash join, nothing decided). Each runs in a process
of its own. `--write` puts the table
into docs/benchmarks/registers.md.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from registers_data import Files, generate, prospects_precision_recall

from diemtua.registers.rules import match_registers

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks" / "registers.md"
MARK = "<!-- table -->"
NAMES = {
    "ours": "diemtua registers match",
    "id": "join on the identity number",
    "floor": "floor: read, one hash join",
}


def main() -> int:
    """Measure what was asked and print the table."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        return _one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pop", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--noise", type=float, nargs="+", default=[0.5, 1.0, 1.5])
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    lines = ["| residents | seed | noise | method | s | peak MB | precision | recall |"]
    lines.append("|---:|---:|---:|---|---:|---:|---:|---:|")
    print("\n".join(lines), flush=True)
    for seed in asked.seeds:
        for noise in asked.noise:
            with tempfile.TemporaryDirectory() as folder:
                files = generate(asked.pop, Path(folder), seed=seed, noise=noise)
                for method in NAMES:
                    lines.append(_line(method, files, asked.pop, seed, noise))
                    print(lines[-1], flush=True)
    if asked.write:
        _write("\n".join(lines))
    return 0


def _line(method: str, files: Files, population: int, seed: int, noise: float) -> str:
    out = files.population.parent / "links.parquet"
    command = [sys.executable, __file__, "--one", method, files.population, files.participants, out]
    began = time.monotonic()
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    seconds = time.monotonic() - began
    found = ("–", "–")
    if method != "floor":
        found = tuple(f"{part:.4f}" for part in prospects_precision_recall(files, out))
    cells = (f"{population:,}", seed, noise, NAMES[method], f"{seconds:.1f}", told["peak"], *found)
    return "| " + " | ".join(map(str, cells)) + " |"


def _one(method: str, population: Path, participants: Path, out: Path) -> int:
    if method == "ours":
        match_registers(population, participants, out)
    else:
        db = duckdb.connect()
        for table, file in (("p", population), ("q", participants)):
            db.execute(f"CREATE TABLE {table} AS FROM read_csv('{file}', all_varchar = true)")
        wanted = (
            "count(*)" if method == "floor" else "p.rid::BIGINT AS pop_rid, min(q.rid::BIGINT) AS part_rid"
        )
        grouped = "" if method == "floor" else "GROUP BY p.rid"
        db.execute(f"COPY (SELECT {wanted} FROM p JOIN q USING (cccd) {grouped}) TO '{out}'")  # noqa: S608
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
    return 0


def _write(table: str) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    head = f"`python bench/registers.py {' '.join(sys.argv[1:])}`, {datetime.now(UTC):%Y-%m-%d}, {machine}."
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARK)
    _, _, after = rest.partition(MARK)
    PAGE.write_text(f"{before}{MARK}\n{head}\n\n{table}\n{MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
