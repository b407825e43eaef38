"""What the reader makes of the labelled documents; `diemtua bench directives --each` tells the misses."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
LEAST_F1 = 0.97


@pytest.fixture(scope="module")
def score() -> Any:
    """The counts of all labelled documents that stand in the repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        bench: ModuleType = importlib.import_module("directives")
    return bench.total(one.score() for one in bench.labelled() if one.half != "seeds")


@pytest.mark.parametrize("group", ["header", "owners", "tasks", "coord", "deadlines", "figures"])
def test_the_labelled_documents_are_read_rightly(score: Any, group: str) -> None:
    count = score.groups[group]

    assert count.f1 >= LEAST_F1, f"{group}: precision {count.precision:.3f}, recall {count.recall:.3f}"


def test_every_kind_of_label_is_there(score: Any) -> None:
    asked = {group: count.right + count.missed for group, count in score.groups.items()}

    assert min(asked[group] for group in ("header", "owners", "tasks", "coord", "deadlines", "figures")) > 100
