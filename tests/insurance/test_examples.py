"""The published cases, and the command that works them out."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from diemtua.cli import advice, main
from diemtua.insurance.rules.bundled import bundled_law
from diemtua.insurance.rules.refusals import InputMisread, InputMissing, Unanswerable, UnknownTopic
from diemtua.insurance.rules.topics import TOPICS, work_out

SHARED = Path(__file__).parents[3] / "shared" / "domain" / "law_examples.csv"


def published() -> list[dict[str, str]]:
    return list(csv.DictReader(SHARED.read_text("utf-8").splitlines())) if SHARED.exists() else []


@pytest.mark.skipif(not SHARED.exists(), reason="the published cases lie in ../shared, which is absent")
def test_the_published_cases_are_there() -> None:
    assert len(published()) > 50
    assert {case["topic"] for case in published()} <= set(TOPICS)


@pytest.mark.parametrize("case", published(), ids=lambda case: f"{case['id']} {case['topic']}")
def test_a_published_case_comes_out(case: dict[str, str]) -> None:
    given = json.loads(case["inputs_json"])

    worked = work_out(bundled_law(), case["topic"], date.fromisoformat(case["date"]), given)
    computed = worked.result if isinstance(worked.result, str) else f"{worked.result.normalize():f}"

    assert worked.steps
    if given["_quality"] == "source_error":
        assert computed != case["published_result"]
        assert Decimal(computed) == given["_law_value"]
    else:
        rounded = given["_quality"] == "approx"
        assert advice.is_equal(computed, case["published_result"], rounded=rounded)


@pytest.mark.parametrize(
    ("topic", "inputs", "refusal"),
    [
        ("vol_lottery", {}, UnknownTopic),
        ("vol_gross_month", {}, InputMissing),
        ("vol_gross_month", {"income": "nhiều"}, InputMisread),
        ("vol_gross_month", {"income": True}, InputMisread),
        ("vol_gross_month", {"income": -5}, Unanswerable),
        ("vol_support_month", {"group": "rich"}, Unanswerable),
        ("vol_net_period", {"income": 1_500_000, "group": "poor", "months": 0}, Unanswerable),
        ("vol_total_support_pct", {"group": "poor", "local_topup": "NQ 1/1999"}, InputMisread),
        ("vol_late_month_total", {"income": 1, "group": "poor", "late_month": "2030-01"}, InputMisread),
    ],
)
def test_a_case_that_cannot_be_answered_is_refused_in_words(topic, inputs, refusal) -> None:
    with pytest.raises(refusal):
        work_out(bundled_law(), topic, date(2026, 3, 9), inputs)


def test_the_command_works_out_a_file_and_counts(tmp_path, capsys) -> None:
    file = tmp_path / "cases.csv"
    rows = [
        ["A", "vol_support_month", "2026-03-09", '{"group": "poor"}', "165000"],
        ["B", "vol_gross_month", "2026-03-09", '{"income": 6300000, "_quality": "approx"}', "1390000"],
        ["C", "vol_max_income", "2026-03-09", "{}", "1"],
        ["D", "vol_lottery", "2026-03-09", "{}", "1"],
    ]
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows([["id", "topic", "date", "inputs_json", "published_result"], *rows])

    assert main.main(["advice", "examples", str(file)]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[:4] == [
        "id,topic,computed,published,equal",
        "A,vol_support_month,165000,165000,true",
        "B,vol_gross_month,1386000,1390000,true",
        "C,vol_max_income,46800000,1,false",
    ]
    assert told[4].startswith("D,vol_lottery,unknown_topic: ")
    assert told[5] == "# 2/4 equal, 1 different, 1 refused"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("id,topic\n", "thiếu cột: date, inputs_json"), (None, "Không mở được")],
)
def test_a_file_that_is_no_file_of_cases_is_refused(tmp_path, capsys, text, sentence) -> None:
    file = tmp_path / "cases.csv"
    if text:
        file.write_text(text)

    assert main.main(["advice", "examples", str(file)]) == 1
    assert sentence in capsys.readouterr().err


def test_the_command_answers_one_case_with_its_steps(capsys) -> None:
    words = ["advice", "quote", "vol_net_month", "--on", "9/3/2026", "--language", "en"]

    assert main.main([*words, "income=1500000", "group=poor"]) == 0

    told = capsys.readouterr().out
    assert "1. Contribution of one month: 22 % × 1,500,000 = 330,000" in told
    assert "Nghị định 159/2025/NĐ-CP Điều 5.1" in told
    assert "= 165.000" in told
