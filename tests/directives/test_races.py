"""Two hands at once: one wins, the other is told."""

import threading

import pytest
from django.db import connection

from diemtua.core.errors import Refusal
from diemtua.directives import actions
from diemtua.directives.actions import Columns
from diemtua.directives.models import MatrixEdit, Task
from tests.directives.test_actions import AT, TEXT

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list[str]:
    """Do all `acts` at the same moment, and return the code of each refusal, empty where it was done."""
    codes: list[str] = []
    gate = threading.Barrier(len(acts))

    def run(act) -> None:
        gate.wait()
        try:
            act()
            codes.append("")
        except Refusal as refusal:
            codes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(codes)


def test_of_four_officers_who_save_the_same_task_one_wins_and_three_are_told(campaign, minh) -> None:
    actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    task = Task.objects.select_related("assignment__directive").get(text__startswith="Tổng hợp")

    def write(number: int):
        return lambda: actions.write_task(
            assignment=task.assignment,
            task=task,
            columns=Columns(text=f"Bản {number}"),
            version=task.version,
            by=minh,
            at=AT,
        )

    codes = at_once(*(write(number) for number in range(4)))

    assert codes == ["", "edited_meanwhile", "edited_meanwhile", "edited_meanwhile"]
    assert MatrixEdit.objects.count() == 1


def test_undoing_at_the_same_moment_takes_back_each_edit_once(campaign, minh) -> None:
    directive = actions.take_in(campaign=campaign, text=TEXT, source_name="", by=minh, at=AT)
    first = directive.assignments.get(position=1)
    for words in ("Một", "Hai"):
        actions.write_task(assignment=first, task=None, columns=Columns(text=words), by=minh, at=AT)

    codes = at_once(*([lambda: actions.undo_last_edit(directive=directive, by=minh, at=AT)] * 3))

    assert codes == ["", "", "nothing_to_undo"]
    assert Task.objects.count() == 3
