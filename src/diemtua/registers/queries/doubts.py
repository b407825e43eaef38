"""The queue of doubts: which pair a reviewer looks at next, and how many are left."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import MD5, Concat

from diemtua.accounts.enums import Role
from diemtua.core import crypto
from diemtua.core.text import sort_key
from diemtua.places.enums import Kind
from diemtua.places.models import Place
from diemtua.registers.enums import Verdict
from diemtua.registers.models import Doubt, Matching
from diemtua.registers.queries.matchings import undecided
from diemtua.registers.rules.doubts import Row
from diemtua.registers.rules.namesakes import Namesakes


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
    def percent(self) -> int:
        """Return the decided ones as a share of all, in whole per cent."""
        return 100 * self.decided // self.total if self.total else 100


@dataclass(frozen=True)
class Spread:
    """Over which steps and places the doubts are spread: (path, name) of places, hamlets or communes."""

    rules: list[str]
    places: list[tuple[str, str]]
    is_any_at_stake: bool


def doubts_of(matching: Matching, user: Any) -> QuerySet[Doubt]:
    """Return the doubts of a matching within the places of `user`."""
    rows = Doubt.objects.visible_to(user).filter(register__matching=matching)
    return rows.select_related("register__snapshot__source", "place__parent", "judged_by", "seconded_by")


def for_me(user: Any) -> Q:
    """Return the condition of a doubt that `user` may judge now."""
    mine = Q(verdict="") | (waits_for_second() & ~Q(judged_by=user))
    return mine | disagreed() if user.has_role(Role.PROVINCE_LEAD) else mine


def waits_for_second() -> Q:
    """Return the condition of a doubt on which one person has spoken and another has to."""
    return Q(is_at_stake=True, second_verdict="") & ~Q(verdict="")


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


def next_in(queue: QuerySet[Doubt], at: Doubt | None, *, is_backwards: bool = False) -> Doubt | None:
    """Return the pair after `at` in a queue, or before it, going round; None when the queue is empty."""
    if at is None:
        return _first(queue)
    turn = queue.model.objects.filter(pk=at.pk).annotate(turn=queue.query.annotations["turn"])
    mark = turn.values_list("turn", flat=True).first()
    others = queue.exclude(pk=at.pk).order_by("-turn" if is_backwards else "turn")
    beyond: Any = {"turn__lt" if is_backwards else "turn__gt": mark}
    return _first(others.filter(**beyond)) or _first(others) or _first(queue)


def _first(rows: QuerySet[Doubt]) -> Doubt | None:
    """Return the first row; keys are sorted alone, as the sealed rows of many pairs are heavy."""
    key = rows.values_list("pk", flat=True).first()
    return rows.filter(pk=key).first() if key else None


def spread_of(doubts: QuerySet[Doubt]) -> Spread:
    """Return over which steps and places `doubts` are spread: hamlets of one commune, else communes."""
    found = list(doubts.order_by().values_list("rule", "is_at_stake", "place").distinct())
    places = Place.objects.filter(pk__in={place for _rule, _stake, place in found}).select_related("parent")
    hamlets = {(place.path, place.name) for place in places}
    tops = (place.parent if place.kind == Kind.HAMLET and place.parent else place for place in places)
    communes = {(place.path, place.name) for place in tops}
    return Spread(
        rules=sorted({rule for rule, *_rest in found}),
        places=sorted(hamlets if len(communes) == 1 else communes, key=lambda one: sort_key(one[1])),
        is_any_at_stake=any(stake for _rule, stake, *_rest in found),
    )


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


def namesakes_of(doubt: Doubt) -> Namesakes | None:
    """Return who else goes by the name and year of the resident; None where it was not asked."""
    found: Namesakes | None = json.loads(crypto.unseal(doubt.resident_sealed)).get("namesakes")
    return found


def is_disagreed(doubt: Doubt) -> bool:
    """Say whether two people differ on a pair."""
    both = {doubt.verdict, doubt.second_verdict}
    return doubt.is_at_stake and both == {Verdict.SAME.value, Verdict.OTHER.value}
