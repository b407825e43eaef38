"""Taking in a directive, editing its matrix, publishing it, following its tasks to their proof."""

from diemtua.directives.actions.amending import reassign_task, set_completion, undo_amendment
from diemtua.directives.actions.cascading import (
    CascadedAlready,
    UnitsAnswered,
    cascade_task,
    exempt_units,
    include_unit,
    report_unit,
    take_back_cascade,
)
from diemtua.directives.actions.editing import (
    Columns,
    drop_task,
    merge_tasks,
    split_task,
    undo_last_edit,
    write_task,
)
from diemtua.directives.actions.editions import clone_directive
from diemtua.directives.actions.evidence import (
    GoalMissing,
    SameFile,
    add_file,
    add_note,
    bind_evidence,
    state_counted,
    state_counted_units,
)
from diemtua.directives.actions.following import answer_extension, ask_for_time, report_task
from diemtua.directives.actions.owners import assign_task, bind_party, set_parties
from diemtua.directives.actions.publishing import publish, withdraw
from diemtua.directives.actions.taking_in import correct_header, take_in

__all__ = [
    "CascadedAlready",
    "Columns",
    "GoalMissing",
    "SameFile",
    "UnitsAnswered",
    "add_file",
    "add_note",
    "answer_extension",
    "ask_for_time",
    "assign_task",
    "bind_evidence",
    "bind_party",
    "cascade_task",
    "clone_directive",
    "correct_header",
    "drop_task",
    "exempt_units",
    "include_unit",
    "merge_tasks",
    "publish",
    "reassign_task",
    "report_task",
    "report_unit",
    "set_completion",
    "set_parties",
    "split_task",
    "state_counted",
    "state_counted_units",
    "take_back_cascade",
    "take_in",
    "undo_amendment",
    "undo_last_edit",
    "withdraw",
    "write_task",
]
