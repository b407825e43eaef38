"""Matching two registers: strict passes, then what is left over against the whole register of residents."""

import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from diemtua.registers.rules import estimates, strict
from diemtua.registers.rules.accepting import accept, weigh
from diemtua.registers.rules.fitting import Fitted
from diemtua.registers.rules.passes import PASSES, STAGES
from diemtua.registers.rules.reading import Register, quoted, read_registers
from diemtua.registers.rules.refusals import OtherProvince, OutOfRoom, OutputUnwritable
from diemtua.registers.rules.scoring import PARTICIPATES_FROM, SCORED

SHARED_AFTER = 2  # the stage after which few enough are left to look at every number they bear

ESTIMATES = "estimates"
NUMBERED = ("id", "old_id", "insurance_number")
OVERLAP_TOLD_FROM = 200  # rows: fewer say nothing about two registers
OVERLAP_AT_LEAST = 0.005  # of the participants share a number with a resident, in two registers of one place

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Step:
    """What one pass gave: links kept, the share of them that is right (measured or estimated), seconds."""

    name: str
    links: int
    precision: float
    seconds: float


@dataclass
class Report:
    """What a matching did; `repeats` are participants whose resident another row of theirs already has.

    `strangers` is the share of those left over by the strict passes who have no resident here;
    `expected_wrong` how many residents without a link participate all the same, `expected_missed` how many
    with a link do not.
    """

    population: int = 0
    participants: int = 0
    links: int = 0
    review: int = 0
    repeats: int = 0
    strangers: float = 0.0
    expected_wrong: float = 0.0
    expected_missed: float = 0.0
    steps: list[Step] = field(default_factory=list)
    seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def overlap(self) -> float:
        """Share of the participants' rows that belong to a resident."""
        return (self.links + self.repeats) / max(1, self.participants)

    @property
    def prospects(self) -> int:
        """Residents without any link."""
        return self.population - self.links


def match_registers(
    population: Path,
    participants: Path,
    out: Path,
    *,
    successors: Path | None = None,
    memory: str = "1600MB",
    threads: int | None = None,
    progress: Progress = lambda name, links: None,
) -> Report:
    """Match two registers and write `pop_rid, part_rid, score, rule` to the Parquet file `out`, or nothing.

    Raises the refusals of this room for unfit files, an output that cannot be written, and lack of room.
    """
    began = time.monotonic()
    probe_output(out, population, participants, successors)
    with tempfile.TemporaryDirectory(prefix="diemtua-registers-", dir=out.parent) as folder:
        try:
            with duckdb.connect() as db:
                _settle(db, folder, memory, threads)
                matching = Matching(db, progress)
                matching.read(population, participants, successors)
                matching.run()
                matching.write(Path(folder) / "links.parquet")
            os.replace(Path(folder) / "links.parquet", out)
        except duckdb.OutOfMemoryException as error:
            raise OutOfRoom(reason=str(error).splitlines()[0][:120], folder=out.parent) from None
        except (duckdb.IOException, OSError) as error:
            raise OutputUnwritable(file=out, reason=str(error).splitlines()[0][:120]) from None
    report = matching.report
    report.seconds = time.monotonic() - began
    report.peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return report


def probe_output(out: Path, *inputs: Path | None) -> None:
    """Refuse an output that cannot be written, or is one of the inputs, before the work and not after it."""
    try:
        if out.is_dir():
            raise OutputUnwritable(file=out, reason="đó là một thư mục")
        if any(one and one.exists() and out.exists() and out.samefile(one) for one in inputs):
            raise OutputUnwritable(file=out, reason="đó là một tệp vào, ghi đè thì mất sổ")
        with tempfile.TemporaryFile(dir=out.parent) as file:
            file.write(b"\0")
    except OSError as error:
        raise OutputUnwritable(file=out, reason=error.strerror) from None


def _settle(db: duckdb.DuckDBPyConnection, folder: str, memory: str, threads: int | None) -> None:
    db.execute("SET preserve_insertion_order = false")
    db.execute(f"SET memory_limit = '{memory}'")
    db.execute(f"SET temp_directory = {quoted(Path(folder))}")
    if threads:
        db.execute(f"SET threads = {int(threads)}")


class Matching:
    """One matching on one connection: tables p, q, rest (participants without a link) and links."""

    def __init__(self, db: duckdb.DuckDBPyConnection, progress: Progress) -> None:
        """Begin with nothing read."""
        self.db = db
        self.progress = progress
        self.report = Report()
        self.sides: tuple[Register, Register] | None = None

    def read(self, population: Path, participants: Path, successors: Path | None = None) -> None:
        """Read both registers into p and q."""
        began = time.monotonic()
        self.sides = read_registers(self.db, population, participants, successors)
        self.report.population, self.report.participants = (side.rows for side in self.sides)
        self._step("read", self.report.participants, 1.0, began)

    def run(self) -> None:
        """Fill the table links, at most one for a resident and one for a participant."""
        self._strict()
        self.report.repeats = strict.one_to_one(self._ask)
        self._scored()
        self.report.links, self.report.review = self._ask(
            f"SELECT count(*), count(*) FILTER (WHERE score < {PARTICIPATES_FROM}) FROM links"
        )[0]

    def write(self, target: Path) -> None:
        """Write the links in the order of the residents, with the row numbers of the files."""
        assert self.sides is not None
        names = {"p": "l.p", "q": "l.q"}
        joins = ""
        for side, register in zip(names, self.sides, strict=True):
            if not register.numbered:
                names[side] = f"rid_{side}.rid"
                joins += f" JOIN rid_{side} ON rid_{side}.id = l.{side}"
        rules = " ".join(f"WHEN {place} THEN '{one.name}'" for place, one in enumerate(PASSES))
        self.db.execute(
            f"""COPY (SELECT {names["p"]} AS pop_rid, {names["q"]} AS part_rid, round(score, 6) AS score,
                             CASE pass {rules} ELSE '{SCORED}' END AS rule
                FROM links l{joins} ORDER BY l.p) TO {quoted(target)} (FORMAT parquet)"""
        )

    def _strict(self) -> None:
        self.db.execute("CREATE TABLE links (p BIGINT, q BIGINT, score DOUBLE, pass INTEGER)")
        source = "q"
        for place, stage in enumerate(STAGES):
            taken = 0
            for one in stage:
                began = time.monotonic()
                found = strict.take(self._ask, one, source)
                self._step(one.name, found, one.strength, began)
                taken += found
            if taken or source == "q":
                strict.leave(self._ask, source)
            source = "rest"
            if place == SHARED_AFTER:
                strict.forget_shared(self._ask)
        self._refuse_strangers()

    def _scored(self) -> None:
        began = time.monotonic()
        taken = int(self._ask("SELECT count(*) FROM links")[0][0])
        fitted = Fitted(free=self.report.population - taken, taken=taken)
        weigh(self._ask, self.report.population)
        accept(self._ask, fitted, self.report.repeats / max(1, taken))
        self._ask(f"INSERT INTO links SELECT p, q, score, {len(PASSES)} FROM scored")
        kept, mean = self._ask("SELECT count(*), coalesce(avg(score), 1.0) FROM scored")[0]
        self.report.strangers = fitted.alone_overall
        self._step(SCORED, kept, float(mean), began)
        began = time.monotonic()
        found = estimates.precisions(self._ask, fitted, self.report.participants)
        for place, step in enumerate(self.report.steps):
            self.report.steps[place] = replace(step, precision=found.get(step.name, step.precision))
        self.report.expected_wrong = estimates.expected_wrong(self._ask)
        self.report.expected_missed = estimates.expected_missed(
            self._ask, self.report.steps, fitted.free, self.report.expected_wrong
        )
        self._step(ESTIMATES, 0, 1.0, began)

    def _refuse_strangers(self) -> None:
        """Refuse registers of two places: no commune in common and next to no number."""
        numbered = sum(step.links for step in self.report.steps if step.name in NUMBERED)
        rows = min(self.report.population, self.report.participants)
        if rows < OVERLAP_TOLD_FROM or numbered >= OVERLAP_AT_LEAST * self.report.participants:
            return
        here, there, both = self._ask(
            """SELECT (SELECT count(com) FROM p), (SELECT count(com) FROM q),
                      (SELECT count(*) FROM (SELECT DISTINCT com FROM q) q SEMI JOIN p USING (com))"""
        )[0]
        if here and there and not both:
            raise OtherProvince(count=numbered, rows=self.report.participants)

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.db.execute(sql).fetchall())

    def _step(self, name: str, links: int, precision: float, began: float) -> None:
        self.report.steps.append(Step(name, links, precision, time.monotonic() - began))
        self.progress(name, links)
