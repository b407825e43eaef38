"""What a matching is worth, from the two registers alone: precision of each pass, expected wrong entries.

Nobody knows the truth of real registers. What is known: how much else agrees between the two rows of a link
(the model of `scoring`), who could still be explained by a resident without a link, and how many of the sure
links by number no block would have brought together.
"""

from collections.abc import Iterable
from typing import Protocol

from diemtua.registers.rules.accepting import compare, posteriors
from diemtua.registers.rules.fitting import Ask, Fitted
from diemtua.registers.rules.passes import PASSES
from diemtua.registers.rules.scoring import number, reached_sql, weight_sql

SAMPLE = 2_000  # links of each pass are looked at, at most
_NUMBERED = tuple(place for place, one in enumerate(PASSES) if one.keys[0] in ("c12", "c9"))
_KNOWN = "q.hh IS NULL, q.ham IS NULL, q.phone IS NULL, q.dob IS NULL"


class Told(Protocol):
    """A step: its links and their precision."""

    @property
    def name(self) -> str: ...

    @property
    def links(self) -> int: ...

    @property
    def precision(self) -> float: ...


def precisions(ask: Ask, fitted: Fitted, participants: int) -> dict[str, float]:
    """Return the precision of each strict pass: the mean chance that its links join one person.

    The chance weighs all that the two rows tell against "no resident here"; a pass without links is omitted.
    """
    counts: dict[int, int] = dict(
        ask(f"SELECT pass, count(*) FROM links WHERE pass < {len(PASSES)} GROUP BY pass")
    )
    steps = [max(1, counts.get(place, 0) // SAMPLE) for place in range(len(PASSES))]
    step = "CASE pass " + " ".join(f"WHEN {place} THEN {size}" for place, size in enumerate(steps)) + " END"
    ask(
        f"""CREATE OR REPLACE TEMP TABLE looked AS SELECT p, q, pass FROM links
            WHERE pass < {len(PASSES)} AND q * 7919 % 1000003 % ({step}) = 0"""
    )
    compare(ask, "looked", "q", "compared")
    left = int(ask("SELECT count(*) FROM left_over")[0][0])
    alone = min(0.9, max(0.001, fitted.alone_overall * left / max(1, participants)))
    odds = number((1 - alone) / alone / max(1, fitted.free + fitted.taken))
    found = ask(
        f"""WITH w AS (SELECT pass, {weight_sql(fitted.shares)} * {odds} AS w
                       FROM compared JOIN looked USING (p, q))
            SELECT pass, avg(w / (1 + w)) FROM w GROUP BY pass"""
    )
    ask("DROP TABLE compared")
    return {PASSES[place].name: float(mean) for place, mean in found}


def expected_wrong(ask: Ask) -> float:
    """Return how many residents without a link are expected to participate all the same.

    Two parts: candidates without a link, weighed by their chance; and people whom no block brings together
    with their row, as many as the sure links by number show among rows that tell as much.
    """
    posteriors(ask)
    could_be = ask("SELECT coalesce(sum(post), 0) FROM posts WHERE open")[0][0]
    return float(could_be) + _unreached(ask)


def _unreached(ask: Ask) -> float:
    numbered = ", ".join(map(str, _NUMBERED))
    shares = ask(
        f"""WITH l AS (SELECT p, q, pass FROM looked WHERE pass IN ({numbered})),
                 q AS (SELECT * FROM q SEMI JOIN l ON l.q = id),
                 p AS (SELECT * FROM p SEMI JOIN l ON l.p = id)
            SELECT {_KNOWN}, count(*), sum(CASE WHEN {reached_sql(numbers=False)} THEN 0 ELSE 1 END)
            FROM l JOIN q ON q.id = l.q JOIN p ON p.id = l.p GROUP BY ALL"""
    )
    missed = {row[:4]: (row[5] + 0.0) / (row[4] + 5.0) for row in shares}
    found = ask(
        f"""SELECT {_KNOWN}, sum(score) FROM q JOIN links l ON l.q = q.id WHERE pass NOT IN ({numbered})
            GROUP BY ALL"""
    )
    unmet = 0.0
    for *known, score in found:
        share = missed.get(tuple(known), 0.0)
        unmet += score * share / (1 - share)
    return unmet


def expected_missed(ask: Ask, steps: Iterable[Told], free: int, wrong: float) -> float:
    """Return how many residents are expected to have a link and yet not to participate.

    A wrong link only hurts a resident who does not participate: the share of those among `free`, the
    residents whom the strict passes left, is what their links and the expected wrong entries leave.
    """
    scored, unsure = ask("SELECT coalesce(sum(score), 0), coalesce(sum(1 - score), 0) FROM scored")[0]
    untrue = max(0.0, 1 - (scored + wrong) / max(1, free))
    strict = sum(one.links * (1 - one.precision) for one in steps if one.name in {p.name for p in PASSES})
    return float(untrue * (unsure + strict))
