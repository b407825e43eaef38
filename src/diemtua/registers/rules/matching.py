"""Matching two registers: strict passes, then what is left over against the whole register of residents."""

import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from diemtua.registers.rules.passes import AGREEMENT, PASSES, Pass
from diemtua.registers.rules.reading import Register, quoted, read_registers
from diemtua.registers.rules.refusals import OutOfRoom, OutputUnwritable
from diemtua.registers.rules.scoring import LINK_FROM, PARTICIPATES_FROM, SCORED, blocks_sql, weight_sql

ROUNDS = (0.98, 0.8, 0.4, LINK_FROM)  # sure links first: who is taken is a worse answer for the others
REVISIONS = 6  # of the share of participants without any resident; it settles within a few

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
    """What a matching did; `repeats` are participants whose resident another row of theirs already has."""

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
    _probe(out)
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


def _probe(out: Path) -> None:
    """Refuse an output that cannot be written before the work, not after it."""
    try:
        if out.is_dir():
            raise OutputUnwritable(file=out, reason="đó là một thư mục")
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
        self.db.execute("CREATE TABLE links (p BIGINT, q BIGINT, score DOUBLE, rule VARCHAR, agree INTEGER)")
        self.db.execute("CREATE TABLE rest AS SELECT * FROM q")
        self.db.execute("DROP TABLE q")
        for one in PASSES:
            self._pass(one)
        self._one_to_one()
        self._score()
        self._count()

    def write(self, target: Path) -> None:
        """Write the links in the order of the residents, with the row numbers of the files."""
        assert self.sides is not None
        names = {"p": "l.p", "q": "l.q"}
        joins = ""
        for side, register in zip(names, self.sides, strict=True):
            if not register.numbered:
                names[side] = f"rid_{side}.rid"
                joins += f" JOIN rid_{side} ON rid_{side}.id = l.{side}"
        self.db.execute(
            f"""COPY (SELECT {names["p"]} AS pop_rid, {names["q"]} AS part_rid, round(score, 6) AS score, rule
                FROM links l{joins} ORDER BY l.p) TO {quoted(target)} (FORMAT parquet)"""
        )

    def _pass(self, one: Pass) -> None:
        began = time.monotonic()
        keys = " AND ".join(f"p.{key} = q.{key}" for key in one.keys)
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE pairs AS
                SELECT q.id AS q, p.id AS p, {AGREEMENT}::INTEGER AS agree
                FROM rest q JOIN p ON {keys} WHERE {one.condition}"""
        )
        self.db.execute(
            """CREATE OR REPLACE TEMP TABLE taken AS
               WITH best AS (SELECT q, arg_max(p, agree) AS p, max(agree) AS agree, count(*) AS n
                             FROM pairs GROUP BY q),
                    unclear AS (SELECT q FROM best JOIN pairs USING (q, agree) WHERE n > 1
                                GROUP BY q HAVING count(*) > 1)
               SELECT p, q, agree FROM best ANTI JOIN unclear USING (q)"""
        )
        self.db.execute(f"INSERT INTO links SELECT p, q, {one.strength}, '{one.name}', agree FROM taken")
        self.db.execute(
            "CREATE OR REPLACE TABLE rest AS SELECT * FROM rest ANTI JOIN taken ON taken.q = rest.id"
        )
        self._step(one.name, self._number("SELECT count(*) FROM taken"), one.strength, began)

    def _one_to_one(self) -> None:
        """Keep one participant of each resident: the stricter pass, what agrees more, the lower row."""
        ranks = ", ".join(f"('{one.name}', {place})" for place, one in enumerate(PASSES))
        self.db.execute(
            f"""CREATE OR REPLACE TABLE repeats AS
                WITH shared AS (SELECT p FROM links GROUP BY p HAVING count(*) > 1),
                     ranks(rule, rank) AS (VALUES {ranks})
                SELECT q, p FROM links SEMI JOIN shared USING (p) JOIN ranks USING (rule)
                QUALIFY row_number() OVER (PARTITION BY p ORDER BY rank, agree DESC, q) > 1"""
        )
        self.report.repeats = self._number("SELECT count(*) FROM repeats")
        self.db.execute("CREATE OR REPLACE TABLE links AS SELECT * FROM links ANTI JOIN repeats USING (q)")

    def _score(self) -> None:
        began = time.monotonic()
        before = self._number("SELECT count(*) FROM links")
        self._weigh()
        for floor in ROUNDS:
            self._accept(floor)
        kept, mean = self.db.execute(
            f"SELECT count(*), coalesce(avg(score), 1.0) FROM links WHERE rule = '{SCORED}'"
        ).fetchall()[0]
        assert kept == self._number("SELECT count(*) FROM links") - before
        self._step(SCORED, kept, float(mean), began)

    def _weigh(self) -> None:
        total = max(1, self.report.population)
        self.db.execute(
            f"""CREATE TEMP TABLE f_name AS
                WITH n AS (SELECT sid, any_value(kid) kid, any_value(fam) fam, any_value(giv) giv,
                                  count(*) / {total} AS part FROM p GROUP BY sid)
                SELECT sid, part AS spelling, sum(part) OVER (PARTITION BY kid) AS name,
                       sum(part) OVER (PARTITION BY fam, giv) AS ends,
                       sum(part) OVER (PARTITION BY giv) AS given FROM n"""
        )
        for name, column in (("year", "y"), ("hamlet", "ham"), ("commune", "com")):
            self.db.execute(
                f"CREATE TEMP TABLE f_{name} AS "
                f"SELECT {column}, count(*) / {total} AS {name} FROM p GROUP BY 1"
            )
        self.db.execute("CREATE TEMP TABLE folds AS SELECT DISTINCT kid, fold FROM names")
        self.db.execute(f"CREATE TEMP TABLE block AS {blocks_sql()}")
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE pairs AS
            WITH f AS (SELECT p.*, fold, spelling, name, ends, given, year, hamlet, commune
                       FROM (SELECT * FROM p SEMI JOIN block ON block.p = p.id) p
                            LEFT JOIN folds USING (kid) LEFT JOIN f_name USING (sid)
                            LEFT JOIN f_year USING (y) LEFT JOIN f_hamlet USING (ham)
                            LEFT JOIN f_commune USING (com)),
                 r AS (SELECT rest.*, fold FROM rest LEFT JOIN folds USING (kid))
            SELECT q.id AS q, p.id AS p, {weight_sql(total)} AS weight
            FROM block b JOIN f AS p ON p.id = b.p JOIN r AS q ON q.id = b.q"""
        )
        self.db.execute("DROP TABLE block")

    def _accept(self, floor: float) -> None:
        """Give each participant left the likeliest resident, where the two are best for one another."""
        free, taken = self.db.execute(
            f"SELECT {self.report.population} - count(*), count(*) FROM links"
        ).fetchall()[0]
        again = max(self.report.repeats / max(1, taken), 0.002)
        self.db.execute(
            """CREATE OR REPLACE TEMP TABLE open AS SELECT pairs.*, links.p IS NULL AS free
               FROM pairs LEFT JOIN links ON links.p = pairs.p"""
        )
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE sums AS
                SELECT q, coalesce(sum(weight) FILTER (free), 0) / {max(1, free)} AS free,
                       coalesce(sum(weight) FILTER (NOT free), 0) / {max(1, taken)} * {again} AS taken
                FROM open GROUP BY q"""
        )
        for _ in range(REVISIONS):
            self._revise_strangers(again)
        alone = self.report.strangers
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE likely AS
                SELECT open.p, open.q, round(weight * {1 - alone - again} / {max(1, free)}
                       / (sums.free * {1 - alone - again} + sums.taken + {alone}), 6) AS score
                FROM open JOIN sums USING (q) WHERE open.free AND score >= {floor}"""
        )
        while self._pair_off():
            pass

    def _revise_strangers(self, again: float) -> None:
        """Estimate the share of those left who have no resident at all, from how well each is explained."""
        alone = self.report.strangers or 0.35
        left, none = self.db.execute(
            f"""SELECT (SELECT count(*) FROM rest) - (SELECT count(*) FROM links WHERE rule = '{SCORED}'),
                       sum({alone} / (free * {1 - alone - again} + taken + {alone})) FROM sums"""
        ).fetchall()[0]
        unmet = left - self._number("SELECT count(*) FROM sums")
        self.report.strangers = min(0.97, max(0.01, ((none or 0.0) + unmet) / max(1, left)))

    def _pair_off(self) -> int:
        """Link every two that are best for one another; return how many."""
        self.db.execute(
            """CREATE OR REPLACE TEMP TABLE taken AS
               WITH by_q AS (SELECT q, max(row(score, -p)) AS best FROM likely GROUP BY q),
                    by_p AS (SELECT p, max(row(score, -q)) AS best FROM likely GROUP BY p)
               SELECT p, q, score FROM likely JOIN by_q USING (q) JOIN by_p USING (p)
               WHERE by_q.best = row(score, -p) AND by_p.best = row(score, -q)"""
        )
        self.db.execute(f"INSERT INTO links SELECT p, q, score, '{SCORED}', 0 FROM taken")
        for table in ("likely", "pairs"):
            self.db.execute(f"DELETE FROM {table} USING taken WHERE {table}.q = taken.q")
        self.db.execute("DELETE FROM likely USING taken WHERE likely.p = taken.p")
        return self._number("SELECT count(*) FROM taken")

    def _count(self) -> None:
        self.report.links, self.report.review = self.db.execute(
            f"SELECT count(*), count(*) FILTER (score < {PARTICIPATES_FROM}) FROM links"
        ).fetchall()[0]

    def _number(self, sql: str) -> int:
        return int(self.db.execute(sql).fetchall()[0][0])

    def _step(self, name: str, links: int, precision: float, began: float) -> None:
        self.report.steps.append(Step(name, links, precision, time.monotonic() - began))
        self.progress(name, links)
