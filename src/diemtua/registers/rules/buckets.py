"""Matching registers too large for one run: in buckets by place, each a process of its own, then across them.

Plan, buckets, pairs. One streaming pass parts both registers into a folder of Parquet files, a folder each
bucket; every bucket is matched by itself, in any order, by as many processes as asked; what is left over is
matched once more across all buckets (people who moved); the links are put together. A finished bucket is not
done again: the folder beside the output holds what was done until the output stands.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path

import duckdb

from diemtua.core.errors import Refusal
from diemtua.core.sheets.columns import name_key
from diemtua.registers.rules import across, normal
from diemtua.registers.rules.columns import LABELS, find_columns, missing
from diemtua.registers.rules.matching import match_registers, probe_output
from diemtua.registers.rules.refusals import BucketBroken, ColumnsMissing, OutOfRoom, OutputUnwritable

PROVINCE = "province"
PROVINCE_HEADINGS = ("province", "ma tinh", "tinh", "tinh thanh pho", "ma tinh thanh pho")
UNPLACED = "none"  # the bucket of rows that name no place: they are matched across buckets only
ACROSS = "across"
FORM = 1  # of the folder: raised when what stands in it changes

#: Told of the name of each bucket when it is finished, and of its links.
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Bucket:
    """What one bucket came to; `peak_bytes` is of the process that matched it."""

    name: str
    population: int
    participants: int
    links: int = 0
    seconds: float = 0.0
    peak_bytes: int = 0


Told = Bucket | tuple[type[Refusal], dict[str, object]]


@dataclass
class BucketReport:
    """What matching in buckets did; `across` counts the links that only the last pass found."""

    population: int = 0
    participants: int = 0
    links: int = 0
    review: int = 0
    across: int = 0
    buckets: list[Bucket] = field(default_factory=list)
    resumed: int = 0
    seconds: float = 0.0

    @property
    def prospects(self) -> int:
        """Residents without any link."""
        return self.population - self.links

    @property
    def peak_bytes(self) -> int:
        """The most memory that any one process took."""
        return max((bucket.peak_bytes for bucket in self.buckets), default=0)


def match_in_buckets(
    population: Path,
    participants: Path,
    out: Path,
    *,
    by: str | int = PROVINCE,
    workers: int = 1,
    successors: Path | None = None,
    memory: str = "1600MB",
    progress: Progress = lambda name, links: None,
) -> BucketReport:
    """Match two registers bucket by bucket and write `pop_rid, part_rid, score, rule` to `out`, or nothing.

    `by` is PROVINCE (a column of it, else the first two digits of the commune code) or a number of buckets
    of communes; each of `workers` processes uses up to `memory`. Begun again after a kill, it goes on where
    it was. Raises the refusals of this room.
    """
    began = time.monotonic()
    probe_output(out, population, participants, successors)
    folder = out.with_name(f".{out.name}.buckets")
    with _refusing(out):
        plan = _plan(folder, population, participants, successors, by, memory)
        report = BucketReport(sum(one.population for one in plan), sum(one.participants for one in plan))
        report.resumed = sum((folder / f"{one.name}.json").exists() for one in plan)
        report.buckets = _all_matched(folder, plan, workers, successors, memory, progress)
        last = _across(folder, successors, memory, workers)
        report.buckets.append(last)
        progress(ACROSS, last.links)
        report.links, report.review, report.across = across.put_together(folder, out, memory)
    shutil.rmtree(folder)
    report.seconds = time.monotonic() - began
    return report


@contextmanager
def _refusing(out: Path) -> Iterator[None]:
    """Turn what the disk or the memory refuses into this room's words."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise OutOfRoom(reason=str(error).splitlines()[0][:120], folder=out.parent) from None
    except (duckdb.IOException, OSError) as error:
        raise OutputUnwritable(file=out, reason=str(error).splitlines()[0][:120]) from None


# ── the plan ─────────────────────────────────────────────────────────────────────────────────────────────


def _plan(
    folder: Path, population: Path, participants: Path, successors: Path | None, by: str | int, memory: str
) -> list[Bucket]:
    """Part both registers unless that was done for these very files; return the buckets by name."""
    asked = [FORM, by, *map(_stamp, (population, participants, successors))]
    note = folder / "plan.json"
    if note.exists():
        kept = json.loads(note.read_text(encoding="utf-8"))
        if kept["asked"] == asked:
            return [Bucket(**one) for one in kept["buckets"]]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    with across.connected(folder, memory) as db:
        expression = _bucket_of(db, population, participants, successors, by)
        for side, path in (("population", population), ("participants", participants)):
            across.part(db, path, folder / side, expression[side])
        buckets = _counted(db, folder)
    told = {"asked": asked, "buckets": [asdict(one) for one in buckets]}
    _write_whole(note, told)
    return buckets


def _stamp(path: Path | None) -> list[object] | None:
    if path is None or not path.exists():
        return None
    return [str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns]


def _bucket_of(
    db: duckdb.DuckDBPyConnection,
    population: Path,
    participants: Path,
    successors: Path | None,
    by: str | int,
) -> dict[str, str]:
    """Return the SQL of a row's bucket on each side: by what both registers have."""
    headings = {
        side: across.headings(db, path)
        for side, path in (("population", population), ("participants", participants))
    }
    found = {side: find_columns(names) for side, names in headings.items()}
    for path, side in ((population, "population"), (participants, "participants")):
        lacking = missing(found[side])
        if lacking:
            named = ", ".join(LABELS[name] for name in lacking)
            raise ColumnsMissing(file=path.name, missing=named, found=", ".join(headings[side]))
    provinces = {side: _province(names) for side, names in headings.items()}
    if by == PROVINCE and all(provinces.values()):
        return {side: f"upper(trim({_named(str(one))}))" for side, one in provinces.items()}
    lacking_place = [side for side, columns in found.items() if "commune" not in columns]
    if lacking_place:
        file = population if "population" in lacking_place else participants
        names = ", ".join(headings[lacking_place[0]])
        raise ColumnsMissing(file=file.name, missing=LABELS["commune"], found=names)
    across.successor_table(db, successors)
    codes = {side: _commune(columns["commune"], successors) for side, columns in found.items()}
    if by == PROVINCE:
        return {side: f"left(lpad(({code})::VARCHAR, 5, '0'), 2)" for side, code in codes.items()}
    return {side: f"(hash({code}) % {int(by)})::VARCHAR" for side, code in codes.items()}


def _province(headings: list[str]) -> str | None:
    plain = {name_key(heading): heading for heading in headings}
    return next((plain[name] for name in PROVINCE_HEADINGS if name in plain), None)


def _commune(heading: str, successors: Path | None) -> str:
    """Return the SQL of the commune's code of today; one shared out over several has none."""
    code = normal.code(_named(heading))
    if successors is None:
        return code
    today = f"(SELECT new FROM successors WHERE old = {code})"
    return f"CASE WHEN {code} IN (SELECT old FROM successors) THEN {today} ELSE {code} END"


def _named(heading: str) -> str:
    return '"' + heading.replace('"', '""') + '"'


def _counted(db: duckdb.DuckDBPyConnection, folder: Path) -> list[Bucket]:
    names = sorted(
        {file.stem for side in ("population", "participants") for file in (folder / side).iterdir()}
    )
    return [
        Bucket(
            name,
            *(
                across.rows_in(db, folder / side / f"{name}.parquet")
                for side in ("population", "participants")
            ),
        )
        for name in names
    ]


# ── the buckets ──────────────────────────────────────────────────────────────────────────────────────────


def _all_matched(
    folder: Path, plan: list[Bucket], workers: int, successors: Path | None, memory: str, progress: Progress
) -> list[Bucket]:
    """Match every bucket not matched yet; the largest first, so that no worker is left with it alone."""
    done, open_ = [], []
    for bucket in sorted(plan, key=lambda one: (-one.population - one.participants, one.name)):
        kept = folder / f"{bucket.name}.json"
        if kept.exists():
            done.append(Bucket(**json.loads(kept.read_text(encoding="utf-8"))))
        elif bucket.name == UNPLACED or not (bucket.population and bucket.participants):
            done.append(bucket)
        else:
            open_.append(bucket)
    threads = max(1, (os.cpu_count() or 1) // workers)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        jobs = [pool.submit(_told, folder, one, successors, memory, threads) for one in open_]
        done += _as_finished(pool, jobs, progress)
    return sorted(done, key=lambda one: one.name)


def _as_finished(pool: Executor, jobs: list[Future[Told]], progress: Progress) -> list[Bucket]:
    finished: list[Bucket] = []
    try:
        for job in as_completed(jobs):
            told = job.result()
            if not isinstance(told, Bucket):
                raise told[0](**told[1])
            finished.append(told)
            progress(finished[-1].name, finished[-1].links)
    except BrokenProcessPool:
        raise BucketBroken(done=len(finished), count=len(jobs)) from None
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    return finished


def _told(folder: Path, bucket: Bucket, successors: Path | None, memory: str, threads: int | None) -> Told:
    """Match one bucket; a refusal goes back as its kind and values, since exceptions do not travel well."""
    try:
        return _match_one(folder, bucket, successors, memory, threads)
    except Refusal as refusal:
        return type(refusal), refusal.values


def _match_one(
    folder: Path, bucket: Bucket, successors: Path | None, memory: str, threads: int | None
) -> Bucket:
    """Match one bucket in this process; its note stands once its links do."""
    links = folder / "links" / f"{bucket.name}.parquet"
    links.parent.mkdir(exist_ok=True)
    report = match_registers(
        folder / "population" / f"{bucket.name}.parquet",
        folder / "participants" / f"{bucket.name}.parquet",
        links,
        successors=successors,
        memory=memory,
        threads=threads,
    )
    done = Bucket(
        bucket.name,
        report.population,
        report.participants,
        report.links,
        report.seconds,
        _peak(report.peak_bytes),
    )
    _write_whole(folder / f"{bucket.name}.json", asdict(done))
    return done


def _peak(told: int) -> int:
    """Return the most memory of this process alone: elsewhere Linux counts that of its parent too."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    return kilobytes * 1024 or told


def _across(folder: Path, successors: Path | None, memory: str, workers: int) -> Bucket:
    """Match what is left over, among all buckets at once, in a process of its own."""
    kept = folder / f"{ACROSS}.json"
    if kept.exists():
        return Bucket(**json.loads(kept.read_text(encoding="utf-8")))
    with across.connected(folder, memory) as db:
        population, participants = across.gather(db, folder, ACROSS)
    bucket = Bucket(ACROSS, population, participants)
    if not (population and participants):
        return bucket
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return _as_finished(pool, [pool.submit(_told, folder, bucket, successors, memory, None)], _silent)[0]


def _silent(name: str, links: int) -> None:
    """Tell nobody."""


def _write_whole(file: Path, told: object) -> None:
    """Write a note so that it is either there in full or not at all."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(told), encoding="utf-8")
    os.replace(new, file)


def bucketing(words: str) -> str | int:
    """Return PROVINCE or a number of buckets from what was typed; raises ValueError for anything else."""
    if words == PROVINCE:
        return words
    if re.fullmatch(r"[1-9]\d{0,3}", words):
        return int(words)
    raise ValueError(words)
