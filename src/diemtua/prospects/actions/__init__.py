"""Staging and loading lists, recording visits. Leases: actions/leases.py."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core import crypto
from diemtua.core.db import announce, copy_in
from diemtua.core.errors import Refusal
from diemtua.core.sheets import Birth
from diemtua.people.actions import NewPerson, enter_people
from diemtua.people.enums import Hardship, Sex
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects import rules
from diemtua.prospects.actions.leases import finish_leases, resume_lease
from diemtua.prospects.enums import BatchStatus, Outcome, Segment, Status
from diemtua.prospects.models import Contact, ImportBatch, Prospect
from diemtua.prospects.queries.imports import FileReading, GoodRow, read_batch, read_file
from diemtua.prospects.queries.leases import held, was_free_for
from diemtua.prospects.rules import leases as lease_rules
from diemtua.prospects.signals import contacts_changed, prospects_entered


@dataclass(frozen=True)
class NewProspect:
    """A person worth visiting, and why."""

    person: Person
    place: Place
    programme: str = ""
    segment: str = Segment.OTHER
    note: str = ""
    batch_row: int | None = None


@transaction.atomic
def stage_list(
    *, campaign: Campaign, place: Place, name: str, data: bytes, legal_basis: str, by: Any, at: datetime
) -> ImportBatch:
    """Take in a file of prospects under `place` for review. Nothing of it is loaded yet; it is kept sealed.

    :raises Refusal: of `core.sheets.refusals`, naming file, sheet and row
    """
    reading = read_file(name, data, campaign=campaign, within=place, today=timezone.localdate(at))
    batch = ImportBatch.objects.create(
        campaign=campaign,
        place=place,
        file_name=name[:200],
        file_hash=hashlib.sha256(data).hexdigest(),
        file_sealed=crypto.seal_bytes(data),
        legal_basis=legal_basis,
        uploaded_at=at,
        uploaded_by=by,
        **_outcome(reading),
    )
    audit.record("prospects.staged", target=batch, by=by, at=at, sent=batch.sent, accepted=batch.accepted)
    return batch


@transaction.atomic
def map_columns(
    *, batch: ImportBatch, sheet_name: str, mapping: dict[str, int], by: Any, at: datetime
) -> ImportBatch:
    """Read a staged file again under another sheet or mapping; without a mapping it is guessed.

    :raises NotStaged: once it was loaded or discarded
    """
    batch = _staged(batch)
    reading = read_file(
        batch.file_name,
        crypto.unseal_bytes(batch.file_sealed or b""),
        campaign=batch.campaign,
        within=batch.place,
        today=timezone.localdate(at),
        sheet_name=sheet_name,
        mapping=mapping or None,
    )
    for name, value in _outcome(reading).items():
        setattr(batch, name, value)
    batch.save()
    audit.record("prospects.mapped", target=batch, by=by, at=at, mapping=batch.mapping)
    return batch


@transaction.atomic
def load_list(*, batch: ImportBatch, by: Any, at: datetime) -> int:
    """Load the good rows of a staged list, all or none, and forget the file. Return how many were loaded.

    :raises NotStaged, NothingGood: also ColumnsMissing of `core.sheets.refusals`
    """
    batch = _staged(batch)
    # Two lists with the same people wait for each other here, else both would enter them.
    Campaign.objects.select_for_update(no_key=True).get(pk=batch.campaign_id)
    reading = read_batch(batch, timezone.localdate(at))
    refusal = reading.why_not_readable or rules.why_not_load(
        status=batch.status, status_label=batch.get_status_display(), good=len(reading.rows)
    )
    if refusal:
        raise refusal
    people = enter_people(new=[_person_of(row) for row in reading.rows], by=by, at=at)
    new = [
        NewProspect(
            person=person,
            place=row.place,
            programme=row.values.get("programme") or "",
            segment=row.values.get("segment") or Segment.OTHER,
            note=row.values.get("note") or "",
            batch_row=row.number,
        )
        for row, person in zip(reading.rows, people, strict=True)
    ]
    entered = enter_prospects(campaign=batch.campaign, new=new, batch=batch, by=by, at=at)
    for name, value in _outcome(reading).items():
        setattr(batch, name, value)
    batch.status, batch.file_sealed = BatchStatus.LOADED, None
    batch.save()
    audit.record("prospects.loaded", target=batch, by=by, at=at, loaded=entered)
    return entered


@transaction.atomic
def discard_list(*, batch: ImportBatch, by: Any, at: datetime) -> ImportBatch:
    """Throw a staged list away, and forget the file.

    :raises NotStaged:
    """
    batch = _staged(batch)
    batch.status, batch.file_sealed = BatchStatus.DISCARDED, None
    batch.save(update_fields=["status", "file_sealed"])
    audit.record("prospects.discarded", target=batch, by=by, at=at)
    return batch


@transaction.atomic
def enter_prospects(
    *, campaign: Campaign, new: Sequence[NewProspect], by: Any, at: datetime, batch: ImportBatch | None = None
) -> int:
    """Enter people worth visiting and return how many were new; who is there already stays as they are."""
    there = set(
        Prospect.objects.filter(campaign=campaign, person__in=[one.person.pk for one in new]).values_list(
            "person_id", flat=True
        )
    )
    rows = {
        one.person.pk: Prospect(
            campaign=campaign,
            person=one.person,
            place=one.place,
            programme=one.programme,
            segment=one.segment,
            note=one.note,
            batch=batch,
            batch_row=one.batch_row,
        )
        for one in new
        if one.person.pk not in there
    }
    copy_in(list(rows.values()))
    audit.record("prospects.entered", target=campaign, by=by, at=at, entered=len(rows), sent=len(new))
    announce(prospects_entered, campaign_id=campaign.pk)
    return len(rows)


@transaction.atomic
def record_contact(
    *,
    prospect: Prospect,
    outcome: Outcome,
    device_ref: UUID,
    note: str,
    by: Any,
    at: datetime,
    met_by: User | None = None,
    met_at: datetime | None = None,
) -> Contact:
    """Record one visit; a resend returns the one already there. What is closed by it ends its lease.

    `met_by` and `met_at` say who went and when, where somebody else writes it down later.

    :raises AlreadyClosed: when the person has joined or needs no visit any more
    :raises LeasedToAnother, NoContactWished: when it is somebody else's to visit, or nobody's
    """
    if resent := Contact.objects.filter(device_ref=device_ref).first():
        return resent
    rows = Prospect.objects.select_for_update(of=("self",)).select_related("person", "assigned_to")
    prospect = rows.get(pk=prospect.pk)
    if resent := Contact.objects.filter(device_ref=device_ref).first():
        return resent  # its twin held the lock, and may have closed the prospect
    visitor, when = met_by or by, met_at or at
    refusal = _why_not_visit(prospect, visitor=visitor, day=timezone.localdate(when), at=at)
    refusal = refusal or rules.why_not_contact(status=prospect.status, person=prospect.person.full_name)
    if refusal:
        raise refusal
    contact, is_new = Contact.objects.get_or_create(
        device_ref=device_ref,
        defaults={"prospect": prospect, "outcome": outcome, "note": note, "met_at": when, "met_by": visitor},
    )
    if is_new:
        _settle(prospect, at)
        audit.record("prospect.contacted", target=prospect, by=by, at=at, outcome=outcome)
        _announce_contact(contact, prospect)
    return contact


@transaction.atomic
def undo_contact(*, contact: Contact, by: Any, at: datetime) -> Prospect:
    """Take back a visit that was recorded by mistake; the audit trail keeps it. Twice is harmless.

    :raises NotYourContact, TooLateToUndo:
    """
    refusal = rules.why_not_undo(
        is_author=contact.met_by_id == by.pk, received_at=contact.received_at, now=at
    )
    if refusal:
        raise refusal
    return take_back(contact=contact, by=by, at=at)


def take_back(*, contact: Contact, by: Any, at: datetime) -> Prospect:
    """Delete a contact and let its prospect stand where the others leave it; who may is asked before."""
    prospect: Prospect = Prospect.objects.select_for_update(of=("self",)).get(pk=contact.prospect_id)
    gone, _by_model = Contact.objects.filter(pk=contact.pk).delete()
    if not gone:
        return prospect
    _settle(prospect, at)
    audit.record("prospect.contact_undone", target=prospect, by=by, at=at, outcome=contact.outcome)
    _announce_contact(contact, prospect)
    return prospect


def _why_not_visit(prospect: Prospect, *, visitor: User, day: date, at: datetime) -> Refusal | None:
    """Return why `visitor` may not have seen `prospect` on `day`: whose it was that day counts."""
    refusal = lease_rules.why_not_visit(held(prospect), visitor=visitor.pk, day=day)
    is_told_later = day < timezone.localdate(at)
    if (
        isinstance(refusal, lease_rules.WITH_ANOTHER)
        and is_told_later
        and was_free_for(prospect, visitor, day)
    ):
        return None
    return refusal


def _announce_contact(contact: Contact, prospect: Prospect) -> None:
    cells = [(prospect.place_id, timezone.localdate(contact.met_at))]
    announce(contacts_changed, campaign_id=prospect.campaign_id, cells=cells)


@transaction.atomic
def mark_joined(*, campaign: Campaign, people: Sequence[int], by: Any, at: datetime) -> int:
    """Note that prospects (by the ids of their persons) have joined, and return how many were still open."""
    rows = Prospect.objects.filter(campaign=campaign, person__in=people).exclude(status=Status.JOINED)
    keys = list(rows.values_list("pk", flat=True))
    changed = Prospect.objects.filter(pk__in=keys).update(status=Status.JOINED)
    if changed:
        finish_leases(prospects=keys, at=at)
        audit.record("prospects.joined", target=campaign, by=by, at=at, count=changed)
    return changed


@transaction.atomic
def mark_not_joined(*, campaign: Campaign, person: int, by: Any, at: datetime) -> bool:
    """Open a prospect again whose only entry was withdrawn; where it stands is what its contacts say."""
    rows = Prospect.objects.select_for_update(of=("self",)).filter(campaign=campaign, person=person)
    prospect = rows.filter(status=Status.JOINED).first()
    if prospect is None:
        return False
    # What was closed for a reason is closed again; else the contacts decide anew.
    prospect.status = Status.CLOSED if prospect.close_reason else Status.NEW
    _settle(prospect, at)
    audit.record("prospect.reopened", target=prospect, by=by, at=at, status=prospect.status)
    return True


@transaction.atomic
def reveal_personal_id(*, person: Person, reason: str, by: Any, at: datetime) -> str:
    """Return a personal id unmasked; who looked and why is kept.

    :raises ReasonMissing:
    """
    if not reason.strip():
        raise rules.ReasonMissing
    audit.record("person.id_revealed", target=person, by=by, at=at, reason=reason.strip())
    return crypto.unseal(person.personal_id_sealed) if person.personal_id_sealed else ""


def record_export(*, campaign: Campaign, rows: int, by: Any, at: datetime) -> None:
    """Note that a list of people, their ids masked, was taken out of the system."""
    audit.record("prospects.exported", target=campaign, by=by, at=at, rows=rows)


def _settle(prospect: Prospect, at: datetime) -> None:
    """Make status, last contact and lease of a prospect what its contacts say.

    Who has joined stays joined, and who was closed for a reason stays closed.
    """
    contacts = list(prospect.contacts.order_by("-met_at", "-id"))
    if prospect.status != Status.JOINED and not prospect.close_reason:
        prospect.status = rules.status_after([contact.outcome for contact in contacts])
    prospect.last_contact_at = contacts[0].met_at if contacts else None
    prospect.save(update_fields=["status", "last_contact_at"])
    if prospect.status in (Status.JOINED, Status.CLOSED):
        finish_leases(prospects=[prospect.pk], at=at)
    else:
        resume_lease(prospect=prospect, at=at)


def _staged(batch: ImportBatch) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("campaign", "place__parent")
    batch = rows.get(pk=batch.pk)
    if batch.status != BatchStatus.STAGED:
        raise rules.NotStaged(status=batch.get_status_display())
    return batch


def _outcome(reading: FileReading) -> dict[str, Any]:
    counts = reading.tally
    return {
        "sheet_name": reading.sheet.name,
        "mapping": reading.mapping,
        "sent": counts.sent,
        "accepted": counts.accepted,
        "rejected": counts.rejected,
        "duplicate": counts.duplicate,
    }


def _person_of(row: GoodRow) -> NewPerson:
    values = row.values
    birth = values.get("birth")
    exact = birth.exact_day if isinstance(birth, Birth) else None
    return NewPerson(
        full_name=values["full_name"],
        place=row.place,
        birth_date=exact,
        birth_year=birth.year if isinstance(birth, Birth) else None,
        sex={"MALE": Sex.MALE, "FEMALE": Sex.FEMALE}.get(values.get("sex") or "", ""),
        personal_id=values.get("personal_id"),
        phone=values.get("phone"),
        hardship=values.get("hardship") or Hardship.NONE,
    )
