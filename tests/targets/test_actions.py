"""Setting, revising and sharing out targets: whatever happens, the parts add up."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connection

from diemtua.audit.models import Event
from diemtua.core.errors import Refusal
from diemtua.targets import rules
from diemtua.targets.actions import SharingOut, revise_target, set_target, share_out
from diemtua.targets.enums import Measure, Method
from diemtua.targets.models import Share, Target
from diemtua.targets.queries import parts_of, shares_that_do_not_add_up
from tests.factories import targets as make_targets
from tests.factories.targets import AT, new_target, shared, whole_of


@pytest.fixture
def target(campaign, minh) -> Target:
    return make_targets.target(campaign, minh, number=100)


@pytest.fixture
def whole(target) -> Share:
    return whole_of(target)


def test_a_new_target_begins_with_the_whole_at_the_place_of_the_campaign(campaign, minh, target) -> None:
    whole = Share.objects.get()

    assert (whole.place, whole.number, whole.method) == (campaign.place, 100, Method.WHOLE)
    assert list(Event.objects.values_list("name", flat=True)) == ["target.set"]


def test_the_same_number_of_the_same_plan_is_not_entered_twice(campaign, minh, target) -> None:
    with pytest.raises(rules.DuplicatePlan):
        set_target(campaign=campaign, new=new_target(campaign, number=90), by=minh, at=AT)

    assert Target.objects.get() == target
    assert set_target(campaign=campaign, new=new_target(campaign, plan="Tạm giao"), by=minh, at=AT).pk


@pytest.mark.parametrize("ratio", [None, Decimal(0), Decimal("100.5")], ids=["none", "nothing", "too much"])
def test_a_percentage_outside_its_range_is_refused(campaign, minh, ratio) -> None:
    new = new_target(campaign, measure=Measure.RATIO.value, number=None, ratio=ratio)

    with pytest.raises(rules.RatioOutOfRange):
        set_target(campaign=campaign, new=new, by=minh, at=AT)

    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("method", "given", "numbers"),
    [
        (Method.EQUAL, {}, {"Huyện Một": 50, "Huyện Hai": 50}),
        (Method.PROPORTIONAL, {"weights": {"00.001.": 3, "00.002.": 1}}, {"Huyện Một": 75, "Huyện Hai": 25}),
        (Method.PROPORTIONAL, {"weights": {"00.001.": 3}}, {"Huyện Một": 100, "Huyện Hai": 0}),
        (Method.MANUAL, {"numbers": {"00.001.": 61, "00.002.": 39}}, {"Huyện Một": 61, "Huyện Hai": 39}),
        (Method.EQUAL, {"locked": {"00.002.": 30}}, {"Huyện Một": 70, "Huyện Hai": 30}),
        (
            Method.PROPORTIONAL,
            {"weights": {"00.001.": 1}, "floor": 20},
            {"Huyện Một": 80, "Huyện Hai": 20},
        ),
    ],
    ids=[
        "evenly",
        "by weight",
        "a weight left out is nothing",
        "typed",
        "around a locked one",
        "with a floor",
    ],
)
def test_sharing_out_by_each_method(whole, minh, campaign, method, given, numbers) -> None:
    assert shared(whole, minh, method, **given) == numbers

    assert shares_that_do_not_add_up(campaign) == []
    assert Event.objects.filter(name="target.shared_out").count() == 1


def test_what_is_locked_is_kept_as_typed_and_marked(whole, minh) -> None:
    shared(whole, minh, Method.EQUAL, locked={"00.002.": 30})

    assert [(part.place.name, part.method, part.is_locked) for part in parts_of(whole)] == [
        ("Huyện Hai", Method.MANUAL, True),
        ("Huyện Một", Method.EQUAL, False),
    ]


@pytest.mark.parametrize(
    ("method", "given", "sentence"),
    [
        (
            Method.MANUAL,
            {"numbers": {"00.001.": 60, "00.002.": 39}},
            "Tổng các phần là 99, thiếu 1 so với số phải chia là 100.",
        ),
        (Method.MANUAL, {"numbers": {"00.001.": 100}}, "Còn thiếu số của: Huyện Hai."),
        (Method.PROPORTIONAL, {}, rules.NothingToShareBy.text),
        (Method.EQUAL, {"locked": {"00.009.": 10}}, "Không thuộc Tỉnh Thử: 00.009.."),
        (
            Method.MANUAL,
            {"numbers": {"00.001.": 60, "00.002.": 40, "00.003.": 0}},
            "Không thuộc Tỉnh Thử: 00.003..",
        ),
    ],
    ids=[
        "does not add up",
        "a place is missing",
        "no weights",
        "a stranger is locked",
        "a stranger is given",
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(whole, minh, method, given, sentence) -> None:
    shared(whole, minh)

    with pytest.raises(Refusal) as refused:
        shared(whole, minh, method, **given)

    assert refused.value.text == sentence
    assert [part.number for part in parts_of(whole)] == [50, 50]


def test_sharing_out_twice_the_same_gives_the_same(whole, minh) -> None:
    assert shared(whole, minh) == shared(whole, minh)

    assert Share.objects.count() == 3


def test_a_part_that_was_shared_out_further_is_only_replaced_when_asked(
    whole, minh, campaign, province
) -> None:
    shared(whole, minh)
    first = Share.objects.get(place=province.districts[0])
    shared(first, minh)

    with pytest.raises(rules.AlreadyShared) as refused:
        shared(whole, minh, locked={"00.001.": 60})
    assert refused.value.values == {"place": "Tỉnh Thử"}
    assert Share.objects.filter(place__in=province.communes).count() == 2

    shared(whole, minh, locked={"00.001.": 60}, replaces_below=True)
    assert not Share.objects.filter(place__in=province.communes).exists()
    assert shares_that_do_not_add_up(campaign) == []


def test_a_page_left_open_while_the_level_above_shares_out_again_is_told_so(whole, minh, province) -> None:
    shared(whole, minh)
    stale = Share.objects.get(place=province.districts[0])
    shared(whole, minh, locked={"00.001.": 60})

    with pytest.raises(rules.ShareGone) as refused:
        shared(stale, minh)

    assert refused.value.values == {"place": "Huyện Một"}


def test_a_hamlet_has_nothing_below_it(whole, minh, province) -> None:
    shared(whole, minh)
    shared(Share.objects.get(place=province.districts[0]), minh)
    shared(Share.objects.get(place=province.communes[0]), minh)

    with pytest.raises(rules.NothingToShareTo) as refused:
        shared(Share.objects.get(place=province.hamlets[0]), minh)

    assert refused.value.values == {"place": "Xóm 1", "day": "06/05/2024"}


def test_a_percentage_is_passed_down_as_it_is_or_as_typed(campaign, minh) -> None:
    whole = whole_of(make_targets.ratio_target(campaign, minh, "93.5"))

    share_out(share=whole, how=SharingOut(Method.SAME, ratios={"00.002.": Decimal("90.25")}), by=minh, at=AT)

    assert [(part.place.name, part.ratio, part.method) for part in parts_of(whole)] == [
        ("Huyện Hai", Decimal("90.25"), Method.MANUAL),
        ("Huyện Một", Decimal("93.50"), Method.SAME),
    ]
    assert shares_that_do_not_add_up(campaign) == []


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        (SharingOut(Method.EQUAL), rules.RatioNotSummed),
        (SharingOut(Method.SAME, numbers={"00.001.": 60}), rules.RatioNotSummed),
        (SharingOut(Method.SAME, ratios={"00.001.": Decimal(101)}), rules.RatioOutOfRange),
    ],
    ids=["evenly", "in numbers", "more than everything"],
)
def test_a_percentage_is_never_summed(campaign, minh, how: SharingOut, refusal) -> None:
    whole = whole_of(make_targets.ratio_target(campaign, minh))

    with pytest.raises(refusal):
        share_out(share=whole, how=how, by=minh, at=AT)

    assert not whole.parts.exists()


def test_revising_takes_the_parts_back_and_keeps_what_was(whole, target, minh, campaign) -> None:
    shared(whole, minh)

    revise_target(
        target=target, number=120, ratio=None, reason="Giao bổ sung", replaces_below=True, by=minh, at=AT
    )

    only = Share.objects.get()
    assert (only.number, only.reason) == (120, "Giao bổ sung")
    assert Event.objects.get(name="target.revised").values["old"] == {"number": 100, "ratio": ""}


def test_revising_what_was_shared_out_needs_a_yes(whole, target, minh) -> None:
    shared(whole, minh)

    with pytest.raises(rules.AlreadyShared, match="Tỉnh Thử đã chia tiếp cho cấp dưới"):
        revise_target(target=target, number=120, ratio=None, reason="Giao bổ sung", by=minh, at=AT)

    target.refresh_from_db()
    assert target.number == 100
    assert sorted(part.number for part in parts_of(whole)) == [50, 50]


def test_revising_what_nobody_shared_out_needs_none(whole, target, minh) -> None:
    revise_target(target=target, number=120, ratio=None, reason="Giao bổ sung", by=minh, at=AT)

    assert Share.objects.get().number == 120


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_in_whatever_order_the_parts_add_up(target, minh, campaign, seed: int) -> None:
    chance = random.Random(seed)

    for _step in range(12):
        if chance.random() < 0.15:
            revise_target(
                target=target,
                number=chance.randint(0, 500),
                ratio=None,
                reason="thử",
                replaces_below=True,
                by=minh,
                at=AT,
            )
            continue
        share = chance.choice(list(Share.objects.select_related("place").order_by("place__path")))
        below = {place.path: place for place in rows_below(share)}
        how = SharingOut(
            chance.choice([Method.EQUAL, Method.PROPORTIONAL, Method.MANUAL]),
            weights={path: chance.randint(0, 9) for path in below},
            numbers={path: chance.randint(0, 60) for path in below},
            locked={path: chance.randint(0, 60) for path in below if chance.random() < 0.2},
            floor=chance.choice([0, 0, 5]),
            replaces_below=chance.random() < 0.7,
        )
        with suppress(Refusal):  # many of these do not fit, and may not
            share_out(share=share, how=how, by=minh, at=AT)
        assert shares_that_do_not_add_up(campaign) == []


def rows_below(share: Share) -> list:
    return list(type(share.place).objects.filter(parent__path=share.place.path).order_by("path"))


def _at_once(*works) -> list[str]:
    """Run all `works` at the same time, each on its own connection; the code of a refusal or 'done'."""

    def run(work) -> str:
        try:
            work()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_share_out_at_once_leave_one_sharing_that_adds_up(whole, minh, campaign) -> None:
    answers = _at_once(
        lambda: shared(whole, minh),
        lambda: shared(whole, minh, Method.MANUAL, numbers={"00.001.": 61, "00.002.": 39}),
    )

    assert answers == ["done", "done"]
    assert sorted(part.number for part in parts_of(whole)) in ([50, 50], [39, 61])
    assert shares_that_do_not_add_up(campaign) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sharing_at_three_levels_and_revising_at_once_never_leaves_parts_that_do_not_add_up(
    whole, target, minh, campaign, province
) -> None:
    shared(whole, minh)
    first = Share.objects.get(place=province.districts[0])
    shared(first, minh)

    answers = _at_once(
        lambda: revise_target(
            target=target, number=130, ratio=None, reason="thử", replaces_below=True, by=minh, at=AT
        ),
        lambda: shared(whole, minh, replaces_below=True, locked={"00.001.": 60}),
        lambda: shared(first, minh, locked={"00.001.00001.": 10}),
        lambda: shared(Share.objects.select_related("place").get(pk=whole.pk), minh, replaces_below=True),
    )

    assert set(answers) <= {"done", "share_gone", "already_shared"}
    assert shares_that_do_not_add_up(campaign) == []
