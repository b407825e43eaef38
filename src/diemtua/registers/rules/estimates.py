"""What a matching is worth, from the two registers alone: precision of each pass, expected wrong entries.

Nobody knows the truth of real registers. What is known: how much else agrees between the two rows of a link
(the model of `scoring`), who could still be explained by a resident without a link, and how many blocks bring
two rows together that are one person beyond doubt, by their number: none, one or two.
"""

import math
from collections.abc import Iterable
from typing import Protocol

from diemtua.registers.rules.accepting import compare, posteriors
from diemtua.registers.rules.fitting import Ask, Fitted
from diemtua.registers.rules.passes import PASSES
from diemtua.registers.rules.scoring import number, reaching_sql, weight_sql

SAMPLE = 2_000  # links of each pass are looked at, at most
SURE_SAMPLE = 200_000  # of those by number
#: Of people with so little in common as one block brings together, how many none does, before anything was
#: seen; how many one brings together for each that two do; and how many pairs this is worth.
UNREACHED, ONE_FOR_TWO, BELIEVED = 0.11, 1.3, 50.0
POSSIBLE = 0.001  # chance below which a pair is not looked at
_NUMBERED = tuple(place for place, one in enumerate(PASSES) if one.keys[0] in ("c12", "c9"))
_MANY = "name_birthday_commune"  # its pairs are in three blocks and more


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
    with their row.
    """
    posteriors(ask)
    could_be = ask("SELECT coalesce(sum(post), 0) FROM posts WHERE open")[0][0]
    return float(could_be) + _unreached(ask)


def _unreached(ask: Ask) -> float:
    """Return how many people without a number in common no block brings together with their row.

    Among the sure links by number those in no block are counted, for each in one block only. People without
    a number have more defects than others, which shows in how many are in one block for each in two: taking
    those alike for alike would be too few, taking the excess in full (Chao 1987) too many. The square root
    stands between the two.
    """
    sure = ", ".join(map(str, _NUMBERED))
    counted = int(ask(f"SELECT count(*) FROM links WHERE pass IN ({sure})")[0][0])
    step = max(1, counted // SURE_SAMPLE)
    none, one, two = _reached(
        ask,
        f"SELECT p, q, 1.0 AS chance FROM links WHERE pass IN ({sure}) AND q * 7919 % 1000003 % {step} = 0",
    )
    many = next(place for place, rule in enumerate(PASSES) if rule.name == _MANY)
    _, alone, paired = _reached(
        ask,
        f"""SELECT p, q, score AS chance FROM links WHERE pass NOT IN ({sure}, {many})
            UNION ALL SELECT p, q, post FROM posts WHERE open AND post >= {POSSIBLE}""",
    )
    missing = (none + UNREACHED * BELIEVED) / (one + BELIEVED)
    usual = (one + ONE_FOR_TWO * BELIEVED) / (two + BELIEVED)
    here = (alone + ONE_FOR_TWO * BELIEVED) / (paired + BELIEVED)
    return alone * missing * math.sqrt(here / usual)


def _reached(ask: Ask, pairs: str) -> list[float]:
    """Return how many of the pairs (p, q, chance) are in no block, in one, in two; each counts its chance."""
    ask(f"CREATE OR REPLACE TEMP TABLE seen AS {pairs}")
    found: dict[int, float] = dict(
        ask(
            f"""WITH a AS (SELECT * FROM p SEMI JOIN seen s ON s.p = id),
                     b AS (SELECT * FROM q SEMI JOIN seen s ON s.q = id),
                     c AS (SELECT chance, {reaching_sql()} AS blocks
                           FROM seen JOIN a AS p ON p.id = seen.p JOIN b AS q ON q.id = seen.q)
                SELECT blocks, sum(chance) FROM c WHERE blocks < 3 GROUP BY blocks"""
        )
    )
    ask("DROP TABLE seen")
    return [float(found.get(blocks, 0.0)) for blocks in range(3)]


def expected_missed(ask: Ask, steps: Iterable[Told], free: int, wrong: float) -> float:
    """Return how many residents are expected to have a link and yet not to participate.

    A wrong link only hurts a resident who does not participate: the share of those among `free`, the
    residents whom the strict passes left, is what their links and the expected wrong entries leave.
    """
    scored, unsure = ask("SELECT coalesce(sum(score), 0), coalesce(sum(1 - score), 0) FROM scored")[0]
    untrue = max(0.0, 1 - (scored + wrong) / max(1, free))
    strict = sum(one.links * (1 - one.precision) for one in steps if one.name in {p.name for p in PASSES})
    return float(untrue * (unsure + strict))
