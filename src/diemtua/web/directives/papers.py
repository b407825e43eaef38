"""Papers about tasks to save: the annex (.xlsx, .docx), the reminder, an agency's plan."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from diemtua.agencies.models import Agency
from diemtua.campaigns.models import Campaign
from diemtua.core.official_paper import Head
from diemtua.core.sheets import OutColumn, Shape
from diemtua.core.text import fold
from diemtua.directives import queries
from diemtua.directives.enums import EvidenceKind, TaskStatus
from diemtua.directives.models import CascadeUnit, Directive, Evidence
from diemtua.directives.permissions import may_edit_directives, may_read_directives
from diemtua.directives.rules.following import STANDING_WORDS, standing_of
from diemtua.directives.rules.papers import (
    TaskLine,
    annex_document,
    day_of,
    detailed_plan,
    reminder_dispatch,
)
from diemtua.places.models import Place
from diemtua.reports.queries import default_letterhead
from diemtua.reports.rules.layout import recipient_line
from diemtua.reports.rules.letterhead import Letterhead
from diemtua.web.access import page
from diemtua.web.directives.rows import TaskRow, task_rows
from diemtua.web.directives.tasks import chosen_tasks, due_tasks
from diemtua.web.downloads import workbook
from diemtua.web.shell import campaign_or_404

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANSWER_DAYS = 5  # how long a reminder gives for an answer
COLUMNS = (
    ("TT", Shape.WHOLE, 6),
    ("Văn bản", Shape.TEXT, 18),
    ("Mục", Shape.TEXT, 30),
    ("Nhiệm vụ", Shape.TEXT, 60),
    ("Nơi thực hiện", Shape.TEXT, 32),
    ("Phối hợp", Shape.TEXT, 30),
    ("Hạn", Shape.DAY, 12),
    ("Tình trạng", Shape.TEXT, 26),
    ("Hoàn thành ngày", Shape.DAY, 14),
    ("Minh chứng", Shape.TEXT, 40),
)


@page(may_read_directives)
def annex_sheet(request: HttpRequest) -> HttpResponse:
    """Give the annex as a workbook: a line for each task, and for each place in the reader's charge."""
    campaign = campaign_or_404(request)
    rows = _rows(request, campaign)
    lines = [line for row in rows for line in _lines(row, request.user, every_unit=True)]
    documents = {row.task.pk: _called(row.task.assignment.directive) for row in rows}
    cells = (
        (
            number,
            documents[pk],
            line.clause,
            line.text,
            line.unit,
            line.together,
            line.due_on,
            line.standing,
            line.done_on,
            line.evidence,
        )
        for number, (pk, line) in enumerate(lines, start=1)
    )
    columns = [OutColumn(_(label), shape, width) for label, shape, width in COLUMNS]
    title = _("Phụ lục nhiệm vụ: %(campaign)s") % {"campaign": campaign.title}
    return workbook(f"phu-luc-nhiem-vu-{timezone.localdate():%Y%m%d}.xlsx", columns, cells, title=title)


@page(may_read_directives)
def annex_paper(request: HttpRequest) -> HttpResponse:
    """Give the annex as a document; of many places, the exceptions and answers, and how many are silent."""
    campaign = campaign_or_404(request)
    today = timezone.localdate()
    rows = _rows(request, campaign)
    lines = [line for row in rows for _pk, line in _lines(row, request.user, every_unit=False)]
    subject = f"Kết quả thực hiện nhiệm vụ {campaign.title}"
    content = annex_document(_head(campaign, today, "PL"), lines, subject=subject, today=today)
    return _document(f"phu-luc-nhiem-vu-{today:%Y%m%d}.docx", content)


@page(may_edit_directives)
def reminder(request: HttpRequest) -> HttpResponse:
    """Give the draft of the dispatch that reminds those whose tasks are due or late."""
    campaign = campaign_or_404(request)
    today = timezone.localdate()
    rows = task_rows(due_tasks(request, campaign, today), request.user, today)
    if not rows:
        messages.info(request, _("Hôm nay không có nhiệm vụ nào phải đôn đốc."))
        return redirect("directives:reminders")
    lines = [line for row in rows for line in _by_agency(row, request.user)]
    subject = "V/v đôn đốc thực hiện nhiệm vụ"
    called = "; ".join(dict.fromkeys(_called(row.task.assignment.directive) for row in rows))
    content = reminder_dispatch(
        _head(campaign, today, "", subject),
        lines,
        directive=called,
        answer_by=today + timedelta(days=ANSWER_DAYS),
        today=today,
    )
    return _document(f"cong-van-don-doc-{today:%Y%m%d}.docx", content)


@page(may_read_directives)
def plan(request: HttpRequest, agency_ref: str) -> HttpResponse:
    """Give the draft of an agency's plan for its own tasks; to itself and to who leads the campaign."""
    campaign = campaign_or_404(request)
    agency = get_object_or_404(Agency, ref=agency_ref)
    own = {membership.agency_id for membership in request.user.current_memberships}  # type: ignore[union-attr]
    if agency.pk not in own and not may_edit_directives(request.user):
        raise PermissionDenied
    tasks = queries.of_agencies(queries.tasks_in_force(campaign), [agency.pk])
    today = timezone.localdate()
    rows = task_rows(tasks, request.user, today)
    if not rows:
        raise Http404(_("Cơ quan này chưa được giao nhiệm vụ nào."))
    called = "; ".join(dict.fromkeys(_called(row.task.assignment.directive) for row in rows))
    bare = Letterhead(agency=agency.name, symbol="KH-", locality="……", recipients=("Như trên", "Lưu: VT."))
    content = detailed_plan(
        _printed(bare, ""),
        [_line(row, row.who, request.user) for row in rows],
        directive=called,
        campaign=campaign.title,
    )
    words = "-".join(fold(agency.name).split())
    return _document(f"ke-hoach-{words}.docx", content)


def _rows(request: HttpRequest, campaign: Campaign) -> list[TaskRow]:
    """Return the tasks that the address asks for, in the order of their documents."""
    today = timezone.localdate()
    tasks = chosen_tasks(request, campaign, today).select_related("assignment__directive", "cascade__top")
    ordered = tasks.order_by("assignment__directive_id", "assignment__position", "position", "id")
    return task_rows(ordered, request.user, today)


def _lines(row: TaskRow, user: Any, *, every_unit: bool) -> Iterator[tuple[int, TaskLine]]:
    """Yield the task, then its places within the reader's charge: all, or the exceptions one by one."""
    pk = row.task.pk
    yield pk, _line(row, row.who, user)
    if row.units is None:
        return
    cascade = row.task.cascade
    known = {unit.place_id: unit for unit in queries.units_for(cascade, user)}
    alike: Counter[str] = Counter()
    for place in queries.places_for(cascade, user):
        unit = known.get(place.pk)
        line = _unit_line(row, place, unit)
        if every_unit or _stands_out(unit):
            yield pk, line
        else:
            alike[line.standing if unit else _("chưa báo gì")] += 1
    for standing, count in alike.most_common():
        unit_words = f"{count} {cascade.get_kind_display()} khác"
        yield pk, _summary(row, unit_words, standing)


def _stands_out(unit: CascadeUnit | None) -> bool:
    """Say whether a document tells a place by name: exempt, given more time, or with words of its own."""
    return unit is not None and bool(unit.is_exempt or unit.due_on or unit.note)


def _summary(row: TaskRow, unit: str, standing: str) -> TaskLine:
    return TaskLine(
        clause="",
        text="",
        unit=unit,
        due_on=row.task.due,
        due_text="",
        standing=standing,
        done_on=None,
        evidence="",
    )


def _line(row: TaskRow, unit: str, user: Any) -> TaskLine:
    task = row.task
    return TaskLine(
        clause=task.assignment.heading,
        text=task.text,
        unit=unit,
        due_on=task.due,
        due_text=task.due_text,
        standing=row.words,
        done_on=task.done_on,
        evidence=_proof_of(row, user),
        together=row.together,
        procedure=task.procedure,
        product=task.product,
        responsibility=task.responsibility or task.report_to,
    )


def _unit_line(row: TaskRow, place: Place, unit: CascadeUnit | None) -> TaskLine:
    task = row.task
    if unit and unit.is_exempt:
        words, evidence = _("không phải thực hiện"), unit.note
    else:
        standing = standing_of(
            has_begun=bool(unit and unit.status != TaskStatus.NOT_STARTED),
            due_on=(unit.due_on if unit else None) or task.due,
            done_on=unit.done_on if unit else None,
            today=timezone.localdate(),
        )
        words = _(STANDING_WORDS[standing])
        counted = f"{unit.value}/{task.goal}" if unit and unit.value is not None else ""
        evidence = "; ".join(one for one in (counted, unit.note if unit else "") if one)
    return TaskLine(
        clause=task.assignment.heading,
        text=task.text,
        unit=place.name,
        due_on=(unit.due_on if unit else None) or task.due,
        due_text=task.due_text,
        standing=words,
        done_on=unit.done_on if unit else None,
        evidence=evidence,
    )


def _by_agency(row: TaskRow, user: Any) -> Sequence[TaskLine]:
    """Return the line of a task once for each of its leading agencies."""
    names = [party.agency.name if party.agency else party.text for party in row.leads]
    return [_line(row, name, user) for name in dict.fromkeys(names)]


def _proof_of(row: TaskRow, user: Any) -> str:
    found = []
    if row.counted:
        at = f" (đếm ngày {day_of(timezone.localdate(row.counted.at))})" if row.counted.at else ""
        found.append(f"{row.counted.value}/{row.counted.goal} {row.counted.unit}{at}")
    if row.units:
        found.append(f"{row.units.done}/{row.units.of} nơi hoàn thành")
    if row.given:
        given = Evidence.objects.visible_to(user).filter(task=row.task).exclude(kind=EvidenceKind.COMPUTED)
        found += [one.file_name or one.note for one in given.defer("file_sealed")[:5]]
    return "; ".join(found)


def _called(directive: Directive) -> str:
    """Return how a paper names a directive: 'công văn số 12/UBND-VX ngày 24/4/2024 của UBND tỉnh'."""
    number = f" số {directive.number or '…'}/{directive.symbol or '…'}"
    day = f" ngày {day_of(directive.issued_on)}" if directive.issued_on else ""
    issuer = f" của {directive.issuer}" if directive.issuer and not directive.issuer.isupper() else ""
    return f"{directive.get_kind_display().capitalize()}{number}{day}{issuer}"


def _head(campaign: Campaign, today: date, kind: str, subject: str = "") -> Head:
    head = default_letterhead(campaign, today)
    return _printed(head, subject, kind)


def _printed(head: Letterhead, subject: str, kind: str | None = None) -> Head:
    short = head.symbol.partition("-")[2]
    symbol = head.symbol if kind is None else "-".join(one for one in (kind, short) if one)
    return Head(
        agency=head.agency,
        parent_agency=head.parent_agency,
        number_line=f"Số: ……/{symbol}",
        date_line=head.date_line,
        subject_line=subject,
        titles=[one for one in (head.signing_for, head.signatory_title) if one],
        signatory_name=head.signatory_name,
        recipients=[recipient_line(one) for one in head.recipients],
    )


def _document(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=DOCX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer
