"""How well and how fast registers are matched: `python bench/registers.py --help`.

Side by side in one run, on the same invented registers: this project, Splink 5, recordlinkage, dedupe, the
join on the identity number alone, and the floor (both files read, one hash join, nothing decided). Each line
is a process of its own; a line once measured is kept (`--lines FILE`) and not measured again.

    python bench/registers.py --make-peers /somewhere          # once: the peers' own environment
    python bench/registers.py --all --write --peers-python /somewhere/bin/python
"""

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from _registers_measure import Measured, measure
from _registers_methods import ALL, METHODS, command, why_not
from registers_data import PROFILES, Files, Quality, files_in, generate, quality

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks" / "registers.md"
SIZES = (100_000, 1_000_000, 3_300_000)
GROWTH = (100_000, 300_000, 1_000_000, 3_300_000, 10_000_000)
REMAINDERS_OF = ((100_000, "default", 1), (100_000, "heavy", 1), (1_000_000, "default", 1))
NATION, NATION_SEED = 10_000_000, 5
NATIONAL = {
    "floor": "floor of the nation: 100 million numbers joined with 95 million",
    "whole": "10 million of three provinces in one run",
    "buckets 1": "the same in buckets by province, one after the other",
    "buckets 2": "the same, two workers",
}
HEADS = (
    "residents, noise, seed, method, s, × floor, CPU s, × CPU, peak MB, participates, not yet, false, missed"
)

Line = dict[str, object]


def main() -> int:
    """Measure what was asked, print the tables, and put them into the page if asked."""
    asked = _asked()
    if asked.make_peers:
        return _make_peers(asked.make_peers)
    asked.folder.mkdir(parents=True, exist_ok=True)
    kept = _Kept(asked.folder / "lines.jsonl", fresh=asked.fresh)
    tables = {}
    if asked.all or not (asked.growth or asked.remainder or asked.national):
        tables["table"] = _side_by_side(asked, kept)
    if asked.all:
        tables["noises"] = _noises(asked, kept)
    if asked.all or asked.remainder:
        tables["remainder"] = _remainder(asked, kept)
    if asked.national:
        tables["national"] = _national(asked, kept)
    if asked.growth or asked.all:
        tables["growth"] = _growth(asked, kept)
    if asked.write:
        _write(tables)
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="residents")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--profile", nargs="+", choices=PROFILES, default=["default"])
    parser.add_argument("--noise", type=float, nargs="+", default=[1.0], help="times every defect")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--growth", action="store_true", help="ours alone, from 100 thousand to 10 million")
    parser.add_argument(
        "--remainder", action="store_true", help="what the strict passes leave: ours or Splink"
    )
    parser.add_argument("--national", action="store_true", help="10 million in buckets; floor of 100 million")
    parser.add_argument("--most", type=int, default=GROWTH[-1], help="leave out larger sizes of the growth")
    parser.add_argument("--all", action="store_true", help="all the tables")
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/benchmarks/registers.md"
    )
    parser.add_argument("--fresh", action="store_true", help="forget the lines measured before")
    parser.add_argument("--peers-python", type=Path, help="Python with requirements/bench.txt")
    parser.add_argument("--make-peers", type=Path, metavar="DIR", help="make that environment, and end")
    folder = Path(tempfile.gettempdir()) / "diemtua-bench-registers"
    parser.add_argument("--folder", type=Path, default=folder, help="for registers and measured lines")
    return parser.parse_args()


def _make_peers(folder: Path) -> int:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pinned = ["--require-hashes", "-r", ROOT / "requirements" / "bench.txt"]
    return subprocess.run([folder / "bin" / "pip", "install", "--quiet", *pinned], check=False).returncode


class _Kept:
    """The lines measured so far, one JSON object each, by what was asked."""

    def __init__(self, file: Path, *, fresh: bool) -> None:
        self.file = file
        if fresh:
            file.unlink(missing_ok=True)
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self.lines: dict[str, Line] = {}
        for line in map(json.loads, lines):
            self.lines[line["key"]] = line

    def add(self, key: str, line: Line) -> Line:
        whole = {
            "key": key,
            "day": f"{datetime.now(UTC):%Y-%m-%d}",
            "load": round(os.getloadavg()[0], 1),
            **line,
        }
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(whole) + "\n")
        self.lines[key] = whole
        return whole


def _line(
    asked: argparse.Namespace, kept: _Kept, name: str, size: int, seed: int, profile: str, noise: float
) -> Line:
    """Return what a method gave on one pair of registers: measured before, or now."""
    key = f"{name} {size} {seed} {profile} {noise}"
    refused = why_not(name, size, asked.peers_python)
    if key in kept.lines and not (kept.lines[key]["failed"] and not refused):
        return kept.lines[key]
    if refused:
        return {"key": key, **asdict(Measured(failed=refused)), "load": 0}
    files = _registers(asked.folder, size, seed, profile, noise)
    out = files.population.parent / f"{name}.parquet"
    measured = measure(command(name, files, out, asked.peers_python), at_most=ALL[name].at_most)
    line: Line = asdict(measured)
    if out.exists() and not measured.failed:
        line["quality"] = asdict(quality(files, out))
    out.unlink(missing_ok=True)
    return kept.add(key, line)


def _registers(folder: Path, size: int, seed: int, profile: str, noise: float) -> Files:
    """Return registers of that kind, drawn once; only the last pair is kept on the disk."""
    wanted = folder / f"{size}-{seed}-{profile}-{noise}"
    if not (wanted / "whole").exists():
        for other in folder.glob("*-*-*-*"):
            shutil.rmtree(other)
        generate(size, wanted, seed=seed, profile=profile, noise=noise)
        (wanted / "whole").touch()
    return files_in(wanted)


def _side_by_side(asked: argparse.Namespace, kept: _Kept) -> str:
    lines = _head(HEADS)
    for size in asked.sizes:
        for profile in asked.profile:
            for noise in asked.noise:
                for seed in asked.seeds:
                    lines += _block(asked, kept, size, seed, profile, noise)
    return "\n".join(lines)


def _block(
    asked: argparse.Namespace, kept: _Kept, size: int, seed: int, profile: str, noise: float
) -> list[str]:
    floor = _line(asked, kept, "floor", size, seed, profile, noise)
    lines = []
    for name in asked.methods:
        one = _line(asked, kept, name, size, seed, profile, noise)
        cells = [f"{size:,}", _noise(profile, noise), str(seed), METHODS[name].title, *_costs(one, floor)]
        lines.append(_row([*cells, *_quality(one)]))
        print(lines[-1], flush=True)
    return lines


def _noises(asked: argparse.Namespace, kept: _Kept) -> str:
    """Ours and the best peer where noise and seed change, at a hundred thousand residents."""
    lines = _head(HEADS)
    for profile, noise in (
        ("default", 1.0),
        ("default", 0.5),
        ("default", 1.5),
        ("indep", 1.0),
        ("heavy", 1.0),
    ):
        for seed in (1, 2, 3):
            for name in ("ours", "splink") if seed == 1 else ("ours",):
                one = _line(asked, kept, name, 100_000, seed, profile, noise)
                floor = _line(asked, kept, "floor", 100_000, seed, profile, noise)
                cells = [
                    "100,000",
                    _noise(profile, noise),
                    str(seed),
                    METHODS[name].title,
                    *_costs(one, floor),
                ]
                lines.append(_row([*cells, *_quality(one)]))
                print(lines[-1], flush=True)
    return "\n".join(lines)


def _remainder(asked: argparse.Namespace, kept: _Kept) -> str:
    """Ours and Splink on the same remainder; Splink's model is trained before, on the smallest registers."""
    lines = _head(HEADS)
    model = asked.folder / "splink-model.json"
    if asked.peers_python and not model.exists():
        files = _registers(asked.folder, 100_000, 1, "default", 1.0)
        measure(
            command("remainder", files, files.population.parent / "model.parquet", asked.peers_python),
            at_most=600,
        )
    for size, profile, seed in REMAINDERS_OF:
        floor = _line(asked, kept, "floor", size, seed, profile, 1.0)
        for name in ("ours", "remainder", "rest"):
            one = _line(asked, kept, name, size, seed, profile, 1.0)
            cells = [f"{size:,}", profile, str(seed), ALL[name].title, *_costs(one, floor)]
            lines.append(_row([*cells, *_quality(one)]))
            print(lines[-1], flush=True)
    return "\n".join(lines)


def _growth(asked: argparse.Namespace, kept: _Kept) -> str:
    lines = _head("residents, s, µs per resident, × floor, CPU s, × CPU, peak MB, not yet")
    points = []
    for size in (size for size in GROWTH if size <= asked.most):
        one, floor = (_line(asked, kept, name, size, 1, "default", 1.0) for name in ("ours", "floor"))
        seconds = float(str(one["seconds"]))
        points.append((size, seconds))
        costs = _costs(one, floor)
        lines.append(
            _row([f"{size:,}", costs[0], f"{seconds / size * 1e6:.1f}", *costs[1:], _quality(one)[1]])
        )
        print(lines[-1], flush=True)
    said = f"Seconds grow as residents to the power of {_exponent(points):.2f}"
    share = _exponent([(size, size * math.log(size)) for size, _ in points])
    lines += ["", f"{said}; n log n over the same sizes would be {share:.2f}."]
    print(lines[-1])
    return "\n".join(lines)


def _national(asked: argparse.Namespace, kept: _Kept) -> str:
    """Ten million residents of three provinces, whole and in buckets; a bare join of a hundred million."""
    lines = _head("what, s, CPU s, peak MB, not yet, said")
    wanted = asked.folder / f"{NATION}-{NATION_SEED}-provinces-3"
    for name, words in (
        ("floor", ["floor", asked.folder]),
        ("whole", None),
        ("buckets 1", ["buckets", wanted, "1"]),
        ("buckets 2", ["buckets", wanted, "2"]),
    ):
        key = f"national {name}"
        if key not in kept.lines or kept.lines[key]["failed"]:
            if name != "floor" and not (wanted / "whole").exists():
                generate(NATION, wanted, seed=NATION_SEED, provinces=3)
                (wanted / "whole").touch()
            files, out = files_in(wanted), wanted / "national.parquet"
            script = [sys.executable, Path(__file__).with_name("_registers_national.py"), *(words or [])]
            measured = measure(script if words else command("ours", files, out, None), at_most=1800)
            line: Line = asdict(measured)
            if out.exists() and not measured.failed:
                line["quality"] = asdict(quality(files, out))
                out.unlink()
            kept.add(key, line)
        one = kept.lines[key]
        told = {key: value for key, value in one["told"].items() if key != "buckets"}  # type: ignore[attr-defined]
        costs = _costs(one, one)
        said = ", ".join(f"{key} {value:,.1f}".removesuffix(".0") for key, value in told.items())
        lines.append(
            _row([NATIONAL[name], costs[0], costs[2], costs[4], _quality(one)[1] or str(one["failed"]), said])
        )
        print(lines[-1], flush=True)
    return "\n".join(lines)


def _exponent(points: list[tuple[int, float]]) -> float:
    """Return the slope of the straight line through the logarithms."""
    logs = [(math.log(size), math.log(max(seconds, 1e-9))) for size, seconds in points]
    x, y = (sum(part) / len(logs) for part in zip(*logs, strict=True))
    spread = sum((one - x) ** 2 for one, _ in logs)
    return sum((one - x) * (other - y) for one, other in logs) / spread if spread else math.nan


def _costs(one: Line, floor: Line) -> list[str]:
    if one["failed"]:
        return ["–", "–", "–", "–", f"{one['peak_mb']:,}" if one["peak_mb"] else "–"]
    wall, cpu = (float(str(one[kind])) / max(0.001, float(str(floor[kind]))) for kind in ("seconds", "cpu"))
    return [f"{one['seconds']:.1f}", f"{wall:.1f}", f"{one['cpu']:.1f}", f"{cpu:.1f}", f"{one['peak_mb']:,}"]


def _quality(one: Line) -> list[str]:
    if one["failed"]:
        return [str(one["failed"]), "", "", ""]
    if "quality" not in one:
        return ["–"] * 4
    found = Quality(**one["quality"])  # type: ignore[arg-type]
    pairs = (" / ".join(f"{part:.4f}" for part in pair) for pair in (found.participates, found.prospects))
    return [*pairs, f"{found.false:,}", f"{found.missed:,}"]


def _noise(profile: str, noise: float) -> str:
    return profile if noise == 1.0 else f"{profile} × {noise:g}"


def _head(heads: str) -> list[str]:
    cells = heads.split(", ")
    lines = [
        _row(cells),
        "|" + "|".join("---" if one in {"noise", "method"} else "---:" for one in cells) + "|",
    ]
    print("\n".join(lines), flush=True)
    return lines


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _write(tables: dict[str, str]) -> None:
    """Put each table between its marks, with the command, the day and the machine."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
    words = " ".join(word for word in sys.argv[1:] if not word.startswith("/"))
    head = f"`python bench/registers.py {words}`, {datetime.now(UTC):%Y-%m-%d}, {machine}."
    page = PAGE.read_text(encoding="utf-8")
    for name, table in tables.items():
        mark = f"<!-- {name} -->"
        before, _, rest = page.partition(mark)
        _, _, after = rest.partition(mark)
        page = f"{before}{mark}\n{head}\n\n{table}\n{mark}{after}"
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
