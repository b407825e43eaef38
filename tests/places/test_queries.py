"""Finding places, and what became of them."""

from datetime import date

import pytest

from diemtua.places.enums import Kind, Passage
from diemtua.places.queries import (
    PlaceFinder,
    ancestors_of,
    children_on,
    counts_below,
    place_of,
    places_for_select,
    resolve_place,
    sort_hamlet_lines,
    unresolved_successions,
)
from diemtua.places.rules.hamlets import HamletLine
from tests.factories import make
from tests.factories.places import end, succession

DAY = date(2024, 5, 6)


def test_place_by_code_and_by_path(province):
    assert place_of("00001", DAY) == province.communes[0]
    assert place_of("00.001.00001.01.", DAY) == province.hamlets[0]
    assert place_of("01", DAY) is None  # a hamlet's code is not one of the nation's
    assert place_of("00001", date(2019, 1, 1)) is None


@pytest.mark.parametrize(
    "written",
    ["Xã An Bình", "xa an binh", "An Bình", "phường An Bình", "An Bình, huyện Một", "00001", "x. An Bình"],
)
def test_a_commune_is_found_however_it_is_written(province, written):
    assert resolve_place(written, province.place, DAY) == province.communes[0]


def test_a_code_that_lost_its_zeros_is_found_among_communes(province):
    assert resolve_place("1", province.place, DAY, Kind.COMMUNE) == province.communes[0]


@pytest.mark.parametrize("written", ["Xóm 2", "thôn 02", "2", "xóm 2, xã An Bình"])
def test_a_hamlet_is_found_by_its_bare_name_within_its_commune(province, written):
    assert resolve_place(written, province.communes[0], DAY, Kind.HAMLET) == province.hamlets[1]


def test_a_name_that_several_bear_finds_nobody_unless_it_says_where(province):
    assert resolve_place("Xóm 1", province.place, DAY) is None
    assert resolve_place("Xóm 1, Xã Yên Hoà", province.place, DAY) == province.hamlets[3]


def test_unknown_words_find_nobody(province):
    assert resolve_place("Xã Không Có", province.place, DAY) is None


def test_children_are_of_the_day_and_in_the_order_of_the_alphabet(province):
    end(province.communes[0], date(2024, 12, 1))

    assert [place.name for place in children_on(province.districts[0], DAY)] == ["Xã An Bình", "Xã Đồng Văn"]
    assert [place.name for place in children_on(province.districts[0], date(2025, 1, 1))] == ["Xã Đồng Văn"]


def test_ancestors_run_from_the_province_down(province):
    assert ancestors_of(province.hamlets[0], DAY) == [
        province.place,
        province.districts[0],
        province.communes[0],
    ]


def test_select_names_the_district_where_it_is_not_the_one_asked(province):
    assert places_for_select(province.place, DAY, Kind.COMMUNE)[0] == (
        "00.002.00007.",
        "Xã Yên Hoà, Huyện Hai",
    )
    assert places_for_select(province.districts[1], DAY, Kind.COMMUNE) == [("00.002.00007.", "Xã Yên Hoà")]


def test_counts_below_are_by_child_and_kind(province):
    below = counts_below(province.place, DAY)

    assert below["00.001."] == {"COMMUNE": 2, "HAMLET": 3}
    assert below["00.002."] == {"COMMUNE": 1, "HAMLET": 1}


def test_a_finder_reads_its_subtree_once(province, django_assert_num_queries):
    with django_assert_num_queries(1):
        finder = PlaceFinder(province.place, DAY)
        found = [finder.find(words) for words in ("An Bình", "Đồng Văn", "00007")]

    assert found == province.communes


def test_a_commune_that_ended_without_default_heir_is_unresolved(province):
    ended, heir = province.communes[0], province.communes[1]
    end(ended, date(2024, 12, 1))
    end(province.districts[1], date(2024, 12, 1))  # a level that ended has no heir and needs none

    assert list(unresolved_successions(province.place)) == [ended]

    step = succession(ended, heir, date(2024, 12, 1), Passage.SPLIT)
    assert list(unresolved_successions(province.place)) == []

    step.is_default = False
    step.save()
    assert list(unresolved_successions(province.place)) == [ended]


def test_lines_of_hamlets_are_put_under_their_communes_or_explained(province):
    make.place(Kind.COMMUNE, "00008", "Xã An Bình", province.districts[1])
    lines = [
        HamletLine(1, "Đồng Văn", "Xóm 1"),
        HamletLine(2, "Đồng Văn", "Xóm 9"),
        HamletLine(3, "An Bình", "Xóm 1"),
        HamletLine(4, "Xã Ma", "Xóm 1"),
        HamletLine(5, "", "Xóm 1"),
        HamletLine(6, "Yên Hoà", ""),
    ]

    sorting = sort_hamlet_lines(province.place, lines, DAY)

    assert sorting.by_commune == {province.communes[1]: ["Xóm 1", "Xóm 9"]}
    assert (sorting.good, sorting.fresh) == (2, 1)
    assert [number for number, _ in sorting.problems] == [3, 4, 5, 6]
    assert "Huyện Một" in sorting.problems[0][1]
    assert "Huyện Hai" in sorting.problems[0][1]
