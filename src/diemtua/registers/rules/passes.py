"""The strict passes, as data: what must be equal, what else must hold, and how sure such a link is.

A pass only takes a participant whose best resident stands alone: two equally good ones are left for scoring.
The strengths are cautious: docs/benchmarks/registers.md says what was seen.
"""

from dataclasses import dataclass


def _number_conflict(column: str, width: int) -> str:
    text = "lpad({}.{}::VARCHAR, {}, '0')"
    p, q = (text.format(side, column, width) for side in ("p", "q"))
    return f"CASE WHEN p.{column} <> q.{column} THEN hamming({p}, {q}) > 2 ELSE false END"


#: Identity numbers known on both sides that differ in more than two digits: another person.
OTHER_PERSON = f"({_number_conflict('c12', 12)} OR {_number_conflict('c9', 9)})"
SAME_SEX = "coalesce(p.male = q.male, true)"
SAME_DAY_OR_UNKNOWN = "coalesce(p.dob = q.dob, true)"
NEAR_YEARS = "coalesce(abs(p.y - q.y) <= 10, true)"

#: Century and sex stand in the fourth digit of a 12-digit number, the year in the next two.
NUMBER_FITS_BIRTH = (
    "(q.y IS NULL OR q.c12 // 1000000 % 100 = q.y % 100) AND "
    "(q.male IS NULL OR q.c12 // 100000000 % 2 = CASE WHEN q.male THEN 0 ELSE 1 END)"
)

#: Counts what else agrees, to choose between residents whom a pass cannot tell apart.
AGREEMENT = """(coalesce((p.c12 = q.c12)::INT, 0) * 5 + coalesce((p.c9 = q.c9)::INT, 0) * 5
  + coalesce((p.dob = q.dob)::INT, 0) * 3 + coalesce((p.hh = q.hh)::INT, 0) * 3
  + coalesce((p.ham = q.ham)::INT, 0) * 2 + coalesce((p.phone = q.phone)::INT, 0) * 2
  + coalesce((p.sid = q.sid)::INT, 0) * 2 + coalesce((p.kid = q.kid)::INT, 0) * 2
  + coalesce((p.com = q.com)::INT, 0) + coalesce((p.male = q.male)::INT, 0))"""


@dataclass(frozen=True)
class Pass:
    """One strict rule; `keys` are columns equal on both sides, `condition` is SQL over p and q."""

    name: str
    keys: tuple[str, ...]
    condition: str
    strength: float


PASSES = (
    Pass("id", ("c12",), "p.y = q.y OR p.giv = q.giv OR p.dob = q.dob", 0.9999),
    Pass("old_id", ("c9",), "p.y = q.y OR p.giv = q.giv OR p.dob = q.dob", 0.9999),
    Pass("name_birthday_commune", ("kid", "dob", "com"), f"NOT {OTHER_PERSON}", 0.999),
    Pass("name_household", ("kid", "hh"), f"NOT {OTHER_PERSON} AND {NEAR_YEARS}", 0.999),
    Pass("name_year_phone", ("kid", "y", "phone"), f"NOT {OTHER_PERSON} AND {SAME_DAY_OR_UNKNOWN}", 0.999),
    Pass(
        "household_birthday",
        ("hh", "dob"),
        f"NOT {OTHER_PERSON} AND {SAME_SEX} AND (p.giv = q.giv OR p.fam = q.fam)",
        0.998,
    ),
    Pass("household_given_year", ("hh", "giv", "y"), f"NOT {OTHER_PERSON} AND {SAME_SEX}", 0.998),
    Pass("phone_given_year", ("phone", "giv", "y"), f"NOT {OTHER_PERSON} AND {SAME_SEX}", 0.998),
)
