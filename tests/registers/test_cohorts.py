"""Who is in a cohort and who is left out, for which reason; the parts always add up to those asked."""

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from diemtua.insurance.rules.bundled import bundled_law
from diemtua.registers.enums import Cohort, Exclusion
from diemtua.registers.rules.cohorts import bounds_on, day_asked, question, reason_sql
from diemtua.registers.rules.standing import Matched, build_standing
from tests.registers.rows import links_file, snapshot_part

DAY = date(2026, 5, 1)
MAN = {"full_name": "Vi Văn Nam", "birth": "1980-03-05", "sex": "M", "household": "H1", "commune": "17001"}

Rows = list[dict[str, object]]
Answer = dict[int, str | None]


class Registers:
    """A register of residents and registers of participants, of whom each is linked to a resident."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.matched: list[Matched] = []

    def add(
        self, kind: str, resident: int, score: float = 0.999, verdict: str = "", **values: object
    ) -> "Registers":
        name = f"{kind}-{len(self.matched)}"
        rows = snapshot_part(self.folder / f"{name}.parquet", [{"full_name": "Vi Văn Nam", **values}])
        links = links_file(self.folder / f"{name}-links.parquet", [(resident, 1, score)])
        verdicts = [(resident, 1, verdict)] if verdict else []
        self.matched.append(Matched(kind, [rows], links, verdicts))
        return self

    def ask(self, cohort: str, people: Rows, day: date = DAY) -> Answer:
        """Return each resident who is asked: None for a member, else why they are left out."""
        population = snapshot_part(self.folder / "p.parquet", [MAN | one for one in people])
        with duckdb.connect() as db:
            build_standing(db, [population], self.matched)
            asked = question(cohort, bounds_on(bundled_law(), day))
            sql = f"SELECT rid, {reason_sql(asked)} FROM standing WHERE {asked.asked} ORDER BY rid"
            return dict(db.execute(sql).fetchall())


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return Registers(tmp_path)


def test_who_is_in_no_register_is_uncovered(registers: Registers) -> None:
    assert registers.ask("UNCOVERED_HEALTH", [{}]) == {1: None}
    assert registers.ask("UNCOVERED_SOCIAL", [{}]) == {1: None}


@pytest.mark.parametrize(
    ("kind", "values", "reason"),
    [
        ("HEALTH", {"valid_to": date(2026, 12, 31)}, "COVERED"),
        ("HEALTH", {}, "COVERED"),
        ("HEALTH", {"valid_to": date(2026, 5, 1)}, "COVERED"),
        ("HEALTH", {"valid_to": date(2026, 4, 30)}, None),
        ("EXPIRING", {"valid_to": date(2026, 5, 20)}, "COVERED"),
        ("COMPULSORY", {}, "COVERED_ELSEWHERE"),
        ("COMPULSORY", {"valid_to": date(2026, 1, 31)}, None),
        ("PUPILS", {"school": "THPT"}, "PUPIL"),
        ("POOR", {"hardship": "POOR"}, "STATE_PAYS"),
        ("POOR", {"hardship": "NEAR_POOR"}, None),
        ("VOLUNTARY", {}, None),
    ],
)
def test_a_link_leaves_a_resident_out_of_the_uncovered_for_its_reason(
    registers: Registers, kind: str, values: dict[str, object], reason: str | None
) -> None:
    assert registers.add(kind, 1, **values).ask("UNCOVERED_HEALTH", [{}]) == {1: reason}


@pytest.mark.parametrize(
    ("birth", "reason"),
    [
        ("2020-05-02", "STATE_PAYS"),  # six tomorrow
        ("2020-05-01", None),  # six today
        ("2021", "STATE_PAYS"),
        ("1951-05-01", "STATE_PAYS"),  # 75 today: the card comes with a pension, the State's or one's own
        ("1951-05-02", None),
        ("1950", "STATE_PAYS"),
        (None, None),
    ],
)
def test_small_children_and_the_old_have_a_card_that_others_pay(
    registers: Registers, birth: str | None, reason: str | None
) -> None:
    assert registers.ask("UNCOVERED_HEALTH", [{"birth": birth}]) == {1: reason}


@pytest.mark.parametrize(
    ("birth", "sex", "reason"),
    [
        ("2011-05-01", "M", None),  # 15 today
        ("2011-05-02", "M", "TOO_YOUNG"),
        ("2011", "M", "TOO_YOUNG"),
        ("1964-11-30", "M", "PENSION_AGE"),  # 61 years and 6 months in May 2026 (Nghị định 135/2020)
        ("1964-12-01", "M", None),
        ("1969-05-31", "F", "PENSION_AGE"),  # 57 years in May 2026
        ("1969-06-01", "F", None),
        ("1967-01-01", None, None),  # sex not known: the higher age counts
        (None, "M", "BIRTH_UNKNOWN"),
    ],
)
def test_ages_of_social_insurance_are_those_of_the_law(
    registers: Registers, birth: str | None, sex: str | None, reason: str | None
) -> None:
    assert registers.ask("UNCOVERED_SOCIAL", [{"birth": birth, "sex": sex}]) == {1: reason}


def test_a_doubtful_link_waits_for_a_person(registers: Registers) -> None:
    assert registers.add("HEALTH", 1, score=0.4).ask("UNCOVERED_HEALTH", [{}]) == {1: "IN_REVIEW"}


@pytest.mark.parametrize(
    ("score", "verdict", "reason"), [(0.4, "SAME", "COVERED"), (0.4, "OTHER", None), (0.99, "OTHER", None)]
)
def test_what_a_person_judged_counts_more_than_the_score(
    registers: Registers, score: float, verdict: str, reason: str | None
) -> None:
    assert registers.add("HEALTH", 1, score, verdict).ask("UNCOVERED_HEALTH", [{}]) == {1: reason}


@pytest.mark.parametrize(
    ("until", "asked"),
    [
        (date(2026, 4, 30), True),
        (date(2026, 1, 31), True),  # 90 days ago
        (date(2026, 1, 30), False),
        (date(2026, 5, 1), False),
    ],
)
def test_lapsed_is_within_ninety_days(registers: Registers, until: date, asked: bool) -> None:
    assert registers.add("HEALTH", 1, valid_to=until).ask("LAPSED_HEALTH", [{}]) == (
        {1: None} if asked else {}
    )


def test_a_newer_card_in_another_register_ends_the_lapse(registers: Registers) -> None:
    registers.add("HEALTH", 1, valid_to=date(2026, 4, 30)).add("HEALTH", 1, valid_to=date(2027, 4, 30))
    assert registers.ask("LAPSED_HEALTH", [{}]) == {}
    assert registers.ask("UNCOVERED_HEALTH", [{}]) == {1: "COVERED"}


def test_cards_that_end_soon_are_a_list(registers: Registers) -> None:
    registers.add("HEALTH", 1, valid_to=date(2026, 6, 15)).add("HEALTH", 2, valid_to=date(2026, 6, 16))
    assert registers.ask("EXPIRING_HEALTH", [{}, {}]) == {1: None}


def test_who_stopped_and_kept_months_is_asked_until_pension_age(registers: Registers) -> None:
    registers.add("RESERVED", 1, months=50).add("RESERVED", 2, months=50).add("RESERVED", 3, months=0)
    registers.add("RESERVED", 4, months=50).add("VOLUNTARY", 4)
    registers.add("RESERVED", 5, months=50).add("COMPULSORY", 5)
    people = [{}, {"birth": "1960-01-01"}, {}, {}, {}, {}]
    assert registers.ask("STOPPED_COMPULSORY", people) == {
        1: None,
        2: "PENSION_AGE",
        4: "COVERED",
        5: "COVERED_ELSEWHERE",
    }


def test_everybody_asked_is_in_or_left_out_for_a_reason_that_has_a_name(registers: Registers) -> None:
    registers.add("HEALTH", 1).add("HEALTH", 2, 0.3).add("PUPILS", 3).add("COMPULSORY", 4).add("POOR", 5)
    people: Rows = [
        {"birth": birth} for birth in ("1980", "1990", "2009", "1985", "1970", "2023", None, "1940")
    ]
    for cohort in Cohort:
        answer = registers.ask(cohort, people)
        assert {reason for reason in answer.values() if reason} <= set(Exclusion.values)
    assert Counter(registers.ask("UNCOVERED_HEALTH", people).values()) == Counter(
        {None: 2, "COVERED": 1, "IN_REVIEW": 1, "PUPIL": 1, "COVERED_ELSEWHERE": 1, "STATE_PAYS": 2}
    )


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 4, 30), date(2026, 4, 30)),
        (date(2026, 6, 29), date(2026, 6, 29)),
        (date(2026, 6, 30), date(2026, 4, 30)),
    ],
)
def test_old_registers_answer_for_their_own_day(today: date, day: date) -> None:
    assert day_asked(today, date(2026, 4, 30)) == day
