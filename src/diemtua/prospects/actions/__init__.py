"""Staging and loading lists, assigning, recording visits."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core import crypto
from diemtua.core.db import announce, copy_in
from diemtua.core.sheets import Birth
from diemtua.people.actions import NewPerson, enter_people
from diemtua.people.enums import Hardship, Sex
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects import rules
from diemtua.prospects.enums import BatchStatus, Outcome, Segment, Status
from diemtua.prospects.models import Contact, ImportBatch, Prospect
from diemtua.prospects.permissions import may_visit_at
from diemtua.prospects.queries.imports import FileReading, GoodRow, read_batch, read_file
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
def assign_prospects(*, prospects: Sequence[Prospect], to: User | None, by: Any, at: datetime) -> int:
    """Put somebody in charge of prospects (or nobody), and return how many changed hands.

    :raises NotOverThatPlace: when `to` makes no visits at the place of one of them
    """
    for prospect in prospects:
        if to and not may_visit_at(to, prospect.place):
            raise rules.NotOverThatPlace(user=to, place=prospect.place)
    changed = [prospect.pk for prospect in prospects if prospect.assigned_to_id != (to.pk if to else None)]
    Prospect.objects.filter(pk__in=changed).update(assigned_to=to, assigned_at=at if to else None)
    if changed:
        audit.record(
            "prospects.assigned",
            target=prospects[0].campaign,
            by=by,
            at=at,
            count=len(changed),
            to=str(to or ""),
        )
    return len(changed)


@transaction.atomic
def record_contact(
    *, prospect: Prospect, outcome: Outcome, device_ref: UUID, note: str, by: Any, at: datetime
) -> Contact:
    """Record one visit; a resend returns the one already there.

    :raises AlreadyClosed: when the person has joined or needs no visit any more
    """
    if resent := Contact.objects.filter(device_ref=device_ref).first():
        return resent
    prospect = Prospect.objects.select_for_update(of=("self",)).select_related("person").get(pk=prospect.pk)
    if resent := Contact.objects.filter(device_ref=device_ref).first():
        return resent  # its twin held the lock, and may have closed the prospect
    if refusal := rules.why_not_contact(status=prospect.status, person=prospect.person.full_name):
        raise refusal
    contact, is_new = Contact.objects.get_or_create(
        device_ref=device_ref,
        defaults={"prospect": prospect, "outcome": outcome, "note": note, "met_at": at, "met_by": by},
    )
    if is_new:
        _settle(prospect)
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
    prospect: Prospect = Prospect.objects.select_for_update(of=("self",)).get(pk=contact.prospect_id)
    gone, _by_model = Contact.objects.filter(pk=contact.pk).delete()
    if not gone:
        return prospect
    _settle(prospect)
    audit.record("prospect.contact_undone", target=prospect, by=by, at=at, outcome=contact.outcome)
    _announce_contact(contact, prospect)
    return prospect


def _announce_contact(contact: Contact, prospect: Prospect) -> None:
    cells = [(prospect.place_id, timezone.localdate(contact.met_at))]
    announce(contacts_changed, campaign_id=prospect.campaign_id, cells=cells)


@transaction.atomic
def mark_joined(*, campaign: Campaign, people: Sequence[int], by: Any, at: datetime) -> int:
    """Note that prospects (by the ids of their persons) have joined, and return how many were still open."""
    rows = Prospect.objects.filter(campaign=campaign, person__in=people).exclude(status=Status.JOINED)
    changed = rows.update(status=Status.JOINED)
    if changed:
        audit.record("prospects.joined", target=campaign, by=by, at=at, count=changed)
    return changed


@transaction.atomic
def mark_not_joined(*, campaign: Campaign, person: int, by: Any, at: datetime) -> bool:
    """Open a prospect again whose only entry was withdrawn; where it stands is what its contacts say."""
    rows = Prospect.objects.select_for_update(of=("self",)).filter(campaign=campaign, person=person)
    prospect = rows.filter(status=Status.JOINED).first()
    if prospect is None:
        return False
    prospect.status = Status.NEW  # so that the contacts decide again
    _settle(prospect)
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


def _settle(prospect: Prospect) -> None:
    """Make status and last contact of a prospect what its contacts say; who has joined stays joined."""
    contacts = list(prospect.contacts.order_by("-met_at", "-id"))
    if prospect.status != Status.JOINED:
        prospect.status = rules.status_after([contact.outcome for contact in contacts])
    prospect.last_contact_at = contacts[0].met_at if contacts else None
    prospect.save(update_fields=["status", "last_contact_at"])


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
