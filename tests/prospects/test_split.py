"""The fair split: nobody twice, caps kept, households whole, loads even, everybody placed who can be."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtua.prospects.rules.split import Home, Left, Split, Visitor, split

HAMLETS = ("00.1.01.", "00.1.02.", "00.1.03.", "00.1.04.")
COMMUNE = "00.1."


def homes_of(*sizes: int, place: str = HAMLETS[0], first: int = 0, holder: int | None = None) -> list[Home]:
    """Return households of `sizes` people, the people numbered on."""
    made, number = [], first
    for size in sizes:
        made.append(Home(f"{place}{number}", place, tuple(range(number, number + size)), holder))
        number += size
    return made


def loads(done: Split, visitors: list[Visitor]) -> dict[int, int]:
    return {one.key: one.load + len(done.people_of(one.key)) for one in visitors}


@st.composite
def towns(draw: st.DrawFn, largest: int = 6) -> tuple[list[Home], list[Visitor]]:
    """Return some hamlets with households, and visitors over one hamlet, some or the whole commune."""
    visitors = [
        Visitor(
            key,
            draw(st.sampled_from([(COMMUNE,), *[(one,) for one in HAMLETS], HAMLETS[:2], HAMLETS[1:]])),
            draw(st.integers(0, 25)),
            draw(st.integers(0, 8)),
        )
        for key in range(draw(st.integers(0, 5)))
    ]
    visitors = [Visitor(one.key, one.paths, max(one.cap, one.load), one.load) for one in visitors]
    homes: list[Home] = []
    number = 0
    for place in HAMLETS:
        for size in draw(st.lists(st.integers(1, largest), max_size=9)):
            holder = draw(st.one_of(st.none(), st.none(), st.none(), st.integers(0, 6)))
            homes.append(Home(str(number), place, tuple(range(number, number + size)), holder))
            number += size
    return homes, visitors


@given(towns())
def test_everybody_is_given_once_or_left_with_a_reason_and_households_stay_whole(town) -> None:
    homes, visitors = town

    done = split(homes, visitors)

    met = Counter(home.key for some in done.shares.values() for home in some)
    met.update(one.home.key for one in done.left)
    assert met == Counter(home.key for home in homes)
    by_key = {home.key: home for home in homes}
    assert all(home == by_key[home.key] for some in done.shares.values() for home in some)
    assert {one.reason for one in done.left} <= {"NO_VISITOR", "CAPS_FULL", "HELD"}


@given(towns())
def test_caps_places_and_holders_are_kept(town) -> None:
    homes, visitors = town

    done = split(homes, visitors)

    for one in visitors:
        assert one.load + len(done.people_of(one.key)) <= one.cap
        assert all(one.is_over(home.place) for home in done.shares[one.key])
        assert all(home.holder in (None, one.key) for home in done.shares[one.key])


@given(towns())
def test_the_same_question_has_the_same_answer(town) -> None:
    homes, visitors = town

    assert split(homes, visitors) == split(list(homes), list(visitors))


@given(towns())
def test_no_single_move_would_even_two_loads_out(town) -> None:
    """Nobody who is heavier by more than a household could pass that household to the lighter one."""
    homes, visitors = town
    done = split(homes, visitors)
    have = loads(done, visitors)

    for heavy in visitors:
        for light in visitors:
            gap = have[heavy.key] - have[light.key]
            movable = [
                home
                for home in done.shares[heavy.key]
                if home.holder is None
                and light.is_over(home.place)
                and have[light.key] + home.size <= light.cap
            ]
            assert all(home.size >= gap for home in movable)


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=30),
    st.integers(1, 5),
    st.lists(st.integers(0, 9), max_size=5),
)
def test_in_one_hamlet_loads_differ_by_at_most_one_household(sizes, number, before) -> None:
    visitors = [Visitor(key, (COMMUNE,), cap=1_000) for key in range(number)]

    done = split(homes_of(*sizes), visitors)

    have = loads(done, visitors).values()
    assert not done.left
    assert max(have) - min(have) <= max(sizes)


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=30), st.lists(st.integers(0, 30), min_size=1, max_size=5)
)
def test_in_one_hamlet_all_are_placed_when_the_caps_leave_room_for_whole_households(sizes, caps) -> None:
    visitors = [Visitor(key, (HAMLETS[0],), cap) for key, cap in enumerate(caps)]

    done = split(homes_of(*sizes), visitors)

    if sum(caps) >= sum(sizes) + len(caps) * (max(sizes) - 1):
        assert not done.left
    for one in done.left:
        have = loads(done, visitors)
        assert all(have[visitor.key] + one.home.size > visitor.cap for visitor in visitors)


@given(towns(largest=1))
def test_people_who_live_alone_are_all_placed_whenever_any_way_exists(town) -> None:
    """By Hall: everybody can be placed when no set of hamlets has more people than its visitors' room."""
    homes, visitors = town
    alone = [Home(home.key, home.place, home.people) for home in homes]

    done = split(alone, visitors)

    can_all = all(
        sum(home.place in some for home in alone)
        <= sum(one.cap - one.load for one in visitors if any(one.is_over(place) for place in some))
        for number in range(1, len(HAMLETS) + 1)
        for some in combinations(HAMLETS, number)
    )
    assert (not done.left) == can_all


def test_loads_even_out_through_a_third_visitor() -> None:
    """The first shares a hamlet with the second only, the second with the third: people pass on."""
    visitors = [
        Visitor(1, (HAMLETS[0],), load=0),
        Visitor(2, HAMLETS[:2], load=0),
        Visitor(3, (HAMLETS[1],), load=0),
    ]
    homes = [*homes_of(*[1] * 24), *homes_of(*[1] * 3, place=HAMLETS[1], first=100)]

    have = loads(split(homes, visitors), visitors)

    assert have == {1: 12, 2: 12, 3: 3}


def test_neighbours_stay_together() -> None:
    visitors = [Visitor(1, (COMMUNE,)), Visitor(2, (COMMUNE,))]
    homes = homes_of(2, 2, 2, 2, 2, 2)

    done = split(homes, visitors)

    assert done.shares == {1: homes[:3], 2: homes[3:]}


@pytest.mark.parametrize(
    ("homes", "visitors", "reason"),
    [
        (homes_of(2, place="00.2.01."), [Visitor(1, (COMMUNE,))], "NO_VISITOR"),
        (homes_of(3), [Visitor(1, (COMMUNE,), cap=2)], "CAPS_FULL"),
        (homes_of(2, holder=7), [Visitor(1, (COMMUNE,))], "HELD"),
        (homes_of(2, holder=1), [Visitor(1, (COMMUNE,), cap=5, load=4)], "CAPS_FULL"),
        (homes_of(2), [], "NO_VISITOR"),
    ],
    ids=["nobody over that hamlet", "larger than a cap", "with somebody else", "holder is full", "nobody"],
)
def test_who_is_left_over_says_why(homes, visitors, reason) -> None:
    assert split(homes, visitors).left == [Left(home, reason) for home in homes]


def test_what_is_left_of_a_household_goes_to_who_has_the_rest() -> None:
    visitors = [Visitor(1, (COMMUNE,), load=10), Visitor(2, (COMMUNE,), load=0)]

    assert split(homes_of(2, holder=1), visitors).people_of(1) == [0, 1]


def test_what_somebody_has_already_counts() -> None:
    visitors = [Visitor(1, (COMMUNE,), load=6), Visitor(2, (COMMUNE,), load=0)]

    assert loads(split(homes_of(*[1] * 10), visitors), visitors) == {1: 8, 2: 8}


def test_two_thousand_people_of_thirty_hamlets_are_split_in_a_moment() -> None:
    places = [f"00.1.{number:02}." for number in range(30)]
    homes = [
        home
        for number, place in enumerate(places)
        for home in homes_of(*[1 + one % 5 for one in range(23)], place=place, first=number * 1000)
    ]
    visitors = [Visitor(key, (places[key],)) for key in range(30)] + [
        Visitor(100 + key, (COMMUNE,)) for key in range(6)
    ]

    done = split(homes, visitors)

    have = loads(done, visitors).values()
    assert not done.left
    assert max(have) - min(have) <= 5
