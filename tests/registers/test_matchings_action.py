"""Asking for a matching and doing it on sealed snapshots: links, counts and doubts, all or nothing."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from diemtua.core import crypto
from diemtua.places.models import Succession
from diemtua.registers.actions.matchings import ask_for_matching, run_matching
from diemtua.registers.enums import MatchingStatus, SnapshotStatus, Verdict
from diemtua.registers.models import Doubt, Matching
from diemtua.registers.queries.doubts import namesakes_of
from diemtua.registers.queries.standing import standing_of
from diemtua.registers.rules.asking import (
    MatchingRuns,
    NothingToMatch,
    NotThePopulation,
    NotUsable,
    PlacesApart,
)
from tests.factories import registers as made

AT = made.AT


def resident(number: int, name: str, **values: object) -> dict[str, object]:
    born = f"19{60 + number % 30}-03-{number % 27 + 1:02d}"
    return {"full_name": name, "birth": born, "personal_id": f"0401{60 + number % 30}{number:06d}", **values}


NAMES = ["Vi Văn Nam", "Lô Thị Lan", "Hà Văn Bình", "Trần Thị Hoà", "Lê Văn Sáu", "Phan Thị Thơm"]
PEOPLE = [resident(number, name, household=f"H{number // 2}") for number, name in enumerate(NAMES)]


@pytest.fixture
def population(province, lan):
    return made.ready_snapshot(province.communes[0], "POPULATION", PEOPLE, by=lan)


@pytest.fixture
def cards(province, lan):
    """Two are the same by number; Bình's row has another day and no number; a stranger; nobody else."""
    rows = [
        PEOPLE[0] | {"valid_to": date(2026, 12, 31)},
        PEOPLE[1] | {"full_name": "LO THI LAN"},
        {"full_name": "Ha Van Binh", "birth": "1962", "household": None},
        {"full_name": "Mùa A Páo", "birth": "1999-09-09", "personal_id": "040099999999"},
    ]
    return made.ready_snapshot(province.communes[0], "HEALTH", rows, by=lan)


@pytest.fixture
def matching(population, cards, lan):
    return ask_for_matching(population=population, registers=[cards], by=lan, at=AT)


def run(matching: Matching) -> Matching:
    run_matching(matching=matching, at=timezone.now)
    matching.refresh_from_db()
    return matching


def test_a_matching_links_counts_and_tells_its_steps(matching) -> None:
    assert run(matching).status == MatchingStatus.DONE
    register = matching.registers.get()
    assert register.links >= 2
    assert {step["name"] for step in register.steps} >= {"read", "id"}
    assert register.review == register.doubts.count()
    with standing_of(matching) as db:
        sql = "SELECT full_name FROM standing WHERE health_state = 'PARTICIPATES' ORDER BY rid LIMIT 2"
        assert [row[0] for row in db.execute(sql).fetchall()] == ["Vi Văn Nam", "Lô Thị Lan"]


def test_links_lie_sealed_and_nothing_plain_is_left(matching) -> None:
    run(matching)
    assert list((settings.VAULT / "open").iterdir()) == []
    assert list((settings.VAULT / matching.ref).glob("links-*.parquet.sealed"))
    assert not list(settings.VAULT.rglob("*.parquet"))


def test_a_doubt_keeps_both_rows_sealed(matching, monkeypatch) -> None:
    monkeypatch.setattr("diemtua.registers.actions.matchings.PARTICIPATES_FROM", 2.0)  # every link is a doubt
    run(matching)
    doubt = Doubt.objects.filter(pop_rid=2).get()
    assert json.loads(crypto.unseal(doubt.resident_sealed))["full_name"] == "Lô Thị Lan"
    assert json.loads(crypto.unseal(doubt.participant_sealed))["full_name"] == "LO THI LAN"
    assert b"LAN" not in bytes(doubt.participant_sealed)


def test_a_doubt_tells_who_else_is_called_so(province, cards, lan, monkeypatch) -> None:
    monkeypatch.setattr("diemtua.registers.actions.matchings.PARTICIPATES_FROM", 2.0)
    namesake = {"full_name": "Lô Thị Lan", "birth": PEOPLE[1]["birth"], "hamlet": "02"}
    population = made.ready_snapshot(province.communes[0], "POPULATION", [*PEOPLE, namesake], by=lan)
    run(ask_for_matching(population=population, registers=[cards], by=lan, at=AT))

    told = {doubt.pop_rid: namesakes_of(doubt) for doubt in Doubt.objects.all()}

    assert told[1] == {"number": 0, "first": []}
    assert told[2] == {"number": 1, "first": [{"birth": namesake["birth"], "hamlet": "02", "taken": False}]}


def test_a_verdict_holds_for_the_same_pair_in_the_next_matching(
    matching, population, cards, lan, monkeypatch
) -> None:
    monkeypatch.setattr("diemtua.registers.actions.matchings.PARTICIPATES_FROM", 2.0)
    run(matching)
    Doubt.objects.filter(pop_rid=2).update(verdict=Verdict.OTHER, judged_at=AT, judged_by=lan)
    again = run(ask_for_matching(population=population, registers=[cards], by=lan, at=AT))
    doubts = Doubt.objects.filter(register__matching=again)
    assert list(doubts.exclude(verdict="").values_list("pop_rid", "verdict", "judged_by")) == [
        (2, Verdict.OTHER, lan.pk)
    ]


def test_doing_it_twice_gives_the_same(matching) -> None:
    first = run(matching).registers.get()
    before = (first.links, first.links_hash, Doubt.objects.count())
    second = run(matching).registers.get()
    assert (second.links, second.links_hash, Doubt.objects.count()) == before


def test_a_part_that_does_not_open_fails_with_a_sentence(matching, cards) -> None:
    (settings.VAULT / cards.ref / "part-00000.parquet.sealed").write_bytes(b"x" * 100)
    assert run(matching).status == MatchingStatus.FAILED
    assert "hỏng" in matching.refusal
    assert not Doubt.objects.exists()


def test_old_commune_codes_go_through_the_change_between_the_registers(province, lan) -> None:
    old, new = province.communes[:2]
    Succession.objects.create(old=old, new=new, on=date(2026, 1, 1), passage="WHOLE")
    there = {"commune": new.code, "place_path": new.path}
    before = {"commune": old.code, "place_path": old.path, "personal_id": None}
    population = made.ready_snapshot(province.place, "POPULATION", [PEOPLE[0] | there], by=lan)
    cards = made.ready_snapshot(
        province.place, "HEALTH", [PEOPLE[0] | before], by=lan, as_of=date(2025, 12, 1)
    )
    asked = ask_for_matching(population=population, registers=[cards], by=lan, at=AT)
    run(asked)
    steps = {step["name"]: step["links"] for step in asked.registers.get().steps}
    assert steps["name_birthday_commune"] == 1


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda p, c, o: (p, []), NothingToMatch),
        (lambda p, c, o: (c, [p]), NotThePopulation),
        (lambda p, c, o: (p, [p]), NothingToMatch),
        (lambda p, c, o: (p, [o]), PlacesApart),
    ],
)
def test_nonsense_is_refused_by_name(population, cards, province, hung, spoil, refusal) -> None:
    other = made.ready_snapshot(province.communes[2], "HEALTH", PEOPLE, by=hung)
    base, registers = spoil(population, cards, other)
    with pytest.raises(refusal):
        ask_for_matching(population=base, registers=registers, by=hung, at=AT)


def test_a_snapshot_not_yet_looked_through_waits_and_two_runs_at_once_are_refused(
    population, cards, lan
) -> None:
    cards.status = SnapshotStatus.STAGED
    with pytest.raises(NotUsable, match="chờ soát"):
        ask_for_matching(population=population, registers=[cards], by=lan, at=AT)
    cards.status = SnapshotStatus.READY
    ask_for_matching(population=population, registers=[cards], by=lan, at=AT)
    with pytest.raises(MatchingRuns):
        ask_for_matching(population=population, registers=[cards], by=lan, at=AT)
