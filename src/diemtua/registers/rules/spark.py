"""The same matching on many machines: the statements of `matching`, turned into Spark's SQL and run there.

`SparkEngine` stands where DuckDB's connection stands: it takes the very statements, has sqlglot turn them
into Spark's dialect, and keeps every table as a view over what Spark holds. Reading and normal forms stay
with DuckDB, one machine a bucket; passes, one-to-one and scores are Spark's. docs/how-to/national-scale.md
says when this is worth its weight. Needs requirements/spark.txt and Java 17; the site itself needs neither.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import duckdb

from diemtua.registers.rules.matching import Matching, Report
from diemtua.registers.rules.reading import quoted

TABLES = ("p", "q", "names")
UNSIGNED = "UBIGINT"  # Spark knows no such numbers: hashes lose their last bit
#: What is another word in Spark's SQL, and sqlglot does not know.
OTHER_NAMES = {"row": "struct"}


class Engine(Protocol):
    """What a matching asks of whoever runs its SQL: DuckDB's own connection is one."""

    def execute(self, query: str, /) -> Any:
        """Run one statement."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows of the last statement."""


class SparkEngine:
    """Runs DuckDB's statements on a Spark session; tables are views over checkpointed frames."""

    def __init__(self, session: Any) -> None:
        """Take a session; with a checkpoint folder set, tables survive the loss of a machine."""
        self.session = session
        self.durable = session.sparkContext.getCheckpointDir() is not None
        self.rows: list[tuple[Any, ...]] = []
        for name, function, kind in _functions():
            session.udf.register(name, function, kind)

    def execute(self, query: str, /) -> "SparkEngine":
        """Run one statement as DuckDB would."""
        import sqlglot  # noqa: PLC0415 -- only where Spark is installed
        from sqlglot import exp  # noqa: PLC0415 -- only where Spark is installed

        statement = sqlglot.parse_one(query, read="duckdb")
        kinds: dict[type, Callable[[Any], None]] = {
            exp.Create: self._create,
            exp.Insert: self._insert,
            exp.Delete: self._delete,
            exp.Drop: self._drop,
        }
        self.rows = []
        kinds.get(type(statement), self._select)(statement)
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows of the last statement."""
        return self.rows

    def load(self, name: str, file: Path) -> None:
        """Make a table of a Parquet file that every machine can read."""
        self._keep(name, self.session.read.parquet(str(file)))

    def _select(self, statement: Any) -> None:
        self.rows = [tuple(row) for row in self.session.sql(_spark(statement)).collect()]

    def _create(self, statement: Any) -> None:
        name = statement.find(_of("Table")).name
        if statement.expression is None:
            columns = ", ".join(one.sql(dialect="spark") for one in statement.this.expressions)
            self._keep(name, self.session.createDataFrame([], columns))
            return
        self._keep(name, self.session.sql(_spark(statement.expression)))

    def _insert(self, statement: Any) -> None:
        name = statement.find(_of("Table")).name
        table, more = self.session.table(name), self.session.sql(_spark(statement.expression))
        more = more.toDF(*table.columns)
        typed = [more[field.name].cast(field.dataType).alias(field.name) for field in table.schema.fields]
        self._keep(name, table.union(more.select(*typed)))

    def _delete(self, statement: Any) -> None:
        name, other = statement.this.sql(), statement.args["using"][0].sql()
        condition = statement.args["where"].this.sql(dialect="spark")
        self._keep(name, self.session.sql(f"SELECT * FROM {name} LEFT ANTI JOIN {other} ON {condition}"))

    def _drop(self, statement: Any) -> None:
        self.session.catalog.dropTempView(statement.find(_of("Table")).name)

    def _keep(self, name: str, frame: Any) -> None:
        """Work the table out now: what it was made of may be replaced in the next statement."""
        frame = frame.checkpoint() if self.durable else frame.localCheckpoint()
        frame.createOrReplaceTempView(name)


def match_on_spark(session: Any, population: Path, participants: Path, out: Path, **reading: Any) -> Report:
    """Match two registers, the passes and scores on Spark; the links are those of `match_registers`.

    `out.parent` must be seen by every machine of the cluster. Raises the refusals of this room.
    """
    with (
        tempfile.TemporaryDirectory(prefix="diemtua-spark-", dir=out.parent) as folder,
        duckdb.connect() as db,
    ):
        read = Matching(db, _silent)
        read.read(population, participants, **reading)
        engine = SparkEngine(session)
        for table in TABLES:
            file = Path(folder) / f"{table}.parquet"
            db.execute(f"COPY (SELECT {_columns(db, table)} FROM {table}) TO {quoted(file)} (FORMAT parquet)")
            engine.load(table, file)
        matching = Matching(engine, _silent)  # type: ignore[arg-type]  # an Engine, as DuckDB's connection is
        matching.report, matching.sides = read.report, read.sides
        matching.run()
        links = Path(folder) / "links"
        session.table("links").write.parquet(str(links))
        db.execute(f"CREATE OR REPLACE TABLE links AS FROM read_parquet({quoted(links / '*.parquet')})")
        read.write(Path(folder) / "written.parquet")
        os.replace(Path(folder) / "written.parquet", out)
    return matching.report


def local_session(master: str = "local-cluster[2,1,1024]") -> Any:
    """Return a session on this machine: two workers of one core, for tests and trials.

    Python and the address are set for the workers, which would otherwise take another Python and the name of
    the host.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- only where Spark is installed

    return (
        SparkSession.builder.master(master)
        .appName("diemtua")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )


def why_no_spark() -> str | None:
    """Return in words what is lacking to run Spark here, or None."""
    from importlib.util import find_spec  # noqa: PLC0415 -- asked by tests only

    lacking = [name for name in ("pyspark", "sqlglot") if find_spec(name) is None]
    if lacking:
        return f"{', '.join(lacking)} not installed: pip install -r requirements/spark.txt"
    return None if shutil.which("java") else "no Java on this machine"


def _spark(statement: Any) -> str:
    """Return a query in Spark's words.

    Spark wants a name given in SELECT spelled out in WHERE; where a join only filters, USING would put its
    columns first; and 0.97 would be a decimal, divided to six places only.
    """
    from sqlglot import exp  # noqa: PLC0415 -- only where Spark is installed

    for select in statement.find_all(exp.Select):
        for join in select.args.get("joins") or []:
            if join.kind in {"ANTI", "SEMI"} and join.args.get("using"):
                left, right = select.args["from_"].this.alias_or_name, join.this.alias_or_name
                for key in join.args.pop("using"):
                    join.on(f"{left}.{key.name} = {right}.{key.name}", copy=False)
        named = {one.alias: one.this for one in select.expressions if isinstance(one, exp.Alias)}
        where = select.args.get("where")
        for column in list(where.find_all(exp.Column)) if where else []:
            meant = named.get(column.name)
            if meant is not None and not column.table and not isinstance(meant, exp.Column):
                column.replace(exp.paren(meant.copy()))
    for call in statement.find_all(exp.Anonymous):
        call.set("this", OTHER_NAMES.get(call.name.lower(), call.name))
    for number in statement.find_all(exp.Literal):
        if not number.is_string and "." in number.name:
            number.set("this", f"{number.name}D")
    return str(statement.sql(dialect="spark"))


def _of(name: str) -> Any:
    from sqlglot import exp  # noqa: PLC0415 -- only where Spark is installed

    return getattr(exp, name)


def _columns(db: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = db.execute(f"SELECT column_name, column_type FROM (DESCRIBE {table})").fetchall()
    return ", ".join(
        f"({name} >> 1)::BIGINT AS {name}" if kind == UNSIGNED else name for name, kind in columns
    )


def _silent(name: str, links: int) -> None:
    """Tell nobody."""


def _functions() -> list[tuple[str, Callable[[str | None, str | None], int | None], str]]:
    return [("hamming", hamming, "int"), ("damerau_levenshtein", damerau_levenshtein, "int")]


def hamming(one: str | None, other: str | None) -> int | None:
    """Return in how many places two texts of one length differ."""
    if one is None or other is None:
        return None
    return sum(a != b for a, b in zip(one, other, strict=True))


def damerau_levenshtein(one: str | None, other: str | None) -> int | None:
    """Return the fewest letters left out, put in, changed or swapped with a neighbour between two texts."""
    if one is None or other is None:
        return None
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
