"""Lists on paper: printed once in an order that is kept, and what comes back is entered line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.audit import actions as audit
from diemtua.campaigns.models import Campaign
from diemtua.core.errors import Refusal
from diemtua.core.receipts import Receipt, RefusedItem
from diemtua.places.models import Place
from diemtua.prospects.actions import record_contact, take_back
from diemtua.prospects.enums import Outcome
from diemtua.prospects.models import Contact, Prospect, WalkingList
from diemtua.prospects.permissions import may_enter_walking_list, may_print_phones
from diemtua.prospects.rules import UNDO_MINUTES, TooLateToUndo
from diemtua.prospects.rules.walking import NobodyOnPaper, NotYourPaper, PhonesNotForYou, why_not_met_on

NOON = time(12)


@dataclass(frozen=True)
class Line:
    """What is ticked on one line of the paper."""

    prospect: Prospect
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True)
class Entered:
    """What became of the lines of one entering, and the contacts (by key) that it recorded."""

    receipt: Receipt
    contacts: tuple[int, ...]


@transaction.atomic
def print_walking_list(
    *,
    campaign: Campaign,
    place: Place,
    holder: User | None,
    prospects: Sequence[Prospect],
    by: Any,
    at: datetime,
    with_phones: bool = False,
) -> WalkingList:
    """Keep who stands on a list that is printed, in its order; that personal data went on paper is kept too.

    `with_phones`: telephone numbers stand on it whole, not masked.

    :raises NobodyOnPaper, PhonesNotForYou:
    """
    if not prospects:
        raise NobodyOnPaper(place=place)
    if with_phones and not may_print_phones(by, place, holder):
        raise PhonesNotForYou
    printed: WalkingList = WalkingList.objects.create(
        campaign=campaign,
        place=place,
        holder=holder,
        prospects=[one.pk for one in prospects],
        printed_at=at,
        printed_by=by,
    )
    _note_printing(printed, "walking_list.printed", rows=len(prospects), phones=with_phones, by=by, at=at)
    return printed


def reprint_walking_list(
    *, walking_list: WalkingList, rows: int, by: Any, at: datetime, with_phones: bool = False
) -> None:
    """Note that a list is printed once more, the same people in the same order.

    :raises NotYourPaper, NobodyOnPaper, PhonesNotForYou:
    """
    if not may_enter_walking_list(by, walking_list):
        raise NotYourPaper
    if not rows:
        raise NobodyOnPaper(place=walking_list.place)
    if with_phones and not may_print_phones(by, walking_list.place, walking_list.holder):
        raise PhonesNotForYou
    _note_printing(walking_list, "walking_list.reprinted", rows=rows, phones=with_phones, by=by, at=at)


@transaction.atomic
def enter_walking_list(
    *, walking_list: WalkingList, lines: Sequence[Line], met_on: date, by: Any, at: datetime
) -> Entered:
    """Record what is ticked on a list that came back; sent again, each line is recorded once.

    The visits are those of whose list it was, else of `by`.

    :raises NotYourPaper, MetInTheFuture, MetBeforePrinting:
    """
    if not may_enter_walking_list(by, walking_list):
        raise NotYourPaper
    today = timezone.localdate(at)
    printed_on = timezone.localdate(walking_list.printed_at)
    if refusal := why_not_met_on(met_on, printed_on=printed_on, today=today):
        raise refusal
    met_at = at if met_on == today else timezone.make_aware(datetime.combine(met_on, NOON))
    _lock([one.prospect.pk for one in lines])
    refs = {one.prospect.pk: line_ref(walking_list, one.prospect) for one in lines}
    known = set(Contact.objects.filter(device_ref__in=refs.values()).values_list("device_ref", flat=True))
    made, refused = [], []
    for line in lines:
        ref = refs[line.prospect.pk]
        if ref in known:
            continue
        try:
            contact = record_contact(
                prospect=line.prospect,
                outcome=line.outcome,
                device_ref=ref,
                note=line.note,
                met_by=walking_list.holder or by,
                met_at=met_at,
                by=by,
                at=at,
            )
        except Refusal as refusal:
            refused.append(RefusedItem(line.prospect.ref, refusal.code, refusal.text))
        else:
            known.add(ref)
            made.append(contact.pk)
    receipt = Receipt(len(lines), len(made), len(lines) - len(made) - len(refused), tuple(refused))
    if made:
        WalkingList.objects.filter(pk=walking_list.pk).update(entered_at=at)
        audit.record(
            "walking_list.entered", target=walking_list, by=by, at=at, accepted=len(made), sent=len(lines)
        )
    return Entered(receipt, tuple(made))


@transaction.atomic
def undo_walking_entry(*, walking_list: WalkingList, contacts: Sequence[int], by: Any, at: datetime) -> int:
    """Take back the contacts (by key) of one entering of a paper. Return how many; twice is harmless.

    :raises NotYourPaper:
    :raises TooLateToUndo: when one of them stands for more than five minutes; then all stay
    """
    if not may_enter_walking_list(by, walking_list):
        raise NotYourPaper
    of_paper = Prospect.objects.filter(pk__in=walking_list.prospects).only("ref")
    refs = {line_ref(walking_list, one): one.pk for one in of_paper}
    rows = Contact.objects.filter(pk__in=contacts, device_ref__in=list(refs))
    _lock(list(rows.values_list("prospect_id", flat=True)))
    found = list(rows)
    if any(at - one.received_at > timedelta(minutes=UNDO_MINUTES) for one in found):
        raise TooLateToUndo(minutes=UNDO_MINUTES)
    for one in found:
        take_back(contact=one, by=by, at=at)
    if found:
        if not Contact.objects.filter(device_ref__in=list(refs)).exists():
            WalkingList.objects.filter(pk=walking_list.pk).update(entered_at=None)
        audit.record("walking_list.entry_undone", target=walking_list, by=by, at=at, count=len(found))
    return len(found)


def line_ref(walking_list: WalkingList, prospect: Prospect) -> UUID:
    """Return the reference of the visit of one line: the same however often the paper is entered."""
    return uuid5(NAMESPACE_URL, f"walking-list/{walking_list.ref}/{prospect.ref}")


def _note_printing(
    walking_list: WalkingList, name: str, *, rows: int, phones: bool, by: Any, at: datetime
) -> None:
    holder = str(walking_list.holder or "")
    audit.record(name, target=walking_list, by=by, at=at, rows=rows, holder=holder, phones=phones)


def _lock(keys: Sequence[int]) -> None:
    """Lock prospects in one order: two papers with the same people, entered at once, wait and none dies."""
    list(Prospect.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
