"""How likely a resident and a participant are one person: a pairwise model in SQL, after Fellegi and Sunter.

Each comparison has levels; a level weighs m / u: how often it holds of one person, how often of two people by
chance. The chances u come from the registers at hand (how many bear that name, live in that hamlet), the
shares m are set once for what strict passes leave over, and are not fitted to any one pair of registers.
"""

from dataclasses import dataclass
from enum import StrEnum

PARTICIPATES_FROM = 0.90  # at or above, the link needs no eye
LINK_FROM = 0.01  # below, no link is written: the resident is a prospect
SCORED = "scored"


class State(StrEnum):
    """What the registers say of a resident."""

    PARTICIPATES = "participates"
    REVIEW = "review"
    PROSPECT = "prospect"


def state_of(score: float | None) -> State:
    """Return the state of a resident from the score of their link, None where there is no link."""
    if score is None or score < LINK_FROM:
        return State.PROSPECT
    return State.PARTICIPATES if score >= PARTICIPATES_FROM else State.REVIEW


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison; the first whose condition holds counts. `chance` is SQL."""

    condition: str
    share: float
    chance: str


#: Left-over participants meet the residents who share one of these, in the whole register.
BLOCKS = (
    ("c12",),
    ("c9",),
    ("hh",),
    ("kid", "y"),
    ("kid", "com"),
    ("dob", "giv"),
    ("phone",),
    ("dob", "fam", "com"),
    ("y", "fam", "giv", "com"),
    ("y", "giv", "ham"),
)

_P_TEXT, _Q_TEXT = "lpad(p.c12::VARCHAR, 12, '0')", "lpad(q.c12::VARCHAR, 12, '0')"
_MONTH = "({0}.dob // 100 % 100)"
_DAY = "({0}.dob % 100)"
_SAME_MONTH = f"{_MONTH.format('p')} = {_MONTH.format('q')}"
_SAME_DAY = f"{_DAY.format('p')} = {_DAY.format('q')}"
_CROSSED = f"{_MONTH.format('p')} = {_DAY.format('q')} AND {_DAY.format('p')} = {_MONTH.format('q')}"
_DAYS_KNOWN = "p.dob IS NOT NULL AND q.dob IS NOT NULL"
_SAME_HOUSE = "coalesce(p.hh = q.hh, false)"

COMPARISONS: dict[str, tuple[Level, ...]] = {
    "name": (
        Level("p.sid = q.sid", 0.42, "p.spelling"),
        Level("p.kid = q.kid", 0.30, "p.name"),
        Level("damerau_levenshtein(p.fold, q.fold) <= 1", 0.10, "(5 * p.name + 0.00001)"),
        Level("p.fam = q.fam AND p.giv = q.giv", 0.14, "p.ends"),
        Level("damerau_levenshtein(p.fold, q.fold) <= 2", 0.02, "(20 * p.name + 0.0001)"),
        Level("p.giv = q.giv", 0.02, "p.given"),
        Level("p.fam = q.fam", 0.01, "0.2"),
        Level("true", 0.002, "0.7"),
    ),
    "birthday": (
        Level("p.y IS NULL OR q.y IS NULL", 1.0, "1.0"),
        Level("p.dob = q.dob", 0.75, "(p.year / 365)"),
        Level(f"{_DAYS_KNOWN} AND p.y = q.y AND {_CROSSED}", 0.12, "(p.year / 365)"),
        Level(f"{_DAYS_KNOWN} AND p.y = q.y AND ({_SAME_MONTH} OR {_SAME_DAY})", 0.07, "(p.year / 9)"),
        Level(f"{_DAYS_KNOWN} AND {_SAME_MONTH} AND {_SAME_DAY} AND abs(p.y - q.y) <= 10", 0.04, "0.0008"),
        Level(f"{_DAYS_KNOWN} AND p.y = q.y", 0.01, "p.year"),
        Level(_DAYS_KNOWN, 0.005, "0.97"),
        Level("p.y = q.y", 0.97, "p.year"),
        Level("abs(p.y - q.y) IN (1, 2, 10)", 0.02, "0.07"),
        Level("true", 0.003, "0.9"),
    ),
    "sex": (
        Level("p.male IS NULL OR q.male IS NULL", 1.0, "1.0"),
        Level("p.male = q.male", 0.993, "0.5"),
        Level("true", 0.007, "0.5"),
    ),
    "household": (
        Level("p.hh IS NULL OR q.hh IS NULL", 1.0, "1.0"),
        Level("p.hh = q.hh", 0.50, "(4 / total)"),
        Level("true", 0.50, "1.0"),
    ),
    "place": (
        Level(f"{_SAME_HOUSE} OR p.com IS NULL OR q.com IS NULL", 1.0, "1.0"),
        Level("p.ham = q.ham", 0.62, "p.hamlet"),
        Level("p.com = q.com AND (p.ham IS NULL OR q.ham IS NULL)", 0.70, "p.commune"),
        Level("p.com = q.com", 0.06, "p.commune"),
        Level("true", 0.30, "1.0"),
    ),
    "phone": (
        Level("p.phone IS NULL OR q.phone IS NULL", 1.0, "1.0"),
        Level(f"p.phone = q.phone AND {_SAME_HOUSE}", 0.7, "0.4"),
        Level("p.phone = q.phone", 0.7, "(3 / total)"),
        Level("true", 0.3, "1.0"),
    ),
    "number": (
        Level("p.c12 = q.c12", 0.95, "(1 / total)"),
        Level("p.c9 = q.c9", 0.95, "(1 / total)"),
        Level(f"p.c12 <> q.c12 AND damerau_levenshtein({_P_TEXT}, {_Q_TEXT}) <= 1", 0.04, "0.00006"),
        Level("p.c12 <> q.c12", 0.003, "1.0"),
        Level("p.c9 <> q.c9", 0.003, "1.0"),
        Level("true", 1.0, "1.0"),
    ),
}


def weight_sql(total: int) -> str:
    """Return the SQL of m / u over all comparisons, for p (with the chances of what it bears) and q.

    `total` is the number of residents.
    """
    product = " * ".join(f"({_case(levels)})" for levels in COMPARISONS.values())
    return product.replace("total", f"{total}.0")


def _case(levels: tuple[Level, ...]) -> str:
    arms = " ".join(f"WHEN {one.condition} THEN {one.share} / {one.chance}" for one in levels)
    return f"CASE {arms} END"


def blocks_sql() -> str:
    """Return the SQL of the pairs (q, p) to be scored, each once: a block omits what earlier ones gave."""
    parts = []
    for place, keys in enumerate(BLOCKS):
        joined = " AND ".join(f"p.{key} = q.{key}" for key in keys)
        seen = "".join(
            " AND NOT coalesce(" + " AND ".join(f"p.{key} = q.{key}" for key in earlier) + ", false)"
            for earlier in BLOCKS[:place]
        )
        parts.append(f"SELECT q.id AS q, p.id AS p FROM rest q JOIN p ON {joined} WHERE true{seen}")
    return " UNION ALL ".join(parts)
