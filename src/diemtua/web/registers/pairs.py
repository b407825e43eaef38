"""One doubtful pair as it is shown: both rows with what differs marked, and who else is meant perhaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from diemtua.accounts.models import User
from diemtua.places.models import Place
from diemtua.registers.models import Doubt, Matching
from diemtua.registers.queries import doubts as queries
from diemtua.registers.rules.doubts import MASKED, Compared, Row, apart, compared
from diemtua.web.registers.phrases import cell, column_label, relation_of, step_label

Marked = list[tuple[str, bool]]


@dataclass(frozen=True)
class Line:
    """One line of the comparison, with the words marked that the other side does not have."""

    label: str
    left: Marked
    right: Marked
    relation: str
    told: str


@dataclass(frozen=True)
class Other:
    """Another resident of the same name and year, without the name."""

    birth: str
    hamlet: str
    is_taken: bool


def pair_shown(matching: Matching, doubt: Doubt, user: User) -> dict[str, Any]:
    """Return what the page says of a pair, and what `user` may do with it."""
    rows = queries.rows_of(doubt)
    namesakes = queries.namesakes_of(doubt)
    first = namesakes["first"] if namesakes else []
    commune = rows[0].get("commune")
    others: list[Row] = [
        {"birth": one["birth"], "hamlet": one["hamlet"], "commune": commune} for one in first
    ]
    resident, participant, *beside = _with_places(matching, [*rows, *others])
    lines = compared(resident, participant)
    is_disagreed = queries.is_disagreed(doubt)
    is_party = user.pk in (doubt.judged_by_id, doubt.seconded_by_id)
    waits = not doubt.effective_verdict
    return {
        "both": [_line(one) for one in lines if one.relation != "unknown"],
        "single": [_line(one) for one in lines if one.relation == "unknown"],
        "has_numbers": any(row.get(name) for name in MASKED for row in rows),
        "because": step_label(doubt.rule),
        "percent": 100 * doubt.score,
        "namesakes": namesakes,
        "others": [
            Other(cell("birth", row.get("birth") or ""), row.get("hamlet") or "", one["taken"])
            for row, one in zip(beside, first, strict=True)
        ],
        "more_others": namesakes["number"] - len(first) if namesakes else 0,
        "is_disagreed": is_disagreed,
        "is_party": is_party,
        "is_second_look": waits and bool(doubt.verdict) and not is_disagreed and not is_party,
        "may_judge": waits and not is_party,
    }


def numbers_shown(resident: Row, participant: Row) -> list[tuple[str, str, str]]:
    """Return the numbers of both sides, whole."""
    return [
        (column_label(name), resident.get(name) or "–", participant.get(name) or "–")
        for name in MASKED
        if resident.get(name) or participant.get(name)
    ]


def _line(one: Compared) -> Line:
    left, right = cell(one.name, one.left), cell(one.name, one.right)
    if one.relation in ("same", "unknown") or one.name in MASKED:
        marked: tuple[Marked, Marked] = [(left, False)], [(right, False)]
    else:
        marked = list(apart(right, left)), list(apart(left, right))
    told = relation_of(one) if one.relation != "unknown" else ""
    return Line(column_label(one.name), *marked, one.relation, told)


def _with_places(matching: Matching, rows: Iterable[Row]) -> list[Row]:
    """Return rows with the names of communes, and of hamlets in them, instead of codes."""
    rows = list(rows)
    communes = {row.get("commune") or "" for row in rows} - {""}
    hamlets = {row.get("hamlet") or "" for row in rows} - {""}
    wanted = Q(code__in=communes) | Q(code__in=hamlets, parent__code__in=communes)
    places = Place.objects.valid_on(matching.population.as_of).under(matching.place).filter(wanted)
    names: Mapping[tuple[str, str], str] = {
        (parent, code): name
        for code, name, parent in places.values_list("code", "name", "parent__code")
    }  # fmt: skip
    units = {code: name for (_parent, code), name in names.items() if code in communes}
    return [
        {
            **row,
            "commune": units.get(row.get("commune") or "", row.get("commune")),
            "hamlet": names.get((row.get("commune") or "", row.get("hamlet") or ""), row.get("hamlet")),
        }
        for row in rows
    ]
