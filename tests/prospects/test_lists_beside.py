"""Lists beside everything else: another list, another load, a visit, a lease, a household in two hamlets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from diemtua.core import crypto
from diemtua.people.models import Person
from diemtua.prospects.actions import lists as loading
from diemtua.prospects.actions import mark_joined, record_contact
from diemtua.prospects.actions.leases import lease_prospects
from diemtua.prospects.actions.lists import ask_for_list, load_prospect_list
from diemtua.prospects.enums import CloseReason, ListStatus, Outcome, Status
from diemtua.prospects.models import Lease, Prospect, ProspectList
from diemtua.prospects.rules.lists import ListRuns
from tests.factories import registers as made

AT = made.AT
WHY = {"purpose": "Vận động", "legal_basis": "KH 288/KH-UBND"}
CARD = date(2026, 12, 31)


@pytest.fixture
def desk(province, campaign, lan, minh):
    """Return what asks for lists and loads them, of people who have a card by their row."""

    def match(people, cards=(), at=None, kind="HEALTH"):
        commune = at or province.communes[0]
        rows = [{"place_path": province.hamlets[0].path, **row} for row in people]
        population = made.ready_snapshot(commune, "POPULATION", rows, by=lan)
        held = [{"full_name": "x", "valid_to": CARD} for _ in cards] or [{"full_name": "x"}]
        register = made.ready_snapshot(commune, kind, held, by=lan)
        links = [(rid, number, 0.99) for number, rid in enumerate(cards, start=1)]
        return made.done_matching(population, (register, links), by=lan)

    def ask(matching, cohort="UNCOVERED_HEALTH", place=None) -> ProspectList:
        terms = {"campaign": campaign, "matching": matching, "cohort": cohort, "at": AT, **WHY}
        return ask_for_list(place=place or province.communes[0], by=minh, **terms)

    def load(*args, **fields) -> ProspectList:
        asked = ask(*args, **fields)
        load_prospect_list(prospect_list=asked, at=AT)
        asked.refresh_from_db()
        return asked

    return SimpleNamespace(match=match, ask=ask, load=load)


def some(count: int, first: int = 0) -> list[dict[str, object]]:
    return [
        {"full_name": f"Vi Văn {number}", "birth": "1980", "household": f"H{number}"}
        for number in range(first, first + count)
    ]


def named(name: str) -> Prospect:
    return Prospect.objects.get(person__full_name=name)


def test_an_older_list_that_comes_late_does_not_undo_a_newer_one(desk) -> None:
    people = some(2)
    late = desk.ask(desk.match(people))
    ProspectList.objects.filter(pk=late.pk).update(status=ListStatus.FAILED)  # its worker died
    desk.load(desk.match(people, cards=[1]))

    load_prospect_list(prospect_list=late, at=AT)

    late.refresh_from_db()
    assert late.status == ListStatus.FAILED
    assert "mới hơn" in late.refusal
    assert Prospect.objects.filter(from_list=late).count() == 0
    assert not Prospect.objects.filter(person__full_name="Vi Văn 0").exists()


def test_what_breaks_the_loading_is_said_on_the_list_and_it_can_be_asked_again(desk, monkeypatch) -> None:
    def breaks(*_args, **_fields):
        raise RuntimeError("a worker's memory, say")

    matching = desk.match(some(2))
    with monkeypatch.context() as patched:
        patched.setattr(loading, "cohort_rows", breaks)
        with pytest.raises(RuntimeError):
            desk.load(matching)

    broken = ProspectList.objects.get()
    assert (broken.status, "Hãy lập lại" in broken.refusal) == (ListStatus.FAILED, True)
    assert desk.load(matching).status == ListStatus.LOADED


@pytest.mark.django_db(transaction=True)
def test_a_list_whose_worker_was_killed_does_not_stand_in_the_way(desk) -> None:
    matching = desk.match(some(2))
    killed = desk.ask(matching)
    ProspectList.objects.filter(pk=killed.pk).update(status=ListStatus.LOADING)

    assert desk.load(matching).status == ListStatus.LOADED

    killed.refresh_from_db()
    assert killed.status == ListStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_list_that_is_loading_elsewhere_is_not_asked_for_again(desk) -> None:
    matching = desk.match(some(2))
    first = desk.ask(matching)
    refused: list[str] = []

    def ask_beside(*_args) -> None:
        with ThreadPoolExecutor(1) as pool:
            refused.append(pool.submit(_code_of_asking, desk, matching).result())

    original = loading._Loading.run

    class Watched(loading._Loading):
        def run(self) -> None:
            ask_beside()
            original(self)

    loading._Loading, kept = Watched, loading._Loading
    try:
        load_prospect_list(prospect_list=first, at=AT)
    finally:
        loading._Loading = kept

    assert refused == [ListRuns.code]


def _code_of_asking(desk, matching) -> str:
    try:
        desk.ask(matching)
    except ListRuns as refusal:
        return refusal.code
    finally:
        connection.close()
    return ""


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_two_at_once_there_is_one_list(desk) -> None:
    matching = desk.match(some(2))
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _n: _code_of_asking(desk, matching), range(4)))

    assert sorted(codes) == ["", *[ListRuns.code] * 3]
    assert ProspectList.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_list_loaded_by_two_workers_at_once_enters_each_once(desk) -> None:
    asked = desk.ask(desk.match(some(40)))

    def load(_n: int) -> None:
        try:
            load_prospect_list(prospect_list=ProspectList.objects.get(pk=asked.pk), at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(load, range(2)))

    asked.refresh_from_db()
    assert asked.status == ListStatus.LOADED
    assert Prospect.objects.count() == Person.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_who_joins_while_a_list_closes_them_has_joined(desk, campaign, lan, monkeypatch) -> None:
    people = some(2)
    desk.load(desk.match(people))
    newer = desk.match(people, cards=[1])
    nam = named("Vi Văn 0")
    original, waited = loading.why_left_out, []

    def join() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '500ms'")
            mark_joined(campaign=campaign, people=[nam.person_id], by=lan, at=AT)
        except OperationalError:
            waited.append(True)  # in life it waits longer, and then finds the prospect closed
        finally:
            connection.close()

    def slow(*args):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(join).result()
        return original(*args)

    monkeypatch.setattr(loading, "why_left_out", slow)
    desk.load(newer)
    if waited:
        mark_joined(campaign=campaign, people=[nam.person_id], by=lan, at=AT)

    nam.refresh_from_db()
    assert nam.status == Status.JOINED


def test_a_lease_ends_when_a_list_closes_it_and_runs_again_when_it_opens(desk, head, lan) -> None:
    people = some(2)
    desk.load(desk.match(people))
    lease_prospects(
        prospects=list(Prospect.objects.all()), holder=head, until=AT.date() + timedelta(9), by=lan, at=AT
    )
    closed = named("Vi Văn 0")

    desk.load(desk.match(people, cards=[1]))
    assert list(Lease.objects.filter(ended_at=None).values_list("prospect", flat=True)) == [
        named("Vi Văn 1").pk
    ]
    assert Lease.objects.get(prospect=closed).ending == "DONE"

    desk.load(desk.match(people))
    assert Lease.objects.filter(ended_at=None).count() == 2
    closed.refresh_from_db()
    assert (closed.status, closed.assigned_to) == (Status.NEW, head)


def test_who_stands_in_two_lists_is_told_of_by_the_last_one_alone(desk) -> None:
    people = [{"full_name": "Vi Văn Nam", "birth": "1980-03-05", "household": "H1"}]
    desk.load(desk.match(people))
    family = named("Vi Văn Nam")
    desk.load(desk.match(people, kind="VOLUNTARY"), cohort="UNCOVERED_SOCIAL")

    both = named("Vi Văn Nam")

    assert (family.programme, both.programme) == ("HHI", "VSI")  # the quote beside it is of that programme
    assert both.quote != family.quote
    assert Prospect.objects.count() == 1


def test_a_list_of_another_commune_closes_nobody_here(desk, province) -> None:
    district = province.districts[0]
    desk.load(desk.match(some(2)), place=district)
    elsewhere = [{**row, "place_path": province.hamlets[2].path} for row in some(2, first=50)]

    done = desk.load(desk.match(elsewhere, at=province.communes[1]), place=district)

    assert done.closed == 0
    assert Prospect.objects.filter(status=Status.NEW).count() == 4


def test_a_list_of_the_whole_closes_who_came_with_a_list_of_a_part(desk, province) -> None:
    people = some(2)
    desk.load(desk.match(people), place=province.hamlets[0])

    done = desk.load(desk.match(people, cards=[1]))

    assert done.closed == 1
    assert named("Vi Văn 0").close_reason == CloseReason.JOINED_ELSEWHERE


def test_a_household_over_two_hamlets_has_one_quote_however_the_rows_are_cut(
    desk, province, monkeypatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 4)
    here, there = (one.path for one in province.hamlets[:2])
    family = [
        {"full_name": f"Hà Văn {n}", "birth": "1980", "household": "H0", "place_path": (here, there)[n % 2]}
        for n in range(4)
    ]
    desk.load(desk.match([*family, *some(9, first=1)]))

    quotes = set(Prospect.objects.filter(person__full_name__startswith="Hà").values_list("quote", flat=True))
    alone = named("Vi Văn 1").quote

    assert len(quotes) == 1
    assert quotes.pop() > 2 * alone


def test_a_code_that_a_whole_commune_shares_is_no_household(desk) -> None:
    crowd = [{**row, "household": "0"} for row in some(300)]
    desk.load(desk.match([*crowd, *some(1, first=900)]))

    assert set(Prospect.objects.values_list("quote", flat=True)) == {named("Vi Văn 900").quote}
    assert {one["code"] for one in named("Vi Văn 0").reasons} == {"NEVER_MET"}


def test_namesakes_with_different_numbers_are_two_people(desk) -> None:
    twins = [
        {"full_name": "Vi Văn Nam", "birth": "1980", "personal_id": number}
        for number in ("000080000001", "000080000002")
    ]
    done = desk.load(desk.match(twins))

    assert done.size == 2
    numbers = {crypto.unseal(one.personal_id_sealed) for one in Person.objects.all()}
    assert numbers == {"000080000001", "000080000002"}
    again = desk.load(desk.match(twins[::-1]))
    assert (again.entered, again.kept, Person.objects.count()) == (0, 2, 2)


def test_a_namesakes_card_closes_nobody_else(desk) -> None:
    twins = [
        {"full_name": "Vi Văn Nam", "birth": "1980", "personal_id": number}
        for number in ("000080000001", "000080000002")
    ]
    desk.load(desk.match(twins))

    desk.load(desk.match(twins, cards=[2]))

    closed = Prospect.objects.get(close_reason=CloseReason.JOINED_ELSEWHERE).person
    assert crypto.unseal(closed.personal_id_sealed) == "000080000002"
    assert Prospect.objects.filter(status=Status.NEW).count() == 1


def test_somebody_listed_twice_once_without_the_number_is_one_person(desk) -> None:
    whole = {"full_name": "Vi Văn Nam", "birth": "1980", "personal_id": "000080000001", "household": "H1"}
    half = {**whole, "personal_id": None}
    for rows in ([whole, half], [half, whole]):
        done = desk.load(desk.match(rows))
        assert (done.size, Person.objects.count()) == (1, 1)


def test_payments_that_end_soon_are_a_list_and_who_paid_on_closes(desk, province, lan) -> None:
    people = [{"full_name": "Vi Văn Nam", "birth": "1980-03-05", "place_path": province.hamlets[0].path}]

    def paid(until: date):
        population = made.ready_snapshot(province.communes[0], "POPULATION", people, by=lan)
        rows = [{"full_name": "Vi Văn Nam", "valid_to": until}]
        voluntary = made.ready_snapshot(province.communes[0], "VOLUNTARY", rows, by=lan)
        return made.done_matching(population, (voluntary, [(1, 1, 0.99)]), by=lan)

    soon = date(2026, 5, 31)
    first = desk.load(paid(soon), cohort="EXPIRING_VOLUNTARY")
    due = named("Vi Văn Nam")
    second = desk.load(paid(date(2027, 5, 31)), cohort="EXPIRING_VOLUNTARY")

    assert (first.size, due.programme, due.due_on) == (1, "VSI", soon)
    assert (second.size, second.closed) == (0, 1)
    assert named("Vi Văn Nam").close_reason == CloseReason.JOINED_ELSEWHERE


def test_who_joined_after_being_closed_stays_joined(desk, campaign, lan) -> None:
    people = some(2)
    desk.load(desk.match(people))
    desk.load(desk.match(people, cards=[1]))
    mark_joined(campaign=campaign, people=[named("Vi Văn 0").person_id], by=lan, at=AT)

    desk.load(desk.match(people))

    assert named("Vi Văn 0").status == Status.JOINED


def test_who_moved_is_visited_at_the_new_place_once_nobody_has_them(desk, province, head, lan) -> None:
    here, there = province.hamlets[:2]
    people = [
        {
            "full_name": f"Vi Văn {n}",
            "birth": "1980",
            "personal_id": f"00008000000{n}",
            "place_path": here.path,
        }
        for n in range(2)
    ]
    desk.load(desk.match(people))
    given = named("Vi Văn 1")
    lease_prospects(prospects=[given], holder=head, until=AT.date() + timedelta(9), by=lan, at=AT)

    desk.load(desk.match([{**one, "place_path": there.path} for one in people]))

    assert (named("Vi Văn 0").place, named("Vi Văn 1").place) == (there, here)
    desk.load(desk.match([{**one, "place_path": province.communes[0].path} for one in people]))
    assert named("Vi Văn 0").place == there  # the commune alone says less


def test_asked_again_a_list_of_thousands_asks_few_questions_too(desk, django_assert_max_num_queries) -> None:
    people = some(600)
    desk.load(desk.match(people))
    newer = desk.match(people, cards=[1])

    with django_assert_max_num_queries(90):
        desk.load(newer)


def test_a_number_that_a_newer_register_knows_is_kept(desk) -> None:
    bare = {"full_name": "Vi Văn Nam", "birth": "1980", "household": "H1"}
    desk.load(desk.match([bare]))
    numbered = {**bare, "personal_id": "000080000001"}
    desk.load(desk.match([numbered, {**numbered, "household": "H2"}]))  # and listed twice

    person = Person.objects.get()
    assert crypto.unseal(person.personal_id_sealed) == "000080000001"
    desk.load(desk.match([{**numbered, "household": "H9"}]))
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_visit_is_written_down_while_a_list_is_being_gathered(desk, head, monkeypatch) -> None:
    desk.load(desk.match(some(2)))
    newer = desk.match(some(3))
    nam = named("Vi Văn 0")
    original, written = loading._Loading._tell, []

    def visit() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '500ms'")
            terms = {"outcome": Outcome.THINKING, "device_ref": uuid4(), "note": "", "by": head, "at": AT}
            written.append(record_contact(prospect=nam, **terms).pk)
        finally:
            connection.close()

    def beside(self, rows: int) -> None:
        original(self, rows)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(visit).result()

    monkeypatch.setattr(loading._Loading, "_tell", beside)
    desk.load(newer)

    nam.refresh_from_db()
    assert written
    assert (nam.status, nam.from_list) == (Status.MET, ProspectList.objects.latest("id"))
