"""Recording and withdrawing sign-ups. Sending one twice is harmless."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from diemtua.activities.models import Activity, Team
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import announce, constraint_as
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.signups import rules
from diemtua.signups.enums import Kind, Status
from diemtua.signups.models import Credit, SignUp
from diemtua.signups.signals import signups_changed

BATCH = 2_000
ONE_LIVE = "one_live_signup_per_person_and_programme"


@dataclass(frozen=True)
class NewSignUp:
    """One entry as a form, a phone or a file knows it. `income` in đồng a month; `credits` share one count."""

    device_ref: UUID
    programme: str
    person: Person
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
    if resent := SignUp.objects.filter(device_ref=new.device_ref).first():
        return resent
    if refusal := _why_not(campaign, new, at):
        raise refusal
    with constraint_as(ONE_LIVE, _already(campaign, new)):
        signup, is_new = SignUp.objects.get_or_create(
            device_ref=new.device_ref, defaults=_values(campaign, new, by, at)
        )
    if is_new:  # a racing resend loses here, and stays silent
        Credit.objects.bulk_create(Credit(signup=signup, agency=agency) for agency in new.credits)
        audit.record("signup.recorded", target=signup, by=by, at=at, programme=new.programme)
        announce(signups_changed, campaign_id=campaign.pk, cells=_cells([signup]))
    return signup


@transaction.atomic
def record_signups(*, campaign: Campaign, new: Sequence[NewSignUp], by: Any, at: datetime) -> Receipt:
    """Record many entries at once; every one is answered as accepted, duplicate or refused."""
    known = set(
        SignUp.objects.filter(device_ref__in=[one.device_ref for one in new]).values_list(
            "device_ref", flat=True
        )
    )
    live = set(
        SignUp.objects.filter(campaign=campaign, person__in=[one.person.pk for one in new])
        .exclude(status=Status.WITHDRAWN)
        .values_list("person_id", "programme")
    )
    rows: dict[UUID, tuple[SignUp, NewSignUp]] = {}
    refused, duplicate = [], 0
    for one in new:
        if one.device_ref in known or one.device_ref in rows:
            duplicate += 1
            continue
        refusal = _why_not(campaign, one, at)
        if refusal is None and (one.person.pk, one.programme) in live:
            refusal = rules.AlreadySignedUp(person=one.person.full_name, since="")
        if refusal:
            refused.append(RefusedItem(str(one.device_ref), refusal.code, refusal.text))
            continue
        live.add((one.person.pk, one.programme))
        rows[one.device_ref] = (SignUp(device_ref=one.device_ref, **_values(campaign, one, by, at)), one)
    SignUp.objects.bulk_create([row for row, _ in rows.values()], batch_size=BATCH)
    Credit.objects.bulk_create(
        [Credit(signup=row, agency=agency) for row, one in rows.values() for agency in one.credits],
        batch_size=BATCH,
    )
    if rows:
        audit.record("signups.recorded", target=campaign, by=by, at=at, recorded=len(rows), sent=len(new))
        announce(signups_changed, campaign_id=campaign.pk, cells=_cells(row for row, _ in rows.values()))
    return Receipt(len(new), len(rows), duplicate, tuple(refused))


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
    audit.record("signup.withdrawn", target=signup, by=by, at=at, reason=signup.withdrawn_reason)
    announce(signups_changed, campaign_id=signup.campaign_id, cells=_cells([signup]))
    return signup


def _why_not(campaign: Campaign, new: NewSignUp, at: datetime) -> rules.Refusal | None:
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


def _already(campaign: Campaign, new: NewSignUp) -> rules.AlreadySignedUp:
    """Return the refusal that says since when and through whom the person has joined already."""
    there = SignUp.objects.filter(campaign=campaign, person=new.person, programme=new.programme)
    live = there.exclude(status=Status.WITHDRAWN).prefetch_related("credits").first()
    if live is None:
        return rules.AlreadySignedUp(person=new.person.full_name, since="")
    through = ", ".join(agency.name for agency in live.credits.all())
    since = f" ngày {live.signed_on:%d/%m/%Y}" + (f", qua {through}" if through else "")
    return rules.AlreadySignedUp(person=new.person.full_name, since=since)


def _values(campaign: Campaign, new: NewSignUp, by: Any, at: datetime) -> dict[str, Any]:
    names = ("programme", "person", "place", "signed_on", "kind", "months", "income", "team", "activity")
    return {name: getattr(new, name) for name in names} | {
        "campaign": campaign,
        "recorded_by": by,
        "recorded_at": at,
    }


def _cells(signups: Iterable[SignUp]) -> list[tuple[int, date]]:
    return sorted({(signup.place_id, signup.signed_on) for signup in signups})
