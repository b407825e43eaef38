"""Who stands in a file more than once.

The same person is a row with the same personal id (or insurance number) and name; or the same name, full
birthday and commune, where neither ids nor households contradict. Of a population the first row stays; of
participants the one whose card or paid period ends last.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import duckdb

BATCH = 10_000


def find_twins(db: duckdb.DuckDBPyConnection, typed: str, *, latest: bool) -> int:
    """Make the table twins (rid, of_line) of the good rows of `typed` (SQL of a table); return how many.

    :param latest: whether the row stays whose `valid_to` is last, not the first of the file
    """
    order = "coalesce(valid_to, DATE '0001-01-01') DESC, rid" if latest else "rid"
    db.execute("CREATE OR REPLACE TABLE twins (rid BIGINT, of_line BIGINT)")
    for key in ("personal_id", "insurance_number"):
        db.execute(
            f"""INSERT INTO twins
                WITH shared AS (SELECT hash({key}) AS k, fold FROM {typed}
                                WHERE {key} IS NOT NULL AND errors = '' GROUP BY ALL HAVING count(*) > 1),
                     met AS (SELECT rid, line, valid_to, {key} AS number, t.fold FROM {typed} t
                             JOIN shared s ON s.k = hash(t.{key}) AND s.fold = t.fold
                             WHERE errors = '' AND rid NOT IN (SELECT rid FROM twins))
                SELECT rid, first_value(line) OVER of_one FROM met
                WINDOW of_one AS (PARTITION BY number, fold ORDER BY {order})
                QUALIFY row_number() OVER of_one > 1"""
        )
    _find_namesakes(db, typed, order)
    return int(db.execute("SELECT count(*) FROM twins").fetchall()[0][0])


def _find_namesakes(db: duckdb.DuckDBPyConnection, typed: str, order: str) -> None:
    """Compare the few rows that share name, full birthday and commune, one by one."""
    cursor = db.cursor()
    cursor.execute(
        f"""WITH good AS (SELECT rid, line, fold, birth, commune, valid_to, hash(personal_id) AS id,
                                 personal_id IS NULL AS no_id, insurance_number, household, hamlet
                          FROM {typed} WHERE errors = '' AND length(birth) = 10
                                AND rid NOT IN (SELECT rid FROM twins)),
                 shared AS (SELECT fold, birth, commune FROM good GROUP BY ALL HAVING count(*) > 1)
            SELECT g.fold, g.birth, g.commune, rid, line, CASE WHEN NOT no_id THEN id END,
                   insurance_number, household, hamlet
            FROM good g JOIN shared s ON s.fold = g.fold AND s.birth = g.birth
                 AND s.commune IS NOT DISTINCT FROM g.commune
            ORDER BY g.fold, g.birth, g.commune, {order}"""
    )
    twins: list[tuple[int, int]] = []
    for _, rows in groupby(_all(cursor), key=lambda row: row[:3]):
        stay: list[tuple[Any, ...]] = []
        for row in rows:
            of = next((other for other in stay if _may_be_one(row, other)), None)
            if of is None:
                stay.append(row)
            else:
                twins.append((row[3], of[4]))
    for begin in range(0, len(twins), BATCH):
        some = twins[begin : begin + BATCH]
        db.execute(
            "INSERT INTO twins SELECT unnest(?::BIGINT[]), unnest(?::BIGINT[])",
            [[rid for rid, _ in some], [line for _, line in some]],
        )


def _all(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def _may_be_one(row: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Say whether nothing that both rows tell (id, insurance number, household, hamlet) differs."""
    return all(
        here is None or there is None or here == there for here, there in zip(row[5:], other[5:], strict=True)
    )
