"""How rightly and how fast directives are read: `python bench/directives.py [--half H] [--each] [--write]`.

Reads the labelled documents of tests/directives/labelled (and the seeds, when ../shared stands beside the
repository) and counts precision and recall of header fields, owners in order, tasks per owner, co-ordinating
agencies, deadlines and result figures. `--each` tells every miss in words. `--write` puts the tables into
docs/benchmarks/directives.md. Ends with 1 when a group falls below 0.97 or a dispatch takes too long.
"""

import argparse
import itertools
import json
import os
import platform
import resource
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from _directives_scores import Plain, Score, compare

from diemtua.core.documents import read_document
from diemtua.directives.rules import NoOrdersFound, read_directive
from diemtua.directives.rules.plain import plain_directive, plain_figures, plain_nothing

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "directives" / "labelled"
SEEDS = ROOT.parent / "shared" / "seeds"
PAGE = ROOT / "docs" / "benchmarks" / "directives.md"
MARK = "<!-- table -->"
PARTS = {"open": 22, "blind": 50, "late": 66, "last": 84, "fresh": 99}  # the last number of each
LEAST_F1 = 0.97
MOST_SECONDS = 0.3
PAGE_SIGNS = 2_500
GROUPS = {
    "header": "header fields",
    "owners": "owners in order",
    "tasks": "tasks per owner",
    "coord": "co-ordinating agencies",
    "deadlines": "deadlines",
    "figures": "result figures",
    "report to": "whom to report to",
    "copies": "who gets a copy",
    "indicators": "indicator of a figure",
}
BOUND = ("header", "owners", "tasks", "coord", "deadlines", "figures")


@dataclass(frozen=True)
class Labelled:
    """One document and what a careful official reads in it."""

    file: Path
    label: Plain

    @property
    def half(self) -> str:
        if self.file.is_relative_to(SEEDS):
            return "seeds"
        return next(part for part, last in PARTS.items() if int(self.file.name[:2]) <= last)

    def score(self) -> Score:
        text = read_document(self.file.name, self.file.read_bytes())
        return compare(self.label, read(text), plain_figures(text)["results"])


@dataclass(frozen=True)
class Speed:
    """How long the reading of one long dispatch takes beside its floor, and a job of many, in seconds."""

    pages: int
    one: float
    floor: float
    documents: int
    job: float
    peak_mb: int


def labelled() -> Iterator[Labelled]:
    """Yield the labelled documents in the order of their numbers, then the seeds."""
    for label in sorted(LABELLED.glob("*.json")):
        file = next(file for end in (".txt", ".docx") if (file := label.with_suffix(end)).exists())
        yield Labelled(file, json.loads(label.read_text(encoding="utf-8")))
    for label in sorted((LABELLED / "seeds").glob("*.json")):
        for file in SEEDS.glob(f"{label.stem}_*.txt"):
            yield Labelled(file, json.loads(label.read_text(encoding="utf-8")))


def read(text: str) -> Plain:
    """Return what the reader makes of a text, as the command prints it."""
    try:
        return plain_directive(read_directive(text))
    except NoOrdersFound as nothing:
        return plain_nothing(text, nothing.text, nothing.code)


def total(scores: Iterable[Score]) -> Score:
    """Add up the counts of many documents."""
    whole = Score()
    for score in scores:
        whole.join(score)
    return whole


def speed(documents: int) -> Speed:
    """Time a dispatch of ten pages (best of five) and a job of many documents with progress."""
    long = _ten_pages()
    one = min(_seconds(lambda: read(long)) for _ in range(5))
    floor = min(_seconds(long.split) for _ in range(5))
    files = [one.file for one in labelled() if one.half != "seeds"]
    began = time.perf_counter()
    for done, file in enumerate(itertools.islice(itertools.cycle(files), documents), start=1):
        read(read_document(file.name, file.read_bytes()))
        if done % max(1, documents // 10) == 0:
            sys.stderr.write(f"  {done:>6,} of {documents:,} documents\n")
    job = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Speed(len(long) // PAGE_SIGNS, one, floor, documents, job, peak)


def _ten_pages() -> str:
    """A plan of the set whose sections are given again, numbered on, until it fills ten pages."""
    text = (LABELLED / "03_ke_hoach_chuyen_doi_so.txt").read_text(encoding="utf-8")
    head, mark, rest = text.partition("III. TỔ CHỨC THỰC HIỆN\n")
    body, end, tail = rest.partition("\nTrên đây là Kế hoạch")
    sections = body.split("\n")
    numbers = itertools.count(1)
    lines: list[str] = []
    while len(head) + len(tail) + sum(map(len, lines)) < 10 * PAGE_SIGNS:
        for line in sections:
            number, dot, words = line.partition(". ")
            lines.append(f"{next(numbers)}. {words}\n" if dot and number.isdigit() else f"{line}\n")
    return head + mark + "".join(lines) + end + tail


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def table(scores: dict[str, Score], counts: dict[str, int]) -> str:
    """Return precision, recall and F1 of each group, one column for each part of the set."""
    parts = [part for part in (*PARTS, "all", "seeds") if counts.get(part)]
    head = " | ".join(f"{part} ({counts[part]}): P / R / F1" for part in parts)
    lines = [f"| group | {head} |", "|---|" + "---|" * len(parts)]
    for group, words in GROUPS.items():
        cells = " | ".join(_cell(scores[part], group) for part in parts)
        lines.append(f"| {words} | {cells} |")
    return "\n".join(lines)


def _cell(score: Score, group: str) -> str:
    count = score.groups.get(group)
    if count is None:
        return "–"
    asked = count.right + count.missed
    return f"{count.precision:.3f} / {count.recall:.3f} / **{count.f1:.3f}** of {asked}"


def speed_table(took: Speed) -> str:
    """Return the two measurements of time."""
    return (
        "| what | took | bound or floor |\n|---|---:|---:|\n"
        f"| a dispatch of {took.pages} pages | {took.one * 1000:.0f} ms "
        f"| bound {MOST_SECONDS * 1000:.0f} ms, floor (`str.split`) {took.floor * 1000:.2f} ms |\n"
        f"| {took.documents:,} documents in one job | {took.job:.1f} s, {took.peak_mb} MB at most "
        f"| {took.job / took.documents * 1000:.1f} ms a document |"
    )


def _write(text: str) -> None:
    machine = f"{_machine()}; load {os.getloadavg()[0]:.1f}"
    command = shlex.join(["python", "bench/directives.py", *sys.argv[1:]])
    head = f"Written by `{command}` on {datetime.now(UTC):%Y-%m-%d}. Machine: {machine}."
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
    _, _, after = rest.partition(MARK)
    PAGE.write_text(f"{before}{MARK}\n{head}\n\n{text}\n{MARK}{after}", encoding="utf-8")


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{model or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> int:
    """Measure, print, and say whether the bounds were kept."""
    parser = argparse.ArgumentParser(description="How rightly and how fast directives are read.")
    parser.add_argument("--half", choices=[*PARTS, "all"], default="all")
    parser.add_argument("--each", action="store_true", help="tell every miss of every document")
    parser.add_argument("--only", metavar="WORD", help="only documents with this in their name")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/directives.md")
    asked = parser.parse_args()

    scored: dict[str, list[Score]] = {part: [] for part in (*PARTS, "seeds")}
    for one in labelled():
        if asked.half not in {"all", one.half} or (asked.only and asked.only not in one.file.name):
            continue
        score = one.score()
        scored[one.half].append(score)
        if asked.each:
            print(f"\n{one.file.name}" + ("" if score.faults else "   all right"))
            for fault in score.faults:
                print(f"    {fault}")
    halves = {name: total(scores) for name, scores in scored.items()}
    halves["all"] = total(score for part in PARTS for score in scored[part])
    counts = {name: len(scores) for name, scores in scored.items()}
    counts["all"] = sum(counts[part] for part in PARTS)
    text = table(halves, counts)
    print(f"\n{text}")
    kept = all(count.f1 >= LEAST_F1 for group, count in halves["all"].groups.items() if group in BOUND)
    if not asked.no_speed:
        took = speed(asked.documents)
        text += "\n\n" + speed_table(took)
        print("\n" + speed_table(took))
        kept = kept and took.one < MOST_SECONDS
    if asked.write:
        _write(text)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
