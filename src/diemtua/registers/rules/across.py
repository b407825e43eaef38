"""What the buckets of a large matching share: parting the registers, the last pass across, the links of all.

The last pass takes the participants without a sure link in their own bucket, and the residents who are
without one or share a number, a telephone or name and birthday with such a participant: whoever moved to
another province is found there, and a participant listed twice meets the resident who is taken already.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import duckdb

from diemtua.registers.rules import normal, reading
from diemtua.registers.rules.columns import find_columns
from diemtua.registers.rules.reading import quoted
from diemtua.registers.rules.refusals import RegisterUnreadable
from diemtua.registers.rules.scoring import PARTICIPATES_FROM

SIDES = ("population", "participants")


@contextmanager
def connected(folder: Path, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection that keeps to its memory and spills into the folder."""
    with duckdb.connect() as db:
        db.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
        db.execute(f"SET memory_limit = '{memory}'")
        db.execute(f"SET temp_directory = {quoted(folder / 'spill')}")
        yield db


def headings(db: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Return the headings of a register; raises what `reading` refuses."""
    source = reading._source(path)
    try:
        return [str(row[0]) for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException):
        raise RegisterUnreadable(file=path.name, kind=reading._kind(path)) from None


def successor_table(db: duckdb.DuckDBPyConnection, successors: Path | None) -> None:
    """Make the table of communes that became others."""
    reading._successor_table(db, successors)


def part(db: duckdb.DuckDBPyConnection, path: Path, folder: Path, bucket: str) -> None:
    """Write a register as one Parquet file a bucket, in one streaming pass; a row without place is `none`."""
    parted = folder.with_suffix(".parted")
    db.execute(
        f"""COPY (SELECT *, coalesce(regexp_replace({bucket}, '[^0-9A-Za-zÀ-ỹĐđ]+', '_', 'g'), 'none')
                         AS _bucket FROM {reading._source(path)})
            TO {quoted(parted)} (FORMAT parquet, PARTITION_BY (_bucket), OVERWRITE true)"""
    )
    folder.mkdir()
    for partition in parted.iterdir():
        target = folder / f"{unquote(partition.name.partition('=')[2])}.parquet"
        files = sorted(partition.iterdir())
        if len(files) == 1:
            os.replace(files[0], target)
        else:
            every = quoted(partition / "*.parquet")
            db.execute(f"COPY (FROM read_parquet({every}, hive_partitioning = false)) TO {quoted(target)}")
    shutil.rmtree(parted)


def rows_in(db: duckdb.DuckDBPyConnection, file: Path) -> int:
    """Return the rows of a Parquet file, 0 where there is none."""
    if not file.exists():
        return 0
    return int(db.execute(f"SELECT count(*) FROM read_parquet({quoted(file)})").fetchall()[0][0])


def gather(db: duckdb.DuckDBPyConnection, folder: Path, name: str) -> tuple[int, int]:
    """Write both sides of the last pass as the bucket `name`; return how many residents and participants."""
    _links(db, folder)
    keys = {side: _keys(db, folder, side) for side in SIDES}
    for side in SIDES:
        (folder / side / f"{name}.parquet").unlink(missing_ok=True)
    sure = f"FROM links WHERE score >= {PARTICIPATES_FROM}"
    db.execute(
        f"""CREATE TEMP TABLE left_over AS
            SELECT {", ".join(keys["participants"].values())} FROM {_all(folder, "participants")} r
            WHERE {_rid(keys["participants"])} NOT IN (SELECT part_rid {sure})"""
    )
    _folds(db, folder, keys)
    residents = f"(SELECT {', '.join(keys['population'].values())} FROM {_all(folder, 'population')})"
    shared = [name for name in ("number", "phone") if all(name in one for one in keys.values())]
    wanted = [f"SELECT r.rid FROM {residents} r ANTI JOIN (SELECT pop_rid AS rid {sure}) USING (rid)"]
    wanted += [f"SELECT r.rid FROM {residents} r SEMI JOIN left_over USING ({one})" for one in shared]
    wanted.append(
        f"""SELECT r.rid FROM {residents} r JOIN folds USING (full_name) JOIN days USING (birth)
            SEMI JOIN same_name_and_day USING (fold, day)"""
    )
    db.execute(f"CREATE TEMP TABLE wanted AS {' UNION '.join(wanted)}")
    counts = []
    for side, chosen in (("population", "wanted"), ("participants", "left_over")):
        target = folder / side / f"{name}.parquet"
        db.execute(
            f"""COPY (SELECT r.* FROM {_all(folder, side)} r
                      WHERE {_rid(keys[side])} IN (SELECT rid FROM {chosen})) TO {quoted(target)}"""
        )
        counts.append(rows_in(db, target))
    return counts[0], counts[1]


def put_together(folder: Path, out: Path, memory: str) -> tuple[int, int, int]:
    """Write the links of all buckets, one for a resident and one for a participant, in order of residents.

    A sure link of a bucket stands; what was in doubt is as the last pass says, or as the bucket said where
    the last pass says nothing of either. Returns all links, those to be reviewed, those of the last pass.
    """
    target = folder / "links.parquet"
    with connected(folder, memory) as db:
        _links(db, folder)
        db.execute(f"CREATE TEMP VIEW sure AS FROM links WHERE score >= {PARTICIPATES_FROM}")
        db.execute("CREATE TEMP VIEW doubtful AS FROM links ANTI JOIN sure USING (pop_rid, part_rid)")
        last = folder / "links" / "across.parquet"
        found = f"read_parquet({quoted(last)})" if last.exists() else "links WHERE false"
        db.execute(
            f"""CREATE TEMP TABLE last AS SELECT f.* FROM (FROM {found}) f
                ANTI JOIN sure ON sure.pop_rid = f.pop_rid ANTI JOIN sure s ON s.part_rid = f.part_rid"""
        )
        db.execute(
            f"""COPY (FROM sure UNION ALL FROM last UNION ALL
                      SELECT d.* FROM doubtful d ANTI JOIN last ON last.pop_rid = d.pop_rid
                                      ANTI JOIN last l ON l.part_rid = d.part_rid
                      ORDER BY pop_rid, part_rid) TO {quoted(target)} (FORMAT parquet)"""
        )
        links, review, moved = db.execute(
            f"""SELECT count(*), count(*) FILTER (score < {PARTICIPATES_FROM}), (SELECT count(*) FROM last)
                FROM read_parquet({quoted(target)})"""
        ).fetchall()[0]
    os.replace(target, out)
    return int(links), int(review), int(moved)


def _links(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the view links of all buckets; none of them has links where no bucket could be matched."""
    files = [file for file in sorted((folder / "links").glob("*.parquet")) if file.stem != "across"]
    if not files:
        db.execute("CREATE TEMP TABLE links (pop_rid BIGINT, part_rid BIGINT, score DOUBLE, rule VARCHAR)")
        return
    named = ", ".join(quoted(file) for file in files)
    db.execute(f"CREATE TEMP VIEW links AS FROM read_parquet([{named}], union_by_name = true)")


def _all(folder: Path, side: str) -> str:
    return f"read_parquet({quoted(folder / side / '*.parquet')}, hive_partitioning = false)"


def _keys(db: duckdb.DuckDBPyConnection, folder: Path, side: str) -> dict[str, str]:
    """Return the SQL of what a row of that side is found by."""
    headings = [row[0] for row in db.execute(f"DESCRIBE FROM {_all(folder, side)}").fetchall()]
    columns = {name: '"' + one.replace('"', '""') + '"' for name, one in find_columns(headings).items()}
    (numbered,) = db.execute(
        f"SELECT count(*) = count(try_cast({columns['rid']} AS BIGINT)) FROM {_all(folder, side)}"
    ).fetchall()[0]
    keys = {
        "rid": f"{columns['rid']}::{'BIGINT' if numbered else 'VARCHAR'} AS rid",
        "full_name": f"{columns['full_name']}::VARCHAR AS full_name",
        "birth": f"{columns['birth']}::VARCHAR AS birth",
    }
    for name, key in (("personal_id", "number"), ("phone", "phone")):
        if name in columns:
            keys[key] = f"{normal.whole(columns[name] + '::VARCHAR')} AS {key}"
    return keys


def _rid(keys: dict[str, str]) -> str:
    return "r." + keys["rid"].removesuffix(" AS rid")


def _folds(db: duckdb.DuckDBPyConnection, folder: Path, keys: dict[str, dict[str, str]]) -> None:
    """Make the dictionaries folds and days, and the names and days that are left over."""
    for table, column, form in (
        ("folds", "full_name", f"{normal.folded(normal.spelled('full_name'))} AS fold"),
        ("days", "birth", _day("birth")),
    ):
        written = " UNION ".join(f"SELECT {keys[side][column]} FROM {_all(folder, side)}" for side in SIDES)
        db.execute(f"CREATE TEMP TABLE {table} AS SELECT {column}, {form} FROM ({written})")
    db.execute(
        """CREATE TEMP TABLE same_name_and_day AS
           SELECT DISTINCT fold, day FROM left_over JOIN folds USING (full_name) JOIN days USING (birth)
           WHERE day IS NOT NULL"""
    )


def _day(text: str) -> str:
    parts = normal.birth_parts(text)
    return f"({parts['y']})::INTEGER * 10000 + {parts['m']} * 100 + {parts['d']} AS day"
