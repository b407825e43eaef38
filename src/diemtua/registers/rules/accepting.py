"""Scoring who is left over, and linking those who are best for one another.

The score is the chance that the two are one person, given all residents the participant could be and the
chance of having no resident here. Sure links come first; who is taken is a worse answer for the others.
"""

from diemtua.registers.rules import scoring
from diemtua.registers.rules.fitting import Ask, Fitted, fit
from diemtua.registers.rules.passes import number_fits

FLOORS = (0.98, 0.8, 0.65, scoring.LINK_FROM)
HOME_PROVINCE = 0.05  # of the residents' numbers begin with the code of a province that is "from here"

#: What tells how likely a participant has no resident here: its number, its household, its commune.
_KIND = f"""(CASE WHEN q.c12 IS NULL AND q.c9 IS NULL THEN 0 WHEN q.c9 IS NOT NULL THEN 1
    WHEN NOT ({number_fits("q")}) THEN 2 WHEN home.province IS NULL THEN 3 ELSE 4 END) * 6
  + (CASE WHEN q.hh IS NULL THEN 0 WHEN houses.hh IS NULL THEN 1 ELSE 2 END) * 2
  + (CASE WHEN q.com IS NOT NULL AND c.com IS NULL THEN 1 ELSE 0 END)"""


def weigh(ask: Ask, total: int) -> None:
    """Make `left_over` (q, kind) and `pairs`: who of the rest meets whom, with levels, chance and free."""
    _frequencies(ask, max(1, total))
    ask("CREATE TEMP TABLE free_p AS SELECT * FROM p ANTI JOIN links ON links.p = id")
    ask(f"CREATE TEMP TABLE block AS {scoring.blocks_sql()}")
    ask(
        f"""CREATE OR REPLACE TEMP TABLE left_over AS
        WITH home AS (SELECT c12 // 1000000000 AS province FROM p WHERE c12 IS NOT NULL GROUP BY 1
                      HAVING count(*) >= {HOME_PROVINCE} * (SELECT count(c12) FROM p)),
             houses AS (SELECT DISTINCT hh FROM p SEMI JOIN rest USING (hh))
        SELECT q.id AS q, {_KIND} AS kind
        FROM rest q LEFT JOIN home ON home.province = q.c12 // 1000000000
             LEFT JOIN houses ON houses.hh = q.hh LEFT JOIN f_commune c ON c.com = q.com"""
    )
    compare(ask, "block", "rest", "compared")
    ask(
        """CREATE OR REPLACE TEMP TABLE pairs AS
           SELECT compared.*, links.p IS NULL AS free
           FROM compared LEFT JOIN (SELECT p FROM links) links USING (p)"""
    )
    ask("DROP TABLE block")
    ask("DROP TABLE free_p")
    ask("DROP TABLE compared")


def compare(ask: Ask, pairs: str, participants: str, target: str) -> None:
    """Make the table `target` (q, p, l_…, chance) of the pairs (q, p) in a table."""
    none, old, new = ask("SELECT count(*) - count(c12) - count(c9), count(c9), count(c12) FROM p")[0]
    total = max(1, none + old + new)
    values = {"none_share": none, "old_share": old, "new_share": new}
    shares = {name: max(1, count) / total for name, count in values.items()} | {"total": total}
    frequencies = "spelling, name, initials, ends, given, year, unsaid, hamlet, commune"
    chances = ", ".join(f"p.{one}" for one in frequencies.split(", "))
    ask(
        f"""CREATE OR REPLACE TEMP TABLE met_p AS
        SELECT p.*, fold, {frequencies}
        FROM (SELECT * FROM p SEMI JOIN {pairs} b ON b.p = p.id) p
             LEFT JOIN folds USING (kid) LEFT JOIN f_name USING (sid) LEFT JOIN f_year USING (y)
             LEFT JOIN f_hamlet USING (ham) LEFT JOIN f_commune USING (com)"""
    )
    ask(
        f"""CREATE OR REPLACE TEMP TABLE met_q AS
        SELECT q.*, fold FROM (SELECT * FROM {participants} q SEMI JOIN {pairs} b ON b.q = q.id) q
                              LEFT JOIN folds USING (kid)"""
    )
    ask(
        f"""CREATE OR REPLACE TEMP TABLE levels AS
        SELECT q.id AS q, p.id AS p, {chances}, {scoring.levels_sql()}
        FROM {pairs} b JOIN met_p AS p ON p.id = b.p JOIN met_q AS q ON q.id = b.q"""
    )
    ask(
        f"""CREATE OR REPLACE TEMP TABLE {target} AS
        SELECT q, p, {", ".join(f"l_{name}" for name in scoring.COMPARISONS)},
               {scoring.chance_sql(shares).replace("p.", "")} AS chance FROM levels"""
    )
    for table in ("met_p", "met_q", "levels"):
        ask(f"DROP TABLE {table}")


def _frequencies(ask: Ask, total: int) -> None:
    ask(
        f"""CREATE TEMP TABLE f_name AS
            WITH n AS (SELECT sid, any_value(kid) kid, any_value(fam) fam, any_value(giv) giv,
                              any_value(ini) ini, count(*) / {total} AS part FROM p GROUP BY sid)
            SELECT sid, part AS spelling, sum(part) OVER (PARTITION BY kid) AS name,
                   sum(part) OVER (PARTITION BY fam, giv) AS ends,
                   sum(part) OVER (PARTITION BY ini, giv) AS initials,
                   sum(part) OVER (PARTITION BY giv) AS given FROM n"""
    )
    ask(
        f"""CREATE TEMP TABLE f_year AS
            SELECT y, count(*) / {total} AS year, (count(*) - count(dob) + 1) / {total} AS unsaid
            FROM p GROUP BY y"""
    )
    for name, column in (("hamlet", "ham"), ("commune", "com")):
        ask(f"CREATE TEMP TABLE f_{name} AS SELECT {column}, count(*) / {total} AS {name} FROM p GROUP BY 1")
    ask("CREATE TEMP TABLE folds AS SELECT DISTINCT kid, fold FROM names")


def accept(ask: Ask, fitted: Fitted, repeats: float) -> None:
    """Fit the model, make `weighed` (q, p, w) and `scored` (p, q, score): the links of who is left over."""
    fit(ask, fitted, repeats)
    ask(
        f"""CREATE OR REPLACE TEMP TABLE weighed AS
        WITH t AS (SELECT pairs.*, {fitted.alone_sql()} AS alone FROM pairs JOIN left_over USING (q))
        SELECT q, p, free, alone, {scoring.weight_sql(fitted.shares)} * {fitted.prior_sql()} AS w FROM t"""
    )
    ask("CREATE TEMP TABLE scored (p BIGINT, q BIGINT, score DOUBLE)")
    for floor in FLOORS:
        posteriors(ask, "WHERE b.q IS NULL")
        ask(
            f"""CREATE OR REPLACE TEMP TABLE likely AS SELECT p, q, round(post, 6) AS score FROM posts
                WHERE open AND post >= {floor}"""
        )
        while _pair_off(ask):
            pass


def posteriors(ask: Ask, among: str = "") -> None:
    """Make `posts`: the chance of each pair, given the links so far; `open` says that p has none.

    `among` is SQL: which participants, b being their links.
    """
    ask(
        f"""CREATE OR REPLACE TEMP TABLE posts AS
        WITH o AS (SELECT weighed.q, weighed.p, alone, free AND a.p IS NULL AS open,
                          CASE WHEN a.p IS NULL OR a.q = weighed.q THEN w ELSE w * (1 - a.score) END AS w
                   FROM weighed LEFT JOIN scored a ON a.p = weighed.p LEFT JOIN scored b ON b.q = weighed.q
                   {among}),
             s AS (SELECT q, sum(w) AS s FROM o GROUP BY q)
        SELECT q, p, open, w / (s + alone) AS post FROM o JOIN s USING (q)"""
    )


def _pair_off(ask: Ask) -> int:
    """Link every two that are best for one another; return how many."""
    ask(
        """CREATE OR REPLACE TEMP TABLE taken AS
           WITH by_q AS (SELECT q, max(row(score, -p)) AS best FROM likely GROUP BY q),
                by_p AS (SELECT p, max(row(score, -q)) AS best FROM likely GROUP BY p)
           SELECT p, q, score FROM likely JOIN by_q USING (q) JOIN by_p USING (p)
           WHERE by_q.best = row(score, -p) AND by_p.best = row(score, -q)"""
    )
    ask("INSERT INTO scored SELECT p, q, score FROM taken")
    ask("DELETE FROM likely USING taken WHERE likely.q = taken.q")
    ask("DELETE FROM likely USING taken WHERE likely.p = taken.p")
    return int(ask("SELECT count(*) FROM taken")[0][0])
