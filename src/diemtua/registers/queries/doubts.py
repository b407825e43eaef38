"""The queue of doubts: which pair a reviewer looks at next, and how many are left."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import MD5, Concat

from diemtua.accounts.enums import Role
from diemtua.core import crypto
from diemtua.registers.enums import Verdict
from diemtua.registers.models import Doubt, Matching
from diemtua.registers.queries.matchings import undecided
from diemtua.registers.rules.doubts import Row


@dataclass(frozen=True)
class Tally:
    """How far the review is: all pairs, those decided, those that wait for this user, for somebody else."""

    total: int
    decided: int
    mine: int

    @property
    def for_others(self) -> int:
        """Return how many wait for another person than this user."""
        return self.total - self.decided - self.mine

    @property
    def percent(self) -> float:
        """Return the decided ones as a share of all, in per cent."""
        return 100 * self.decided / self.total if self.total else 100.0


def doubts_of(matching: Matching, user: Any) -> QuerySet[Doubt]:
    """Return the doubts of a matching within the places of `user`."""
    rows = Doubt.objects.visible_to(user).filter(register__matching=matching)
    return rows.select_related("register__snapshot__source", "place__parent", "judged_by", "seconded_by")


def for_me(user: Any) -> Q:
    """Return the condition of a doubt that `user` may judge now."""
    second = Q(is_at_stake=True, second_verdict="") & ~Q(verdict="") & ~Q(judged_by=user)
    mine = Q(verdict="") | second
    return mine | disagreed() if user.has_role(Role.PROVINCE_LEAD) else mine


def disagreed() -> Q:
    """Return the condition of a doubt on which two people differ."""
    two = Q(is_at_stake=True) & ~Q(verdict="") & ~Q(second_verdict="")
    return two & ~Q(verdict=F("second_verdict"))


def queue_of(doubts: QuerySet[Doubt], user: Any) -> QuerySet[Doubt]:
    """Return what `user` may judge now, in an order of the user's own.

    So two people who review at once hardly ever look at the same pair, and each goes on where they were.
    """
    turn = MD5(Concat("ref", Value(f"/{user.pk}")))
    return doubts.filter(for_me(user)).annotate(turn=turn).order_by("turn")


def next_in(queue: QuerySet[Doubt], after: Doubt | None) -> Doubt | None:
    """Return the pair that follows `after` in a queue, round to its beginning; None when it is empty."""
    if after is None:
        return queue.first()
    turn = queue.model.objects.filter(pk=after.pk).annotate(turn=queue.query.annotations["turn"])
    mark = turn.values_list("turn", flat=True).first()
    others = queue.exclude(pk=after.pk)
    later: Any = {"turn__gt": mark}
    return others.filter(**later).first() or others.first() or queue.first()


def tally_of(doubts: QuerySet[Doubt], user: Any) -> Tally:
    """Return how far the review of `doubts` is."""
    counted = doubts.order_by().aggregate(
        total=Count("pk"),
        decided=Count("pk", filter=~undecided()),
        mine=Count("pk", filter=for_me(user)),
    )
    return Tally(**counted)


def judged(doubts: QuerySet[Doubt]) -> QuerySet[Doubt]:
    """Return the doubts on which somebody has said something, whether it counts already or not."""
    return doubts.exclude(verdict="")


def rows_of(doubt: Doubt) -> tuple[Row, Row]:
    """Return both rows of a pair: the resident's and the participant's."""
    return json.loads(crypto.unseal(doubt.resident_sealed)), json.loads(
        crypto.unseal(doubt.participant_sealed)
    )


def is_disagreed(doubt: Doubt) -> bool:
    """Say whether two people differ on a pair."""
    both = {doubt.verdict, doubt.second_verdict}
    return doubt.is_at_stake and both == {Verdict.SAME.value, Verdict.OTHER.value}
