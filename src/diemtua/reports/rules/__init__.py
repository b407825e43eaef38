"""A report from its frozen figures: words, layout, annexes, checks, differences. Plain Python, no database.

See `docs/algorithms/the-report.md`.
"""

from diemtua.reports.rules.annexes import annex_workbook
from diemtua.reports.rules.difference import Change, differences
from diemtua.reports.rules.layout import report_document
from diemtua.reports.rules.letterhead import Letterhead, Remark, remarks_on
from diemtua.reports.rules.snapshot import (
    Area,
    Called,
    Difficulty,
    Order,
    Snapshot,
    StatedFigure,
    Workplace,
    at_launch,
    digest_of,
)
from diemtua.reports.rules.wording import Part, Section, Statement, body_of

__all__ = [
    "Area",
    "Called",
    "Change",
    "Difficulty",
    "Letterhead",
    "Order",
    "Part",
    "Remark",
    "Section",
    "Snapshot",
    "StatedFigure",
    "Statement",
    "Workplace",
    "annex_workbook",
    "at_launch",
    "body_of",
    "differences",
    "digest_of",
    "remarks_on",
    "report_document",
]
