"""Loading maps, entering and carrying over hamlets, settling successions."""

from datetime import date
from time import monotonic

import pytest

from diemtua.audit.actions import CommandLine
from diemtua.audit.models import Event
from diemtua.places import actions
from diemtua.places.enums import Kind, Passage
from diemtua.places.models import Succession
from diemtua.places.queries import place_of
from diemtua.places.rules import hamlets
from diemtua.places.rules.hamlets import HamletLine, lines_of
from tests.factories import make
from tests.factories.places import end, succession

BY = CommandLine("thử")
AT = make.moment("2024-05-06 08:00")
DAY = date(2024, 5, 6)
DECEMBER = date(2024, 12, 1)


@pytest.mark.slow
def test_nghe_an_loads_in_three_maps_once(db):
    started = monotonic()
    loaded = actions.load_province(province_code="40", by=BY, at=AT)
    seconds = monotonic() - started
    again = actions.load_province(province_code="40", by=BY, at=AT)

    assert loaded.places == 1 + 21 + 460 + 53 + 130
    assert again == actions.Loaded(0, 0, 0)
    assert Event.objects.filter(name="places.loaded").count() == 1
    assert place_of("40.430.17971.", DAY).parent.name == "Huyện Nam Đàn"
    assert place_of("16702", date(2025, 1, 1)).name == "Phường Nghi Phú"
    assert seconds < 6  # measured 1.2 s alone


@pytest.mark.slow
def test_a_succession_between_provinces_comes_with_the_second(db):
    actions.load_province(province_code="15", by=BY, at=AT)
    first = Succession.objects.count()
    actions.load_province(province_code="10", by=BY, at=AT)

    assert Succession.objects.filter(old__path__startswith="10.").count() > 100
    assert Succession.objects.count() > first


def test_an_unknown_province_is_refused(db):
    with pytest.raises(actions.UnknownProvince):
        actions.load_province(province_code="99", by=BY, at=AT)


def test_hamlets_get_codes_in_order_and_twice_is_once(province):
    commune = province.communes[0]

    first = actions.add_hamlets(names={commune: ["Xóm 1", "Xóm 3", "xóm 03"]}, by=BY, at=AT)
    second = actions.add_hamlets(names={commune: ["Xóm 3"]}, by=BY, at=AT)

    assert [(place.path, place.name) for place in first.entered] == [("00.001.00001.03.", "Xóm 3")]
    assert (first.known, second.entered, second.known) == (2, [], 1)
    assert Event.objects.get(name="hamlets.entered").values == {"entered": 1}


def test_hamlets_of_many_communes_take_a_handful_of_queries(province, django_assert_max_num_queries):
    names = {commune: [f"Khối {number}" for number in range(20)] for commune in province.communes}

    with django_assert_max_num_queries(8):
        entered = actions.add_hamlets(names=names, by=BY, at=AT).entered

    assert len(entered) == 60


def test_a_hamlet_ends_with_its_commune(province):
    commune = end(province.communes[0], DECEMBER)

    (hamlet,) = actions.add_hamlets(names={commune: ["Xóm Mới"]}, by=BY, at=AT).entered

    assert (hamlet.valid_from, hamlet.valid_to) == (commune.valid_from, DECEMBER)


def test_hamlets_belong_to_communes_only(province):
    with pytest.raises(hamlets.NotACommune):
        actions.add_hamlets(names={province.districts[0]: ["Xóm 1"]}, by=BY, at=AT)


def test_good_lines_are_entered_and_bad_ones_named(province):
    lines = [HamletLine(1, "Xã An Bình", "Xóm Mới"), HamletLine(2, "Xã Ma", "Xóm 1")]

    result = actions.import_hamlets(top=province.place, lines=lines, day=DAY, by=BY, at=AT)

    assert [place.parent for place in result.entered] == [province.communes[0]]
    assert [number for number, _ in result.problems] == [2]


def test_an_empty_list_is_refused(province):
    with pytest.raises(hamlets.NoLines):
        actions.import_hamlets(top=province.place, lines=[], day=DAY, by=BY, at=AT)


def test_hamlets_of_merged_communes_are_carried_over_once(province):
    old, other = (end(commune, DECEMBER) for commune in province.communes[:2])
    new = make.place(Kind.COMMUNE, "00009", "Xã Bình Văn", province.districts[0], valid_from=DECEMBER)
    succession(old, new, DECEMBER)
    succession(other, new, DECEMBER)

    carried = actions.carry_over_hamlets(into=new, by=BY, at=AT).entered
    again = actions.carry_over_hamlets(into=new, by=BY, at=AT).entered

    assert [(place.code, place.name) for place in carried] == [
        ("01", "Xóm 1"),
        ("02", "Xóm 2"),
        ("03", "Xóm 1 (Xã Đồng Văn)"),
    ]
    assert again == []
    assert Succession.objects.filter(new__in=carried, passage=Passage.MOVED).count() == 3


def test_a_settled_succession_stands_once(province):
    old = end(province.communes[0], DECEMBER)
    facts = {"old": old, "new": province.communes[1], "is_default": True, "legal_basis": "NQ thử"}

    first = actions.settle_succession(**facts, by=BY, at=AT)
    second = actions.settle_succession(**facts, by=BY, at=AT)

    assert first == second
    assert (first.on, first.passage) == (DECEMBER, Passage.MERGED)
    assert Event.objects.filter(name="place.succession_settled").count() == 1


@pytest.mark.parametrize(
    ("ended", "heir", "refusal"),
    [
        pytest.param(False, 1, hamlets.NoSuccessionThatDay, id="it has not ended"),
        pytest.param(True, 2, hamlets.NotStandingThen, id="the heir does not stand on that day"),
    ],
)
def test_an_impossible_succession_is_refused(province, ended, heir, refusal):
    old = province.communes[0]
    if ended:
        end(old, DECEMBER)
    end(province.communes[2], DAY)

    with pytest.raises(refusal):
        actions.settle_succession(
            old=old, new=province.communes[heir], is_default=True, legal_basis="", by=BY, at=AT
        )


def test_a_second_default_heir_is_refused(province):
    old = end(province.communes[0], DECEMBER)
    succession(old, province.communes[1], DECEMBER)

    with pytest.raises(hamlets.DefaultAlreadyNamed):
        actions.settle_succession(
            old=old, new=province.communes[2], is_default=True, legal_basis="", by=BY, at=AT
        )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("Xóm 1\n\nXóm 2", [(1, "", "Xóm 1"), (3, "", "Xóm 2")], id="one hamlet on each line"),
        pytest.param("Xã\tThôn\nAn Bình\tXóm 1", [(2, "An Bình", "Xóm 1")], id="pasted from Excel"),
        pytest.param("1\tAn Bình\tXóm 1", [(1, "An Bình", "Xóm 1")], id="with a number in front"),
        pytest.param("An Bình; Xóm 1", [(1, "An Bình", "Xóm 1")], id="semicolon"),
        pytest.param(
            "An Bình, huyện Một; Xóm 1", [(1, "An Bình, huyện Một", "Xóm 1")], id="with its district"
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_pasted_list_is_read(text, lines):
    assert [(line.number, line.commune, line.hamlet) for line in lines_of(text)] == lines
