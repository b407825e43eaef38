"""Recording and withdrawing sign-ups. Sending one twice is harmless."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from diemtua.activities.models import Activity, Team
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce, constraint_as, copy_in
from diemtua.core.errors import Refusal
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.people.actions import NewPerson, enter_person
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects.actions import mark_joined, mark_not_joined
from diemtua.signups import rules
from diemtua.signups.enums import Kind, Status
from diemtua.signups.models import Credit, SignUp
from diemtua.signups.signals import signups_changed

# One statement: the ORM takes three seconds for the 24,000 credits of a province's month.
CREDIT_MANY = (
    "INSERT INTO signups_credit (signup_id, agency_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[])"
)
ONE_LIVE = "one_live_signup_per_person_and_programme"


@dataclass(frozen=True)
class NewSignUp:
    """One entry as a form, a phone or a file knows it.

    `person` may be somebody new, entered together with the sign-up. `income` in đồng a month;
    `credits` share one count.
    """

    device_ref: UUID
    programme: str
    person: Person | NewPerson
    place: Place
    signed_on: date
    kind: str = Kind.NEW
    months: int | None = None
    income: int | None = None
    team: Team | None = None
    activity: Activity | None = None
    credits: tuple[Agency, ...] = ()


@transaction.atomic
def record_signup(*, campaign: Campaign, new: NewSignUp, by: Any, at: datetime) -> SignUp:
    """Record that a person joins a programme. A resend returns the row already there, even after closing.

    :raises NotInThisCampaign, InTheFuture, OutsideCampaign, OutsideProvince: for a new entry
    :raises AlreadySignedUp: for a different entry of the same person to the same programme
    """
    _wait_for_resends(new.device_ref)
    resent: SignUp | None = SignUp.objects.filter(device_ref=new.device_ref).first()
    if resent:
        return resent
    if refusal := _why_not(campaign, new, at):
        raise refusal
    person = new.person
    if isinstance(person, NewPerson):
        person = enter_person(new=person, by=by, at=at)
    if already := _why_already(campaign, person, new.programme):
        raise already
    with constraint_as(ONE_LIVE, rules.AlreadySignedUp(person=person.full_name)):
        signup: SignUp = SignUp.objects.create(
            device_ref=new.device_ref, **_values(campaign, new, person, by, at)
        )
    Credit.objects.bulk_create(Credit(signup=signup, agency=agency) for agency in set(new.credits))
    mark_joined(campaign=campaign, people=[person.pk], by=by, at=at)
    audit.record("signup.recorded", target=signup, by=by, at=at, programme=new.programme)
    announce(signups_changed, campaign_id=campaign.pk, cells=_cells([signup]))
    return signup


@transaction.atomic
def record_signups(*, campaign: Campaign, new: Sequence[NewSignUp], by: Any, at: datetime) -> Receipt:
    """Record many entries of known persons; every one is answered as accepted, duplicate or refused."""
    known, live = _there(campaign, new)
    rows: dict[UUID, tuple[SignUp, NewSignUp]] = {}
    refused = []
    for one in new:
        person = _known_person(one)
        if one.device_ref in known or one.device_ref in rows:
            continue
        refusal = _why_not(campaign, one, at)
        if refusal is None and (person.pk, one.programme) in live:
            refusal = rules.AlreadySignedUp(person=person.full_name)
        if refusal:
            refused.append(RefusedItem(str(one.device_ref), refusal.code, refusal.text))
            continue
        live.add((person.pk, one.programme))
        rows[one.device_ref] = (
            SignUp(device_ref=one.device_ref, **_values(campaign, one, person, by, at)),
            one,
        )
    written = _write([row for row, _ in rows.values()])
    late = [one for ref, (_, one) in rows.items() if ref not in written]
    refused += _lost_races(campaign, late)
    taken = [(row, one) for ref, (row, one) in rows.items() if ref in written]
    if taken:
        _credit(written, [one for _, one in taken])
        mark_joined(campaign=campaign, people=[row.person_id for row, _ in taken], by=by, at=at)
        audit.record("signups.recorded", target=campaign, by=by, at=at, recorded=len(taken), sent=len(new))
        announce(signups_changed, campaign_id=campaign.pk, cells=_cells(row for row, _ in taken))
    return Receipt(len(new), len(taken), len(new) - len(taken) - len(refused), tuple(refused))


@transaction.atomic
def withdraw_signup(*, signup: SignUp, reason: str, by: Any, at: datetime) -> SignUp:
    """Take an entry out of the count; its row stays, with the reason.

    :raises AlreadyWithdrawn, ReasonMissing:
    """
    signup = SignUp.objects.select_for_update(of=("self",)).get(pk=signup.pk)
    if refusal := rules.why_not_withdraw(is_withdrawn=signup.status == Status.WITHDRAWN, reason=reason):
        raise refusal
    signup.status, signup.withdrawn_reason = Status.WITHDRAWN, reason.strip()
    signup.save(update_fields=["status", "withdrawn_reason"])
    others = SignUp.objects.filter(campaign=signup.campaign_id, person=signup.person_id)
    if not others.exclude(status=Status.WITHDRAWN).exists():
        mark_not_joined(campaign=signup.campaign, person=signup.person_id, by=by, at=at)
    audit.record("signup.withdrawn", target=signup, by=by, at=at, reason=signup.withdrawn_reason)
    announce(signups_changed, campaign_id=signup.campaign_id, cells=_cells([signup]))
    return signup


@transaction.atomic
def note_export(*, campaign: Campaign, filters: dict[str, str], by: Any, at: datetime) -> None:
    """Note that a list of sign-ups left the house: who took it, and what it was filtered by."""
    audit.record("signups.exported", target=campaign, by=by, at=at, filters=filters)


def _why_not(campaign: Campaign, new: NewSignUp, at: datetime) -> Refusal | None:
    return rules.why_not_record(
        programme=new.programme,
        day=new.signed_on,
        first=campaign.starts_on,
        last=campaign.ends_on,
        today=timezone.localdate(at),
        path=new.place.path,
        within=campaign.place.path,
        place=new.place.name,
    )


def _wait_for_resends(device_ref: UUID) -> None:
    """Let one transaction at a time handle a reference: a racing resend finds what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [device_ref.int >> 65])


def _there(campaign: Campaign, new: Sequence[NewSignUp]) -> tuple[set[UUID], set[tuple[int, str]]]:
    """Return the references already known, and (person, programme) of the entries that stand.

    The references are read last: a twin batch that commits between the two reads must be seen as a
    resend, not as somebody else's entry for the same people.
    """
    live = SignUp.objects.filter(campaign=campaign, person__in=[_known_person(one).pk for one in new])
    standing = set(live.exclude(status=Status.WITHDRAWN).values_list("person_id", "programme"))
    sent = [one.device_ref for one in new]
    return set(SignUp.objects.filter(device_ref__in=sent).values_list("device_ref", flat=True)), standing


def _known_person(new: NewSignUp) -> Person:
    if isinstance(new.person, NewPerson):
        raise TypeError("record_signups takes persons already entered; see people.actions.enter_people")
    return new.person


def _write(rows: Sequence[SignUp]) -> dict[UUID, int]:
    """Insert what no other transaction was first with; return reference and primary key of what is ours."""
    copy_in(rows)
    ours = SignUp.objects.filter(ref__in=[row.ref for row in rows]) if rows else SignUp.objects.none()
    return dict(ours.values_list("device_ref", "pk"))


def _lost_races(campaign: Campaign, late: Sequence[NewSignUp]) -> list[RefusedItem]:
    """Return the refusals of entries that another transaction was first with, unless by a resend."""
    if not late:
        return []
    known, _ = _there(campaign, late)
    refusals = [
        (one, rules.AlreadySignedUp(person=_known_person(one).full_name))
        for one in late
        if one.device_ref not in known
    ]
    return [RefusedItem(str(one.device_ref), refusal.code, refusal.text) for one, refusal in refusals]


def _credit(written: dict[UUID, int], taken: Iterable[NewSignUp]) -> None:
    pairs = [(written[one.device_ref], agency.pk) for one in taken for agency in set(one.credits)]
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(CREDIT_MANY, [list(column) for column in zip(*pairs, strict=True)])


def _why_already(campaign: Campaign, person: Person, programme: str) -> rules.AlreadySignedUp | None:
    """Return the refusal that says since when and through whom the person has joined, or None."""
    there = SignUp.objects.filter(campaign=campaign, person=person, programme=programme)
    live = there.exclude(status=Status.WITHDRAWN).prefetch_related("credits").first()
    if live is None:
        return None
    day = f"{live.signed_on:%d/%m/%Y}"
    if agencies := ", ".join(agency.name for agency in live.credits.all()):
        return rules.SignedUpThrough(person=person.full_name, day=day, agencies=agencies)
    return rules.SignedUpOn(person=person.full_name, day=day)


def _values(campaign: Campaign, new: NewSignUp, person: Person, by: Any, at: datetime) -> dict[str, Any]:
    names = ("programme", "place", "signed_on", "kind", "months", "income", "team", "activity")
    return {name: getattr(new, name) for name in names} | {
        "campaign": campaign,
        "person": person,
        "recorded_by": by,
        "recorded_at": at,
    }


def _cells(signups: Iterable[SignUp]) -> list[tuple[int, date]]:
    return sorted({(signup.place_id, signup.signed_on) for signup in signups})
