"""Directives, their tasks, what became of them, and how they were edited."""

from diemtua.directives.models.document import Addressee, Assignment, Directive, Party, Task
from diemtua.directives.models.edits import MatrixEdit
from diemtua.directives.models.following import (
    CascadeUnit,
    Evidence,
    Extension,
    TaskAnswer,
    TaskCascade,
)

__all__ = [
    "Addressee",
    "Assignment",
    "CascadeUnit",
    "Directive",
    "Evidence",
    "Extension",
    "MatrixEdit",
    "Party",
    "Task",
    "TaskAnswer",
    "TaskCascade",
]
