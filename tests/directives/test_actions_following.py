"""Answers of several agencies, more time asked for and given, tasks given to places."""

from datetime import date

import pytest

from diemtua.accounts.enums import Role
from diemtua.directives import actions, queries
from diemtua.directives.enums import Completion, ExtensionStatus, TaskStatus
from diemtua.directives.models import CascadeUnit, Extension, Task
from diemtua.directives.rules import editing, following
from diemtua.places.enums import Kind
from tests.directives.test_actions import AT
from tests.factories import make


@pytest.fixture
def joint(draft, minh, province) -> Task:
    """A task in force that three agencies lead together, due on 3/5."""
    task = Task.objects.get(text__startswith="Hướng dẫn")
    agencies = [province.insurance, province.post, province.committee]
    actions.assign_task(task=task, leads=agencies, by=minh, at=AT)
    actions.publish(directive=draft, by=minh, at=AT)
    return task


@pytest.fixture
def cascade(published, minh, province):
    """A task in force that the three communes have, but the third one."""
    return actions.cascade_task(
        task=Task.objects.get(text__startswith="Hướng dẫn"),
        top=province.place,
        kind=Kind.COMMUNE,
        exempt={province.communes[2]: "Đã làm từ tháng 4"},
        by=minh,
        at=AT,
    )


def answer(task: Task, agency, by, day: date | None = None) -> None:
    status = TaskStatus.DONE if day else TaskStatus.IN_PROGRESS
    actions.report_task(task=task, agency=agency, status=status, done_on=day, note="", by=by, at=AT)


def report(cascade, place, by, status=TaskStatus.DONE) -> CascadeUnit:
    return actions.report_unit(
        cascade=cascade, place=place, status=status, done_on=None, note="", by=by, at=AT
    )


@pytest.mark.parametrize(
    ("completion", "count", "after"),
    [
        (Completion.ALL, None, ["IN_PROGRESS", "IN_PROGRESS", "DONE"]),
        (Completion.ANY, None, ["DONE", "DONE", "DONE"]),
        (Completion.AT_LEAST, 2, ["IN_PROGRESS", "DONE", "DONE"]),
    ],
)
def test_a_task_of_three_agencies_is_done_when_enough_of_them_are(
    joint, minh, province, completion: Completion, count: int | None, after: list[str]
) -> None:
    actions.set_completion(task=joint, completion=completion, count=count, by=minh, at=AT)
    seen = []

    for number, agency in enumerate([province.post, province.insurance, province.committee], start=1):
        answer(joint, agency, minh, date(2024, 4, 20 + number))
        joint.refresh_from_db()
        seen.append(joint.status)

    assert seen == after


def test_the_answer_of_a_coordinator_does_not_close_the_task(joint, minh, province) -> None:
    actions.set_completion(task=joint, completion=Completion.ANY, count=None, by=minh, at=AT)

    answer(joint, province.commune_committee, minh, date(2024, 4, 25))

    joint.refresh_from_db()
    assert joint.status == TaskStatus.NOT_STARTED
    assert joint.answers.get().agency == province.commune_committee


def test_more_time_for_one_agency_moves_only_its_own_deadline(joint, minh, province) -> None:
    asked = actions.ask_for_time(
        task=joint, asker=province.post, until=date(2024, 5, 10), reason="Chờ kinh phí", by=minh, at=AT
    )

    actions.answer_extension(extension=asked, is_granted=True, answer="", by=minh, at=AT)

    joint.refresh_from_db()
    assert joint.answers.get(agency=province.post).due_on == date(2024, 5, 10)
    assert (joint.due, joint.extended_to) == (date(2024, 5, 3), None)


def test_more_time_for_the_only_lead_is_the_deadline_of_the_task(published, minh, province) -> None:
    task = Task.objects.get(text__startswith="Hướng dẫn")
    asked = actions.ask_for_time(
        task=task, asker=province.insurance, until=date(2024, 5, 9), reason="Chờ mẫu", by=minh, at=AT
    )

    actions.answer_extension(extension=asked, is_granted=True, answer="", by=minh, at=AT)

    task.refresh_from_db()
    assert (task.due_on, task.extended_to, task.due) == (
        date(2024, 5, 3),
        date(2024, 5, 9),
        date(2024, 5, 9),
    )


def test_a_request_is_asked_once_and_answered_once(joint, minh, province) -> None:
    wish = {"task": joint, "asker": province.post, "reason": "Mưa lũ", "by": minh, "at": AT}
    asked = actions.ask_for_time(until=date(2024, 5, 10), **wish)
    with pytest.raises(following.AlreadyAsked):
        actions.ask_for_time(until=date(2024, 5, 12), **wish)

    actions.answer_extension(extension=asked, is_granted=False, answer="Đã sát ngày", by=minh, at=AT)

    with pytest.raises(following.AlreadyAnswered):
        actions.answer_extension(extension=asked, is_granted=True, answer="", by=minh, at=AT)
    assert Extension.objects.get().status == ExtensionStatus.REFUSED
    joint.refresh_from_db()
    assert joint.due == date(2024, 5, 3)
    assert actions.ask_for_time(until=date(2024, 5, 12), **wish).status == ExtensionStatus.ASKED


def test_a_refusal_of_time_says_why(joint, minh, province) -> None:
    asked = actions.ask_for_time(
        task=joint, asker=province.post, until=date(2024, 5, 10), reason="Mưa lũ", by=minh, at=AT
    )

    with pytest.raises(following.ReasonMissing):
        actions.answer_extension(extension=asked, is_granted=False, answer=" ", by=minh, at=AT)


def test_a_task_for_every_commune_is_one_row_and_one_for_each_exception(cascade, minh, province) -> None:
    counts = queries.counts_for(cascade, minh)

    assert CascadeUnit.objects.count() == 1
    assert (counts.size, counts.exempt, counts.of, counts.silent) == (3, 1, 2, 2)


def test_a_cascaded_task_is_done_when_all_places_but_the_exempt_are(cascade, minh, province) -> None:
    report(cascade, province.communes[0], minh)
    cascade.task.refresh_from_db()
    assert cascade.task.status == TaskStatus.IN_PROGRESS

    report(cascade, province.communes[1], minh)

    cascade.task.refresh_from_db()
    assert (cascade.task.status, cascade.task.done_on) == (TaskStatus.DONE, date(2024, 4, 26))


def test_an_exempt_place_answers_nothing_until_it_is_included(cascade, minh, province) -> None:
    with pytest.raises(editing.Exempt) as refused:
        report(cascade, province.communes[2], minh)
    assert "Đã làm từ tháng 4" in refused.value.text

    actions.include_unit(cascade=cascade, place=province.communes[2], by=minh, at=AT)

    assert report(cascade, province.communes[2], minh).status == TaskStatus.DONE
    assert queries.counts_for(cascade, minh).of == 3


def test_exempting_the_last_waiting_place_closes_the_task(cascade, minh, province) -> None:
    report(cascade, province.communes[0], minh)

    actions.exempt_units(cascade=cascade, exempt={province.communes[1]: "Đã sáp nhập"}, by=minh, at=AT)

    cascade.task.refresh_from_db()
    assert cascade.task.status == TaskStatus.DONE


@pytest.mark.parametrize("which", ["hamlet", "district"])
def test_only_places_of_the_set_answer(cascade, minh, province, which: str) -> None:
    place = province.hamlets[0] if which == "hamlet" else province.districts[0]

    with pytest.raises(editing.NotAmongThem):
        report(cascade, place, minh)


def test_an_exception_needs_a_reason(published, minh, province) -> None:
    with pytest.raises(following.ReasonMissing):
        actions.cascade_task(
            task=Task.objects.first(),
            top=province.place,
            kind=Kind.COMMUNE,
            exempt={province.communes[0]: ""},
            by=minh,
            at=AT,
        )
    assert not CascadeUnit.objects.exists()


def test_a_task_is_given_down_once_and_taken_back_while_nobody_answered(cascade, minh, province) -> None:
    with pytest.raises(actions.CascadedAlready):
        actions.cascade_task(
            task=cascade.task, top=province.place, kind=Kind.HAMLET, exempt={}, by=minh, at=AT
        )
    report(cascade, province.communes[0], minh, TaskStatus.IN_PROGRESS)

    with pytest.raises(actions.UnitsAnswered):
        actions.take_back_cascade(cascade=cascade, by=minh, at=AT)


def test_where_no_place_stands_nothing_is_given(published, minh, province) -> None:
    with pytest.raises(editing.NoPlaces) as refused:
        actions.cascade_task(
            task=Task.objects.first(), top=province.hamlets[0], kind=Kind.COMMUNE, exempt={}, by=minh, at=AT
        )
    assert refused.value.text == "Xóm 1 không có xã nào vào ngày 06/05/2024."


def test_more_time_for_one_commune_is_its_own(cascade, minh, lan, province) -> None:
    asked = actions.ask_for_time(
        task=cascade.task,
        asker=province.communes[0],
        until=date(2024, 5, 20),
        reason="Bầu trưởng thôn",
        by=lan,
        at=AT,
    )

    actions.answer_extension(extension=asked, is_granted=True, answer="", by=minh, at=AT)

    assert CascadeUnit.objects.get(place=province.communes[0]).due_on == date(2024, 5, 20)
    cascade.task.refresh_from_db()
    assert cascade.task.extended_to is None


def test_a_commune_sees_its_own_part_of_a_cascade_and_nothing_of_another(
    cascade, campaign, minh, lan, hung, province
) -> None:
    report(cascade, province.communes[0], lan)

    assert [unit.place.name for unit in queries.units_for(cascade, lan)] == ["Xã An Bình"]
    assert [unit.place.name for unit in queries.units_for(cascade, hung)] == ["Xã Yên Hoà"]
    assert queries.counts_for(cascade, lan).size == 1
    assert queries.counts_for(cascade, lan).done == 1
    assert cascade.task in queries.tasks_of(campaign, lan)
    assert cascade.task not in queries.tasks_of(campaign, hung)  # exempt


def test_a_task_for_hamlets_reaches_the_communes_above_them(published, campaign, minh, lan, province) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")
    actions.cascade_task(task=task, top=province.districts[0], kind=Kind.HAMLET, exempt={}, by=minh, at=AT)
    stranger = make.member("yen", "Yên", province.other_committee, province.communes[2], Role.COMMUNE_OFFICER)

    assert task in queries.tasks_of(campaign, lan)
    assert task not in queries.tasks_of(campaign, stranger)
    assert task.cascade.size == 3
