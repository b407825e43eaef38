"""How fast the law engine quotes: `python bench/advice.py [--quotes N] [--processes N] [--write]`.

First single quotes, each beside a floor measured in the same run: the bare Decimal or whole-number
arithmetic that the same answer cannot do without. Then one job of a million quotes for invented prospects, as
a campaign would ask for its list. `--write` puts the tables into docs/benchmarks/advice.md.
Ends with 1 when a bound is not kept: 50 µs a quote, 60 s the job.
"""

import argparse
import multiprocessing
import os
import platform
import random
import shlex
import sys
import time
import timeit
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from diemtua.insurance import Group, HealthGroup, Member, bundled_law, quote_household, quote_voluntary
from diemtua.insurance.rules.prepayment import PARTS, discounts
from diemtua.insurance.rules.voluntary import income_bounds

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks" / "advice.md"
DAY = date(2026, 7, 1)
MOST_MICROSECONDS, MOST_SECONDS = 50.0, 60.0
CHUNK = 10_000
WHOLE = Decimal(1)

LAW = bundled_law()
ON = LAW.quoting_on(DAY)
SIX = [Member() for _ in range(6)]
MIXED = [
    Member(group=HealthGroup.STUDENT),
    Member(),
    Member(covered_elsewhere=True),
    Member(group=HealthGroup.NEAR_POOR),
    Member(),
    Member(months=6),
]
SHARES = [Decimal(part) for part in (100, 70, 60, 50, 40, 40)]
RATE, BASE, DUES = Decimal("4.5"), Decimal(2_530_000), Decimal("0.22") * 5_000_000
FACTORS = discounts(Decimal("0.31"), 60)

PAGE_TEXT = """# How fast the law engine quotes

Written by `{command}` on {day}. Machine: {machine}; load {load} at the end.

One quote without its working (`steps` are made only when read), processor time, best of seven rounds. The
floor is the bare arithmetic that the answer needs, measured in the same run: Decimal products and roundings
for a household and a year, whole-number products for years ahead.

| quote | µs | floor, µs | times the floor | bound, µs |
|---|---:|---:|---:|---:|
{quotes}

What a household costs beside its floor is finding the group, the place in the order and the line of each
member: the contribution of each place is worked out once for a day and kept with that day's law.

The job invents prospects (half households of one to eight, half voluntary payments of 1, 3, 6, 12 or 60
months; every group, every income on its step, the 31 days of a campaign month) and quotes for each; inventing
them is part of the time. The sum of all dues does not depend on the number of processes.

| quotes | processes | seconds | of processor | quotes a second | sum of dues, đồng | bound, s |
|---:|---:|---:|---:|---:|---:|---:|
{jobs}
"""


@dataclass(frozen=True)
class Timed:
    """A quote and its floor, in µs."""

    name: str
    quote: float
    floor: float

    @property
    def is_kept(self) -> bool:
        return self.quote < MOST_MICROSECONDS


@dataclass(frozen=True)
class Job:
    """A job of many quotes: seconds by the clock and of all processors, `total` dues in đồng."""

    quotes: int
    processes: int
    seconds: float
    processor: float
    total: int

    @property
    def is_kept(self) -> bool:
        return self.seconds < MOST_SECONDS


def household_floor() -> int:
    """Six contributions in bare Decimal arithmetic: one product, one rounding each."""
    full = RATE * BASE / 100
    return sum(int((full * share * 12 / 100).quantize(WHOLE, rounding=ROUND_HALF_UP)) for share in SHARES)


def years_ahead_floor() -> int:
    """Sixty discounted months in bare whole numbers: one product, one rounding each."""
    top, half, unit = int(DUES) * 2, PARTS, PARTS * 2
    return sum((top * factor + half) // unit for factor in FACTORS)


def year_floor() -> int:
    """Twelve months and their support in bare Decimal arithmetic: two products, two roundings."""
    gross = (DUES * 12).quantize(WHOLE, rounding=ROUND_HALF_UP)
    return int(gross - (DUES * 12 * 50 / 100).quantize(WHOLE, rounding=ROUND_HALF_UP))


def timed() -> Iterator[Timed]:
    """Yield the single quotes; the best of seven rounds, as the noise of a machine only adds."""
    asked: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("household of six, 12 months", lambda: quote_household(ON, members=SIX), household_floor),
        (
            "household of six, groups and periods mixed",
            lambda: quote_household(ON, members=MIXED),
            household_floor,
        ),
        (
            "voluntary, five years ahead",
            lambda: quote_voluntary(ON, income=5_000_000, months=60),
            years_ahead_floor,
        ),
        (
            "voluntary, 12 months, poor",
            lambda: quote_voluntary(ON, income=5_000_000, months=12, groups=[Group.POOR]),
            year_floor,
        ),
        (
            "voluntary, five years ahead, day looked up",
            lambda: quote_voluntary(LAW.quoting_on(DAY), income=5_000_000, months=60),
            years_ahead_floor,
        ),
    ]
    for name, quote, floor in asked:
        yield Timed(name, _microseconds(quote), _microseconds(floor))


def job(quotes: int, processes: int) -> Job:
    """Quote for that many invented prospects, spread over processes; progress goes to the terminal."""
    began = time.perf_counter()
    chunks = [(seed, min(CHUNK, quotes - seed * CHUNK)) for seed in range(-(-quotes // CHUNK))]
    total, done, processor = 0, 0, 0.0
    with multiprocessing.Pool(processes) as pool:
        for part, count, spent in pool.imap_unordered(quote_chunk, chunks):
            total, done, processor = total + part, done + count, processor + spent
            if sys.stderr.isatty() or done % max(1, quotes // 10) == 0:
                speed = done / (time.perf_counter() - began)
                end = "\r" if sys.stderr.isatty() and done < quotes else "\n"
                sys.stderr.write(f"  {done:>9,} of {quotes:,} quotes, {speed:>7,.0f} a second{end}")
    return Job(quotes, processes, time.perf_counter() - began, processor, total)


def quote_chunk(chunk: tuple[int, int]) -> tuple[int, int, float]:
    """Quote for one chunk of invented prospects; the same seed invents the same people everywhere."""
    seed, count = chunk
    began = time.process_time()
    chance = random.Random(seed)  # noqa: S311 -- invents people, not secrets
    total = sum(_quote_for_somebody(chance) for _ in range(count))
    return total, count, time.process_time() - began


def _quote_for_somebody(chance: random.Random) -> int:
    on = LAW.quoting_on(DAY + timedelta(days=chance.randrange(31)))
    if chance.random() < 0.5:
        members = [
            Member(
                group=chance.choice(
                    (HealthGroup.NONE, HealthGroup.NONE, HealthGroup.NONE, HealthGroup.STUDENT)
                ),
                covered_elsewhere=chance.random() < 0.25,
            )
            for _ in range(chance.randrange(1, 9))
        ]
        return quote_household(on, members=members, months=chance.choice((3, 6, 12))).net
    bounds = income_bounds(on)
    income = bounds.lowest + bounds.step * chance.randrange(
        (bounds.highest - bounds.lowest) // bounds.step + 1
    )
    months, group = chance.choice((1, 3, 6, 12, 60)), chance.choice(tuple(Group))
    return quote_voluntary(on, income=income, months=months, groups=(group,)).net


def _microseconds(call: Callable[[], object]) -> float:
    timer = timeit.Timer(call, timer=time.process_time)
    rounds, _ = timer.autorange()
    return min(timer.repeat(7, rounds)) / rounds * 1e6


def report(lines: list[Timed], jobs: list[Job]) -> str:
    """Return the page: machine, command, day and both tables."""
    command = shlex.join(["python", "bench/advice.py", *sys.argv[1:]])
    return PAGE_TEXT.format(
        command=command,
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=_machine(),
        load=f"{os.getloadavg()[0]:.1f}",
        quotes="\n".join(map(_quote_line, lines)),
        jobs="\n".join(map(_job_line, jobs)),
    )


def _quote_line(line: Timed) -> str:
    times = line.quote / line.floor
    return f"| {line.name} | {line.quote:.1f} | {line.floor:.1f} | {times:.1f} | {MOST_MICROSECONDS:.0f} |"


def _job_line(done: Job) -> str:
    speed = f"{done.seconds:.1f} | {done.processor:.1f} | {done.quotes / done.seconds:,.0f}"
    return f"| {done.quotes:,} | {done.processes} | {speed} | {done.total:,} | {MOST_SECONDS:.0f} |"


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return f"{model or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> int:
    """Measure, print, and say whether the bounds were kept."""
    parser = argparse.ArgumentParser(description="How fast the law engine quotes.")
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/advice.md")
    options = parser.parse_args()
    lines = list(timed())
    jobs = [job(options.quotes, options.processes)]
    if options.processes > 1:
        jobs.append(job(options.quotes // 10, 1))
        jobs.append(job(options.quotes // 10, options.processes))
    page = report(lines, jobs)
    print(page)
    if options.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")
    kept = all(line.is_kept for line in lines) and all(done.is_kept for done in jobs)
    same = len({done.total for done in jobs[1:]}) <= 1
    return 0 if kept and same else 1


if __name__ == "__main__":
    sys.exit(main())
