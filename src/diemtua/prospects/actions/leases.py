"""Giving prospects to visitors until a day, handing them over, taking them back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.agencies.models import Agency
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.places.models import Place
from diemtua.prospects.enums import LeaseEnd
from diemtua.prospects.models import Lease, Prospect
from diemtua.prospects.permissions import may_import_at, may_visit_at
from diemtua.prospects.queries import VISITORS
from diemtua.prospects.queries import leases as queries
from diemtua.prospects.rules import NotOverThatPlace
from diemtua.prospects.rules import leases as rules

NOBODY = {"agency": None, "assigned_to": None, "assigned_at": None, "leased_until": None}


@dataclass(frozen=True)
class NotGiven:
    """A prospect that was not given: to whom it is instead (empty: to nobody), and the sentence why."""

    prospect: Prospect
    holder: str
    refusal: Refusal


@dataclass(frozen=True)
class LeaseOutcome:
    """What became of each prospect that was to be given."""

    given: int = 0
    already: int = 0
    refused: list[NotGiven] = field(default_factory=list)

    @property
    def by_holder(self) -> dict[str, int]:
        """Return how many were refused because somebody has them, by the name of who does."""
        return dict(Counter(one.holder for one in self.refused if one.holder))


@transaction.atomic
def lease_prospects(
    *,
    prospects: Sequence[Prospect],
    holder: User,
    until: date | None,
    by: Any,
    at: datetime,
    reason: str = "",
    hand_over: bool = False,
) -> LeaseOutcome:
    """Give prospects to `holder` until the end of the day `until` (None: without end).

    Who is with somebody else today is refused, unless it is handed over: by an officer of that place, with
    a reason. Who is with `holder` already stays, until the new day.

    :raises NotOverThatPlace: when `holder` makes no visits at the place of one of them
    :raises UntilIsPast, HandOverNeedsReason, NotYoursToHandOver:
    """
    _check_terms(prospects, by=by, until=until, hand_over=hand_over, reason=reason, at=at)
    outcome = _give(prospects, Terms(holder, until, by, at, reason.strip(), hand_over))
    if outcome.given or outcome.already:
        audit.record(
            "prospects.handed_over" if hand_over else "prospects.leased",
            target=prospects[0].campaign,
            by=by,
            at=at,
            count=outcome.given,
            already=outcome.already,
            to=str(holder),
            until=until.isoformat() if until else "",
            reason=reason.strip(),
        )
    return outcome


def hand_over(
    *, prospects: Sequence[Prospect], to: User, until: date | None, reason: str, by: Any, at: datetime
) -> LeaseOutcome:
    """Give prospects to `to`, also those that somebody else has: see `lease_prospects`."""
    return lease_prospects(
        prospects=prospects, holder=to, until=until, by=by, at=at, reason=reason, hand_over=True
    )


@transaction.atomic
def share_out(
    *,
    campaign: Campaign,
    shares: Mapping[User, Sequence[Prospect]],
    until: date | None,
    by: Any,
    at: datetime,
) -> dict[User, LeaseOutcome]:
    """Give each visitor the own share, in one act; nobody is taken from anybody.

    :raises NotOverThatPlace, UntilIsPast:
    """
    for part in shares.values():
        _check_terms(part, by=by, until=until, hand_over=False, reason="", at=at)
    # Everybody is locked at once, in one order: two officers who split the same people wait, none dies.
    _locked([one for part in shares.values() for one in part])
    outcomes = {holder: _give(part, Terms(holder, until, by, at)) for holder, part in shares.items()}
    audit.record(
        "prospects.split",
        target=campaign,
        by=by,
        at=at,
        shares={str(holder.username): one.given for holder, one in outcomes.items()},
        until=until.isoformat() if until else "",
    )
    return outcomes


@transaction.atomic
def undo_share_out(*, campaign: Campaign, given_at: datetime, by: Any, at: datetime) -> int:
    """Take back what `by` shared out at `given_at`, but for whom somebody has met since. Return how many.

    :raises TooLateToUndoSplit:
    """
    if refusal := rules.why_not_undo_split(given_at=given_at, now=at):
        raise refusal
    running = Lease.objects.filter(
        prospect__campaign=campaign, given_by=by, given_at=given_at, ended_at=None, reason=""
    )
    met = running.filter(prospect__contacts__received_at__gt=given_at).values("pk")
    keys = list(running.exclude(pk__in=met).values_list("prospect_id", flat=True))
    rows = list(_locked(Prospect.objects.filter(pk__in=keys)))
    _end(rows, LeaseEnd.RETURNED, at)
    if rows:
        audit.record("prospects.split_undone", target=campaign, by=by, at=at, count=len(rows))
    return len(rows)


@transaction.atomic
def return_prospects(*, prospects: Sequence[Prospect], reason: str, by: Any, at: datetime) -> int:
    """Make prospects free again: by who has them, or by an officer of the place. Return how many were held.

    :raises ReturnNeedsReason, NotYoursToReturn:
    """
    if not reason.strip():
        raise rules.ReturnNeedsReason
    rows = [one for one in _locked(prospects) if one.assigned_to_id]
    for one in rows:
        if one.assigned_to_id != by.pk and not may_import_at(by, one.place):
            raise rules.NotYoursToReturn(holder=one.assigned_to, person=one.person.full_name)
    _end(rows, LeaseEnd.RETURNED, at, reason.strip())
    if rows:
        campaign = rows[0].campaign
        audit.record(
            "prospects.returned", target=campaign, by=by, at=at, count=len(rows), reason=reason.strip()
        )
    return len(rows)


@transaction.atomic
def expire_leases(*, campaign: Campaign, day: date, at: datetime) -> int:
    """Write down which leases have lapsed before `day`, and return how many; twice is harmless.

    Pages need not wait for it: a lapsed lease counts as none from its day on.
    """
    finish_leases(prospects=queries.settled(campaign).values_list("prospect_id", flat=True), at=at)
    rows = list(_locked(queries.lapsed(campaign, day)))
    _end(rows, LeaseEnd.EXPIRED, at)
    if rows:
        audit.record(
            "prospects.leases_expired",
            target=campaign,
            by=audit.CommandLine("worker"),
            at=at,
            count=len(rows),
        )
    return len(rows)


def finish_leases(*, prospects: Iterable[int], at: datetime) -> None:
    """End the running leases of prospects (by key) that need no visit any more; who did it stays on them."""
    Lease.objects.filter(prospect__in=list(prospects), ended_at=None).update(
        ended_at=at, ending=LeaseEnd.DONE
    )


def resume_lease(*, prospect: Prospect, at: datetime) -> None:
    """Let the lease run again that ended because the prospect was done, now that it is not."""
    newest = prospect.leases.select_for_update().order_by("-given_at", "-id").first()
    if newest and newest.ending == LeaseEnd.DONE and newest.holder_id == prospect.assigned_to_id:
        Lease.objects.filter(pk=newest.pk).update(ended_at=None, ending="")


@dataclass(frozen=True)
class Terms:
    """To whom, until when, by whom, when and why."""

    holder: User
    until: date | None
    by: Any
    at: datetime
    reason: str = ""
    hand_over: bool = False

    @property
    def day(self) -> date:
        """Return the day of the act in Vietnam."""
        return timezone.localdate(self.at)

    def agency_at(self, place: Place) -> Agency | None:
        """Return the agency for which the holder makes visits at `place`."""
        over = (
            one
            for one in self.holder.current_memberships
            if one.role in VISITORS and place.path.startswith(one.place.path)
        )
        return next((one.agency for one in over), None)


def _check_terms(
    prospects: Sequence[Prospect],
    *,
    by: Any,
    until: date | None,
    hand_over: bool,
    reason: str,
    at: datetime,
) -> None:
    day = timezone.localdate(at)
    refusal = rules.why_not_lease(until=until, day=day, hand_over=hand_over, reason=reason)
    if refusal:
        raise refusal
    places = {one.place_id: one.place for one in prospects}.values()
    for place in places:
        if hand_over and not may_import_at(by, place):
            raise rules.NotYoursToHandOver(place=place)


def _give(prospects: Sequence[Prospect], terms: Terms) -> LeaseOutcome:
    for place in {one.place_id: one.place for one in prospects}.values():
        if not may_visit_at(terms.holder, place):
            raise NotOverThatPlace(user=terms.holder, place=place)
    fresh, longer, refused = [], [], []
    for one in _locked(prospects):
        standing = queries.held(one)
        refusal = rules.why_not_give(standing, to=terms.holder.pk, day=terms.day, hand_over=terms.hand_over)
        if refusal:
            holder = standing.holder_name if standing.is_with_another(terms.holder.pk, terms.day) else ""
            refused.append(NotGiven(one, holder, refusal))
        elif standing.holder == terms.holder.pk and standing.runs_on(terms.day):
            longer.append(one)
        else:
            fresh.append(one)
    _begin(fresh, terms)
    _prolong([one for one in longer if one.leased_until != terms.until], terms.until)
    return LeaseOutcome(len(fresh), len(longer), refused)


def _begin(rows: Sequence[Prospect], terms: Terms) -> None:
    """End what ran before and begin anew."""
    lapsed = [one for one in rows if one.assigned_to_id and not queries.held(one).runs_on(terms.day)]
    _end_rows([one.pk for one in lapsed], LeaseEnd.EXPIRED, terms.at)
    _end_rows([one.pk for one in rows], LeaseEnd.HANDED_OVER, terms.at, terms.reason)
    agencies = {place_id: terms.agency_at(place) for place_id, place in _places(rows).items()}
    Lease.objects.bulk_create(
        [
            Lease(
                prospect=one,
                agency=agencies[one.place_id],
                holder=terms.holder,
                given_at=terms.at,
                given_by=terms.by,
                until=terms.until,
                reason=terms.reason,
            )
            for one in rows
        ]
    )
    for place_id, agency in agencies.items():
        Prospect.objects.filter(pk__in=[one.pk for one in rows if one.place_id == place_id]).update(
            agency=agency, assigned_to=terms.holder, assigned_at=terms.at, leased_until=terms.until
        )


def _prolong(rows: Sequence[Prospect], until: date | None) -> None:
    keys = [one.pk for one in rows]
    Lease.objects.filter(prospect__in=keys, ended_at=None).update(until=until)
    Prospect.objects.filter(pk__in=keys).update(leased_until=until)


def _end(rows: Sequence[Prospect], ending: LeaseEnd, at: datetime, reason: str = "") -> None:
    keys = [one.pk for one in rows]
    _end_rows(keys, ending, at, reason)
    Prospect.objects.filter(pk__in=keys).update(**NOBODY)


def _end_rows(keys: Sequence[int], ending: LeaseEnd, at: datetime, reason: str = "") -> None:
    changes: dict[str, Any] = {"ended_at": at, "ending": ending} | ({"reason": reason} if reason else {})
    Lease.objects.filter(prospect__in=keys, ended_at=None).update(**changes)


def _locked(prospects: Any) -> list[Prospect]:
    """Return prospects as they stand now, locked in one order whoever asks."""
    keys = [one.pk for one in prospects]
    rows = Prospect.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("person", "place", "assigned_to", "campaign"))


def _places(rows: Iterable[Prospect]) -> dict[int, Place]:
    return {one.place_id: one.place for one in rows}
