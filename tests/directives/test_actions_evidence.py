"""Counted proof closes and opens tasks; files are sealed; what others gave is not seen."""

from datetime import date

import pytest

from diemtua.audit.models import Event
from diemtua.core import crypto
from diemtua.directives import actions
from diemtua.directives.actions import SameFile
from diemtua.directives.enums import EvidenceKind, TaskStatus
from diemtua.directives.models import CascadeUnit, Evidence, Task
from diemtua.directives.rules.following import Counted
from diemtua.places.enums import Kind
from tests.directives.test_actions import AT

MAY_9, MAY_12 = date(2024, 5, 9), date(2024, 5, 12)


@pytest.fixture
def bound(published, minh) -> Task:
    task = Task.objects.get(text__startswith="Tổng hợp")
    return actions.bind_evidence(task=task, indicator="CO.CONF.COUNT", goal=4, by=minh, at=AT)


@pytest.mark.parametrize(
    ("counts", "status", "done_on", "is_proved"),
    [
        ([Counted(0, None)], "NOT_STARTED", None, False),
        ([Counted(2, None)], "IN_PROGRESS", None, False),
        ([Counted(4, MAY_9)], "DONE", MAY_9, True),
        ([Counted(4, MAY_9), Counted(5, MAY_9)], "DONE", MAY_9, True),
        ([Counted(4, MAY_9), Counted(4, MAY_12)], "DONE", MAY_12, True),
        ([Counted(4, MAY_9), Counted(3, None)], "IN_PROGRESS", None, False),
    ],
    ids=["nothing", "begun", "reached", "beyond", "reached later", "cancelled again"],
)
def test_what_is_counted_closes_and_opens_a_task(
    bound, counts: list[Counted], status: str, done_on: date | None, is_proved: bool
) -> None:
    for one in counts:
        task = actions.state_counted(task=bound, counted=one, at=AT)

    assert (task.status, task.done_on, task.is_proved) == (status, done_on, is_proved)
    assert Evidence.objects.get(task=bound, kind=EvidenceKind.COMPUTED).value == counts[-1].value


def test_what_a_person_closed_is_not_opened_by_counting(bound, minh) -> None:
    actions.report_task(task=bound, status=TaskStatus.DONE, done_on=None, note="", by=minh, at=AT)

    task = actions.state_counted(task=bound, counted=Counted(1, None), at=AT)

    assert (task.status, task.is_proved) == (TaskStatus.DONE, False)


def test_closing_by_counting_leaves_a_trail(bound) -> None:
    actions.state_counted(task=bound, counted=Counted(4, MAY_9), at=AT)
    actions.state_counted(task=bound, counted=Counted(4, MAY_9), at=AT)

    event = Event.objects.get(name="task.proved")
    assert (event.by_name, event.by_id, event.values["value"]) == ("số hệ thống đếm", None, 4)


def test_a_binding_needs_a_goal_and_unbinding_forgets_the_figure(bound, minh) -> None:
    with pytest.raises(actions.GoalMissing):
        actions.bind_evidence(task=bound, indicator="CO.CONF.COUNT", goal=None, by=minh, at=AT)
    actions.state_counted(task=bound, counted=Counted(2, None), at=AT)

    task = actions.bind_evidence(task=bound, indicator="", goal=None, by=minh, at=AT)

    assert (task.indicator, task.goal) == ("", None)
    assert not Evidence.objects.exists()


def test_places_are_proved_one_by_one_and_only_those_that_did_something(
    bound, minh, province, django_assert_max_num_queries
) -> None:
    one, two, three = province.communes
    cascade = actions.cascade_task(
        task=bound,
        top=province.place,
        kind=Kind.COMMUNE,
        exempt={three: "Không có hội trường"},
        by=minh,
        at=AT,
    )
    counted = {one.pk: Counted(4, MAY_9), two.pk: Counted(0, None), three.pk: Counted(9, MAY_9)}

    with django_assert_max_num_queries(14):
        actions.state_counted_units(cascade=cascade, counted=counted, at=AT)

    units = {unit.place: unit for unit in CascadeUnit.objects.all()}
    assert set(units) == {one, three}
    assert (units[one].status, units[one].value, units[one].is_proved) == ("DONE", 4, True)
    assert units[three].value is None
    bound.refresh_from_db()
    assert bound.status == TaskStatus.IN_PROGRESS

    actions.state_counted_units(cascade=cascade, counted={two.pk: Counted(5, MAY_12)}, at=AT)
    bound.refresh_from_db()
    assert (bound.status, bound.done_on) == (TaskStatus.DONE, MAY_12)


def test_a_file_is_kept_sealed_and_only_once(bound, lan, province) -> None:
    given = {"task": bound, "name": "bien-ban.pdf", "note": "", "giver": province.communes[0], "by": lan}
    evidence = actions.add_file(data=b"%PDF bien ban", at=AT, **given)

    assert b"bien ban" not in bytes(evidence.file_sealed)
    assert crypto.unseal_bytes(evidence.file_sealed) == b"%PDF bien ban"
    with pytest.raises(SameFile):
        actions.add_file(data=b"%PDF bien ban", at=AT, **given)


def test_what_one_commune_gave_another_does_not_see(bound, minh, lan, hung, leader, province) -> None:
    actions.add_note(task=bound, note="Đã họp", giver=province.communes[0], by=lan, at=AT)

    seen = {user.username: Evidence.objects.visible_to(user).count() for user in (minh, lan, hung, leader)}

    assert seen == {"minh": 1, "lan": 1, "hung": 0, "binh": 1}
