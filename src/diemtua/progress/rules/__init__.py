"""What the indicators are, what may be summed, and how places are ranked. Plain Python."""

from diemtua.progress.rules.catalogue import (
    CATALOGUE,
    Aggregation,
    Indicator,
    Source,
    UnknownIndicator,
    indicator_of,
)
from diemtua.progress.rules.proofs import PROOFS, CannotProve, Proof, proof_of
from diemtua.progress.rules.ranks import Ranked, Standing, ranked
from diemtua.progress.rules.silence import days_silent, is_late
from diemtua.progress.rules.sums import (
    CannotSumOverDays,
    Cell,
    CountedFromRows,
    ProgrammesOverlap,
    check_days_may_be_summed,
    check_programmes_may_be_summed,
    sum_of_programmes,
    why_not_enter,
)

__all__ = [
    "CATALOGUE",
    "PROOFS",
    "Aggregation",
    "CannotProve",
    "CannotSumOverDays",
    "Cell",
    "CountedFromRows",
    "Indicator",
    "ProgrammesOverlap",
    "Proof",
    "Ranked",
    "Source",
    "Standing",
    "UnknownIndicator",
    "check_days_may_be_summed",
    "check_programmes_may_be_summed",
    "days_silent",
    "indicator_of",
    "is_late",
    "proof_of",
    "ranked",
    "sum_of_programmes",
    "why_not_enter",
]
