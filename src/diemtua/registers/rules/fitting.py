"""Fitting the model to what the strict passes left over: shares m, and how many have no resident here.

Expectation and maximisation (Dempster, Laird and Rubin 1977) over a sample of the participants left: each is
explained by one of its candidates or by "no resident here"; the explanations, weighed by how likely they are,
give the next shares. The shares as set count as some rows more, so that a handful of people changes little.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from diemtua.registers.rules.scoring import COMPARISONS, Shares, number, set_shares, weight_sql

SAMPLE = 20_000  # participants at most
ROUNDS = 8
BELIEVED = 100.0  # rows that the shares as set are worth, and the share without a resident
ALONE_AT_FIRST, AGAIN_AT_LEAST = 0.35, 0.002

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass
class Fitted:
    """The model after fitting; `alone` by kind of participant, `free` and `taken` count residents."""

    free: int
    taken: int
    shares: Shares = field(default_factory=set_shares)
    alone: dict[int, float] = field(default_factory=dict)
    alone_overall: float = ALONE_AT_FIRST
    again: float = AGAIN_AT_LEAST

    def alone_sql(self) -> str:
        """Return the SQL of the chance that a participant of kind `kind` has no resident here."""
        if not self.alone:
            return number(self.alone_overall)
        arms = " ".join(f"WHEN {kind} THEN {number(share)}" for kind, share in sorted(self.alone.items()))
        return f"CASE kind {arms} ELSE {number(self.alone_overall)} END"

    def prior_sql(self) -> str:
        """Return the SQL of the chance, before looking, of one resident: free, or taken by another row."""
        return (
            f"(CASE WHEN free THEN (1 - alone - {number(self.again)}) / {number(max(1, self.free))} "
            f"ELSE {number(self.again / max(1, self.taken))} END)"
        )


def fit(ask: Ask, fitted: Fitted, repeats: float) -> None:
    """Fit to the tables `pairs` (levels, chance, free) and `left_over` (q, kind); `repeats` per link."""
    fitted.again = max(repeats, AGAIN_AT_LEAST)
    kinds: dict[int, int] = dict(ask("SELECT kind, count(*) FROM left_over GROUP BY kind"))
    total = sum(kinds.values())
    step = max(1, total // SAMPLE)
    levels = ", ".join(f"l_{name}" for name in COMPARISONS)
    ask(
        f"""CREATE OR REPLACE TEMP TABLE trial AS
            SELECT q, kind, free, chance, {levels} FROM pairs JOIN left_over USING (q)
            WHERE q * 7919 % 1000003 % {step} = 0"""
    )
    kinds = dict(
        ask(f"SELECT kind, count(*) FROM left_over WHERE q * 7919 % 1000003 % {step} = 0 GROUP BY kind")
    )
    for _ in range(ROUNDS):
        _once(ask, fitted, kinds, levels)
    ask("DROP TABLE trial")


def _once(ask: Ask, fitted: Fitted, kinds: dict[int, int], levels: str) -> None:
    found = ask(
        f"""WITH t AS (SELECT *, {fitted.alone_sql()} AS alone FROM trial),
                 w AS (SELECT *, {weight_sql(fitted.shares)} * {fitted.prior_sql()} AS w FROM t),
                 s AS (SELECT q, sum(w) AS s FROM w GROUP BY q)
            SELECT kind, free, {levels}, sum(w / (s + alone)) FROM w JOIN s USING (q)
            GROUP BY kind, free, {levels}"""
    )
    fitted.shares = _shares([levels_and_post for _, _, *levels_and_post in sorted(found)])
    total = sum(kinds.values())
    if not total:
        return
    met = dict.fromkeys(kinds, 0.0)
    for kind, *_, post in found:
        met[kind] += post
    again = sum(post for _, free, *_, post in found if not free)
    fitted.again = max(AGAIN_AT_LEAST, again / total)
    fitted.alone_overall = _between(1 - sum(met.values()) / total)
    believed = BELIEVED * fitted.alone_overall
    fitted.alone = {
        kind: _between((believed + count - met[kind]) / (BELIEVED + count))
        for kind, count in sorted(kinds.items())
    }


def _between(share: float) -> float:
    return min(0.995, max(0.005, round(share, 9)))


def _shares(patterns: list[list[Any]]) -> Shares:
    """Return the next shares m from the patterns of levels and how much of the explanations they hold."""
    fitted = set_shares()
    for place, (name, levels) in enumerate(COMPARISONS.items()):
        seen = [0.0] * len(levels)
        for pattern in patterns:
            seen[pattern[place] - 1] += pattern[-1]
        for given in {one.given for one in levels} - {""}:
            group = [index for index, one in enumerate(levels) if one.given == given]
            believed = sum(levels[index].share for index in group)
            total = sum(seen[index] for index in group)
            for index in group:
                share = (BELIEVED * levels[index].share / believed + seen[index]) / (BELIEVED + total)
                fitted[name][index] = round(share, 9)
    return fitted
