"""Lists from matched registers: asked for, loaded by COPY whole or not at all, refreshed by what changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.db import Changes, announce, copy_in, copy_over
from diemtua.core.errors import Refusal
from diemtua.insurance.queries import law_in_force
from diemtua.people.models import Person
from diemtua.places.models import Place
from diemtua.prospects.actions.leases import finish_leases, resume_lease
from diemtua.prospects.actions.residents import Residents, has_home, identity_of, is_namesake
from diemtua.prospects.enums import CloseReason, ListStatus, Status
from diemtua.prospects.models import Contact, Prospect, ProspectList
from diemtua.prospects.rules import status_after
from diemtua.prospects.rules.lists import (
    CLOSES,
    UMBRELLA,
    LoadingBroke,
    NewerIsLoaded,
    Quoting,
    programme_of,
    segment_of,
    why_not_list,
)
from diemtua.prospects.rules.priority import Known, priority_of
from diemtua.prospects.signals import prospects_entered
from diemtua.registers.enums import MatchingStatus
from diemtua.registers.models import Matching
from diemtua.registers.queries.cohorts import CohortRow, cohort_rows, count_cohort, why_left_out
from diemtua.registers.queries.standing import standing_of
from diemtua.registers.rules.cohorts import day_asked

BATCH = 5_000
DO_NOT_CONTACT = CloseReason.DO_NOT_CONTACT.value
#: What a refresh writes anew on a prospect that is there already.
REFRESHED = (
    "from_list",
    "place",
    "programme",
    "priority",
    "reasons",
    "quote",
    "due_on",
    "purpose",
    "legal_basis",
)
#: Of the locks that this application names itself (PostgreSQL: advisory): who asks for lists, who loads one.
ASKING, LOADING = 50_001, 50_002
CLOSED_BY_LISTS = (CloseReason.JOINED_ELSEWHERE, CloseReason.LEFT, CloseReason.EXCLUDED)


@transaction.atomic
def ask_for_list(
    *,
    campaign: Campaign,
    matching: Matching,
    cohort: str,
    place: Place,
    purpose: str,
    legal_basis: str,
    by: Any,
    at: datetime,
) -> ProspectList:
    """Ask for the members of a cohort under `place` to become prospects of a campaign; a job loads them.

    Asked again with a newer matching, it refreshes the list: see `load_prospect_list`.

    :raises MatchingNotDone, OutsideCampaign, ReasonNotSaid, ListRuns:
    """
    _one_at_a_time(campaign)
    running = ProspectList.objects.filter(
        campaign=campaign,
        cohort=cohort,
        place=place,
        status__in=(ListStatus.QUEUED, ListStatus.LOADING),
    )
    _give_up_on_killed(running.filter(status=ListStatus.LOADING))
    within = place.path.startswith(campaign.place.path) and _meets(place.path, matching.place.path)
    refusal = why_not_list(
        is_done=matching.status == MatchingStatus.DONE,
        is_running=running.exists(),
        place=matching.place.name,
        is_within=within,
        purpose=purpose,
        legal_basis=legal_basis,
    )
    if refusal:
        raise refusal
    made: ProspectList = ProspectList.objects.create(
        campaign=campaign,
        matching=matching,
        cohort=cohort,
        place=place,
        purpose=purpose.strip(),
        legal_basis=legal_basis.strip(),
        asked_at=at,
        asked_by=by,
    )
    audit.record("prospect_list.asked", target=made, by=by, at=at, cohort=cohort)
    return made


def load_prospect_list(*, prospect_list: ProspectList, at: datetime) -> None:
    """Load a list, all of it or nothing; killed and run again, it gives the same prospects.

    Who is a prospect already stays one, with contacts and lease; priority, quote and due day are worked out
    anew. Of an earlier list of the same cohort and place, who takes part by now, has left or no longer
    belongs closes by themselves; whom the registers leave in doubt stays open. That it failed is said on the
    list (FAILED); what people cannot mend is raised as well.
    """
    _say(prospect_list, status=ListStatus.LOADING, rows_done=0, refusal="")
    try:
        with transaction.atomic():
            _hold(prospect_list)
            with standing_of(prospect_list.matching) as db:
                # Two lists with the same people wait for each other here, else both would enter them.
                Campaign.objects.select_for_update(no_key=True).get(pk=prospect_list.campaign_id)
                _check_is_newest(prospect_list)
                _Loading(prospect_list, db, at).run()
    except Refusal as refusal:
        _say(prospect_list, status=ListStatus.FAILED, refusal=refusal.text[:500])
    except Exception:
        _say(prospect_list, status=ListStatus.FAILED, refusal=LoadingBroke().text)
        raise


@dataclass
class _Loading:
    """One loading on one open matching, inside one transaction."""

    prospect_list: ProspectList
    db: Any
    at: datetime
    seen: set[int] = field(default_factory=set)  # persons of the list
    entered: int = 0
    kept: int = 0
    not_to_be_met: int = 0

    def run(self) -> None:
        """Enter the members, close who is one no more, and write down what was done."""
        one = self.prospect_list
        self.day = day_asked(timezone.localdate(self.at), one.matching.population.as_of)
        self.programme = programme_of(one.cohort)
        self.quoting = Quoting(law_in_force().on(self.day), one.place.path.split(".", 1)[0])
        self.residents = Residents(one.place, one.matching.population.as_of)
        self.changes = Changes(Prospect, REFRESHED)
        rows = cohort_rows(self.db, one.cohort, self.day, one.place.path)
        for members in _households(rows):
            self._take(members)
            self._tell(len(self.seen) + self.not_to_be_met)
        _hold_prospects(one)  # so late, because until the end nobody can write down a visit to them
        self.changes.write()
        self._reopen()
        closed = self._close()
        self._note(closed)

    def _take(self, members: Sequence[CohortRow]) -> None:
        people = self.residents.enter(members)
        homes = _by_home(members)
        outcomes = _outcomes(person.pk for person in people)
        there = {
            prospect.person_id: prospect
            for prospect in Prospect.objects.select_related("place").filter(
                campaign=self.prospect_list.campaign, person__in=[person.pk for person in people]
            )
        }
        new: list[Prospect] = []
        kept: list[Prospect] = []
        for member, person in zip(members, people, strict=True):
            if person.pk in self.seen:
                continue
            if person.no_contact_since:
                self.not_to_be_met += 1
                continue
            self.seen.add(person.pk)
            prospect = there.get(person.pk) or self._prospect(member, person)
            self._work_out(prospect, member, homes[_home_of(member)], outcomes.get(person.pk, []))
            (kept if prospect.pk else new).append(prospect)
        copy_in(new)
        self.changes.add(kept)
        self.entered += len(new)
        self.kept += len(kept)

    def _prospect(self, member: CohortRow, person: Person) -> Prospect:
        hardship = member.poor_hardship or member.hardship or ""
        return Prospect(
            campaign=self.prospect_list.campaign,
            person=person,
            place=self.residents.place_of(member),
            programme=self.programme,
            segment=segment_of(self.prospect_list.cohort, segment=member.segment or "", hardship=hardship),
        )

    def _work_out(
        self, prospect: Prospect, member: CohortRow, home: Sequence[CohortRow], outcomes: Sequence[str]
    ) -> None:
        """Write on a prospect what this list makes of it; who came with another list is now of this one."""
        hardship = member.poor_hardship or member.hardship or ""
        priority = priority_of(
            Known(
                due_on=member.due_on,
                reserved_months=member.reserved_months or 0,
                hardship=hardship,
                segment=prospect.segment,
                household_covered=member.household_covered if has_home(member) else 0,
                household_uncovered=len(home),
                has_phone=bool(member.phone),
                outcomes=outcomes,
            ),
            day=self.day,
        )
        prospect.priority, prospect.reasons = priority.score, priority.as_json
        prospect.programme = self.programme
        self._move(prospect, self.residents.place_of(member))
        prospect.due_on = member.due_on
        prospect.quote = (
            self.quoting.household(tuple(one.poor_hardship or one.hardship or "" for one in home))
            if self.programme == "HHI"
            else self.quoting.voluntary(hardship)
        )
        prospect.from_list = self.prospect_list
        prospect.purpose = self.prospect_list.purpose
        prospect.legal_basis = self.prospect_list.legal_basis

    def _move(self, prospect: Prospect, place: Place) -> None:
        """Let a prospect live where the register says, unless somebody has it or it is known more closely."""
        is_closer = prospect.place.path.startswith(place.path)
        if prospect.assigned_to_id is None and not is_closer:
            prospect.place = place

    def _reopen(self) -> None:
        """Open again who was closed by a list and is in this one; a lease that ended so runs on."""
        closed = list(
            Prospect.objects.filter(from_list=self.prospect_list, close_reason__in=CLOSED_BY_LISTS)
            .exclude(status=Status.JOINED)
            .order_by("pk")
        )
        outcomes = _outcomes(prospect.person_id for prospect in closed)
        for prospect in closed:
            prospect.status = status_after(outcomes.get(prospect.person_id, []))
            prospect.close_reason = ""
        copy_over(closed, ["status", "close_reason"])
        for prospect in closed:
            if prospect.assigned_to_id:
                resume_lease(prospect=prospect, at=self.at)

    def _close(self) -> int:
        """Close the prospects of earlier lists of this kind who are covered, gone or excluded by now.

        Only where both the list and its registers reach: of other places these registers tell nothing.
        """
        one = self.prospect_list
        reach = max(one.place.path, one.matching.place.path, key=len)
        earlier = Prospect.objects.filter(
            campaign=one.campaign,
            from_list__cohort=one.cohort,
            place__path__startswith=reach,
            status__in=(Status.NEW, Status.MET, Status.REFUSED),
        ).exclude(from_list=one)
        missing = [row for row in earlier.select_related("person") if row.person_id not in self.seen]
        if not missing:
            return 0
        reasons = self._reasons(missing)
        closed: dict[str, list[int]] = defaultdict(list)
        for prospect in missing:
            if reason := reasons.get(prospect.pk):
                closed[reason].append(prospect.pk)
        for reason, keys in closed.items():
            Prospect.objects.filter(pk__in=keys).update(status=Status.CLOSED, close_reason=reason)
            finish_leases(prospects=keys, at=self.at)
        return sum(map(len, closed.values()))

    def _reasons(self, missing: Sequence[Prospect]) -> dict[int, str]:
        """Return why prospects close, by their key; who is not in it stays open."""
        by_identity: dict[str | None, Prospect] = {}
        for prospect in missing:
            by_identity[prospect.person.personal_id_index or prospect.person.register_index] = prospect
            by_identity[prospect.person.register_index or prospect.person.personal_id_index] = prospect
        names = {(row.person.search_key, row.person.birth_year) for row in missing}
        found: dict[int, str] = {}
        for resident, reason in why_left_out(self.db, UMBRELLA[self.programme], self.day, names):
            number, rest = identity_of(resident)
            known = (by_identity.get(number) if number else None) or by_identity.get(rest)
            if known and not is_namesake(known.person, number):
                found[known.pk] = CLOSES.get(reason or "", "")
        return {row.pk: reason for row in missing if (reason := found.get(row.pk, CloseReason.LEFT.value))}

    def _note(self, closed: int) -> None:
        one = self.prospect_list
        registers = one.matching.registers.select_related("snapshot__source")
        size = count_cohort(self.db, one.cohort, self.day, one.place.path, registers)
        members = len(self.seen)
        excluded = dict(size.excluded) | ({DO_NOT_CONTACT: self.not_to_be_met} if self.not_to_be_met else {})
        twice = size.size - members - self.not_to_be_met
        one.denominator, one.size = size.denominator - twice, members
        one.excluded = [{"reason": reason, "count": count} for reason, count in sorted(excluded.items())]
        one.expected_wrong = size.expected_wrong * members / size.size if size.size else 0
        one.entered, one.kept, one.closed = self.entered, self.kept, closed
        one.status, one.rows_done, one.loaded_at = ListStatus.LOADED, members, self.at
        one.save()
        audit.record(
            "prospect_list.loaded",
            target=one,
            by=one.asked_by,
            at=self.at,
            entered=self.entered,
            kept=self.kept,
            closed=closed,
        )
        announce(prospects_entered, campaign_id=one.campaign_id)

    def _tell(self, rows: int) -> None:
        """Say how far the loading is, outside its transaction, so that it is seen while it runs."""
        settings = connection.get_connection_params()
        named = ("dbname", "user", "password", "host", "port")
        wanted = {key: settings[key] for key in named if key in settings}
        with psycopg.connect(**wanted, autocommit=True) as outside:
            outside.execute(
                "UPDATE prospects_prospectlist SET rows_done = %s WHERE id = %s",
                [rows, self.prospect_list.pk],
            )


def _households(rows: Iterator[CohortRow]) -> Iterator[list[CohortRow]]:
    """Yield batches of rows that never cut a household in two."""
    left: list[CohortRow] = []
    while batch := list(islice(rows, BATCH)):
        rows_now = left + batch
        cut = len(rows_now) - 1
        while cut and _home_of(rows_now[cut - 1]) == _home_of(rows_now[-1]):
            cut -= 1
        if cut:
            yield rows_now[:cut]
            left = rows_now[cut:]
        else:
            left = rows_now
    if left:
        yield left


def _home_of(row: CohortRow) -> tuple[str | None, ...]:
    """Return what the members of one household share; somebody without a household is one alone."""
    return (row.commune, row.household) if has_home(row) else ("alone", str(row.rid))


def _by_home(rows: Iterable[CohortRow]) -> dict[tuple[str | None, ...], list[CohortRow]]:
    homes: dict[tuple[str | None, ...], list[CohortRow]] = defaultdict(list)
    for row in rows:
        homes[_home_of(row)].append(row)
    return homes


def _outcomes(people: Iterable[int]) -> dict[int, list[str]]:
    """Return the outcomes of all visits of people, in every campaign, newest first."""
    found: dict[int, list[str]] = defaultdict(list)
    contacts = Contact.objects.filter(prospect__person__in=list(people)).order_by("-met_at", "-id")
    for person, outcome in contacts.values_list("prospect__person_id", "outcome"):
        found[person].append(outcome)
    return found


def _meets(place: str, other: str) -> bool:
    return place.startswith(other) or other.startswith(place)


def _one_at_a_time(campaign: Campaign) -> None:
    """Let who asks for lists of a campaign wait for each other, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ASKING, campaign.pk])


def _hold(prospect_list: ProspectList) -> None:
    """Show to the end of the transaction, or of this process, that somebody is loading the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOADING, prospect_list.pk])


def _give_up_on_killed(loading: Iterable[ProspectList]) -> None:
    """Note of lists that nobody loads any more, though they say so, that their loading broke."""
    for one in loading:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOADING, one.pk])
            (is_dead,) = cursor.fetchone()
        if is_dead:
            _say(one, status=ListStatus.FAILED, refusal=LoadingBroke().text)


def _check_is_newest(prospect_list: ProspectList) -> None:
    one = prospect_list
    same = ProspectList.objects.filter(campaign=one.campaign_id, cohort=one.cohort, place=one.place_id)
    if same.filter(pk__gt=one.pk, status=ListStatus.LOADED).exists():
        raise NewerIsLoaded


def _hold_prospects(prospect_list: ProspectList) -> None:
    """Lock the prospects under the place of a list, in the order in which everybody locks them.

    Without it a visit, a lease and this loading could wait for each other, and who joins meanwhile be closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT one.id FROM prospects_prospect one"
            " JOIN places_place place ON place.id = one.place_id"
            " WHERE one.campaign_id = %s AND starts_with(place.path, %s)"
            " ORDER BY one.id FOR NO KEY UPDATE OF one) AS held",
            [prospect_list.campaign_id, prospect_list.place.path],
        )


def _say(prospect_list: ProspectList, **values: Any) -> None:
    ProspectList.objects.filter(pk=prospect_list.pk).update(**values)
