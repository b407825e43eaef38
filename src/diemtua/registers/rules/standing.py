"""Where every resident stands: one table over the register of residents and all links, as SQL of DuckDB.

A link counts as its score says (`scoring.state_of`), unless a person has judged the pair: SAME makes it sure,
OTHER takes it away. Of several registers of one kind the strongest state holds, and the latest day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from diemtua.registers.rules.reading import quoted
from diemtua.registers.rules.scoring import PARTICIPATES_FROM, State

PARTICIPATES, REVIEW = State.PARTICIPATES.name, State.REVIEW.name

#: What each kind of register adds to a resident: the name of the column, its SQL over links l and rows q.
ADDED: dict[str, dict[str, str]] = {
    "HEALTH": {"health_until": "max(q.valid_to)", "health_group": "max(q.group_code)"},
    "VOLUNTARY": {"voluntary_until": "max(q.valid_to)"},
    "COMPULSORY": {"compulsory_until": "max(q.valid_to)"},
    "RESERVED": {"reserved_months": "max(q.months)", "reserved_stopped_on": "max(q.stopped_on)"},
    "EXPIRING": {"expiring_until": "max(q.valid_to)"},
    "POOR": {"poor_hardship": "max(q.hardship)"},
    "PUPILS": {"pupils_school": "max(q.school)"},
}
TYPES = {"until": "DATE", "on": "DATE", "months": "BIGINT"}


@dataclass(frozen=True)
class Matched:
    """One register of participants: its kind, its rows, the links to residents, what people judged."""

    kind: str
    rows: Sequence[Path]
    links: Path
    verdicts: Sequence[tuple[int, int, str]] = ()


def build_standing(
    db: duckdb.DuckDBPyConnection, population: Sequence[Path], registers: Iterable[Matched]
) -> None:
    """Make the table `standing`, one row a resident: the columns of the snapshot and those of `ADDED`.

    For each kind there are also <kind>_state (PARTICIPATES, REVIEW or NULL) and <kind>_score (probability).
    """
    matched = list(registers)
    for kind in ADDED:
        _build_kind(db, kind, [one for one in matched if one.kind == kind])
    joins = " ".join(f"LEFT JOIN of_{kind} USING (rid)" for kind in ADDED)
    added = ", ".join(
        column
        for kind, columns in ADDED.items()
        for column in (f"{kind.lower()}_state", f"{kind.lower()}_score", *columns)
    )
    db.execute(
        f"""CREATE TABLE standing AS
            SELECT p.*, try_cast(left(p.birth, 4) AS INTEGER) AS birth_year,
                   try_cast(p.birth AS DATE) AS born, {added}
            FROM read_parquet({_listed(population)}) p {joins}"""
    )
    for kind in ADDED:
        db.execute(f"DROP TABLE of_{kind}")


def _build_kind(db: duckdb.DuckDBPyConnection, kind: str, registers: Sequence[Matched]) -> None:
    word = kind.lower()
    columns = ADDED[kind]
    if not registers:
        empty = ", ".join(
            f"NULL::{TYPES.get(name.rsplit('_', 1)[-1], 'VARCHAR')} AS {name}" for name in columns
        )
        db.execute(
            f"""CREATE TABLE of_{kind} AS SELECT NULL::BIGINT AS rid, NULL::VARCHAR AS {word}_state,
                NULL::DOUBLE AS {word}_score, {empty} WHERE false"""
        )
        return
    db.execute(
        "CREATE OR REPLACE TEMP TABLE verdicts "
        "(register INTEGER, pop_rid BIGINT, part_rid BIGINT, said VARCHAR)"
    )
    parts = []
    for number, one in enumerate(registers):
        if one.verdicts:
            db.executemany(
                "INSERT INTO verdicts VALUES (?, ?, ?, ?)", [(number, *verdict) for verdict in one.verdicts]
            )
        wanted = ", ".join(_columns_of(kind))
        parts.append(
            f"""SELECT l.pop_rid, l.score, v.said, {wanted} FROM read_parquet({quoted(one.links)}) l
                JOIN read_parquet({_listed(one.rows)}) q ON q.rid = l.part_rid
                LEFT JOIN verdicts v ON v.register = {number} AND v.pop_rid = l.pop_rid
                     AND v.part_rid = l.part_rid"""
        )
    added = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    sure = f"said = 'SAME' OR (said IS NULL AND score >= {PARTICIPATES_FROM})"
    db.execute(
        f"""CREATE TABLE of_{kind} AS
            WITH q AS ({" UNION ALL ".join(parts)})
            SELECT pop_rid AS rid,
                   CASE WHEN bool_or({sure}) THEN '{PARTICIPATES}' ELSE '{REVIEW}' END AS {word}_state,
                   max(CASE WHEN said = 'SAME' THEN 1.0 ELSE score END) AS {word}_score, {added}
            FROM q WHERE said IS NULL OR said <> 'OTHER' GROUP BY pop_rid"""
    )


def _columns_of(kind: str) -> list[str]:
    """Return the columns of the participants that a kind reads."""
    names = {sql.removeprefix("max(q.").removesuffix(")") for sql in ADDED[kind].values()}
    return [f"q.{name}" for name in sorted(names)]


def _listed(paths: Sequence[Path]) -> str:
    return "[" + ", ".join(quoted(path) for path in paths) + "]"
