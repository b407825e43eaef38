"""An obstacle goes up level by level, is answered once, and its answer is seen by the one who raised it."""

import pytest

from diemtua.audit.models import Event
from diemtua.obstacles import rules
from diemtua.obstacles.actions import answer, mark_seen, pass_up, raise_obstacle
from diemtua.obstacles.enums import Category, Status
from diemtua.obstacles.models import Obstacle
from tests.factories import make

AT = make.moment("2024-05-10 08:00")


@pytest.fixture
def obstacle(campaign, head) -> Obstacle:
    return raise_obstacle(
        campaign=campaign,
        place=head.place,
        category=Category.MEANS,
        text="Loa hỏng",
        proposal="Cho mượn loa",
        by=head,
        at=AT,
    )


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"answered": False, "at_the_top": False, "is_handler": True}, None),
        ({"answered": True, "at_the_top": False, "is_handler": True}, "already_answered"),
        ({"answered": False, "at_the_top": True, "is_handler": True}, "already_at_the_top"),
        ({"answered": False, "at_the_top": False, "is_handler": False}, "not_yours"),
    ],
    ids=["may go up", "answered", "at the top", "somebody else's"],
)
def test_why_not_pass_up(facts: dict, code: str | None) -> None:
    refusal = rules.why_not_pass_up(**facts)

    assert (refusal.code if refusal else None) == code


def test_a_hamlets_obstacle_goes_to_its_commune_first(obstacle, province) -> None:
    assert obstacle.handled_at_place == province.communes[0]


def test_it_is_passed_up_answered_once_and_seen_by_the_one_who_raised_it(
    obstacle, lan, minh, head, province
) -> None:
    pass_up(obstacle=obstacle, note="Xã không có loa", by=lan, at=AT)
    pass_up(obstacle=obstacle, note="", by=minh, at=AT)
    answered = answer(obstacle=obstacle, text="Tỉnh cấp loa", by=minh, at=AT)
    with pytest.raises(rules.AlreadyAnswered):
        answer(obstacle=obstacle, text="Lần nữa", by=minh, at=AT)
    seen = mark_seen(obstacle=answered, by=head, at=AT)

    assert (seen.status, seen.answer, seen.seen_at) == (Status.ANSWERED, "Tỉnh cấp loa", AT)
    assert [step.to_place for step in seen.steps.all()] == [province.districts[0], province.place]
    assert list(Event.objects.order_by("id").values_list("name", flat=True)) == [
        "obstacle.raised",
        "obstacle.passed_up",
        "obstacle.passed_up",
        "obstacle.answered",
        "obstacle.seen",
    ]


def test_only_who_handles_it_answers(obstacle, hung) -> None:
    with pytest.raises(rules.NotYours):
        answer(obstacle=obstacle, text="Không phải việc của tôi", by=hung, at=AT)

    assert Obstacle.objects.get().answer == ""


def test_who_belongs_elsewhere_does_not_see_it(obstacle, hung, lan) -> None:
    assert list(Obstacle.objects.visible_to(hung)) == []
    assert list(Obstacle.objects.visible_to(lan)) == [obstacle]


def test_somebody_else_reading_the_answer_is_not_the_one_who_raised_it(obstacle, lan) -> None:
    answer(obstacle=obstacle, text="Đã có loa", by=lan, at=AT)

    assert mark_seen(obstacle=obstacle, by=lan, at=AT).seen_at is None
