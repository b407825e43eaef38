"""The algebra of registers: who belongs to a cohort, who does not and why. Plain Python and SQL for DuckDB.

A cohort asks its question of some residents (the denominator); every one of them either belongs to it or is
left out for the first reason that holds, so that the parts add up. The table asked is `standing`.

Sources: Luật 41/2024/QH15 Điều 2 (who may join voluntarily), Luật BHYT Điều 12 (whose card others pay for).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from diemtua.insurance.enums import Sex
from diemtua.insurance.rules.law import Law
from diemtua.insurance.rules.months import add_months
from diemtua.insurance.rules.retirement import retirement_of

LAPSED_WITHIN = 90  # days back
DUE_WITHIN = 45  # days ahead: a renewal list is made in time to walk it
FRESH_FOR = 60  # days: what an older register says is true of its own day only
FULLY_PAID = ("POOR",)  # hardships whose card the State pays whole


@dataclass(frozen=True)
class Bounds:
    """What the law says of ages on `day`: births on or before the last one have reached the age.

    `child_from`: born on or after it, the State pays for the card. `adult_until`: born on or before it,
    of age for voluntary insurance. `elder_until`: born on or before it, the card comes with a pension; None
    where the law of the day has no such age. `retired_until`: sex (M, F) to the last birth of pension age.
    """

    day: date
    child_from: date
    adult_until: date
    elder_until: date | None
    retired_until: Mapping[str, date]


@dataclass(frozen=True)
class Question:
    """A cohort as SQL: whom it is put to, the reasons to be left out in their order, the day that is due.

    `absent` names the registers whose silence makes somebody a member, `present` those whose link does.
    """

    asked: str
    left_out: tuple[tuple[str, str], ...]
    due: str = "NULL"
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()


def day_asked(today: date, as_of: date) -> date:
    """Return the day for which registers as of `as_of` answer: today while they are fresh, else their own."""
    return today if today <= as_of + timedelta(days=FRESH_FOR) else as_of


def bounds_on(law: Law, day: date) -> Bounds:
    """Return the ages of the law on `day` as days of birth.

    :raises NoLawForDay: for a day before the law known here
    """
    on = law.on(day)
    elder = on.find("social_pension_age", "all")
    return Bounds(
        day=day,
        child_from=_born(day, int(on.value("state_paid_child_age"))) + timedelta(days=1),
        adult_until=_born(day, int(on.value("voluntary_least_age"))),
        elder_until=_born(day, int(elder.value)) if elder else None,
        retired_until={sex.value: _last_retired(law, sex, day) for sex in Sex},
    )


def question(cohort: str, bounds: Bounds) -> Question:
    """Return the SQL of a cohort on the day of `bounds`.

    :raises KeyError: for an unknown cohort
    """
    day = _sql(bounds.day)
    card = "greatest(health_until, expiring_until)"
    covered = (
        f"({_is('health')} AND (health_until IS NULL OR health_until >= {day}))"
        f" OR ({_is('expiring')} AND expiring_until >= {day})"
    )
    still = f"{_is('compulsory')} AND (compulsory_until IS NULL OR compulsory_until >= {day})"
    pays = f"{_is('voluntary')} AND (voluntary_until IS NULL OR voluntary_until >= {day})"
    doubtful = {kind: f"{kind}_state = 'REVIEW'" for kind in ("compulsory", "voluntary", "reserved")}
    doubtful["health"] = "health_state = 'REVIEW' OR expiring_state = 'REVIEW'"
    pupil = ("PUPIL", _is("pupils"))
    state_pays = ("STATE_PAYS", _state_pays(bounds))
    unknown = ("BIRTH_UNKNOWN", "birth_year IS NULL")
    lapsed_since = _sql(bounds.day - timedelta(days=LAPSED_WITHIN))
    due_until = _sql(bounds.day + timedelta(days=DUE_WITHIN))
    others_pay = (("COVERED_ELSEWHERE", still), pupil, state_pays)
    return {
        "UNCOVERED_HEALTH": Question(
            asked="true",
            left_out=(("COVERED", covered), ("IN_REVIEW", doubtful["health"]), *others_pay),
            absent=("HEALTH", "COMPULSORY"),
        ),
        "LAPSED_HEALTH": Question(
            asked=f"{card} < {day} AND {card} >= {lapsed_since}",
            left_out=(("IN_REVIEW", doubtful["health"]), *others_pay),
            due=card,
            present=("HEALTH",),
        ),
        "EXPIRING_HEALTH": Question(
            asked=f"{card} BETWEEN {day} AND {due_until}",
            left_out=(("IN_REVIEW", doubtful["health"]), *others_pay),
            due=card,
            present=("HEALTH",),
        ),
        "STOPPED_COMPULSORY": Question(
            asked="reserved_state IS NOT NULL AND coalesce(reserved_months, 1) > 0",
            left_out=(
                ("IN_REVIEW", doubtful["reserved"]),
                ("COVERED_ELSEWHERE", still),
                ("COVERED", pays),
                ("IN_REVIEW", f"{doubtful['compulsory']} OR {doubtful['voluntary']}"),
                unknown,
                ("PENSION_AGE", _of_pension_age(bounds)),
            ),
            present=("RESERVED",),
        ),
        "UNCOVERED_SOCIAL": Question(
            asked="true",
            left_out=(
                ("COVERED", f"({still}) OR ({pays})"),
                ("IN_REVIEW", f"{doubtful['compulsory']} OR {doubtful['voluntary']}"),
                unknown,
                ("TOO_YOUNG", f"NOT ({_born_by(bounds.adult_until)})"),
                pupil,
                ("PENSION_AGE", _of_pension_age(bounds)),
            ),
            absent=("VOLUNTARY", "COMPULSORY"),
        ),
        "EXPIRING_VOLUNTARY": Question(
            asked=f"voluntary_until BETWEEN {day} AND {due_until}",
            left_out=(("IN_REVIEW", doubtful["voluntary"]), ("COVERED_ELSEWHERE", still)),
            due="voluntary_until",
            present=("VOLUNTARY",),
        ),
    }[cohort]


def reason_sql(asked: Question) -> str:
    """Return the SQL of why a resident is left out, NULL for a member."""
    arms = " ".join(f"WHEN {condition} THEN '{reason}'" for reason, condition in asked.left_out)
    return f"CASE {arms} END"


def _born(day: date, years: int) -> date:
    """Return the last birth that is `years` old on `day`; who was born on 29/2 is so from 1/3 on."""
    return add_months(day, -12 * years)


def _last_retired(law: Law, sex: Sex, day: date) -> date:
    """Return the last day of birth of pension age on `day`; the age goes by the month of birth."""
    low, high = day.year * 12 - 75 * 12, day.year * 12 - 50 * 12
    while low < high:  # the month in which the age is reached never falls as births get later
        middle = (low + high + 1) // 2
        birth = date(middle // 12, middle % 12 + 1, 1)
        if retirement_of(law, sex=sex, birth=birth).reached <= day.replace(day=1):
            low = middle
        else:
            high = middle - 1
    return add_months(date(low // 12, low % 12 + 1, 1), 1) - timedelta(days=1)


def _state_pays(bounds: Bounds) -> str:
    poor = ", ".join(f"'{hardship}'" for hardship in FULLY_PAID)
    conditions = [
        f"poor_state = 'PARTICIPATES' AND poor_hardship IN ({poor})",
        f"born >= {_sql(bounds.child_from)} OR (born IS NULL AND birth_year > {bounds.child_from.year})",
    ]
    if bounds.elder_until:
        conditions.append(_born_by(bounds.elder_until))
    return " OR ".join(f"({one})" for one in conditions)


def _of_pension_age(bounds: Bounds) -> str:
    by_sex = {sex: _born_by(last) for sex, last in bounds.retired_until.items()}
    later = _born_by(min(bounds.retired_until.values()))  # the sex is not known: the higher age
    return f"CASE sex WHEN 'M' THEN {by_sex['M']} WHEN 'F' THEN {by_sex['F']} ELSE {later} END"


def _born_by(last: date) -> str:
    """Return the SQL of a birth on or before `last`; of a year alone, the whole year must be over by then."""
    return f"coalesce(born <= {_sql(last)}, birth_year < {last.year})"


def _is(kind: str) -> str:
    return f"{kind}_state = 'PARTICIPATES'"


def _sql(day: date) -> str:
    return f"DATE '{day:%Y-%m-%d}'"
