"""Reading two registers into normalised tables of DuckDB: whole-number keys, names in a dictionary."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from diemtua.registers.rules import normal
from diemtua.registers.rules.columns import LABELS, NEEDED, OPTIONAL, find_columns, missing
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
MOST_SHARING = {"c12": 5, "c9": 5, "phone": 20, "hh": 60}  # more often, a number is a stand-in for "unknown"
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
    _name_dictionary(db)
    _day_dictionary(db)
    _successor_table(db, successors)
    for side, register in zip(SIDES, found, strict=True):
        _normalise(db, side, register)
        _forget_stand_ins(db, side)
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
        db.execute(f"CREATE TABLE raw_{side} AS SELECT {_selected(columns)} FROM {source}")
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as error:
        if "unicode" in str(error).lower() or "utf-8" in str(error).lower():
            raise RegisterNotText(file=path.name) from None
        raise RegisterUnreadable(file=path.name, kind=_kind(path)) from None
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise RegisterUnreadable(file=path.name, kind=_kind(path)) from error
    return _checked(db, side, path)


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


def _selected(columns: dict[str, str]) -> str:
    def one(name: str) -> str:
        if name not in columns:
            return f"NULL::VARCHAR AS {name}"
        heading = columns[name].replace('"', '""')
        return f'"{heading}"::VARCHAR AS {name}'

    return ", ".join(one(name) for name in (*NEEDED, *OPTIONAL))


def _checked(db: duckdb.DuckDBPyConnection, side: str, path: Path) -> Register:
    rows, whole, rounded = db.execute(
        f"""SELECT count(*), count(try_cast(rid AS BIGINT)),
                   count(*) FILTER (personal_id LIKE '%E+%' OR personal_id LIKE '%e+%') FROM raw_{side}"""
    ).fetchall()[0]
    if not rows:
        raise RegisterEmpty(file=path.name)
    if rounded:
        (count,) = db.execute(
            f"SELECT count(*) FROM raw_{side} WHERE regexp_matches(personal_id, '{ROUNDED}')"
        ).fetchall()[0]
        if count:
            raise NumbersRounded(file=path.name, count=count)
    key = "try_cast(rid AS BIGINT)" if whole == rows else "rid"
    (distinct,) = db.execute(f"SELECT count(DISTINCT {key}) FROM raw_{side}").fetchall()[0]
    if distinct < rows:
        raise RowsNotTold(file=path.name, count=rows - distinct)
    if whole < rows:
        db.execute(
            f"CREATE TABLE rid_{side} AS SELECT rid, row_number() OVER (ORDER BY rid) AS id FROM raw_{side}"
        )
    return Register(path=path, rows=rows, numbered=whole == rows)


def _name_dictionary(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(
        f"""CREATE TABLE names AS
        WITH written AS (SELECT full_name FROM raw_p UNION SELECT full_name FROM raw_q),
             spelled AS (SELECT full_name, {normal.spelled("full_name")} AS spelling FROM written),
             folded AS (SELECT full_name, spelling, {normal.folded("spelling")} AS fold FROM spelled)
        SELECT full_name, fold, split_part(fold, ' ', 1) AS family, split_part(fold, ' ', -1) AS given,
               hash(spelling) AS sid, hash(fold) AS kid, hash(family) AS fam, hash(given) AS giv
        FROM folded WHERE fold <> ''"""
    )


def _day_dictionary(db: duckdb.DuckDBPyConnection) -> None:
    parts = normal.birth_parts("birth")
    db.execute(
        f"""CREATE TABLE days AS
        WITH written AS (SELECT birth FROM raw_p UNION SELECT birth FROM raw_q),
             parts AS (SELECT birth, {parts["y"]} AS y, {parts["m"]} AS m, {parts["d"]} AS d FROM written)
        SELECT birth, y, CASE WHEN m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND NOT (m = 1 AND d = 1)
                                  THEN y::INTEGER * 10000 + m * 100 + d END AS dob
        FROM parts WHERE y BETWEEN 1890 AND 2100"""
    )


def _successor_table(db: duckdb.DuckDBPyConnection, successors: Path | None) -> None:
    db.execute("CREATE TABLE successors (old BIGINT, new BIGINT)")
    if successors is None:
        return
    source = _source(successors)
    headings = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    lacking = [name for name in ("old_code", "new_code") if name not in headings]
    if lacking:
        raise ColumnsMissing(file=successors.name, missing=", ".join(lacking), found=", ".join(headings))
    # A commune shared out over several has no single successor: its people's commune becomes unknown.
    db.execute(
        f"""INSERT INTO successors SELECT {normal.code("old_code")} AS old,
                CASE WHEN count(DISTINCT new_code) = 1 THEN max({normal.code("new_code")}) END
            FROM {source} GROUP BY ALL"""
    )


def _normalise(db: duckdb.DuckDBPyConnection, side: str, register: Register) -> None:
    row = "r.rid::BIGINT" if register.numbered else "k.id"
    keys = "" if register.numbered else f"JOIN rid_{side} k USING (rid)"
    db.execute(
        f"""CREATE TABLE {side} AS
        WITH r AS (SELECT *, {normal.whole("personal_id")} AS number, {normal.whole("phone")} AS dialled
                   FROM raw_{side})
        SELECT {row} AS id, n.sid, n.kid, n.fam, n.giv, t.y, t.dob,
               CASE WHEN sex IN ('Nam', 'nam', 'NAM', 'M', '1') THEN true
                    WHEN sex IN ('Nữ', 'nữ', 'NỮ', 'Nu', 'F', '0', '2') THEN false END AS male,
               CASE WHEN number BETWEEN 1000000000 AND 999999999999 THEN number END AS c12,
               CASE WHEN number BETWEEN 1000000 AND 999999999 THEN number END AS c9,
               {normal.code("household")} AS hh,
               CASE WHEN s.old IS NULL THEN {normal.code("hamlet")} END AS ham,
               CASE WHEN s.old IS NULL THEN {normal.code("commune")} ELSE s.new END AS com,
               CASE WHEN dialled >= 84000000000 THEN dialled - 84000000000 ELSE dialled END AS phone
        FROM r {keys} LEFT JOIN names n USING (full_name) LEFT JOIN days t USING (birth)
             LEFT JOIN successors s ON s.old = {normal.code("commune")}"""
    )
    db.execute(f"DROP TABLE raw_{side}")


def _forget_stand_ins(db: duckdb.DuckDBPyConnection, side: str) -> None:
    for column, most in MOST_SHARING.items():
        shared = f"SELECT {column} FROM {side} WHERE {column} IS NOT NULL GROUP BY 1 HAVING count(*) > {most}"
        many = [row[0] for row in db.execute(f"{shared} LIMIT 100000").fetchall()]
        if many:
            db.execute(f"UPDATE {side} SET {column} = NULL WHERE {column} IN ({shared})")
