"""Reads of directives: the matrix of tasks, and how far they are."""

from collections import defaultdict
from functools import reduce
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from diemtua.campaigns.models import Campaign
from diemtua.core.db import Folded
from diemtua.core.text import fold
from diemtua.directives.enums import EvidenceKind, PartyRole, Status, TaskStatus
from diemtua.directives.models import (
    Assignment,
    CascadeUnit,
    Directive,
    Evidence,
    Extension,
    MatrixEdit,
    Party,
    Task,
    TaskAnswer,
)
from diemtua.directives.queries.owners import of_agencies, reaching


def directives_of(campaign: Campaign) -> QuerySet[Directive]:
    """Return the directives of a campaign, newest first."""
    return Directive.objects.filter(campaign=campaign).defer("source_text")


def directives_with(rows: QuerySet[Directive], words: str) -> QuerySet[Directive]:
    """Keep the directives whose number ("3495/UBND-VX"), subject or issuer hold `words`, tones apart."""
    number = Concat("number", Value("/"), "symbol", output_field=TextField())
    called = Concat(number, Value(" "), "subject", Value(" "), "issuer", output_field=TextField())
    found = rows.annotate(folded=Folded(called))
    return reduce(lambda left, word: left.filter(folded__contains=word), fold(words).split(), found)


def published_directives(campaign: Campaign) -> QuerySet[Directive]:
    """Return the directives of a campaign whose tasks are followed."""
    return directives_of(campaign).filter(status=Status.PUBLISHED)


def assignments_with_tasks(directive: Directive) -> list[Assignment]:
    """Return the assignments of a directive in order, with parties and all tasks; three queries in all.

    `all_tasks` holds every task, `top_tasks` those that stand below no other, each with its `below`.
    """
    rows: list[Any] = list(
        directive.assignments.prefetch_related(
            Prefetch(
                "tasks",
                queryset=Task.objects.select_related("cascade__top", "edited_by"),
                to_attr="all_tasks",
            ),
            Prefetch("parties", queryset=Party.objects.select_related("agency", "added_by")),
        )
    )
    for assignment in rows:
        below: dict[int | None, list[Task]] = defaultdict(list)
        for task in vars(assignment)["all_tasks"]:
            task.assignment, task.below = assignment, below[task.pk]
            below[task.parent_id].append(task)
        vars(assignment)["top_tasks"] = below[None]
    return rows


def tasks_in_force(campaign: Campaign) -> QuerySet[Task]:
    """Return the tasks of the published directives of a campaign, those with a deadline first."""
    return (
        Task.objects.filter(assignment__directive__campaign=campaign)
        .filter(assignment__directive__status=Status.PUBLISHED)
        .select_related("assignment__directive", "cascade__top")
        .prefetch_related("assignment__parties__agency")
        .order_by("due_on", "assignment__position", "position", "id")
    )


def tasks_of(campaign: Campaign, user: Any) -> QuerySet[Task]:
    """Return the tasks in force that an agency of `user` leads or co-ordinates, or that reach its place."""
    tasks = tasks_in_force(campaign)
    agencies = {membership.agency_id for membership in user.current_memberships}
    own = of_agencies(tasks.order_by(), agencies).values("pk")
    given = reaching(tasks.order_by(), user).values("pk")
    return tasks.filter(Q(pk__in=own) | Q(pk__in=given))


def counts_by_status(campaign: Campaign) -> dict[str, int]:
    """Return how many tasks in force have each status: {'NOT_STARTED': 20, 'IN_PROGRESS': 0, 'DONE': 2}."""
    rows = tasks_in_force(campaign).order_by().values("status").annotate(count=Count("pk"))
    return dict.fromkeys(TaskStatus.values, 0) | {row["status"]: row["count"] for row in rows}


def reports_on(directive: Directive) -> int:
    """Return how many answers, pieces of evidence and requests for time people gave on its tasks."""
    tasks = Task.objects.filter(assignment__directive=directive)
    said_of_whole = tasks.exclude(status=TaskStatus.NOT_STARTED).filter(
        indicator="", cascade=None, answers=None
    )
    return (
        TaskAnswer.objects.filter(task__in=tasks).count()
        + CascadeUnit.objects.filter(cascade__task__in=tasks, answered_at__isnull=False).count()
        + Evidence.objects.filter(task__in=tasks).exclude(kind=EvidenceKind.COMPUTED).count()
        + Extension.objects.filter(task__in=tasks).count()
        + said_of_whole.count()
    )


def last_edit(directive: Directive) -> MatrixEdit | None:
    """Return the edit that an undo would take back."""
    edits = MatrixEdit.objects.filter(
        assignment__directive=directive, undone_at=None, before__has_key="tasks"
    )
    return edits.select_related("edited_by").defer("before").order_by("-id").first()


def last_amendment(task: Task) -> MatrixEdit | None:
    """Return the change of a task in force that an undo would take back."""
    edits = MatrixEdit.objects.filter(assignment=task.assignment_id, undone_at=None, before__task=task.pk)
    return edits.select_related("edited_by").order_by("-id").first()


def owners_without_agency(directive: Directive) -> list[Party]:
    """Return the lead agencies that the text names and that are not yet bound to one of ours."""
    parties = Party.objects.filter(assignment__directive=directive, role=PartyRole.LEAD, agency__isnull=True)
    return list(parties)
