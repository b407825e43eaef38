"""How likely a resident and a participant are one person: a pairwise model in SQL, after Fellegi and Sunter.

Each comparison has levels; a level weighs m / u: how often it holds of one person, how often of two people by
chance. The chances u come from the registers at hand (how many bear that name, live in that hamlet, have no
number at all); the shares m begin as set here and are fitted to what the strict passes left over (`fitting`).
"""

from dataclasses import dataclass
from enum import StrEnum

from diemtua.registers.rules.passes import number_fits

PARTICIPATES_FROM = 0.90  # at or above, the link needs no eye
LINK_FROM = 0.50  # below, the two are more likely different people: no link, the resident is a prospect
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
    """One outcome of a comparison; the first whose condition holds counts. `chance` is SQL.

    The shares of levels with the same `given` (what the participant's row tells at all) add up to one;
    a level given nothing says nothing, and its share is never fitted.
    """

    condition: str
    share: float
    chance: str
    given: str = ""


_MONTH = "({0}.dob // 100 % 100)"
_DAY = "({0}.dob % 100)"
_EITHER_WAY = f"least({_DAY}, {_MONTH}) * 100 + greatest({_DAY}, {_MONTH})"
_DAY_UNKNOWN = "(p.dob IS NULL OR q.dob IS NULL)"
_NEAR_DAYS = """(p.dob IS NULL OR q.dob IS NULL OR p.dob // 100 % 100 = q.dob // 100 % 100
    OR p.dob % 100 = q.dob % 100
    OR (p.dob // 100 % 100 = q.dob % 100 AND p.dob % 100 = q.dob // 100 % 100))"""
_NEAR_YEARS = (
    "(p.y IS NULL OR q.y IS NULL OR abs(p.y - q.y) IN (0, 1, 2, 10) OR p.dob % 10000 = q.dob % 10000)"
)
Block = tuple[tuple[str, ...], str]
#: Left-over participants meet the residents who share one of these, in the whole register: one who is taken
#: already may explain them too. The conditions keep out who cannot be the same person, and the pairs from
#: growing with the square of the register.
BLOCKS: tuple[Block, ...] = (
    (("c12",), "true"),
    (("c9",), "true"),
    (("ins",), "true"),
    (("hh",), "true"),
    (("kid", "com"), _NEAR_YEARS),
    (("kid", "y"), _NEAR_DAYS),
    (("dob", "giv"), "(p.fam = q.fam OR p.com = q.com)"),
    (("phone",), "true"),
)
#: Weaker ones, for slips of the fingers in names and birthdays: only residents without a link are met.
FREE_BLOCKS: tuple[Block, ...] = (
    (("dob", "com"), "(p.fam = q.fam OR p.giv = q.giv OR p.abb = q.abb)"),
    (("y", _EITHER_WAY, "abb"), "true"),
    (("kid", "dob % 10000"), "abs(p.y - q.y) <= 10"),
    (("fam", "giv", "com", "dob % 10000"), "abs(p.y - q.y) <= 10"),
    (("y", "fam", "giv", "com"), _NEAR_DAYS),
    (("y", "abb", "com"), _DAY_UNKNOWN),
    (("c12 % 1000000", "giv"), "true"),
)

_P_TEXT, _Q_TEXT = "lpad(p.c12::VARCHAR, 12, '0')", "lpad(q.c12::VARCHAR, 12, '0')"
_NEAR_NUMBER = f"damerau_levenshtein({_P_TEXT}, {_Q_TEXT}) <= 1"
_SAME_MONTH = f"{_MONTH.format('p')} = {_MONTH.format('q')}"
_SAME_DAY = f"{_DAY.format('p')} = {_DAY.format('q')}"
_CROSSED = f"{_MONTH.format('p')} = {_DAY.format('q')} AND {_DAY.format('p')} = {_MONTH.format('q')}"
_DAYS_KNOWN = "p.dob IS NOT NULL AND q.dob IS NOT NULL"
_SLIPPED_YEAR = "abs(p.y - q.y) IN (1, 2, 10)"
_SAME_HOUSE = "coalesce(p.hh = q.hh, false)"
_OWN_NUMBER = f"q.c12 IS NOT NULL AND {number_fits('q')}"

COMPARISONS: dict[str, tuple[Level, ...]] = {
    "name": (
        Level("p.kid IS NULL OR q.kid IS NULL", 1.0, "1.0"),
        Level("p.sid = q.sid", 0.42, "p.spelling", "name"),
        Level("p.kid = q.kid", 0.30, "p.name", "name"),
        Level("damerau_levenshtein(p.fold, q.fold) <= 1", 0.10, "(5 * p.name + 0.00001)", "name"),
        Level("p.ini = q.ini AND p.giv = q.giv", 0.04, "p.initials", "name"),
        Level("p.fam = q.fam AND p.giv = q.giv", 0.10, "p.ends", "name"),
        Level("damerau_levenshtein(p.fold, q.fold) <= 2", 0.02, "(20 * p.name + 0.0001)", "name"),
        Level("p.giv = q.giv", 0.01, "p.given", "name"),
        Level("p.fam = q.fam", 0.01, "0.2", "name"),
        Level("true", 0.002, "0.7", "name"),
    ),
    "birthday": (
        Level("p.y IS NULL OR q.y IS NULL", 1.0, "1.0"),
        Level("p.dob = q.dob", 0.68, "(p.year / 365)", "day"),
        Level(f"{_DAYS_KNOWN} AND p.y = q.y AND {_CROSSED}", 0.11, "(p.year / 365)", "day"),
        Level(f"{_DAYS_KNOWN} AND p.y = q.y AND ({_SAME_MONTH} OR {_SAME_DAY})", 0.06, "(p.year / 9)", "day"),
        Level(
            f"{_DAYS_KNOWN} AND {_SAME_MONTH} AND {_SAME_DAY} AND abs(p.y - q.y) <= 10", 0.04, "0.0008", "day"
        ),
        Level(f"{_DAYS_KNOWN} AND p.y = q.y", 0.01, "p.year", "day"),
        Level("q.dob IS NOT NULL AND p.y = q.y", 0.05, "p.unsaid", "day"),
        Level(f"q.dob IS NOT NULL AND p.dob IS NULL AND {_SLIPPED_YEAR}", 0.003, "0.004", "day"),
        Level("q.dob IS NOT NULL", 0.005, "0.97", "day"),
        Level("p.y = q.y AND p.dob IS NULL", 0.40, "p.unsaid", "year"),
        Level("p.y = q.y", 0.57, "p.year", "year"),
        Level(_SLIPPED_YEAR, 0.02, "0.07", "year"),
        Level("true", 0.003, "0.9", "year"),
    ),
    "sex": (
        Level("p.male IS NULL OR q.male IS NULL", 1.0, "1.0"),
        Level("p.male = q.male", 0.993, "5e-1", "sex"),
        Level("true", 0.007, "5e-1", "sex"),
    ),
    "household": (
        Level("p.hh IS NULL OR q.hh IS NULL", 1.0, "1.0"),
        Level("p.hh = q.hh", 0.50, "(4 / total)", "household"),
        Level("true", 0.50, "1.0", "household"),
    ),
    "place": (
        Level(f"{_SAME_HOUSE} OR p.com IS NULL OR q.com IS NULL", 1.0, "1.0"),
        Level("p.ham = q.ham", 0.62, "p.hamlet", "hamlet"),
        Level("p.com = q.com AND p.ham IS NOT NULL AND q.ham IS NOT NULL", 0.08, "p.commune", "hamlet"),
        Level("q.ham IS NOT NULL", 0.30, "1.0", "hamlet"),
        Level("p.com = q.com", 0.70, "p.commune", "commune"),
        Level("true", 0.30, "1.0", "commune"),
    ),
    "phone": (
        Level("p.phone IS NULL OR q.phone IS NULL", 1.0, "1.0"),
        Level(f"p.phone = q.phone AND {_SAME_HOUSE}", 0.7, "0.4"),
        Level("p.phone = q.phone", 0.6, "(3 / total)", "phone"),
        Level("true", 0.4, "1.0", "phone"),
    ),
    "number": (
        Level("q.c12 IS NULL AND q.c9 IS NULL", 1.0, "1.0"),
        Level(f"{_OWN_NUMBER} AND p.c12 = q.c12", 0.01, "(1 / total)", "new"),
        Level(f"{_OWN_NUMBER} AND p.c12 <> q.c12 AND {_NEAR_NUMBER}", 0.04, "0.00006", "new"),
        Level(f"{_OWN_NUMBER} AND p.c12 <> q.c12", 0.003, "new_share", "new"),
        Level(f"{_OWN_NUMBER} AND p.c9 IS NOT NULL", 0.20, "old_share", "new"),
        Level(_OWN_NUMBER, 0.72, "none_share", "new"),
        Level("p.c12 = q.c12", 0.05, "(1 / total)", "odd"),
        Level(f"p.c12 <> q.c12 AND {_NEAR_NUMBER}", 0.50, "0.00006", "odd"),
        Level("p.c12 <> q.c12", 0.10, "new_share", "odd"),
        Level("q.c12 IS NOT NULL AND p.c9 IS NOT NULL", 0.10, "old_share", "odd"),
        Level("q.c12 IS NOT NULL", 0.25, "none_share", "odd"),
        Level("p.c9 = q.c9", 0.05, "(1 / total)", "old"),
        Level("p.c9 <> q.c9", 0.02, "old_share", "old"),
        Level("p.c12 IS NOT NULL", 0.70, "new_share", "old"),
        Level("true", 0.23, "none_share", "old"),
    ),
}

Shares = dict[str, list[float]]


def number(value: float) -> str:
    """Return a number as SQL that no engine takes for a decimal of fixed places."""
    return f"{value:.9e}"


def set_shares() -> Shares:
    """Return the shares m as they are set, before anything was seen."""
    return {name: [one.share for one in levels] for name, levels in COMPARISONS.items()}


def levels_sql() -> str:
    """Return the SQL of the level of each comparison, as columns l_name, l_birthday …, counted from 1."""
    arms = {name: [(one.condition, str(place)) for place, one in enumerate(levels, 1)]
            for name, levels in COMPARISONS.items()}  # fmt: skip
    return ", ".join(f"{_case('', these)}::TINYINT AS l_{name}" for name, these in arms.items())


def chance_sql(values: dict[str, float]) -> str:
    """Return the SQL of the product of the chances u; `values` fill in total and the shares of numbers."""
    product = _product({name: [one.chance for one in levels] for name, levels in COMPARISONS.items()})
    for name, value in values.items():
        product = product.replace(name, number(value))
    return product


def weight_sql(shares: Shares) -> str:
    """Return the SQL of m / u of a pair with the columns l_… and chance."""
    product = _product({name: [number(share) for share in values] for name, values in shares.items()})
    return f"{product} / chance"


def _product(values: dict[str, list[str]]) -> str:
    """Return the SQL of the product over all comparisons of what stands at the pair's level."""
    return " * ".join(
        f"({_case(f'l_{name}', [(str(place), one) for place, one in enumerate(these, 1)])})"
        for name, these in values.items()
    )


def _case(subject: str, arms: list[tuple[str, str]]) -> str:
    return f"CASE {subject} " + " ".join(f"WHEN {this} THEN {then}" for this, then in arms) + " END"


def blocks_sql() -> str:
    """Return the SQL of the pairs (q, p) to be scored, each once."""
    parts = [
        f"SELECT q.id AS q, p.id AS p FROM rest q JOIN {residents} p ON {' AND '.join(map(_equal, keys))} "
        f"WHERE {condition}"
        for blocks, residents in ((BLOCKS, "p"), (FREE_BLOCKS, "free_p"))
        for keys, condition in blocks
    ]
    return f"SELECT DISTINCT q, p FROM ({' UNION ALL '.join(parts)})"


def reaching_sql() -> str:
    """Return the SQL of how many blocks bring the two together, without those on numbers of a person."""
    kept = [block for block in BLOCKS + FREE_BLOCKS if not block[0][0].startswith(("c12", "c9", "ins"))]
    return " + ".join(f"CASE WHEN {_held(*block)} THEN 1 ELSE 0 END" for block in kept)


def _held(keys: tuple[str, ...], condition: str) -> str:
    return "(" + " AND ".join([*map(_equal, keys), condition]) + ")"


def _equal(key: str) -> str:
    """Return the SQL of "the same on both sides"; a key names a column, or says where the side goes."""
    template = key if "{0}" in key else f"{{0}}.{key}"
    return f"{template.format('p')} = {template.format('q')}"
