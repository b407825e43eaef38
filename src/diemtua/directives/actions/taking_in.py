"""Taking in a directive as a draft, and correcting what was read from its head."""

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction

from diemtua.agencies.models import Agency
from diemtua.agencies.queries import AgencyFinder
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.directives.actions.drafts import editable
from diemtua.directives.actions.gaps import FormerNames, as_stored
from diemtua.directives.enums import DirectiveKind, PartyRole
from diemtua.directives.models import Addressee, Assignment, Directive, Party, Task
from diemtua.directives.queries.editions import Heirs
from diemtua.directives.rules import Named, ReadAssignment, ReadDirective, ReadTask, read_directive
from diemtua.directives.rules.doubts import LOOK_AGAIN, SURE, party_confidence, task_confidence


@transaction.atomic
def take_in(*, campaign: Campaign, text: str, source_name: str, by: Any, at: datetime) -> Directive:
    """Read the text of a directive and store what was found as a draft to be corrected.

    :raises NoOrdersFound: when the text orders nothing
    """
    read = read_directive(text)
    former = FormerNames(campaign, read.issued_on or campaign.map_date)
    directive = Directive.objects.create(
        campaign=campaign,
        kind=read.kind if read.kind in DirectiveKind.values else DirectiveKind.OTHER,
        issuer=_words(read.issuer)[:200],
        number=read.number or "",
        symbol=read.symbol or "",
        issued_on=read.issued_on,
        subject=_words(read.subject)[:500],
        signatory=_words(read.signatory.name if read.signatory else None)[:200],
        source_name=source_name[:200],
        source_text=read.text,
        gaps=[as_stored(gap) for gap in (*read.gaps, *former.gaps(_all_named(read)))],
        spans=_spans(read),
        confidence=_header_confidence(read),
        received_at=at,
        received_by=by,
    )
    _store_addressees(directive, read)
    finder = _Owners(AgencyFinder(campaign.place, campaign.map_date), former, Heirs(campaign.map_date))
    for position, assignment in enumerate(read.assignments, start=1):
        _store_assignment(directive, position, assignment, finder)
    audit.record("directive.taken_in", target=directive, by=by, at=at, assignments=len(read.assignments))
    return directive


@transaction.atomic
def correct_header(
    *,
    directive: Directive,
    kind: str,
    issuer: str,
    number: str,
    symbol: str,
    issued_on: date | None,
    subject: str,
    by: Any,
    at: datetime,
) -> Directive:
    """Correct what was read from the head of a directive.

    :raises AlreadyPublished:
    """
    directive = editable(directive)
    new = {
        "kind": kind,
        "issuer": issuer,
        "number": number,
        "symbol": symbol,
        "issued_on": issued_on,
        "subject": subject,
    }
    old = {name: str(getattr(directive, name) or "") for name in new}
    changed = [name for name, value in new.items() if old[name] != str(value or "")]
    directive.corrections = directive.corrections | dict.fromkeys(changed, str(by))
    directive.confidence = directive.confidence | dict.fromkeys(changed, SURE)
    for name, value in new.items():
        setattr(directive, name, value)
    directive.save(update_fields=[*new, "corrections", "confidence"])
    audit.record("directive.corrected", target=directive, by=by, at=at, old=old)
    return directive


class _Owners:
    """Finds whom a name means: the agency of the day, else the heir of the one that bore the name."""

    def __init__(self, finder: AgencyFinder, former: FormerNames, heirs: Heirs) -> None:
        self._finder, self._former, self._heirs = finder, former, heirs

    def find(self, words: str) -> tuple[Agency | None, int]:
        """Return the agency and how sure it is, in percent."""
        if agency := self._finder.find(words):
            return agency, party_confidence(words, is_ours=True)
        was = self._former.find(words)
        if was and (heir := self._heirs.of(was)):
            return heir, LOOK_AGAIN - 5
        return None, party_confidence(words, is_ours=False)


def _all_named(read: ReadDirective) -> list[Named]:
    """Return everybody that a directive names, owners first."""
    clauses = [(*one.leads, *one.coordinators) for one in read.assignments]
    return [*(named for clause in clauses for named in clause), *read.addressees]


def _spans(read: ReadDirective) -> dict[str, list[int]]:
    """Return where the fields of the head stand in the source."""
    found = {
        "issuer": read.issuer,
        "issued_on": read.issued_text,
        "subject": read.subject,
        "signatory": read.signatory.name if read.signatory else None,
    }
    spans = {name: [one.span.start, one.span.end] for name, one in found.items() if one}
    if read.number and read.symbol and (number := _number_span(read)):
        spans["number"] = list(number)
    return spans


def _number_span(read: ReadDirective) -> tuple[int, int] | None:
    pattern = rf"{re.escape(read.number or '')}\s*/\s*{re.escape(read.symbol or '')}"
    found = re.search(pattern, read.text)
    return found.span() if found else None


def _header_confidence(read: ReadDirective) -> dict[str, int]:
    """Return how sure the reader was of the fields of the head, where it says so."""
    found = {"issuer": read.issuer, "subject": read.subject, "issued_on": read.issued_text}
    return {name: _percent(one) for name, one in found.items() if one}


def _percent(read: object, otherwise: int = SURE) -> int:
    """Return how sure the reader was of a part, in percent; `otherwise` where it does not say."""
    said = getattr(read, "confidence", None)
    return otherwise if said is None else round(100 * float(said))


def _words(named: Named | None) -> str:
    return named.text if named else ""


def _store_addressees(directive: Directive, read: ReadDirective) -> None:
    named = [(item, False) for item in read.addressees] + [(item, True) for item in read.copies]
    Addressee.objects.bulk_create(
        Addressee(
            directive=directive,
            text=item.text[:500],
            is_copy=is_copy,
            span_start=item.span.start,
            span_end=item.span.end,
        )
        for item, is_copy in named
    )


def _store_assignment(directive: Directive, position: int, read: ReadAssignment, finder: _Owners) -> None:
    assignment = Assignment.objects.create(
        directive=directive,
        position=position,
        heading=read.heading[:500],
        is_request=read.is_request,
        is_closing=read.is_closing,
        span_start=read.span.start,
        span_end=read.span.end,
    )
    parties = [(PartyRole.LEAD, lead) for lead in read.leads]
    parties += [(PartyRole.COORDINATING, other) for other in read.coordinators]
    Party.objects.bulk_create(_party(assignment, role, named, finder) for role, named in parties)
    for number, task in enumerate(read.tasks, start=1):
        _store_task(assignment, number, task, parent=None)


def _party(assignment: Assignment, role: PartyRole, named: Named, finder: _Owners) -> Party:
    agency, sure = finder.find(named.text)
    return Party(
        assignment=assignment,
        role=role,
        text=named.text[:300],
        agency=agency,
        span_start=named.span.start,
        span_end=named.span.end,
        confidence=min(_percent(named), sure),
    )


def _store_task(assignment: Assignment, position: int, read: ReadTask, parent: Task | None) -> None:
    task = Task.objects.create(
        assignment=assignment,
        parent=parent,
        position=position,
        text=read.text,
        span_start=read.span.start,
        span_end=read.span.end,
        confidence=_percent(read, task_confidence(read.text)),
        due_on=read.due_on,
        due_text=_words(read.due_text)[:200],
        report_to=_words(read.report_to)[:200],
        figures=[
            {"value": one.value, "unit": one.unit, "bound": one.bound, "span": [one.span.start, one.span.end]}
            for one in read.goals
        ],
    )
    for number, subtask in enumerate(read.subtasks, start=1):
        _store_task(assignment, number, subtask, parent=task)
