"""This year's edition of last year's directive: days moved, agencies of the day; a draft to correct."""

from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.directives.actions.gaps import as_stored
from diemtua.directives.enums import Status
from diemtua.directives.models import Addressee, Assignment, Directive, Party, Task
from diemtua.directives.queries.editions import Heirs
from diemtua.directives.rules.editing import shifted
from diemtua.directives.rules.layout import gap
from diemtua.directives.rules.layout import gettext_noop as _
from diemtua.directives.rules.model import Span

_COPIED = ("completion", "completion_count", "indicator", "goal", "counts_own", "confidence", "figures")
_WORDS = ("procedure", "product", "responsibility", "report_to", "due_text")


@transaction.atomic
def clone_directive(*, source: Directive, campaign: Campaign, by: Any, at: datetime) -> Directive:
    """Draft the edition of a directive for another campaign.

    Years in words and deadlines move by as many years as the campaigns lie apart; number and day are left
    blank; agencies are those of the campaign's day, through their successors. What became of each agency,
    and what has none any more, stands among the gaps.
    """
    years = campaign.starts_on.year - source.campaign.starts_on.year
    move = _Mover(source.campaign.starts_on.year, years)
    heirs = Heirs(campaign.map_date)
    draft = Directive.objects.create(
        campaign=campaign,
        kind=source.kind,
        issuer=source.issuer,
        symbol=source.symbol,
        subject=move.words(source.subject),
        source_name=source.source_name,
        source_text=source.source_text,
        spans=source.spans,
        confidence=source.confidence,
        edition_of=source,
        status=Status.DRAFT,
        received_at=at,
        received_by=by,
    )
    Addressee.objects.bulk_create(
        Addressee(
            directive=draft,
            text=one.text,
            is_copy=one.is_copy,
            span_start=one.span_start,
            span_end=one.span_end,
        )
        for one in source.addressees.all()
    )
    gaps = [as_stored(gap("number_missing", _("Bản lập lại chưa có số và ngày ban hành.")))]
    for assignment in source.assignments.prefetch_related("parties__agency", "tasks"):
        gaps += _copy_assignment(draft, assignment, move, heirs)
    draft.gaps = gaps
    draft.save(update_fields=["gaps"])
    audit.record("directive.cloned", target=draft, by=by, at=at, source=source.ref, years=years)
    return draft


class _Mover:
    """Moves years in words and days by some years."""

    def __init__(self, year: int, years: int) -> None:
        self.old, self.new, self.years = str(year), str(year + years), years

    def words(self, text: str) -> str:
        return text.replace(self.old, self.new) if self.years else text


def _copy_assignment(
    draft: Directive, source: Assignment, move: _Mover, heirs: Heirs
) -> list[dict[str, Any]]:
    copy = Assignment.objects.create(
        directive=draft,
        position=source.position,
        heading=move.words(source.heading),
        is_request=source.is_request,
        is_closing=source.is_closing,
        span_start=source.span_start,
        span_end=source.span_end,
    )
    copies: dict[int, Task] = {}
    for task in sorted(source.tasks.all(), key=lambda one: (one.parent_id or 0, one.pk)):
        copies[task.pk] = Task.objects.create(
            assignment=copy,
            parent=copies.get(task.parent_id or 0),
            position=task.position,
            text=move.words(task.text),
            span_start=task.span_start,
            span_end=task.span_end,
            due_on=shifted(task.due_on, move.years) if task.due_on else None,
            is_due_added=task.is_due_added,
            **{name: getattr(task, name) for name in _COPIED},
            **{name: move.words(getattr(task, name)) for name in _WORDS},
        )
    return _copy_parties(copy, source, copies, heirs)


def _copy_parties(
    copy: Assignment, source: Assignment, copies: dict[int, Task], heirs: Heirs
) -> list[dict[str, Any]]:
    gaps: list[dict[str, Any]] = []
    there: set[tuple[str, int | None, int | None]] = set()
    for party in source.parties.all():
        heir = heirs.of(party.agency) if party.agency else None
        if party.agency and heir != party.agency:
            gaps.append(_change_of(party, party.agency, heir))
        key = (party.role, party.task_id, heir.pk if heir else None)
        if heir and key in there:
            continue  # two agencies became one
        there.add(key)
        is_renamed = bool(heir and heir != party.agency)
        Party.objects.create(
            assignment=copy,
            task=copies.get(party.task_id or 0),
            role=party.role,
            text=heir.name if heir and is_renamed else party.text,
            agency=heir,
            span_start=party.span_start,
            span_end=party.span_end,
            confidence=party.confidence,
        )
    return gaps


def _change_of(party: Party, was: Agency, heir: Agency | None) -> dict[str, Any]:
    span = (
        None if party.span_start is None or party.span_end is None else Span(party.span_start, party.span_end)
    )
    if heir is None:
        pattern = _("“%(was)s” không còn và chưa ghi cơ quan kế thừa.")
        return as_stored(gap("agency_gone", pattern, span, was=was.name))
    return as_stored(
        gap("agency_renamed", _("“%(was)s” nay là “%(heir)s”."), span, was=was.name, heir=heir.name)
    )
