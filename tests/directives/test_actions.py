"""A directive is taken in as a draft, corrected, published once, and followed afterwards."""

from datetime import UTC, date

import pytest

from diemtua.audit.models import Event
from diemtua.directives import actions, queries
from diemtua.directives.actions import Columns
from diemtua.directives.enums import PartyRole, Status, TaskStatus
from diemtua.directives.models import Directive, Task
from diemtua.directives.rules import following as rules
from diemtua.directives.rules.editing import TextMissing
from tests.factories import make

AT = make.moment("2024-04-26 09:00")
TEXT = """ỦY BAN NHÂN DÂN
TỈNH THỬ

Số: 12/UBND-VX
Thử, ngày 24 tháng 4 năm 2024
V/v Tháng vận động năm 2024

Kính gửi:
- Bưu điện tỉnh Thử;
- Bảo hiểm xã hội tỉnh Thử.

UBND tỉnh giao các cơ quan:

1. BHXH tỉnh Thử
- Hướng dẫn các xã lập danh sách trước ngày 03/5/2024.
- Tổng hợp kết quả, báo cáo UBND tỉnh.

2. Bưu điện tỉnh Thử
Phối hợp BHXH tỉnh Thử tổ chức lễ ra quân trên toàn tỉnh.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


@pytest.fixture
def draft(campaign, minh) -> Directive:
    return actions.take_in(campaign=campaign, text=TEXT, source_name="cong-van.txt", by=minh, at=AT)


@pytest.fixture
def published(draft, minh) -> Directive:
    return actions.publish(directive=draft, by=minh, at=AT)


def test_what_was_read_keeps_its_exact_place_in_the_source(draft) -> None:
    tasks = list(Task.objects.order_by("assignment__position", "position"))

    assert (draft.number, draft.symbol, draft.issued_on) == ("12", "UBND-VX", date(2024, 4, 24))
    assert len(tasks) == 3
    for task in tasks:
        source_words = draft.source_text[task.span_start : task.span_end].split()
        assert source_words == task.text.split()
    assert tasks[0].due_on == date(2024, 5, 3)
    assert not tasks[0].is_due_added


def test_lead_agencies_are_bound_to_ours_by_name(draft, province) -> None:
    leads = draft.assignments.filter(parties__role=PartyRole.LEAD)

    assert list(leads.values_list("parties__agency__name", flat=True)) == [
        province.insurance.name,
        province.post.name,
    ]


def test_a_deadline_that_the_source_does_not_give_is_marked_as_ours(draft, minh) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")

    actions.write_task(
        assignment=task.assignment,
        task=task,
        columns=Columns(text=task.text, due_on=date(2024, 6, 5)),
        by=minh,
        at=AT,
    )

    task.refresh_from_db()
    assert (task.due_on, task.is_due_added) == (date(2024, 6, 5), True)


def test_a_draft_is_not_followed(draft, minh, campaign) -> None:
    task = Task.objects.first()

    with pytest.raises(rules.NotInForce):
        actions.report_task(task=task, status=TaskStatus.DONE, done_on=None, note="", by=minh, at=AT)

    assert list(queries.tasks_in_force(campaign)) == []


def test_a_published_directive_is_not_corrected_any_more(published, minh) -> None:
    assert published.status == Status.PUBLISHED
    with pytest.raises(rules.AlreadyPublished):
        actions.drop_task(task=Task.objects.first(), by=minh, at=AT)
    with pytest.raises(rules.AlreadyPublished):
        actions.publish(directive=published, by=minh, at=AT)

    assert Task.objects.count() == 3


def test_a_section_without_an_owner_is_not_published(draft, minh) -> None:
    first = draft.assignments.first()
    actions.set_parties(assignment=first, leads=[], coordinators=[], by=minh, at=AT)
    first.parties.filter(role=PartyRole.LEAD).delete()

    with pytest.raises(rules.OwnerMissing) as refused:
        actions.publish(directive=draft, by=minh, at=AT)

    assert first.heading in refused.value.text


def test_reporting_a_task_counts_it_and_leaves_a_trail(published, minh, campaign) -> None:
    task = queries.tasks_in_force(campaign).first()

    actions.report_task(task=task, status=TaskStatus.DONE, done_on=None, note="Đã gửi 460 xã", by=minh, at=AT)

    assert queries.counts_by_status(campaign) == {"NOT_STARTED": 2, "IN_PROGRESS": 0, "DONE": 1}
    event = Event.objects.latest("id")
    assert (event.name, event.values["was"], event.values["note"]) == (
        "task.reported",
        "NOT_STARTED",
        "Đã gửi 460 xã",
    )


def test_a_deadline_of_the_source_stays_its_own_when_only_the_words_change(draft, minh) -> None:
    task = Task.objects.get(due_on=date(2024, 5, 3))

    actions.write_task(
        assignment=task.assignment,
        task=task,
        columns=Columns(text="Hướng dẫn các xã", due_on=task.due_on),
        by=minh,
        at=AT,
    )

    task.refresh_from_db()
    assert (task.text, task.is_due_added) == ("Hướng dẫn các xã", False)


def test_a_task_that_is_added_has_no_place_in_the_source(draft, minh) -> None:
    section = draft.assignments.get(position=2)

    added = actions.write_task(
        assignment=section,
        task=None,
        columns=Columns(text=" Báo  cáo hằng tuần ", due_on=None),
        by=minh,
        at=AT,
    )

    assert (added.text, added.position, added.span_start) == ("Báo cáo hằng tuần", 2, None)


def test_a_task_without_words_is_refused(draft, minh) -> None:
    with pytest.raises(TextMissing):
        actions.write_task(
            assignment=draft.assignments.first(),
            task=None,
            columns=Columns(text=" ", due_on=None),
            by=minh,
            at=AT,
        )

    assert Task.objects.count() == 3


def test_what_was_no_task_is_dropped_and_the_trail_keeps_its_words(draft, minh) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")

    actions.drop_task(task=task, by=minh, at=AT)

    assert Task.objects.count() == 2
    assert Event.objects.latest("id").values["text"].startswith("Tổng hợp kết quả")


def test_without_any_task_nothing_is_published(draft, minh) -> None:
    for task in Task.objects.all():
        actions.drop_task(task=task, by=minh, at=AT)

    with pytest.raises(rules.NothingToPublish):
        actions.publish(directive=draft, by=minh, at=AT)

    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_task_is_not_done_tomorrow(published, minh) -> None:
    task = Task.objects.first()

    with pytest.raises(rules.DoneInTheFuture):
        actions.report_task(
            task=task, status=TaskStatus.DONE, done_on=date(2024, 4, 27), note="", by=minh, at=AT
        )

    task.refresh_from_db()
    assert (task.status, task.done_on) == (TaskStatus.NOT_STARTED, None)


def test_what_is_done_early_in_the_morning_is_done_on_that_day_in_viet_nam(published, minh) -> None:
    early = make.moment("2024-05-03 00:30").astimezone(UTC)

    task = actions.report_task(
        task=Task.objects.first(), status=TaskStatus.DONE, done_on=None, note="", by=minh, at=early
    )

    assert task.done_on == date(2024, 5, 3)


def test_the_day_of_publication_is_told_in_vietnamese_time(draft, minh) -> None:
    actions.publish(directive=draft, by=minh, at=make.moment("2024-04-26 05:00"))

    with pytest.raises(rules.AlreadyPublished) as refused:
        actions.publish(directive=draft, by=minh, at=AT)

    assert refused.value.text == "Văn bản đã phát hành ngày 26/04/2024, không sửa được nữa."


def test_opening_a_task_again_forgets_the_day_it_was_done(published, minh) -> None:
    task = Task.objects.first()
    for status in (TaskStatus.DONE, TaskStatus.IN_PROGRESS):
        task = actions.report_task(
            task=task, status=status, done_on=date(2024, 4, 26), note="", by=minh, at=AT
        )

    assert (task.status, task.done_on) == (TaskStatus.IN_PROGRESS, None)


@pytest.mark.parametrize(
    ("due_on", "done_on", "today", "late"),
    [
        (None, None, date(2024, 5, 31), False),
        (date(2024, 5, 3), None, date(2024, 5, 3), False),
        (date(2024, 5, 3), None, date(2024, 5, 4), True),
        (date(2024, 5, 3), date(2024, 5, 3), date(2024, 6, 1), False),
        (date(2024, 5, 3), date(2024, 5, 9), date(2024, 6, 1), True),
    ],
    ids=["no deadline", "the day itself", "a day after", "done in time", "done late"],
)
def test_is_overdue(due_on: date | None, done_on: date | None, today: date, late: bool) -> None:
    assert rules.is_overdue(due_on, done_on, today) is late


def test_the_dispatch_of_nghe_an_gives_each_owner_the_tasks_of_the_reference_parse(
    seed, campaign, minh
) -> None:
    directive = actions.take_in(campaign=campaign, text=seed("001"), source_name="001.txt", by=minh, at=AT)

    numbered = directive.assignments.filter(is_closing=False)
    counts = [assignment.tasks.filter(parent=None).count() for assignment in numbered]
    subtasks = [assignment.tasks.exclude(parent=None).count() for assignment in numbered]
    assert counts == [6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4]
    assert subtasks == [0] * 10 + [3]
