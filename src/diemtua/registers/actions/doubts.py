"""Judging doubts: one verdict, or two that agree where money is at stake; taken back within half an hour."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from diemtua.accounts.enums import Role
from diemtua.audit import actions as audit
from diemtua.core import crypto
from diemtua.registers.enums import Verdict
from diemtua.registers.models import Doubt
from diemtua.registers.rules.doubts import ReasonMissing, why_not_judge, why_not_take_back


@transaction.atomic
def judge(*, doubt: Doubt, verdict: Verdict, by: Any, at: datetime) -> Doubt:
    """Say of a pair that it is one person or two. The same verdict sent twice by one person counts once.

    Where money is at stake a second person says so too; if they differ, the lead of the province decides.

    :raises AlreadyJudged, SecondMustBeAnother, ThirdLook:
    """
    doubt = Doubt.objects.select_for_update(of=("self",)).get(pk=doubt.pk)
    if (doubt.judged_by_id, doubt.verdict) == (by.pk, verdict) and not doubt.second_verdict:
        return doubt
    refusal = why_not_judge(
        verdict=doubt.verdict,
        second=doubt.second_verdict,
        at_stake=doubt.is_at_stake,
        is_party=by.pk in (doubt.judged_by_id, doubt.seconded_by_id),
        is_lead=by.has_role(Role.PROVINCE_LEAD),
    )
    if refusal:
        raise refusal
    if not doubt.verdict:
        doubt.verdict, doubt.judged_at, doubt.judged_by = verdict, at, by
    elif not doubt.second_verdict:
        doubt.second_verdict, doubt.seconded_at, doubt.seconded_by = verdict, at, by
    else:
        _decide(doubt, verdict, by, at)
    doubt.save()
    audit.record("doubt.judged", target=doubt, by=by, at=at, verdict=verdict)
    return doubt


@transaction.atomic
def take_back(*, doubt: Doubt, by: Any, at: datetime) -> Doubt:
    """Take back the own verdict: the last one said of the pair, or either of two that differ.

    :raises NotYours:
    """
    doubt = Doubt.objects.select_for_update(of=("self",)).get(pk=doubt.pk)
    differ = bool(doubt.second_verdict) and doubt.verdict != doubt.second_verdict
    is_second = bool(doubt.second_verdict) and not (differ and doubt.judged_by_id == by.pk)
    said_by, said_at = (
        (doubt.seconded_by_id, doubt.seconded_at) if is_second else (doubt.judged_by_id, doubt.judged_at)
    )
    if refusal := why_not_take_back(is_own=said_by == by.pk, said_at=said_at, now=at, is_contradicted=differ):
        raise refusal
    if not is_second:  # what the second person said moves up; it is nothing where nobody did
        doubt.verdict, doubt.judged_at, doubt.judged_by = (
            doubt.second_verdict,
            doubt.seconded_at,
            doubt.seconded_by,
        )
    doubt.second_verdict, doubt.seconded_at, doubt.seconded_by = "", None, None
    doubt.save()
    audit.record("doubt.verdict_taken_back", target=doubt, by=by, at=at)
    return doubt


@transaction.atomic
def reveal(*, doubt: Doubt, reason: str, by: Any, at: datetime) -> tuple[dict[str, str], dict[str, str]]:
    """Return both rows of a pair unmasked; who looked and why is kept.

    :raises ReasonMissing:
    """
    if not reason.strip():
        raise ReasonMissing
    audit.record("doubt.revealed", target=doubt, by=by, at=at, reason=reason.strip())
    return (
        json.loads(crypto.unseal(doubt.resident_sealed)),
        json.loads(crypto.unseal(doubt.participant_sealed)),
    )


def _decide(doubt: Doubt, verdict: Verdict, by: Any, at: datetime) -> None:
    """Let a third person's verdict stand behind the one it agrees with, where it may be taken back."""
    if doubt.verdict != verdict:
        doubt.verdict, doubt.judged_at, doubt.judged_by = verdict, doubt.seconded_at, doubt.seconded_by
    doubt.second_verdict, doubt.seconded_at, doubt.seconded_by = verdict, at, by
