"""Reading two registers into normalised tables of DuckDB: whole-number keys, names in a dictionary."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from diemtua.registers.rules import normal
from diemtua.registers.rules.columns import LABELS, find_columns, missing
from diemtua.registers.rules.dictionaries import day_dictionary, fill_successors, name_dictionary, people
from diemtua.registers.rules.refusals import (
    ColumnsMissing,
    NumbersRounded,
    RegisterEmpty,
    RegisterMissing,
    RegisterNotText,
    RegisterUnreadable,
    RowsNotTold,
)

SIDES = ("p", "q")  # of residents, of participants
MOST_SHARING = {
    "c12": 5,
    "c9": 5,
    "ins": 5,
    "phone": 20,
    "hh": 60,
}  # more often, a number is a stand-in for "unknown"
MOST_MARKED = 100_000_000  # between the lowest and the highest row number
SAMPLED_FROM = 200_000  # rows: below, every number is counted
MALE = "('Nam', 'nam', 'NAM', 'M', '1')"
FEMALE = "('Nữ', 'nữ', 'NỮ', 'Nu', 'F', '0', '2')"
ROUNDED = r"^\d([.,]\d+)?[eE][+]?\d+$"


@dataclass(frozen=True)
class Register:
    """One file, found fit: where it is, how many rows, whether its row numbers are whole numbers."""

    path: Path
    rows: int
    numbered: bool


def read_registers(
    db: duckdb.DuckDBPyConnection, population: Path, participants: Path, successors: Path | None = None
) -> tuple[Register, Register]:
    """Make the tables p and q (one row a person) and names (one row a spelling).

    Raises the refusals of this room for a file that cannot be read, or whose columns or numbers are unfit.
    """
    pair = zip(SIDES, (population, participants), strict=True)
    found = [_read(db, side, path) for side, path in pair]
    name_dictionary(db)
    day_dictionary(db)
    _successor_table(db, successors)
    for side, register in zip(SIDES, found, strict=True):
        row, keys = ("r.rid", "") if register.numbered else ("k.id", f"JOIN rid_{side} k USING (rid)")
        people(db, side, row, keys)
        _forget_stand_ins(db, side, register.rows)
    db.execute("DROP TABLE days")
    return found[0], found[1]


def quoted(path: Path) -> str:
    """Return a path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"


def _read(db: duckdb.DuckDBPyConnection, side: str, path: Path) -> Register:
    source = _source(path)
    try:
        headings = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
        columns = find_columns(headings)
        lacking = missing(columns)
        if lacking:
            named = ", ".join(LABELS[name] for name in lacking)
            raise ColumnsMissing(file=path.name, missing=named, found=", ".join(headings))
        return _checked(db, side, path, source, columns)
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as error:
        if "unicode" in str(error).lower() or "utf-8" in str(error).lower():
            raise RegisterNotText(file=path.name) from None
        raise RegisterUnreadable(file=path.name, kind=_kind(path)) from None
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise RegisterUnreadable(file=path.name, kind=_kind(path)) from error


def _source(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise RegisterMissing(file=path, reason=error.strerror) from None
    if not start:
        raise RegisterEmpty(file=path.name)
    if start == b"PAR1" or path.suffix.lower() in {".parquet", ".pq"}:
        return f"read_parquet({quoted(path)})"
    return f"read_csv({quoted(path)}, all_varchar = true, header = true, nullstr = '')"


def _kind(path: Path) -> str:
    return "Parquet" if path.suffix.lower() in {".parquet", ".pq"} else "CSV"


def _selected(columns: dict[str, str], numbered: bool) -> str:
    """Return the SQL that turns the columns of a file into numbers, but for names and birthdays."""

    def text(name: str) -> str:
        if name not in columns:
            return "NULL::VARCHAR"
        heading = columns[name].replace('"', '""')
        return f'"{heading}"::VARCHAR'

    dialled, sex = normal.whole(text("phone")), text("sex")
    forms = {
        "rid": f"try_cast({text('rid')} AS BIGINT)" if numbered else text("rid"),
        "full_name": text("full_name"),
        "birth": text("birth"),
        "male": f"CASE WHEN {sex} IN {MALE} THEN true WHEN {sex} IN {FEMALE} THEN false END",
        "number": f"CASE WHEN contains(upper({text('personal_id')}), 'E+') AND "
        f"regexp_matches({text('personal_id')}, '{ROUNDED}') THEN -1 "
        f"ELSE {normal.whole(text('personal_id'))} END",
        "insured": normal.whole(text("insurance_number")),
        "household": normal.code(text("household")),
        "hamlet": normal.code(text("hamlet")),
        "commune": normal.code(text("commune")),
        "phone": f"CASE WHEN {dialled} >= 84000000000 THEN {dialled} - 84000000000 ELSE {dialled} END",
    }
    return ", ".join(f"{form} AS {name}" for name, form in forms.items())


def _checked(
    db: duckdb.DuckDBPyConnection, side: str, path: Path, source: str, columns: dict[str, str]
) -> Register:
    """Make raw_`side`; where row numbers are no whole numbers, rid_`side` numbers the rows."""
    db.execute(f"CREATE TABLE raw_{side} AS SELECT {_selected(columns, True)} FROM {source}")
    rows, whole, low, high, rounded = db.execute(
        f"SELECT count(*), count(rid), min(rid), max(rid), count(*) FILTER (number = -1) FROM raw_{side}"
    ).fetchall()[0]
    if not rows:
        raise RegisterEmpty(file=path.name)
    if rounded:
        raise NumbersRounded(file=path.name, count=rounded)
    if whole < rows:
        db.execute(f"CREATE OR REPLACE TABLE raw_{side} AS SELECT {_selected(columns, False)} FROM {source}")
    counted = _marked(low, high) if whole == rows and high - low < MOST_MARKED else "count(DISTINCT rid)"
    (distinct,) = db.execute(f"SELECT {counted} FROM raw_{side}").fetchall()[0]
    if distinct < rows:
        raise RowsNotTold(file=path.name, count=rows - distinct)
    if whole < rows:
        db.execute(
            f"CREATE TABLE rid_{side} AS SELECT rid, row_number() OVER (ORDER BY rid) AS id FROM raw_{side}"
        )
    return Register(path=path, rows=rows, numbered=whole == rows)


def _marked(low: int, high: int) -> str:
    """Return the SQL of how many row numbers there are between two: a bit each, ten times as fast."""
    return f"bit_count(bitstring_agg(rid, {low}, {high}))"


def _successor_table(db: duckdb.DuckDBPyConnection, successors: Path | None) -> None:
    db.execute("CREATE TABLE successors (old BIGINT, new BIGINT)")
    if successors is None:
        return
    source = _source(successors)
    headings = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    lacking = [name for name in ("old_code", "new_code") if name not in headings]
    if lacking:
        raise ColumnsMissing(file=successors.name, missing=", ".join(lacking), found=", ".join(headings))
    fill_successors(db, source)


def _forget_stand_ins(db: duckdb.DuckDBPyConnection, side: str, rows: int) -> None:
    """Empty the numbers that stand on too many rows; in large registers those that a sample shows.

    What a sample misses stands on some hundred rows at most: the passes leave such rows undecided, and
    `matching` looks again at every number that is left over.
    """
    part = 1 if rows <= SAMPLED_FROM else 64
    for column, most in MOST_SHARING.items():
        few = most if part == 1 else 2
        suspects = (
            f"SELECT {column} FROM {side} WHERE {column} IS NOT NULL AND id % {part} = 0 "
            f"GROUP BY 1 HAVING count(*) > {few}"
        )
        shared = (
            f"SELECT {column} FROM {side} WHERE {column} IN ({suspects}) GROUP BY 1 HAVING count(*) > {most}"
        )
        if db.execute(f"{shared} LIMIT 1").fetchall():
            db.execute(f"UPDATE {side} SET {column} = NULL WHERE {column} IN ({shared})")
