"""The dictionaries of a matching: names, birthdays and communes, each worked out once and known by a number.

Three million people share some hundred thousand spellings of names and some ten thousand birthdays. Numbers
of names mean nothing but "the same": they come out differently from one run to the next. Parts of names are
known by a hash of 31 bits: of ten thousand words two share one about once in forty registers, and only blocks
and the weaker levels look at parts.
"""

import duckdb

from diemtua.registers.rules import normal


def name_dictionary(db: duckdb.DuckDBPyConnection) -> None:
    """Make `names`: names as written, their fold, numbers of spelling and fold, hashes of parts.

    Ng. T. Lan and Nguyễn Thị Lan share `ini`, the first letters before the given name; `abb` are the first
    letters of all words, which slips of the fingers mostly spare.
    """
    db.execute(
        f"""CREATE TEMP TABLE written AS
        SELECT full_name, {normal.lowered("full_name")} AS low
        FROM (SELECT full_name FROM raw_p UNION SELECT full_name FROM raw_q)"""
    )
    db.execute(
        f"CREATE TEMP TABLE lows AS SELECT low, {normal.placed(normal.tidied('low'))} AS spelling "
        "FROM (SELECT DISTINCT low FROM written)"
    )
    db.execute(
        f"""CREATE TEMP TABLE spellings AS
        WITH s AS MATERIALIZED (SELECT spelling, {normal.folded("spelling")} AS fold
                                FROM (SELECT DISTINCT spelling FROM lows))
        SELECT (row_number() OVER ())::INTEGER AS sid, spelling, fold FROM s"""
    )
    db.execute(
        """CREATE TEMP TABLE folds AS SELECT (row_number() OVER ())::INTEGER AS kid, fold
           FROM (SELECT DISTINCT fold FROM spellings WHERE fold <> '')"""
    )
    parts = {"family": "fam", "given": "giv", "shortened": "ini", "letters": "abb"}
    hashes = ", ".join(f"(hash({part}) >> 33)::INTEGER AS {column}" for part, column in parts.items())
    db.execute(
        f"""CREATE TEMP TABLE kinds AS
        WITH words AS (SELECT kid, fold,
                              split_part(fold, ' ', 1) AS family, split_part(fold, ' ', -1) AS given,
                              array_to_string([word[1] FOR word IN string_split(fold, ' ')], '') AS letters
                       FROM folds),
             parts AS (SELECT *, left(letters, length(letters) - 1) || ' ' || given AS shortened FROM words)
        SELECT kid, fold, {hashes} FROM parts"""
    )
    db.execute(
        """CREATE TABLE names AS SELECT full_name, fold, sid, kid, fam, giv, ini, abb
           FROM kinds JOIN spellings USING (fold) JOIN lows USING (spelling) JOIN written USING (low)"""
    )
    for table in ("written", "lows", "spellings", "folds", "kinds"):
        db.execute(f"DROP TABLE {table}")


def day_dictionary(db: duckdb.DuckDBPyConnection) -> None:
    """Make `days`: each birthday as written, its year, and the day as 19800305 where it is told.

    1 January stands for "only the year is known".
    """
    parts = normal.birth_parts("birth")
    db.execute(
        f"""CREATE TABLE days AS
        WITH written AS (SELECT birth FROM raw_p UNION SELECT birth FROM raw_q),
             parts AS (SELECT birth, {parts["y"]} AS y, {parts["m"]} AS m, {parts["d"]} AS d FROM written)
        SELECT birth, y, CASE WHEN m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31 AND NOT (m = 1 AND d = 1)
                                  THEN y::INTEGER * 10000 + m * 100 + d END AS dob
        FROM parts WHERE y BETWEEN 1890 AND 2100"""
    )


def fill_successors(db: duckdb.DuckDBPyConnection, source: str) -> None:
    """Fill `successors` from the SQL of a table with old_code and new_code.

    A commune shared out over several has no single successor: its people's commune becomes unknown.
    """
    db.execute(
        f"""INSERT INTO successors SELECT {normal.code("old_code")} AS old,
                CASE WHEN count(DISTINCT new_code) = 1 THEN max({normal.code("new_code")}) END
            FROM {source} GROUP BY ALL"""
    )


def people(db: duckdb.DuckDBPyConnection, side: str, row: str, keys: str) -> None:
    """Make the table `side` of whole numbers from raw_`side`; `row` is the SQL of the row's number."""
    has_successors = bool(db.execute("SELECT 1 FROM successors LIMIT 1").fetchall())
    ham, com, join = "r.hamlet", "r.commune", ""
    if has_successors:
        ham = "CASE WHEN s.old IS NULL THEN r.hamlet END"
        com = "CASE WHEN s.old IS NULL THEN r.commune ELSE s.new END"
        join = "LEFT JOIN successors s ON s.old = r.commune"
    db.execute(
        f"""CREATE TABLE {side} AS
        SELECT {row} AS id, n.sid, n.kid, n.fam, n.giv, n.ini, n.abb, t.y, t.dob, r.male,
               CASE WHEN r.number BETWEEN 1000000000 AND 999999999999 THEN r.number END AS c12,
               CASE WHEN r.number BETWEEN 1000000 AND 999999999 THEN r.number END AS c9,
               r.insured AS ins, r.household AS hh, {ham} AS ham, {com} AS com, r.phone
        FROM raw_{side} r {keys} LEFT JOIN names n USING (full_name) LEFT JOIN days t USING (birth) {join}"""
    )
    db.execute(f"DROP TABLE raw_{side}")
