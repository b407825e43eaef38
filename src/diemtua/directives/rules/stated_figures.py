"""Figures that a report or a news text states, proposed for an officer to confirm. Plain Python.

Numbers of documents, days, aims and rates of the law are no results.
See `docs/algorithms/reading-figures.md`.
"""

from diemtua.directives.rules.figures.model import Scope, StatedFigure
from diemtua.directives.rules.figures.reading import read_figures

__all__ = ["Scope", "StatedFigure", "stated_figures"]


def stated_figures(text: str) -> list[StatedFigure]:
    """Return the results that a text states, in its order: counts, sums of money, shares, percentages."""
    return read_figures(text)
