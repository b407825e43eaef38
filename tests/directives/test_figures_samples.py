"""Invented reports in various hands, labelled before they were read: how many figures come out right."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from diemtua.directives.rules.stated_figures import stated_figures

SAMPLES = Path(__file__).parent / "figures"
LEAST_F1 = 0.97
MOST_SECONDS = 0.25  # for ten crowded pages, on a machine that is busy with other things


def read(name: str) -> Counter:
    figures = stated_figures((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))
    return Counter(
        (
            one.value,
            one.unit,
            one.bound,
            one.indicator or None,
            None if one.scope.parent is None else figures[one.scope.parent].value,
        )
        for one in figures
    )


def labelled(name: str) -> Counter:
    labels = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return Counter(
        (one["value"], one["unit"], one["bound"], one["indicator"], one["parent_value"]) for one in labels
    )


NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_report_gives_nearly_every_figure_with_unit_bound_indicator_and_whole(name: str) -> None:
    found, wanted = read(name), labelled(name)
    right = (found & wanted).total()

    assert 2 * right / (found.total() + wanted.total()) >= 0.85, (found - wanted, wanted - found)


def test_all_reports_together_reach_the_measure() -> None:
    pairs = [(read(name), labelled(name)) for name in NAMES]
    right = sum((found & wanted).total() for found, wanted in pairs)

    assert len(NAMES) >= 14
    assert 2 * right / sum(found.total() + wanted.total() for found, wanted in pairs) >= LEAST_F1


def test_ten_pages_are_read_at_once() -> None:
    page = "\n\n".join((SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES[5:13])
    text = (page + "\n\n") * 5
    started = time.perf_counter()

    figures = stated_figures(text)

    assert len(text) > 20_000
    assert len(figures) > 150
    assert time.perf_counter() - started < MOST_SECONDS
