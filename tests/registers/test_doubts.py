"""Judging pairs: one person, two where money is at stake, the lead where two differ; taking it back."""

from datetime import timedelta

import pytest

from diemtua.audit.models import Event
from diemtua.registers.actions.doubts import judge, reveal, take_back
from diemtua.registers.enums import Verdict
from diemtua.registers.models import Doubt
from diemtua.registers.rules.doubts import (
    AlreadyJudged,
    NotYours,
    ReasonMissing,
    SecondMustBeAnother,
    ThirdLook,
    compared,
    identity,
    is_at_stake,
)
from tests.factories import make
from tests.factories import registers as made

AT = made.AT
SAME, OTHER = Verdict.SAME, Verdict.OTHER


@pytest.fixture
def doubt(province, lan) -> Doubt:
    people = made.ready_snapshot(province.communes[0], "POPULATION", [{"full_name": "Vi Văn Nam"}], by=lan)
    cards = made.ready_snapshot(province.communes[0], "HEALTH", [{"full_name": "Vi Van Nam"}], by=lan)
    matching = made.done_matching(people, (cards, [(1, 1, 0.5)]), by=lan)
    return made.doubt(matching, 1, 1)


@pytest.fixture
def costly(doubt) -> Doubt:
    doubt.is_at_stake = True
    doubt.save()
    return doubt


@pytest.fixture
def thu(province):
    return make.member(
        "thu", "Lê Thị Thu", province.commune_committee, province.communes[0], "COMMUNE_OFFICER"
    )


def test_one_verdict_settles_an_ordinary_pair(doubt, lan, thu) -> None:
    assert judge(doubt=doubt, verdict=SAME, by=lan, at=AT).effective_verdict == SAME
    assert judge(doubt=doubt, verdict=SAME, by=lan, at=AT).judged_at == AT  # sent twice
    with pytest.raises(AlreadyJudged):
        judge(doubt=doubt, verdict=OTHER, by=thu, at=AT)
    assert Event.objects.filter(name="doubt.judged").count() == 1


def test_two_people_settle_a_costly_pair(costly, lan, thu) -> None:
    assert judge(doubt=costly, verdict=OTHER, by=lan, at=AT).effective_verdict == ""
    with pytest.raises(SecondMustBeAnother):
        judge(doubt=costly, verdict=SAME, by=lan, at=AT)
    assert judge(doubt=costly, verdict=OTHER, by=thu, at=AT).effective_verdict == OTHER


@pytest.mark.parametrize("last", [SAME, OTHER])
def test_where_two_differ_the_lead_decides(costly, lan, thu, minh, last) -> None:
    judge(doubt=costly, verdict=SAME, by=lan, at=AT)
    assert judge(doubt=costly, verdict=OTHER, by=thu, at=AT).effective_verdict == ""
    third = make.member("ba", "Cao Thị Ba", costly_committee(costly), costly.place, "COMMUNE_OFFICER")
    with pytest.raises(ThirdLook):
        judge(doubt=costly, verdict=last, by=third, at=AT)
    settled = judge(doubt=costly, verdict=last, by=minh, at=AT)
    assert settled.effective_verdict == last
    assert settled.seconded_by == minh
    agreeing = {SAME: lan, OTHER: thu}[last]
    back = take_back(doubt=settled, by=minh, at=AT)
    assert (back.verdict, back.judged_by, back.second_verdict) == (last, agreeing, "")


def costly_committee(doubt: Doubt):
    from diemtua.agencies.models import Agency

    return Agency.objects.filter(place=doubt.place).first()


def test_who_judged_may_take_it_back_for_a_while(doubt, lan, thu) -> None:
    judge(doubt=doubt, verdict=SAME, by=lan, at=AT)
    with pytest.raises(NotYours):
        take_back(doubt=doubt, by=thu, at=AT)
    with pytest.raises(NotYours):
        take_back(doubt=doubt, by=lan, at=AT + timedelta(minutes=31))
    assert take_back(doubt=doubt, by=lan, at=AT + timedelta(minutes=29)).verdict == ""


def test_the_first_verdict_stays_once_a_second_was_said(costly, lan, thu) -> None:
    judge(doubt=costly, verdict=SAME, by=lan, at=AT)
    judge(doubt=costly, verdict=SAME, by=thu, at=AT)
    with pytest.raises(NotYours):
        take_back(doubt=costly, by=lan, at=AT)
    assert take_back(doubt=costly, by=thu, at=AT).effective_verdict == ""


def test_while_two_differ_each_may_give_way_at_any_time(costly, lan, minh) -> None:
    judge(doubt=costly, verdict=SAME, by=lan, at=AT)
    judge(doubt=costly, verdict=OTHER, by=minh, at=AT)
    with pytest.raises(ThirdLook):  # the lead is one of the two
        judge(doubt=costly, verdict=OTHER, by=minh, at=AT)
    left = take_back(doubt=costly, by=lan, at=AT + timedelta(days=2))
    assert (left.verdict, left.judged_by, left.second_verdict) == (OTHER, minh, "")
    assert judge(doubt=costly, verdict=OTHER, by=lan, at=AT).effective_verdict == OTHER


def test_seeing_numbers_wants_a_reason_and_is_kept(doubt, lan) -> None:
    with pytest.raises(ReasonMissing):
        reveal(doubt=doubt, reason=" ", by=lan, at=AT)
    resident, _ = reveal(doubt=doubt, reason="đối chiếu sổ hộ", by=lan, at=AT)
    assert resident["full_name"] == "Vi Văn Nam"
    assert Event.objects.get(name="doubt.revealed").values == {"reason": "đối chiếu sổ hộ"}


@pytest.mark.parametrize(
    ("kind", "resident", "participant", "costly"),
    [
        ("HEALTH", {}, {}, False),
        ("HEALTH", {}, {"group_code": "GD"}, False),
        ("HEALTH", {}, {"group_code": "CN"}, True),
        ("HEALTH", {"hardship": "NEAR_POOR"}, {}, True),
        ("HEALTH", {"hardship": "NONE"}, {}, False),
        ("VOLUNTARY", {}, {}, True),
        ("RESERVED", {}, {}, True),
        ("PUPILS", {}, {}, False),
    ],
)
def test_money_is_at_stake_where_somebody_paid(kind, resident, participant, costly) -> None:
    assert is_at_stake(kind, resident, participant) is costly


def test_rows_side_by_side_show_what_differs_and_hide_numbers() -> None:
    left = {"full_name": "Vi Văn Nam", "personal_id": "040180000001", "birth": "1980-03-05"}
    right = {
        "full_name": "VI VAN NAM",
        "personal_id": "040180000010",
        "birth": "1980-03-05",
        "hamlet": "Xóm 1",
    }
    lines = {line.name: line for line in compared(left, right)}
    assert lines["full_name"].relation == "similar"
    assert lines["birth"].relation == "same"
    assert lines["hamlet"].relation == "unknown"
    number = lines["personal_id"]
    assert (number.relation, number.note, number.count) == ("differs", "digits", 2)
    assert number.left == "••••••••0001"


@pytest.mark.parametrize(
    ("left", "right", "relation", "note"),
    [
        ("1980-03-05", "1980-03-05", "same", ""),
        ("1980-03-05", "1980", "similar", "year_only"),
        ("1980-03-05", "1980-05-03", "similar", "crossed"),
        ("1980-03-05", "1980-01-01", "differs", "first_of_year"),
        ("1980-03-05", "1980-03-06", "differs", "same_year"),
        ("1980-03-05", "1981-03-05", "differs", ""),
        ("1980-03-05", "", "unknown", ""),
    ],
)
def test_two_days_of_birth_are_compared_as_people_mistake_them(left, right, relation, note) -> None:
    (line,) = compared({"birth": left}, {"birth": right})

    assert (line.relation, line.note) == (relation, note)


@pytest.mark.parametrize(
    ("left", "right", "relation", "note"),
    [
        ("Lê Thị Thu Nga", "LE THI THU NGA", "similar", "tones"),
        ("Lê Thị Thu Nga", "Lê T. T. Nga", "similar", "initials"),
        ("Lê Thị Thu Nga", "Lê T.T.Nga", "similar", "initials"),
        ("Lê Thị Thu Nga", "Lê Văn Thu Nga", "differs", ""),
        ("Lê Thị Nga", "Lê T. Hà", "differs", ""),
        ("Lê Thị Nga", "Lê Nga", "differs", ""),
        ("Nga", "Hà", "differs", ""),
    ],
)
def test_a_middle_name_cut_short_is_told(left, right, relation, note) -> None:
    (line,) = compared({"full_name": left}, {"full_name": right})

    assert (line.relation, line.note) == (relation, note)


def test_a_pair_is_known_again_whatever_the_capitals() -> None:
    row = {"full_name": "Vi Văn Nam", "personal_id": None, "birth": "1980", "household": "H1", "commune": "1"}
    assert identity(row) == identity(row | {"full_name": "VI VAN NAM"})
    assert identity(row) != identity(row | {"birth": "1981"})
