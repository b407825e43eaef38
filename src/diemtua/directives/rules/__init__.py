"""Reading a directive (văn bản chỉ đạo): plain Python, no database, no clock."""

from diemtua.directives.rules.model import (
    BasisDocument,
    Gap,
    Goal,
    Named,
    NoOrdersFound,
    ReadAssignment,
    ReadDirective,
    ReadTask,
    Signatory,
    Span,
)
from diemtua.directives.rules.reading import read_directive

__all__ = [
    "BasisDocument",
    "Gap",
    "Goal",
    "Named",
    "NoOrdersFound",
    "ReadAssignment",
    "ReadDirective",
    "ReadTask",
    "Signatory",
    "Span",
    "read_directive",
]
