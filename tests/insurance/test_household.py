"""What a household pays for its cards: the order, support, periods, changes of law, refusals."""

from datetime import date
from decimal import Decimal
from time import process_time
from timeit import repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtua.insurance.enums import Confidence, HealthGroup
from diemtua.insurance.rules.answers import citations
from diemtua.insurance.rules.bundled import bundled_law, law_on
from diemtua.insurance.rules.household import Member, Standing, best_health_group, quote_household
from diemtua.insurance.rules.law import Row
from diemtua.insurance.rules.refusals import (
    BeforeFirstDay,
    InputMisread,
    MonthsNotOffered,
    NoLawForDay,
    NumberOutOfRange,
    UnknownGroup,
)

MARCH_2026 = date(2026, 3, 9)
NOVEMBER_2026 = date(2026, 11, 20)
ELSEWHERE = Member("thẻ cơ quan", covered_elsewhere=True)


# day, then the yearly contribution of the members in their order
@pytest.mark.parametrize(
    ("day", "amounts"),
    [
        (date(2018, 1, 1), [702_000, 491_400, 421_200, 351_000, 280_800, 280_800]),
        (date(2018, 6, 30), [702_000, 491_400, 421_200, 351_000, 280_800, 280_800]),
        (date(2018, 7, 1), [750_600, 525_420, 450_360, 375_300, 300_240, 300_240]),
        (date(2019, 7, 1), [804_600, 563_220, 482_760, 402_300, 321_840, 321_840]),
        (date(2023, 6, 30), [804_600, 563_220, 482_760, 402_300, 321_840, 321_840]),
        (date(2023, 7, 1), [972_000, 680_400, 583_200, 486_000, 388_800, 388_800]),
        (date(2024, 6, 30), [972_000, 680_400, 583_200, 486_000, 388_800, 388_800]),
        (date(2024, 7, 1), [1_263_600, 884_520, 758_160, 631_800, 505_440, 505_440]),
        (date(2026, 6, 30), [1_263_600, 884_520, 758_160, 631_800, 505_440, 505_440]),
        (date(2026, 7, 1), [1_366_200, 956_340, 819_720, 683_100, 546_480, 546_480]),
        (date(2027, 1, 1), [1_366_200, 956_340, 819_720, 683_100, 546_480, 546_480]),
    ],
)
def test_each_later_member_pays_less_down_to_the_fifth(day: date, amounts: list[int]) -> None:
    quote = quote_household(law_on(day), members=[Member() for _ in amounts])

    assert [line.net for line in quote.lines] == amounts
    assert (quote.net, quote.state, quote.local) == (sum(amounts), 0, 0)


@pytest.mark.parametrize(("months", "net"), [(3, 341_550 + 239_085), (6, 1_161_270), (12, 2_322_540)])
def test_a_couple_pays_for_three_six_or_twelve_months(months: int, net: int) -> None:
    assert quote_household(law_on(NOVEMBER_2026), members=[Member(), Member()], months=months).net == net


def test_members_may_pay_for_different_times_and_keep_their_places() -> None:
    members = [Member(months=3), Member(), Member(months=6)]

    quote = quote_household(law_on(NOVEMBER_2026), members=members, months=12)

    assert [(line.order, line.months, line.net) for line in quote.lines] == [
        (1, 3, 341_550),
        (2, 12, 956_340),
        (3, 6, 409_860),
    ]


def test_who_has_another_card_or_stays_away_takes_no_place() -> None:
    members = [ELSEWHERE, Member("a"), Member("con", joins=False), ELSEWHERE, Member("b")]

    quote = quote_household(law_on(MARCH_2026), members=members)

    assert [(line.standing, line.order, line.net) for line in quote.lines] == [
        (Standing.COVERED_ELSEWHERE, 0, 0),
        (Standing.IN_ORDER, 1, 1_263_600),
        (Standing.NOT_JOINING, 0, 0),
        (Standing.COVERED_ELSEWHERE, 0, 0),
        (Standing.IN_ORDER, 2, 884_520),
    ]


def test_a_supported_member_pays_the_full_contribution_less_support_and_takes_no_place() -> None:
    members = [Member("a"), Member("con", group=HealthGroup.STUDENT), Member("b")]

    quote = quote_household(law_on(MARCH_2026), members=members)

    student = quote.lines[1]
    assert (student.standing, student.order) == (Standing.SUPPORTED, 0)
    assert (student.gross, student.state, student.net) == (1_263_600, 631_800, 631_800)
    assert [line.order for line in quote.lines] == [1, 0, 2]
    assert (quote.gross, quote.state, quote.net) == (3_411_720, 631_800, 2_779_920)


# group, then what the member pays for a year on each side of 1/7/2025 and of 1/7/2026
PAYS = [
    (HealthGroup.NEAR_POOR_IN_POOR_COMMUNE, 0, 0, 0),
    (HealthGroup.NEAR_POOR, 379_080, 379_080, 409_860),
    (HealthGroup.ETHNIC_MINORITY_LEFT_LIST, 379_080, 379_080, 409_860),
    (HealthGroup.STUDENT, 884_520, 631_800, 683_100),
    (HealthGroup.AVERAGE_FARMER, 884_520, 884_520, 956_340),
    (HealthGroup.GRASSROOTS_WORKER, None, 631_800, 683_100),
    (HealthGroup.TRAFFICKING_VICTIM, None, 631_800, 683_100),
    (HealthGroup.SOCIAL_PENSIONER, None, 0, 0),
    (HealthGroup.NONE, 1_263_600, 1_263_600, 1_366_200),
]


@pytest.mark.parametrize(("group", "before", "since", "later"), PAYS)
def test_what_each_group_pays_for_a_year(group, before, since, later) -> None:
    for day, pays in [
        (date(2025, 6, 30), before),
        (date(2025, 7, 1), since),
        (date(2026, 6, 30), since),
        (date(2026, 7, 1), later),
    ]:
        if pays is None:
            with pytest.raises(NoLawForDay):
                quote_household(law_on(day), members=[Member(group=group)])
        else:
            assert quote_household(law_on(day), members=[Member(group=group)]).net == pays


@pytest.mark.parametrize(
    ("group", "also", "counts"),
    [
        ("average_farmer", ("near_poor",), HealthGroup.NEAR_POOR),
        ("near_poor", ("average_farmer", "student"), HealthGroup.NEAR_POOR),
        ("none", ("student",), HealthGroup.STUDENT),
        ("student", ("near_poor_in_poor_commune",), HealthGroup.NEAR_POOR_IN_POOR_COMMUNE),
        ("none", (), HealthGroup.NONE),
    ],
)
def test_of_several_groups_the_highest_support_counts(group, also, counts) -> None:
    quote = quote_household(law_on(MARCH_2026), members=[Member(group=group, also=also)])

    assert quote.lines[0].group is counts


@pytest.mark.parametrize(
    ("used", "supported", "order"), [(0, 12, 0), (24, 12, 0), (30, 6, 0), (35, 1, 0), (36, 0, 1)]
)
def test_a_support_of_36_months_ends_and_the_member_returns_to_the_order(used, supported, order) -> None:
    member = Member(group=HealthGroup.ETHNIC_MINORITY_LEFT_LIST, support_months_used=used)

    line = quote_household(law_on(MARCH_2026), members=[member]).lines[0]

    assert (line.supported, line.order, line.state) == (supported, order, supported * 73_710)


def test_a_group_used_up_gives_way_to_the_next() -> None:
    groups = [HealthGroup.ETHNIC_MINORITY_LEFT_LIST, HealthGroup.AVERAGE_FARMER]

    assert best_health_group(law_on(MARCH_2026), groups, used=0) is HealthGroup.ETHNIC_MINORITY_LEFT_LIST
    assert best_health_group(law_on(MARCH_2026), groups, used=36) is HealthGroup.AVERAGE_FARMER


def test_who_joins_later_in_the_year_comes_after_who_joined_before() -> None:
    quote = quote_household(law_on(MARCH_2026), members=[Member(), Member()], joined_earlier=4)

    assert [(line.order, line.net) for line in quote.lines] == [(5, 505_440), (6, 505_440)]


def test_a_card_that_runs_past_1_july_2026_costs_no_more_and_says_what_later_payment_costs() -> None:
    quote = quote_household(law_on(date(2026, 6, 30)), members=[Member()])

    assert [(change.day, change.after.value) for change in quote.changes] == [(date(2026, 7, 1), 2_530_000)]
    assert quote.net == 1_263_600
    assert quote.again_on(date(2026, 7, 1)).net == 1_366_200
    told = quote.steps[-2]
    assert told.value == 0
    assert told.is_uncertain
    assert told.note is not None
    assert "1.366.200" in told.note.vi
    assert "1,366,200" in told.note.en


@pytest.mark.parametrize(
    ("day", "starts_on", "months", "changes"),
    [
        (date(2026, 3, 31), None, 3, 0),
        (date(2026, 4, 1), None, 3, 0),
        (date(2026, 4, 2), None, 3, 1),
        (date(2026, 3, 15), date(2026, 4, 15), 3, 1),
        (date(2026, 7, 1), None, 12, 0),
        (date(2023, 6, 30), None, 12, 1),
        (date(2023, 7, 2), None, 12, 1),
    ],
)
def test_a_change_counts_while_the_card_runs(day, starts_on, months, changes) -> None:
    quote = quote_household(law_on(day), members=[Member()], months=months, starts_on=starts_on)

    assert len(quote.changes) == changes


def test_a_support_that_rises_while_the_card_runs_is_told() -> None:
    members = [Member(), Member(group="student"), Member(group="student"), Member(group="near_poor")]

    quote = quote_household(law_on(date(2025, 6, 30)), members=members, months=6)

    assert [(change.before.value, change.after.value) for change in quote.changes] == [(30, 50)]
    assert quote.steps[-2].value == 0


def test_the_same_cards_are_quoted_again_with_their_own_months() -> None:
    members = [Member(months=3), ELSEWHERE, Member(group="student", months=6)]
    quote = quote_household(law_on(date(2026, 6, 30)), members=members, joined_earlier=1)

    again = quote.again_on(date(2026, 7, 1))

    assert [(line.order, line.months) for line in again.lines] == [(2, 3), (0, 0), (0, 6)]
    assert again == quote_household(law_on(date(2026, 7, 1)), members=members, joined_earlier=1)


def resolution(key: str, percent: int) -> Row:
    """A resolution of the province of Nghệ An, invented."""
    return Row(
        "health_topup",
        Decimal(percent),
        date(2026, 1, 1),
        None,
        "NQ thử",
        "thử",
        Confidence.HIGH,
        key,
        place="40",
    )


def test_a_province_adds_its_own_support_on_top_of_the_state_but_never_above_the_contribution() -> None:
    law = bundled_law().replaced(
        [resolution("near_poor", 20), resolution("none", 10), resolution("student", 60)]
    )
    members = [Member(), Member(), Member(group="near_poor"), Member(group="student")]

    quote = quote_household(law.on(MARCH_2026), members=members, place="40")

    assert [(line.state, line.local, line.net) for line in quote.lines] == [
        (0, 126_360, 1_137_240),
        (0, 88_452, 796_068),
        (884_520, 252_720, 126_360),
        (631_800, 631_800, 0),
    ]
    assert quote.local == 126_360 + 88_452 + 252_720 + 631_800
    assert quote.steps[-1].value == quote.net
    assert quote_household(law.on(MARCH_2026), members=members, place="38").local == 0


@pytest.mark.parametrize(
    ("asked", "refusal", "says"),
    [
        ({"members": []}, NumberOutOfRange, "“số người trong hộ” là 0; được từ 1 đến 20"),
        ({"members": [Member()] * 30}, NumberOutOfRange, "là 30; được từ 1 đến 20"),
        ({"months": 4}, MonthsNotOffered, "3, 6, 12"),
        ({"months": 0}, MonthsNotOffered, "3, 6, 12"),
        ({"months": -12}, MonthsNotOffered, "3, 6, 12"),
        ({"members": [Member(months=24)]}, MonthsNotOffered, "3, 6, 12"),
        ({"members": [Member(group="rich")]}, UnknownGroup, "near_poor, ethnic_minority_left_list"),
        ({"members": [Member(also=("rich",))]}, UnknownGroup, "near_poor"),
        ({"joined_earlier": -1}, NumberOutOfRange, "được từ 0 đến 20"),
        ({"members": [Member(group="student", support_months_used=-3)]}, NumberOutOfRange, "từ 0"),
        ({"starts_on": date(2026, 3, 8)}, InputMisread, "09/03/2026"),
    ],
)
def test_a_question_out_of_bounds_is_refused_with_what_is_allowed(asked, refusal, says) -> None:
    with pytest.raises(refusal) as refused:
        quote_household(law_on(MARCH_2026), **{"members": [Member()], **asked})

    assert says in refused.value.text


def test_a_day_before_2018_is_refused() -> None:
    with pytest.raises(BeforeFirstDay):
        quote_household(law_on(date(2017, 12, 31)), members=[Member()])


def test_the_working_ends_with_what_the_household_pays_and_names_the_law() -> None:
    members = [Member("Lan"), Member("Minh", group="student"), ELSEWHERE, Member("Hùng", months=6)]
    quote = quote_household(law_on(NOVEMBER_2026), members=members)

    steps = quote.steps

    assert [(step.formula, step.value) for step in steps] == [
        ("4,5 % × 2.530.000", 113_850),
        ("100 % × 113.850 × 12", 1_366_200),
        ("113.850 × 12", 1_366_200),
        ("50 % × 113.850 × 12", 683_100),
        ("1.366.200 − 683.100", 683_100),
        ("70 % × 113.850 × 6", 478_170),
        ("1.366.200 + 683.100 + 478.170", quote.net),
    ]
    assert steps[0].formula_in("en") == "4.5 % × 2,530,000"
    assert {row.parameter for row in citations(steps)} == {
        "health_rate",
        "base",
        "health_share",
        "health_support",
    }


def test_a_household_covered_elsewhere_pays_nothing() -> None:
    quote = quote_household(law_on(MARCH_2026), members=[ELSEWHERE, ELSEWHERE])

    assert (quote.net, quote.steps[-1].formula) == (0, "0")


DAYS = st.dates(date(2018, 12, 1), date(2030, 12, 31))
SUPPORTED = [HealthGroup.NONE, HealthGroup.NEAR_POOR, HealthGroup.STUDENT, HealthGroup.AVERAGE_FARMER]
MEMBERS = st.lists(
    st.builds(
        Member,
        group=st.sampled_from(SUPPORTED),
        covered_elsewhere=st.booleans(),
        joins=st.booleans(),
        months=st.sampled_from([None, 3, 6, 12]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(DAYS, MEMBERS, st.sampled_from([3, 6, 12]))
def test_the_parts_add_up_and_the_working_ends_with_the_figure(day, members, months) -> None:
    quote = quote_household(law_on(day), members=members, months=months)

    assert quote.gross == quote.state + quote.local + quote.net
    assert quote.net == sum(line.net for line in quote.lines)
    assert all(0 <= line.net <= line.gross for line in quote.lines)
    orders = [line.order for line in quote.lines if line.order]
    assert orders == list(range(1, len(orders) + 1))
    assert quote.steps[-1].value == quote.net


@settings(max_examples=100, deadline=None)
@given(DAYS, MEMBERS, st.integers(0, 12))
def test_a_member_covered_elsewhere_never_changes_the_total(day, members, place) -> None:
    more = [*members[:place], ELSEWHERE, *members[place:]]

    assert quote_household(law_on(day), members=more).net == quote_household(law_on(day), members=members).net


@settings(max_examples=100, deadline=None)
@given(DAYS, MEMBERS, st.integers(0, 12))
def test_one_more_member_never_costs_less_and_never_more_than_the_first(day, members, place) -> None:
    more = [*members[:place], Member(), *members[place:]]
    before, after = (quote_household(law_on(day), members=who).net for who in (members, more))

    assert before <= after
    assert after - before <= quote_household(law_on(day), members=[Member()]).net


def test_a_quote_for_six_takes_less_than_50_microseconds() -> None:
    on, members = law_on(NOVEMBER_2026), [Member() for _ in range(6)]

    asked = repeat(lambda: quote_household(on, members=members), timer=process_time, number=500, repeat=5)
    best = min(asked) / 500

    assert best < 50e-6
