"""Lists from registers: who enters, with what, who stays, who closes by themselves when a newer one comes."""

from datetime import date

import pytest

from diemtua.core import crypto
from diemtua.people.models import Household, Person
from diemtua.prospects.actions.lists import ask_for_list, load_prospect_list
from diemtua.prospects.enums import CloseReason, ListStatus, Status
from diemtua.prospects.models import Prospect, ProspectList
from diemtua.prospects.rules.lists import ListRuns, MatchingNotDone, OutsideCampaign, ReasonNotSaid
from diemtua.registers.enums import MatchingStatus
from tests.factories import make
from tests.factories import registers as made

AT = made.AT
WHY = {"purpose": "Vận động BHYT hộ gia đình", "legal_basis": "KH 288/KH-UBND"}


def home(number: int, *people: dict[str, object]) -> list[dict[str, object]]:
    return [{"household": f"H{number}", "is_head": place == 0, **one} for place, one in enumerate(people)]


NAM = {"full_name": "Vi Văn Nam", "birth": "1980-03-05", "sex": "M", "personal_id": "040080000001"}
LAN = {"full_name": "Lô Thị Lan", "birth": "1982", "sex": "F"}
BINH = {
    "full_name": "Hà Văn Bình",
    "birth": "1970",
    "sex": "M",
    "occupation": "Tiểu thương",
    "segment": "TRADER",
}
CHI = {"full_name": "Hà Thị Chi", "birth": "1975", "hardship": "NEAR_POOR"}
PEOPLE = [*home(1, NAM, LAN), *home(2, BINH, CHI)]


@pytest.fixture
def registers(province, lan):
    """Return what makes a finished matching of PEOPLE, of whom some (by row) have a card until a day."""

    def make_them(cards: dict[int, date] | None = None, people=PEOPLE, wrong: float = 0.0):
        commune, one, two = province.communes[0], *province.hamlets[:2]
        placed = [{"place_path": (one if row["household"] == "H1" else two).path, **row} for row in people]
        population = made.ready_snapshot(commune, "POPULATION", placed, by=lan)
        rows = [{"full_name": "x", "valid_to": until} for until in (cards or {}).values()] or [
            {"full_name": "x"}
        ]
        health = made.ready_snapshot(commune, "HEALTH", rows, by=lan)
        links = [(rid, number, 0.99) for number, rid in enumerate(cards or {}, start=1)]
        return made.done_matching(population, (health, links), by=lan, expected_wrong=wrong)

    return make_them


@pytest.fixture
def load(campaign, province, lan, registers):
    """Return what loads a list of the commune from a matching."""

    def do(matching, cohort: str = "UNCOVERED_HEALTH", **fields) -> ProspectList:
        asked = ask_for_list(
            campaign=campaign,
            matching=matching,
            cohort=cohort,
            place=province.communes[0],
            by=lan,
            at=AT,
            **(WHY | fields),
        )
        load_prospect_list(prospect_list=asked, at=AT)
        asked.refresh_from_db()
        return asked

    return do


def named(name: str) -> Prospect:
    return Prospect.objects.select_related("person__household", "place").get(person__full_name=name)


def test_members_of_the_cohort_become_prospects_household_by_household(load, registers, province) -> None:
    done = load(registers({2: date(2026, 12, 31)}))
    assert (done.status, done.size, done.entered, done.kept) == (ListStatus.LOADED, 3, 3, 0)
    nam = named("Vi Văn Nam")
    assert (nam.programme, nam.place, nam.purpose, nam.legal_basis) == (
        "HHI",
        province.hamlets[0],
        *WHY.values(),
    )
    assert nam.person.household.head_name == "Vi Văn Nam"
    assert crypto.unseal(nam.person.personal_id_sealed) == "040080000001"
    assert named("Hà Thị Chi").person.household.head_name == "Hà Văn Bình"
    assert Household.objects.count() == 2


def test_a_list_states_its_denominator_and_its_expected_error(load, registers) -> None:
    done = load(registers({2: date(2026, 12, 31)}, wrong=0.6))
    assert done.denominator == done.size + sum(one["count"] for one in done.excluded) == 4
    assert done.excluded == [{"reason": "COVERED", "count": 1}]
    assert done.expected_wrong == pytest.approx(0.6)


def test_each_knows_segment_quote_and_why_they_come_first(load, registers) -> None:
    load(registers({2: date(2026, 12, 31)}))
    nam, binh, chi = named("Vi Văn Nam"), named("Hà Văn Bình"), named("Hà Thị Chi")
    assert (nam.segment, binh.segment, chi.segment) == ("OTHER", "TRADER", "NEAR_POOR")
    assert {one["code"] for one in nam.reasons} == {"HOUSEHOLD_PART", "NEVER_MET"}
    assert chi.priority == sum(one["points"] for one in chi.reasons) > nam.priority
    assert nam.quote == 1_263_600  # one person, twelve months of 4.5 % of 2,340,000 đồng
    assert binh.quote == chi.quote < 2 * nam.quote  # the State pays most of Chi's


def test_the_same_list_again_changes_nobody(load, registers) -> None:
    matching = registers()
    load(matching)
    before = list(Prospect.objects.order_by("pk").values())
    again = load(matching)
    assert (again.entered, again.kept, again.closed) == (0, 4, 0)
    after = list(Prospect.objects.order_by("pk").values())
    assert [row | {"from_list_id": 0} for row in after] == [row | {"from_list_id": 0} for row in before]
    assert Person.objects.count() == 4


def test_who_is_known_by_number_stays_one_person_and_keeps_the_visits(
    load, registers, campaign, province, lan
) -> None:
    person = make.person(
        "Vi Văn Nam", province.hamlets[0], personal_id_index=crypto.blind_index("040080000001")
    )
    Prospect.objects.create(campaign=campaign, person=person, place=province.hamlets[0], status=Status.MET)
    done = load(registers())
    nam = Prospect.objects.get(person=person)
    assert (nam.status, nam.from_list, done.kept) == (Status.MET, done, 1)
    assert nam.person.household is not None


def test_whom_not_to_contact_is_left_out_and_counted(load, registers, province) -> None:
    make.person(
        "Vi Văn Nam",
        province.hamlets[0],
        personal_id_index=crypto.blind_index("040080000001"),
        no_contact_since=date(2026, 1, 1),
    )
    done = load(registers())
    assert (done.size, done.excluded) == (3, [{"reason": "DO_NOT_CONTACT", "count": 1}])
    assert not Prospect.objects.filter(person__full_name="Vi Văn Nam").exists()


def test_a_newer_matching_closes_who_joined_left_or_belongs_no_more(load, registers) -> None:
    load(registers())
    poor = {**CHI, "birth": "2024-01-01"}  # as if she were a small child: the State pays
    people = [*home(1, NAM), *home(2, BINH, poor)]  # Lan is gone
    done = load(registers({1: date(2026, 12, 31)}, people))
    status = dict(Prospect.objects.values_list("person__full_name", "close_reason"))
    assert status["Vi Văn Nam"] == CloseReason.JOINED_ELSEWHERE
    assert status["Lô Thị Lan"] == CloseReason.LEFT
    assert status["Hà Văn Bình"] == ""
    assert done.closed == 3  # and Chi of 1975, who is not in the register any more
    assert named("Vi Văn Nam").status == Status.CLOSED


def test_who_joined_through_us_stays_joined_and_doubt_closes_nobody(load, registers, province, lan) -> None:
    load(registers())
    Prospect.objects.filter(person__full_name="Vi Văn Nam").update(status=Status.JOINED)
    second = registers({1: date(2026, 12, 31), 3: date(2026, 12, 31)})
    register = second.registers.get()
    made.doubt(second, 3, 2, score=0.5)  # judged by nobody; the link itself is sure
    assert register
    done = load(second)
    assert named("Vi Văn Nam").status == Status.JOINED
    assert done.closed == 1


def test_a_lapse_opens_the_prospect_again(load, registers) -> None:
    load(registers())
    load(registers({1: date(2026, 12, 31)}))
    assert named("Vi Văn Nam").status == Status.CLOSED
    load(registers())
    assert (named("Vi Văn Nam").status, named("Vi Văn Nam").close_reason) == (Status.NEW, "")


def test_cards_that_end_soon_are_a_list_with_days(load, registers) -> None:
    until = date(2026, 5, 20)
    done = load(registers({1: until}), "EXPIRING_HEALTH")
    nam = named("Vi Văn Nam")
    assert (done.size, nam.due_on, nam.segment) == (1, until, "EXPIRING_CARD")
    assert {"code": "DUE", "points": 20, "number": 19} in nam.reasons


def test_a_list_needs_a_finished_matching_a_purpose_and_a_place_within(
    load, registers, campaign, province, lan
) -> None:
    matching = registers()
    with pytest.raises(ReasonNotSaid):
        load(matching, purpose=" ")
    asked = {
        "campaign": campaign,
        "matching": matching,
        "cohort": "UNCOVERED_HEALTH",
        "by": lan,
        "at": AT,
    } | WHY
    with pytest.raises(OutsideCampaign):
        ask_for_list(place=province.communes[2], **asked)
    ask_for_list(place=province.communes[0], **asked)
    with pytest.raises(ListRuns):
        ask_for_list(place=province.communes[0], **asked)
    matching.status = MatchingStatus.RUNNING
    with pytest.raises(MatchingNotDone):
        ask_for_list(place=province.hamlets[0], **asked)


def test_a_broken_vault_is_said_on_the_list_and_enters_nobody(load, registers, settings) -> None:
    matching = registers()
    for file in settings.VAULT.rglob("links-*.sealed"):
        file.write_bytes(b"x" * 64)
    done = load(matching)
    assert done.status == ListStatus.FAILED
    assert "hỏng" in done.refusal
    assert not Prospect.objects.exists()


def test_a_list_of_thousands_asks_few_questions(load, registers, django_assert_max_num_queries) -> None:
    many = [{"household": f"H{n // 3}", "full_name": f"Vi Văn {n}", "birth": "1980"} for n in range(1200)]
    matching = registers(people=many)
    with django_assert_max_num_queries(90):
        done = load(matching)
    assert done.size == 1200
