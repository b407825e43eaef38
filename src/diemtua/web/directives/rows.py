"""Tasks as pages and papers show them: who, until when, where they stand, what proves them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from diemtua.core.numbers import decimal_comma, grouped
from diemtua.directives.enums import Completion, EvidenceKind, PartyRole, TaskStatus
from diemtua.directives.models import CascadeUnit, Evidence, Party, Task
from diemtua.directives.permissions import may_follow_task
from diemtua.directives.queries import parties_of
from diemtua.directives.rules.doubts import LOOK_AGAIN
from diemtua.directives.rules.following import (
    RUNG_WORDS,
    STANDING_WORDS,
    Rung,
    Standing,
    needed,
    rung_of,
    standing_of,
)
from diemtua.progress.rules import PROOFS, Proof

#: How the bound of a figure to reach is said; "=" needs no word.
BOUNDS = {">=": noop("ít nhất"), ">": noop("trên"), "<": noop("dưới"), "~": noop("khoảng")}


@dataclass(frozen=True)
class CountedProof:
    """What the bound counter says: figure, goal, and the moment it was counted."""

    proof: Proof
    value: int
    goal: int
    at: datetime | None

    @property
    def is_reached(self) -> bool:
        return self.value >= self.goal

    @property
    def label(self) -> str:
        return _(self.proof.label)

    @property
    def unit(self) -> str:
        return _(self.proof.unit)


@dataclass(frozen=True)
class Units:
    """How many places of a cascaded task are how far."""

    size: int
    exempt: int = 0
    done: int = 0
    begun: int = 0

    @property
    def of(self) -> int:
        return self.size - self.exempt


@dataclass
class TaskRow:
    """One line of a matrix."""

    task: Task
    leads: list[Party]
    coordinators: list[Party]
    standing: Standing
    rung: Rung | None
    counted: CountedProof | None = None
    units: Units | None = None
    given: int = 0  # files and notes
    may_follow: bool = False
    below: "list[TaskRow]" = field(default_factory=list)

    @property
    def words(self) -> str:
        """Return where the task stands, as offices word it."""
        return _(STANDING_WORDS[self.standing])

    @property
    def kind(self) -> str:
        """Return the colour of the standing."""
        if self.standing.is_late:
            return "bad" if not self.standing.is_done else "warn"
        if self.standing.is_done:
            return "good"
        return "info" if self.standing in (Standing.UNDERWAY, Standing.UNDERWAY_IN_TIME) else "plain"

    @property
    def rung_words(self) -> str:
        """Return the rung of the ladder of reminders in words."""
        return _(RUNG_WORDS[self.rung]) if self.rung else ""

    @property
    def who(self) -> str:
        """Return the leading agencies by name."""
        return "; ".join(party.agency.name if party.agency else party.text for party in self.leads)

    @property
    def together(self) -> str:
        """Return who co-ordinates, in the words of the source."""
        return "; ".join(party.text for party in self.coordinators)

    @property
    def each(self) -> str:
        """Return what each place of a cascade has to reach, where a counter proves it."""
        proof = PROOFS.get(self.task.indicator)
        if proof is None or self.units is None:
            return ""
        goal = {"goal": self.task.goal, "unit": _(proof.unit), "label": _(proof.label).lower()}
        return _("mỗi nơi %(goal)s %(unit)s (%(label)s)") % goal

    @property
    def figures(self) -> str:
        """Return the figures that the words of the task ask for: 'ít nhất 20 người; trên 95 %'."""
        return "; ".join(_figure(one) for one in self.task.figures)

    @property
    def is_doubtful(self) -> bool:
        """Say whether the reader was not sure of the task."""
        return self.task.confidence < LOOK_AGAIN

    @property
    def completion(self) -> str:
        """Return how many must be done, in words, where there are several."""
        of = self.units.of if self.units else len(self.leads)
        if of < 2 or self.task.completion == Completion.ALL:
            return ""
        count = needed(self.task.completion, self.task.completion_count, of)
        return _("xong khi %(count)s/%(of)s nơi hoàn thành") % {"count": count, "of": of}


def task_rows(tasks: Iterable[Task], user: Any, today: date) -> list[TaskRow]:
    """Return the lines of tasks whose section, parties and cascade are fetched; three queries for all.

    Figures of a cascade are those of the whole set: they name no place.
    """
    tasks = list(tasks)
    keys = [task.pk for task in tasks]
    counted = {one.task_id: one for one in Evidence.objects.filter(task__in=keys, kind=EvidenceKind.COMPUTED)}
    given = _given(keys, user)
    units = _units(keys)
    return [_row(task, user, today, counted.get(task.pk), given.get(task.pk, 0), units) for task in tasks]


def _figure(figure: dict[str, Any]) -> str:
    value = figure["value"]
    number = grouped(value) if isinstance(value, int) else decimal_comma(value)
    word = BOUNDS.get(figure["bound"])
    return f"{_(word) if word else ''} {number} {figure['unit']}".strip()


def _row(
    task: Task,
    user: Any,
    today: date,
    counted: Evidence | None,
    given: int,
    units: dict[int, dict[str, int]],
) -> TaskRow:
    parties = parties_of(task)
    cascade = getattr(task, "cascade", None)
    return TaskRow(
        task=task,
        leads=[party for party in parties if party.role == PartyRole.LEAD],
        coordinators=[party for party in parties if party.role == PartyRole.COORDINATING],
        standing=standing_of(
            has_begun=task.status != TaskStatus.NOT_STARTED,
            due_on=task.due,
            done_on=task.done_on,
            today=today,
        ),
        rung=rung_of(task.due, task.done_on, today),
        counted=counted_proof(task, counted),
        units=Units(cascade.size, **units.get(task.pk, {})) if cascade else None,
        given=given,
        may_follow=may_follow_task(user, task),
    )


def counted_proof(task: Task, counted: Evidence | None) -> CountedProof | None:
    """Return what the bound counter of a task says; None where it is bound to nothing, or place by place."""
    proof = PROOFS.get(task.indicator)
    if proof is None or hasattr(task, "cascade"):
        return None
    value = counted.value if counted and counted.value is not None else 0
    return CountedProof(proof, value, task.goal or 1, counted.added_at if counted else None)


def _given(keys: list[int], user: Any) -> dict[int, int]:
    rows = Evidence.objects.visible_to(user).filter(task__in=keys).exclude(kind=EvidenceKind.COMPUTED)
    return dict(rows.order_by().values_list("task").annotate(count=Count("pk")))


def _units(keys: list[int]) -> dict[int, dict[str, int]]:
    rows = CascadeUnit.objects.filter(cascade__task__in=keys).values("cascade__task")
    counts = rows.annotate(
        exempt=Count("pk", filter=Q(is_exempt=True)),
        done=Count("pk", filter=Q(status=TaskStatus.DONE)),
        begun=Count("pk", filter=Q(status=TaskStatus.IN_PROGRESS)),
    )
    return {row["cascade__task"]: {name: row[name] for name in ("exempt", "done", "begun")} for row in counts}
