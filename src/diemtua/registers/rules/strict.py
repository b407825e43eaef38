"""Running the strict passes over p and q: links (p, q, score, pass), and rest, who of q has none."""

from diemtua.registers.rules.fitting import Ask
from diemtua.registers.rules.passes import AGREEMENT, PASSES, Pass
from diemtua.registers.rules.reading import MOST_SHARING

COLUMNS = (
    "id",
    "sid",
    "kid",
    "fam",
    "giv",
    "ini",
    "abb",
    "y",
    "dob",
    "male",
    "c12",
    "c9",
    "ins",
    "hh",
    "ham",
    "com",
    "phone",
)


def take(ask: Ask, one: Pass, source: str) -> int:
    """Link whom a pass finds among `source` (q, or rest of it); return how many."""
    keys = " AND ".join(f"p.{key} = q.{key}" for key in one.keys)
    ask(
        f"""CREATE OR REPLACE TEMP TABLE found AS
            SELECT q.id AS q, p.id AS p FROM {source} q JOIN p ON {keys} WHERE {one.condition}"""
    )
    ask("CREATE OR REPLACE TEMP TABLE several AS SELECT q FROM found GROUP BY q HAVING count(*) > 1")
    if not ask("SELECT 1 FROM several LIMIT 1"):
        clear = "SELECT p, q FROM found"
    else:
        _choose(ask, source)
        clear = "SELECT p, q FROM found ANTI JOIN several USING (q) UNION ALL SELECT p, q FROM chosen"
    place = PASSES.index(one)
    ask(f"INSERT INTO links SELECT p, q, {one.strength}, {place} FROM ({clear})")
    return int(ask(f"SELECT count(*) FROM links WHERE pass = {place}")[0][0])


def _choose(ask: Ask, source: str) -> None:
    """Make `chosen`: of several residents the one who agrees more than any other."""
    ask(
        f"""CREATE OR REPLACE TEMP TABLE compared AS
            WITH f AS (SELECT * FROM found SEMI JOIN several USING (q)),
                 q AS (SELECT * FROM {source} SEMI JOIN several ON several.q = id),
                 p AS (SELECT * FROM p SEMI JOIN f ON f.p = id)
            SELECT f.p, f.q, {AGREEMENT}::INTEGER AS agree FROM f JOIN q ON q.id = f.q JOIN p ON p.id = f.p"""
    )
    ask(
        """CREATE OR REPLACE TEMP TABLE chosen AS
           WITH best AS (SELECT q, max(agree) AS agree FROM compared GROUP BY q),
                top AS (SELECT p, q FROM compared JOIN best USING (q, agree))
           SELECT max(p) AS p, q FROM top GROUP BY q HAVING count(*) = 1"""
    )


def leave(ask: Ask, source: str) -> None:
    """Make `rest`: who of `source` has no link yet."""
    ask(f"CREATE OR REPLACE TABLE rest AS SELECT * FROM {source} ANTI JOIN links ON links.q = id")


def forget_shared(ask: Ask) -> None:
    """Empty the numbers of the rest that stand on too many rows of either register."""
    forms = {name: name for name in COLUMNS}
    for column, most in MOST_SHARING.items():
        shared = " UNION ".join(
            f"SELECT {column} FROM {side} SEMI JOIN rest USING ({column}) "
            f"GROUP BY {column} HAVING count(*) > {most}"
            for side in ("p", "q")
        )
        ask(f"CREATE OR REPLACE TEMP TABLE shared_{column} AS {shared}")
        if ask(f"SELECT 1 FROM shared_{column} LIMIT 1"):
            forms[column] = (
                f"CASE WHEN {column} IN (SELECT {column} FROM shared_{column}) THEN NULL ELSE {column} END"
            )
    if any(name != form for name, form in forms.items()):
        selected = ", ".join(f"{form} AS {name}" for name, form in forms.items())
        ask(f"CREATE OR REPLACE TABLE rest AS SELECT {selected} FROM rest")


def one_to_one(ask: Ask) -> int:
    """Keep one participant of each resident: the stricter pass, what agrees more, the lower row.

    Return how many links fell away.
    """
    ask("CREATE OR REPLACE TEMP TABLE twice AS SELECT p FROM links GROUP BY p HAVING count(*) > 1")
    ask(
        f"""CREATE OR REPLACE TABLE repeats AS
        WITH f AS (SELECT * FROM links SEMI JOIN twice USING (p)),
             p AS (SELECT * FROM p SEMI JOIN twice ON twice.p = id),
             q AS (SELECT * FROM q SEMI JOIN f ON f.q = id),
             c AS (SELECT f.p, f.q, pass, {AGREEMENT} AS agree
                   FROM f JOIN q ON q.id = f.q JOIN p ON p.id = f.p),
             r AS (SELECT p, q, row_number() OVER (PARTITION BY p ORDER BY pass, agree DESC, q) AS place
                   FROM c)
        SELECT q, p FROM r WHERE place > 1"""
    )
    ask("CREATE OR REPLACE TABLE links AS SELECT * FROM links ANTI JOIN repeats USING (q)")
    return int(ask("SELECT count(*) FROM repeats")[0][0])
