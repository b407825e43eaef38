"""The only code that writes activities: `recording` for activities, `launch` for its teams and points."""

from diemtua.activities.actions.launch import (
    NewTally,
    NewTeam,
    form_teams,
    record_tallies,
    remove_tally,
)
from diemtua.activities.actions.recording import (
    NewActivity,
    cancel_activity,
    hold_activity,
    plan_activity,
    record_activities,
    record_activity,
    replan_activity,
    revise_activity,
)

__all__ = [
    "NewActivity",
    "NewTally",
    "NewTeam",
    "cancel_activity",
    "form_teams",
    "hold_activity",
    "plan_activity",
    "record_activities",
    "record_activity",
    "record_tallies",
    "remove_tally",
    "replan_activity",
    "revise_activity",
]
