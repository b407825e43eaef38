"""Who else a doubtful row could belong to: residents of the same name and year in the same commune."""

from pathlib import Path
from typing import TypedDict

import duckdb

from diemtua.registers.rules.normal import folded, lowered, tidied
from diemtua.registers.rules.reading import quoted
from diemtua.registers.rules.scoring import PARTICIPATES_FROM

LISTED = 3  # namesakes that are kept with a pair; the rest is only counted


class Namesake(TypedDict):
    """Another resident as a reviewer needs to know them; `taken` when a row of the register is theirs."""

    birth: str | None
    hamlet: str | None
    taken: bool


class Namesakes(TypedDict):
    """How many other residents go by the name and year of one, and the first of them."""

    number: int
    first: list[Namesake]


NOBODY = Namesakes(number=0, first=[])


def namesakes_of(
    db: duckdb.DuckDBPyConnection, wanted: str, population: Path, links: Path
) -> dict[int, Namesakes]:
    """Return the namesakes of the residents (by row number) that the table `wanted` has as `pop_rid`.

    Tones do not count in a name, as they are missing in many registers. Names are compared only of those who
    share commune and year with somebody asked for.
    """
    rows = f"read_parquet({quoted(population)})"
    near = "left(birth, 4) AS year, coalesce(commune, '') AS commune"
    name = f"translate({folded(tidied(lowered('full_name')))}, 'y', 'i')"
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE asked AS SELECT rid, full_name, {near} FROM {rows}
            WHERE rid IN (SELECT pop_rid FROM {wanted})"""
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE around AS
            FROM (SELECT rid, full_name, birth, hamlet, {near} FROM {rows})
            SEMI JOIN asked USING (year, commune)"""
    )
    db.execute(
        f"""CREATE OR REPLACE TEMP TABLE spellings AS
            SELECT full_name, {name} AS name FROM (SELECT DISTINCT full_name FROM around)"""
    )
    db.execute(
        """CREATE OR REPLACE TEMP TABLE others AS SELECT a.rid AS asked, o.rid, o.birth, o.hamlet
           FROM (FROM asked JOIN spellings USING (full_name)) a
           JOIN (FROM around JOIN spellings USING (full_name)) o USING (name, year, commune)
           WHERE o.rid <> a.rid"""
    )
    found = db.execute(
        f"""WITH takers AS (
                SELECT DISTINCT pop_rid FROM read_parquet({quoted(links)})
                WHERE score >= {PARTICIPATES_FROM} AND pop_rid IN (SELECT rid FROM others))
            SELECT o.asked, count(*), array_agg({{'birth': o.birth, 'hamlet': o.hamlet,
                'taken': t.pop_rid IS NOT NULL}} ORDER BY t.pop_rid IS NOT NULL, o.birth, o.rid)[:{LISTED}]
            FROM others o LEFT JOIN takers t ON t.pop_rid = o.rid GROUP BY o.asked"""
    )
    return {rid: Namesakes(number=number, first=first) for rid, number, first in found.fetchall()}
