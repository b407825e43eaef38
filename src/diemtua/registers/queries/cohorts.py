"""Who belongs to a cohort, who does not and why: questions to the table `standing` of a matching."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

import duckdb

from diemtua.insurance.queries import law_in_force
from diemtua.registers.models import MatchedRegister
from diemtua.registers.rules.cohorts import Question, bounds_on, question, reason_sql
from diemtua.registers.rules.normal import folded, spelled

BATCH = 5_000


@dataclass
class CohortSize:
    """How many of `denominator` residents belong to a cohort, and why the others do not.

    `expected_wrong` is how many of `size` are expected not to belong there, as far as the matching can tell.
    """

    denominator: int = 0
    size: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    expected_wrong: float = 0.0


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One member of a cohort, as the registers know them; days and numbers are None where not known.

    `household_size` counts the residents of the household, `household_covered` those with a card that holds.
    """

    rid: int
    full_name: str
    birth: str | None
    birth_year: int | None
    born: date | None
    sex: str | None
    personal_id: str | None
    household: str | None
    is_head: bool | None
    relation: str | None
    address: str | None
    hamlet: str | None
    commune: str | None
    place_path: str | None
    phone: str | None
    occupation: str | None
    segment: str | None
    hardship: str | None
    poor_hardship: str | None
    health_until: date | None
    health_group: str | None
    voluntary_until: date | None
    reserved_months: int | None
    due_on: date | None
    household_size: int
    household_covered: int


def count_cohort(
    db: duckdb.DuckDBPyConnection,
    cohort: str,
    day: date,
    place_path: str = "",
    registers: Iterable[MatchedRegister] = (),
) -> CohortSize:
    """Count a cohort on `day` under `place_path`, with the expected error of `registers`.

    :raises NoLawForDay: for a day before the law known here
    """
    sizes = count_by_place(db, cohort, day, registers)
    whole = CohortSize()
    for path, one in sizes.items():
        if path.startswith(place_path):
            add_up(whole, one)
    return whole


def count_by_place(
    db: duckdb.DuckDBPyConnection, cohort: str, day: date, registers: Iterable[MatchedRegister] = ()
) -> dict[str, CohortSize]:
    """Count a cohort for every place that rows name (path to size); '' is where no place is known."""
    asked = question(cohort, bounds_on(law_in_force(), day))
    uncertain = " + ".join(f"1 - coalesce({kind.lower()}_score, 1)" for kind in asked.present) or "0"
    rows = db.execute(
        f"""SELECT coalesce(place_path, ''), {reason_sql(asked)} AS reason, count(*), sum({uncertain})
            FROM standing WHERE {asked.asked} GROUP BY ALL"""
    ).fetchall()
    sizes: dict[str, CohortSize] = {}
    silent = _silent_share(db, asked, registers)
    for path, reason, number, doubt in rows:
        size = sizes.setdefault(path, CohortSize())
        size.denominator += number
        if reason:
            size.excluded[reason] = size.excluded.get(reason, 0) + number
        else:
            size.size += number
            size.expected_wrong += float(doubt or 0) + number * silent
    return sizes


def add_up(into: CohortSize, one: CohortSize) -> None:
    """Add the counts of one place to those of a larger one."""
    into.denominator += one.denominator
    into.size += one.size
    into.expected_wrong += one.expected_wrong
    for reason, number in one.excluded.items():
        into.excluded[reason] = into.excluded.get(reason, 0) + number


def cohort_rows(
    db: duckdb.DuckDBPyConnection, cohort: str, day: date, place_path: str = ""
) -> Iterator[CohortRow]:
    """Yield the members of a cohort on `day` under `place_path`: by place, household, its head first, age.

    A household that lives in two places stands whole at the first of them.

    :raises NoLawForDay: for a day before the law known here
    """
    asked = question(cohort, bounds_on(law_in_force(), day))
    covered = question("UNCOVERED_HEALTH", bounds_on(law_in_force(), day)).left_out[0][1]
    names = [one.name for one in fields(CohortRow)]
    own = ", ".join(f"s.{name}" for name in names if not name.startswith("household_") and name != "due_on")
    cursor = db.cursor()
    cursor.execute(
        f"""WITH homes AS (SELECT commune, household, count(*) AS household_size,
                                  min(place_path) AS first_place,
                                  count(*) FILTER ({covered}) AS household_covered
                           FROM standing WHERE household IS NOT NULL GROUP BY ALL)
            SELECT {own}, {asked.due} AS due_on, coalesce(h.household_size, 1)::INTEGER,
                   coalesce(h.household_covered, 0)::INTEGER
            FROM standing s LEFT JOIN homes h
                 ON h.household = s.household AND h.commune IS NOT DISTINCT FROM s.commune
            WHERE ({asked.asked}) AND ({reason_sql(asked)}) IS NULL
                  AND starts_with(coalesce(place_path, ''), ?)
            ORDER BY coalesce(h.first_place, s.place_path), s.household, s.commune,
                     is_head DESC NULLS LAST, birth_year, rid""",
        [place_path],
    )
    while rows := cursor.fetchmany(BATCH):
        for row in rows:
            yield CohortRow(*row)


def _silent_share(
    db: duckdb.DuckDBPyConnection, asked: Question, registers: Iterable[MatchedRegister]
) -> float:
    """Return how likely a resident without a link takes part all the same, over the registers asked."""
    expected: Mapping[str, float] = dict.fromkeys(asked.absent, 0.0)
    for one in registers:
        kind = one.snapshot.source.kind
        if kind in expected:
            expected = {**expected, kind: expected[kind] + one.expected_wrong}
    share = 0.0
    for kind, wrong in expected.items():
        sql = f"SELECT count(*) FROM standing WHERE {kind.lower()}_state IS NULL"
        (silent,) = db.execute(sql).fetchall()[0]
        share += wrong / silent if silent else 0.0
    return min(share, 1.0)


def why_left_out(
    db: duckdb.DuckDBPyConnection, cohort: str, day: date, people: Iterable[tuple[str, int | None]]
) -> Iterator[tuple[CohortRow, str | None]]:
    """Yield residents who bear one of the names (folded) and birth years, and why a cohort leaves them out.

    The reason is None for members. Residents of whom the cohort is not asked are not yielded. More may come
    than was meant: namesakes of one year are for the caller to tell apart.
    """
    asked = question(cohort, bounds_on(law_in_force(), day))
    db.execute("CREATE OR REPLACE TABLE wanted (fold VARCHAR, born INTEGER)")
    insert = f"INSERT INTO wanted SELECT {folded(spelled('$1'))}, $2"  # as the names are folded below
    db.executemany(insert, [list(one) for one in people] or [["", None]])
    names = [one.name for one in fields(CohortRow)]
    own = ", ".join(f"s.{name}" for name in names if not name.startswith("household_") and name != "due_on")
    cursor = db.cursor()
    cursor.execute(
        f"""WITH s AS (SELECT *, {folded(spelled("full_name"))} AS fold FROM standing
                       WHERE birth_year IN (SELECT born FROM wanted) OR birth_year IS NULL)
            SELECT {own}, NULL::DATE, 1, 0, {reason_sql(asked)}
            FROM s SEMI JOIN wanted ON wanted.fold = s.fold
                 AND wanted.born IS NOT DISTINCT FROM s.birth_year
            WHERE {asked.asked} ORDER BY rid"""
    )
    while rows := cursor.fetchmany(BATCH):
        for *cells, reason in rows:
            yield CohortRow(*cells), reason
