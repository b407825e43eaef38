"""The strict passes, as data: what must be equal, what else must hold, and how sure such a link is.

A pass only takes a participant whose best resident stands alone: two equally good ones are left for scoring.
The strengths are cautious; what a pass came to on the registers at hand is estimated (`estimates`).
"""

from dataclasses import dataclass


def _number_conflict(column: str, width: int) -> str:
    text = "lpad({}.{}::VARCHAR, {}, '0')"
    p, q = (text.format(side, column, width) for side in ("p", "q"))
    return f"CASE WHEN p.{column} <> q.{column} THEN hamming({p}, {q}) > 2 ELSE false END"


def number_fits(side: str) -> str:
    """Return the SQL of "the 12-digit number agrees with its own row", true where either is not known.

    Century and sex stand in the fourth digit, the year of birth in the next two (Decree 137/2015/NĐ-CP).
    A number that contradicts its own row was mistyped or belongs to somebody else of the family.
    """
    return (
        f"coalesce({side}.c12 // 1000000 % 100 = {side}.y % 100, true) AND "
        f"coalesce({side}.c12 // 100000000 % 2 = CASE WHEN {side}.male THEN 0 ELSE 1 END, true)"
    )


NUMBER_FITS_BIRTH = number_fits("q")
#: Identity numbers known on both sides that differ in more than two digits: another person, unless a number
#: contradicts the row it stands in.
OTHER_PERSON = (
    f"(({_number_conflict('c12', 12)}) AND {number_fits('p')} AND {number_fits('q')} "
    f"OR {_number_conflict('c9', 9)})"
)
SAME_SEX = "coalesce(p.male = q.male, true)"
SAME_DAY_OR_UNKNOWN = "coalesce(p.dob = q.dob, true)"
NEAR_YEARS = "coalesce(abs(p.y - q.y) <= 10, true)"
SAME_PERSON_BY_BIRTH_OR_NAME = "p.y = q.y OR p.giv = q.giv OR p.dob = q.dob"

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


#: Passes of one stage work on the same participants; a stage leaves the rest to the next.
STAGES = (
    (
        Pass("id", ("c12",), SAME_PERSON_BY_BIRTH_OR_NAME, 0.9999),
        Pass("old_id", ("c9",), SAME_PERSON_BY_BIRTH_OR_NAME, 0.9999),
    ),
    (Pass("insurance_number", ("ins",), f"({SAME_PERSON_BY_BIRTH_OR_NAME}) AND NOT {OTHER_PERSON}", 0.9999),),
    (Pass("name_birthday_commune", ("kid", "dob", "com"), f"NOT {OTHER_PERSON}", 0.999),),
    (Pass("name_household", ("kid", "hh"), f"NOT {OTHER_PERSON} AND {NEAR_YEARS}", 0.999),),
    (Pass("name_year_phone", ("kid", "y", "phone"), f"NOT {OTHER_PERSON} AND {SAME_DAY_OR_UNKNOWN}", 0.999),),
    (
        Pass(
            "household_birthday",
            ("hh", "dob"),
            f"NOT {OTHER_PERSON} AND {SAME_SEX} AND (p.giv = q.giv OR p.fam = q.fam)",
            0.998,
        ),
    ),
    (Pass("household_given_year", ("hh", "giv", "y"), f"NOT {OTHER_PERSON} AND {SAME_SEX}", 0.998),),
    (Pass("phone_given_year", ("phone", "giv", "y"), f"NOT {OTHER_PERSON} AND {SAME_SEX}", 0.998),),
)
PASSES = tuple(one for stage in STAGES for one in stage)
