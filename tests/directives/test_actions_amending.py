"""What may change once a directive is in force: owners, completion; and taking the whole of it back."""

from datetime import date

import pytest

from diemtua.agencies.enums import Chain
from diemtua.audit.models import Event
from diemtua.directives import actions, queries
from diemtua.directives.enums import Completion, EvidenceKind, PartyRole, Status, TaskStatus
from diemtua.directives.models import Directive, Evidence, Task
from diemtua.directives.rules import editing
from diemtua.directives.rules import following as rules
from diemtua.places.enums import Kind
from tests.directives.test_actions import AT, TEXT
from tests.factories import make


def leads(task: Task) -> list[str]:
    task = queries.tasks_in_force(task.assignment.directive.campaign).get(pk=task.pk)
    return [agency.name for agency in queries.lead_agencies(task)]


@pytest.fixture
def task(published) -> Task:
    return Task.objects.get(text__startswith="Tổng hợp")


def test_another_agency_leads_too_and_the_task_waits_for_both(task, minh, province) -> None:
    both = [province.insurance, province.post]
    actions.report_task(
        task=task,
        status=TaskStatus.DONE,
        done_on=None,
        note="",
        by=minh,
        at=AT,
        agency=province.insurance,
    )

    actions.reassign_task(task=task, leads=both, reason="thêm việc phát tận nhà", by=minh, at=AT)

    task.refresh_from_db()
    assert leads(task) == [province.insurance.name, province.post.name]
    assert task.status == TaskStatus.IN_PROGRESS
    event = Event.objects.get(name="task.reassigned")
    assert event.target_ref == task.ref
    assert event.values["reason"] == "thêm việc phát tận nhà"
    assert event.values["was"] == [province.insurance.name]


def test_an_owner_that_stays_keeps_its_words_in_the_source(task, minh, province) -> None:
    actions.reassign_task(task=task, leads=[province.insurance, province.post], reason="thêm", by=minh, at=AT)

    own = {party.agency: party for party in task.own_parties.all()}
    section = task.assignment.parties.get(task=None, role=PartyRole.LEAD)
    assert own[province.insurance].span_start == section.span_start
    assert own[province.insurance].added_by is None
    assert own[province.post].added_by == minh


@pytest.mark.parametrize(
    ("names", "reason", "refusal"),
    [
        ([], "lý do", editing.OwnersMissing),
        (["post"], " ", rules.ReasonMissing),
        (["insurance"], "lý do", editing.SameOwners),
    ],
)
def test_owners_change_only_to_others_and_with_a_reason(
    task, minh, province, names: list[str], reason: str, refusal: type
) -> None:
    with pytest.raises(refusal):
        actions.reassign_task(
            task=task, leads=[getattr(province, name) for name in names], reason=reason, by=minh, at=AT
        )

    assert leads(task) == [province.insurance.name]


def test_a_draft_is_assigned_in_its_matrix_and_not_so(draft, minh, province) -> None:
    with pytest.raises(rules.NotInForce):
        actions.reassign_task(task=Task.objects.first(), leads=[province.post], reason="x", by=minh, at=AT)


def test_changes_in_force_are_undone_one_by_one_and_leave_reports_alone(task, minh, province) -> None:
    actions.reassign_task(task=task, leads=[province.post], reason="chuyển", by=minh, at=AT)
    actions.set_completion(task=task, completion=Completion.AT_LEAST, count=2, by=minh, at=AT)
    actions.report_task(
        task=task,
        status=TaskStatus.DONE,
        done_on=None,
        note="",
        by=minh,
        at=AT,
        agency=province.insurance,
    )

    actions.undo_amendment(task=task, by=minh, at=AT)
    task.refresh_from_db()
    assert (task.completion, task.completion_count) == (Completion.ALL, None)
    assert leads(task) == [province.post.name]
    actions.undo_amendment(task=task, by=minh, at=AT)

    task.refresh_from_db()
    assert leads(task) == [province.insurance.name]
    assert task.status == TaskStatus.DONE
    assert task.answers.count() == 1
    with pytest.raises(editing.NothingToUndo):
        actions.undo_amendment(task=task, by=minh, at=AT)


def test_a_withdrawn_directive_is_a_draft_that_nobody_else_sees(published, minh, campaign) -> None:
    actions.withdraw(directive=published, reason="sai tên cơ quan", by=minh, at=AT)

    published.refresh_from_db()
    assert (published.status, published.published_at) == (Status.DRAFT, None)
    assert not queries.tasks_in_force(campaign).exists()
    assert Event.objects.get(name="directive.withdrawn").values["reason"] == "sai tên cơ quan"
    actions.publish(directive=published, by=minh, at=AT)
    assert queries.tasks_in_force(campaign).count() == 3


def test_what_was_counted_is_no_report_and_is_forgotten(published, task, minh) -> None:
    Evidence.objects.create(task=task, kind=EvidenceKind.COMPUTED, value=3, added_at=AT)
    Task.objects.filter(pk=task.pk).update(indicator="AC.MEETINGS", goal=4, status=TaskStatus.IN_PROGRESS)

    actions.withdraw(directive=published, reason="sai", by=minh, at=AT)

    task.refresh_from_db()
    assert task.status == TaskStatus.NOT_STARTED
    assert not Evidence.objects.exists()


def report_of_an_agency(task, minh, province) -> None:
    actions.report_task(
        task=task,
        status=TaskStatus.IN_PROGRESS,
        done_on=None,
        note="",
        by=minh,
        at=AT,
        agency=province.post,
    )


def report_of_the_whole(task, minh, province) -> None:
    actions.report_task(task=task, status=TaskStatus.IN_PROGRESS, done_on=None, note="", by=minh, at=AT)


def a_note(task, minh, province) -> None:
    actions.add_note(task=task, note="đã gửi", giver=province.post, by=minh, at=AT)


def a_place(task, minh, province) -> None:
    cascade = actions.cascade_task(
        task=task, top=province.place, kind=Kind.COMMUNE, exempt={}, by=minh, at=AT
    )
    actions.report_unit(
        cascade=cascade,
        place=province.communes[0],
        status=TaskStatus.DONE,
        done_on=None,
        note="",
        by=minh,
        at=AT,
    )


@pytest.mark.parametrize("say", [report_of_an_agency, report_of_the_whole, a_note, a_place])
def test_what_somebody_reported_on_is_not_withdrawn(published, task, minh, province, say) -> None:
    say(task, minh, province)

    with pytest.raises(rules.WorkReported, match="Đã có 1 báo cáo"):
        actions.withdraw(directive=published, reason="sai", by=minh, at=AT)

    published.refresh_from_db()
    assert published.status == Status.PUBLISHED


def test_a_withdrawal_needs_a_reason_and_something_published(draft, minh) -> None:
    with pytest.raises(rules.NotPublished):
        actions.withdraw(directive=draft, reason="sai", by=minh, at=AT)
    actions.publish(directive=draft, by=minh, at=AT)
    with pytest.raises(rules.ReasonMissing):
        actions.withdraw(directive=draft, reason="  ", by=minh, at=AT)


def test_a_name_that_holds_no_longer_is_a_gap_with_its_successor_and_leads_on(
    campaign, minh, province
) -> None:
    heir = make.agency("Sở Nội vụ tỉnh Thử", Chain.DEPARTMENT, province.place)
    make.agency(
        "Sở Lao động tỉnh Thử",
        Chain.DEPARTMENT,
        province.place,
        valid_to=date(2024, 4, 1),
        successor=heir,
    )
    text = TEXT.replace("2. Bưu điện tỉnh Thử", "2. Sở Lao động tỉnh Thử")

    draft = actions.take_in(campaign=campaign, text=text, source_name="", by=minh, at=AT)

    gap = next(one for one in draft.gaps if one["code"] == "agency_ended")
    assert gap["text"] == "“Sở Lao động tỉnh Thử” không còn từ ngày 01/04/2024; nay là “Sở Nội vụ tỉnh Thử”."
    assert draft.source_text[slice(*gap["span"])] == "Sở Lao động tỉnh Thử"
    lead = draft.assignments.get(position=2).parties.get(role=PartyRole.LEAD)
    assert lead.agency == heir
    assert lead.is_doubtful


def test_a_name_that_holds_on_the_day_of_the_directive_is_no_gap(campaign, minh, province) -> None:
    draft = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)

    assert "agency_ended" not in {gap["code"] for gap in draft.gaps}


def test_who_wrote_what_is_kept_beside_what_was_read(draft: Directive, minh, province) -> None:
    task = Task.objects.get(text__startswith="Tổng hợp")
    other = Task.objects.get(text__startswith="Hướng dẫn")
    actions.write_task(
        assignment=task.assignment, task=task, columns=actions.Columns(text="Tổng hợp"), by=minh, at=AT
    )
    head = {"kind": draft.kind, "issuer": draft.issuer, "number": "13", "symbol": draft.symbol}
    actions.correct_header(
        directive=draft, issued_on=draft.issued_on, subject=draft.subject, by=minh, at=AT, **head
    )

    task.refresh_from_db()
    other.refresh_from_db()
    draft.refresh_from_db()
    assert (task.edited_by, other.edited_by) == (minh, None)
    assert draft.corrections == {"number": str(minh)}
