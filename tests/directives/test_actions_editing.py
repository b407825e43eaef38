"""Editing the matrix of a draft: split, merge, assign, undo; and nobody writes over another."""

from datetime import date

import pytest

from diemtua.directives import actions, queries
from diemtua.directives.actions import Columns
from diemtua.directives.enums import Completion, PartyRole
from diemtua.directives.models import MatrixEdit, Task
from diemtua.directives.rules import editing as rules
from diemtua.directives.rules.following import AlreadyPublished
from diemtua.places.enums import Kind
from tests.directives.test_actions import AT


def texts(directive) -> list[str]:
    rows = Task.objects.filter(assignment__directive=directive).order_by("assignment__position", "position")
    return list(rows.values_list("text", flat=True))


def test_two_officers_edit_one_task_and_the_second_is_told(draft, minh) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")
    seen = task.version
    write = {"assignment": task.assignment, "task": task, "by": minh, "at": AT, "version": seen}
    actions.write_task(columns=Columns(text="Bản của người thứ nhất"), **write)

    with pytest.raises(rules.EditedMeanwhile):
        actions.write_task(columns=Columns(text="Bản của người thứ hai"), **write)

    task.refresh_from_db()
    assert (task.text, task.version) == ("Bản của người thứ nhất", seen + 1)


def test_the_six_columns_are_written(draft, minh) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")
    columns = Columns(
        text="Tổng hợp kết quả",
        due_on=date(2024, 6, 5),
        procedure="Các xã gửi BHXH tỉnh",
        product="Báo cáo",
        responsibility="Giám đốc BHXH tỉnh",
        completion=Completion.AT_LEAST,
        completion_count=2,
    )

    actions.write_task(assignment=task.assignment, task=task, columns=columns, by=minh, at=AT)

    task.refresh_from_db()
    assert {name: getattr(task, name) for name in vars(columns)} == vars(columns)


def test_at_least_needs_a_number(draft, minh) -> None:
    task = Task.objects.first()

    with pytest.raises(rules.CountMissing):
        actions.write_task(
            assignment=task.assignment,
            task=task,
            columns=Columns(text="x", completion=Completion.AT_LEAST),
            by=minh,
            at=AT,
        )


def test_the_parts_of_a_split_keep_their_own_place_in_the_source(draft, minh) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")

    parts = actions.split_task(task=task, parts=["Tổng hợp kết quả", "", "báo cáo UBND tỉnh"], by=minh, at=AT)

    assert texts(draft)[:3] == [texts(draft)[0], "Tổng hợp kết quả", "báo cáo UBND tỉnh"]
    for part in parts:
        assert draft.source_text[part.span_start : part.span_end] == part.text
    assert parts[0].ref == task.ref


def test_what_comes_after_a_split_moves_down(draft, minh) -> None:
    first = Task.objects.get(text__startswith="Hướng dẫn")

    actions.split_task(task=first, parts=["Một", "Hai", "Ba"], by=minh, at=AT)

    section = draft.assignments.get(position=1)
    assert list(section.tasks.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]
    assert texts(draft)[3].startswith("Tổng hợp")


def test_one_part_is_no_split(draft, minh) -> None:
    with pytest.raises(rules.TooFewParts):
        actions.split_task(task=Task.objects.first(), parts=["Chỉ một", " "], by=minh, at=AT)


def test_merging_keeps_all_words_the_whole_span_and_the_earliest_deadline(draft, minh) -> None:
    one, two = Task.objects.filter(assignment__position=1).order_by("position")

    merged = actions.merge_tasks(tasks=[two, one], by=minh, at=AT)

    assert merged.pk == one.pk
    assert (merged.span_start, merged.span_end) == (one.span_start, two.span_end)
    assert merged.due_on == date(2024, 5, 3)
    assert not merged.is_due_added
    assert one.text.rstrip(".") in merged.text
    assert two.text in merged.text
    assert not Task.objects.filter(pk=two.pk).exists()


def test_tasks_of_two_sections_are_not_merged(draft, minh) -> None:
    with pytest.raises(rules.NotOneSection):
        actions.merge_tasks(tasks=list(Task.objects.all()), by=minh, at=AT)


def test_one_task_alone_is_not_merged(draft, minh) -> None:
    with pytest.raises(rules.TooFewTasks):
        actions.merge_tasks(tasks=[Task.objects.first()], by=minh, at=AT)


def test_a_task_of_its_own_agency_leaves_those_of_its_section(draft, minh, campaign, province) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")

    actions.assign_task(task=task, leads=[province.post], by=minh, at=AT)
    actions.publish(directive=draft, by=minh, at=AT)

    rows = queries.tasks_in_force(campaign).filter(assignment__position=1)
    leads = {row.text.split()[0]: [one.name for one in queries.lead_agencies(row)] for row in rows}
    assert leads == {"Hướng": ["BHXH tỉnh Thử"], "Tổng": ["Bưu điện tỉnh Thử"]}
    assert [row.text.split()[0] for row in queries.tasks_of(campaign, minh)].count("Tổng") == 0


def test_each_edit_can_be_undone_back_to_what_was_read(draft, minh, province) -> None:
    as_read = texts(draft)
    parties = list(draft.assignments.first().parties.values_list("role", "text", "span_start"))
    one, two = Task.objects.filter(assignment__position=1).order_by("position")
    known = (one.pk, one.ref)
    actions.write_task(
        assignment=one.assignment, task=None, columns=Columns(text="Việc thêm"), by=minh, at=AT
    )
    actions.split_task(task=two, parts=["a", "b"], by=minh, at=AT)
    actions.merge_tasks(tasks=[one, two], by=minh, at=AT)
    actions.assign_task(task=one, leads=[province.post], by=minh, at=AT)
    actions.set_parties(assignment=one.assignment, leads=[province.post], coordinators=[], by=minh, at=AT)
    actions.drop_task(task=one, by=minh, at=AT)

    for _ in range(6):
        actions.undo_last_edit(directive=draft, by=minh, at=AT)

    assert texts(draft) == as_read
    assert list(draft.assignments.first().parties.values_list("role", "text", "span_start")) == parties
    assert Task.objects.get(ref=known[1]).pk == known[0]
    with pytest.raises(rules.NothingToUndo):
        actions.undo_last_edit(directive=draft, by=minh, at=AT)


def test_undoing_brings_back_subtasks_below_their_own_task(draft, minh) -> None:
    top = Task.objects.get(text__startswith="Tổng hợp")
    below = Task.objects.create(assignment=top.assignment, parent=top, position=1, text="Việc của xã")
    ref = top.ref
    actions.drop_task(task=top, by=minh, at=AT)
    assert not Task.objects.filter(pk=below.pk).exists()

    actions.undo_last_edit(directive=draft, by=minh, at=AT)

    assert Task.objects.get(pk=below.pk).parent.ref == ref


def test_a_published_matrix_is_neither_split_nor_undone(draft, minh) -> None:
    task = Task.objects.first()
    actions.split_task(task=task, parts=["a", "b"], by=minh, at=AT)
    actions.publish(directive=draft, by=minh, at=AT)

    with pytest.raises(AlreadyPublished):
        actions.undo_last_edit(directive=draft, by=minh, at=AT)
    with pytest.raises(AlreadyPublished):
        actions.split_task(task=task, parts=["a", "b"], by=minh, at=AT)

    assert MatrixEdit.objects.filter(undone_at=None).count() == 1


def test_what_is_given_to_places_is_not_taken_apart(draft, minh, province) -> None:
    task = Task.objects.first()
    actions.cascade_task(task=task, top=province.place, kind=Kind.COMMUNE, exempt={}, by=minh, at=AT)

    with pytest.raises(rules.CascadedDown):
        actions.split_task(task=task, parts=["a", "b"], by=minh, at=AT)
    with pytest.raises(rules.CascadedDown):
        actions.drop_task(task=task, by=minh, at=AT)


def test_leads_of_a_section_stay_where_a_task_has_only_coordinators(draft, campaign, minh) -> None:
    actions.publish(directive=draft, by=minh, at=AT)
    task = queries.tasks_in_force(campaign).first()

    assert [party.role for party in queries.parties_of(task)][:1] == [PartyRole.LEAD]
