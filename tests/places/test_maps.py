"""The maps of the nation, put together from the files."""

from collections import Counter
from datetime import date

import pytest

from diemtua.places.rules.maps import Snapshot, chronicle, standings_of, steps_of
from diemtua.places.rules.sources import Joined, Unit

JULY = date(2025, 7, 1)
DECEMBER = date(2024, 12, 1)


@pytest.fixture(scope="module")
def nation():
    return chronicle()


def standing_on(nation, day, province=""):
    return [
        row
        for row in nation.standings
        if row.unit.path.startswith(province)
        and row.valid_from <= day
        and (row.valid_to is None or day < row.valid_to)
    ]


@pytest.mark.parametrize(
    ("day", "province", "districts", "communes"),
    [
        pytest.param(date(2024, 5, 6), "40.", 21, 460, id="Nghệ An in May 2024"),
        pytest.param(date(2024, 11, 30), "40.", 21, 460, id="Nghệ An on the last day of the 460"),
        pytest.param(DECEMBER, "40.", 20, 412, id="Nghệ An without Cửa Lò"),
        pytest.param(JULY, "40.", 0, 130, id="Nghệ An on two levels"),
        pytest.param(date(2021, 5, 1), "15.", 9, 173, id="Yên Bái in 2021"),
        pytest.param(date(2025, 6, 30), "15.", 9, 168, id="Yên Bái on its last day"),
        pytest.param(date(2025, 6, 30), "", 696, 10_035, id="the nation on the last day of districts"),
        pytest.param(JULY, "", 0, 3_321, id="the nation on two levels"),
    ],
)
def test_how_many_places_stand_on_a_day(nation, day, province, districts, communes):
    kinds = Counter(row.unit.kind for row in standing_on(nation, day, province))

    assert (kinds["DISTRICT"], kinds["COMMUNE"]) == (districts, communes)


def test_no_place_stands_twice_at_once(nation):
    for day in (date(2024, 5, 6), DECEMBER, JULY):
        paths = Counter(row.unit.path for row in standing_on(nation, day))
        assert [path for path, count in paths.items() if count > 1] == []


def test_every_place_of_june_2025_has_exactly_one_default_heir(nation):
    heirs = Counter(step.old for step in nation.steps if step.on == JULY and step.is_default)
    ended = [row for row in nation.standings if row.valid_to == JULY and row.unit.kind == "COMMUNE"]

    assert Counter(heirs[row.key] for row in ended) == {1: 10_035}


def test_split_communes_are_471(nation):
    split = {step.old for step in nation.steps if step.on == JULY and step.passage == "SPLIT"}

    assert len(split) == 471


def test_what_no_source_tells_of_december_2024_stays_open(nation):
    settled = {step.old for step in nation.steps if step.is_default}
    open_rows = [
        row.unit.path[:2]
        for row in nation.standings
        if row.valid_to == DECEMBER and row.unit.kind == "COMMUNE" and row.key not in settled
    ]

    assert Counter(open_rows) == {"40": 41, "15": 3}


def test_cua_lo_passed_into_vinh_which_goes_on(nation):
    step = next(step for step in nation.steps if step.old[0] == "40.413.")

    assert (step.new[0], step.on, step.passage) == ("40.412.", DECEMBER, "MERGED")
    assert [row.valid_to for row in nation.standings if row.unit.path == "40.412."] == [JULY]


def test_every_estimated_point_says_so(nation):
    estimated = [row for row in nation.standings if "toạ độ ước" in row.source]

    assert all(row.unit.lat is not None for row in nation.standings)
    assert len(estimated) == 48 + 5 + 1  # communes gone before the package was made, and Cửa Lò


def a_map(first, *units):
    return Snapshot(first, {unit.path: unit for unit in units}, "NQ thử", "nguồn thử")


def commune(path, name, lat=18.0):
    return Unit(path, "COMMUNE", name, lat, 105.0)


def test_a_place_goes_on_while_path_and_name_stay_and_ends_when_they_change():
    rows = standings_of(
        [
            a_map(date(2020, 1, 1), commune("1.11.111.", "Xã A"), commune("1.11.112.", "Xã B")),
            a_map(DECEMBER, commune("1.11.111.", "Xã Á"), commune("1.11.112.", "Phường B")),
        ]
    )

    assert sorted((row.unit.name, row.valid_from, row.valid_to) for row in rows) == [
        ("Phường B", DECEMBER, None),
        ("Xã A", date(2020, 1, 1), None),
        ("Xã B", date(2020, 1, 1), DECEMBER),
    ]


def test_steps_are_only_what_the_table_or_the_code_says():
    rows = standings_of(
        [
            a_map(
                date(2020, 1, 1),
                commune("1.11.111.", "Xã A"),
                commune("1.11.112.", "Xã B"),
                commune("1.11.113.", "Xã C"),
            ),
            a_map(DECEMBER, commune("1.11.111.", "Xã Mới")),
        ]
    )

    steps = steps_of(rows, [Joined("1.11.112.", "1.11.111.", DECEMBER, True, True)])

    assert {(step.old[0], step.new[0], step.passage, step.is_default) for step in steps} == {
        ("1.11.111.", "1.11.111.", "MERGED", True),
        ("1.11.112.", "1.11.111.", "MERGED", True),
    }
