"""The source beside its tasks: nothing of it is lost, whatever the spans."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtua.web.directives.source import gap_lines, passages

SOURCE = "1. Sở Y tế\n- Hướng dẫn cơ sở.\n- Báo cáo.\n"


def directive(text: str = SOURCE, *spans: tuple[int, int] | None) -> Any:
    gaps = [{"code": "x", "text": f"Chỗ {n}", "span": span} for n, span in enumerate(spans, start=1)]
    return SimpleNamespace(source_text=text, gaps=gaps, spans={})


def assignment(*spans: tuple[int, int] | None, heading: str = "", start: int | None = None) -> Any:
    tasks = [
        SimpleNamespace(
            ref=f"t{number}", span_start=span[0] if span else None, span_end=span[1] if span else None
        )
        for number, span in enumerate(spans, start=1)
    ]
    parties = SimpleNamespace(all=lambda: [])
    return SimpleNamespace(
        all_tasks=tasks, parties=parties, span_start=start, heading=heading, is_closing=False
    )


def test_headings_and_tasks_stand_out_and_the_whole_is_the_source() -> None:
    cut = passages(directive(), [assignment((13, 29), (32, 40), heading="Sở Y tế", start=3)])

    assert [(one.text, one.ref, one.is_heading) for one in cut] == [
        ("1. ", "", False),
        ("Sở Y tế", "", True),
        ("\n- ", "", False),
        ("Hướng dẫn cơ sở.", "t1", False),
        ("\n- ", "", False),
        ("Báo cáo.", "t2", False),
        ("\n", "", False),
    ]


def test_a_task_that_somebody_added_has_no_words_in_the_source() -> None:
    cut = passages(directive(), [assignment(None)])

    assert [one.text for one in cut] == [SOURCE]


def test_a_subtask_inside_its_task_gives_its_words_their_own_name() -> None:
    cut = passages(directive(), [assignment((13, 40), (32, 40))])

    assert [(one.text, one.ref, one.anchor) for one in cut] == [
        ("1. Sở Y tế\n- ", "", "source-0"),
        ("Hướng dẫn cơ sở.\n- ", "t1", "source-t1"),
        ("Báo cáo.", "t2", "source-t2"),
        ("\n", "", "source-40"),
    ]


def test_the_words_of_a_field_of_the_head_light_up_with_it() -> None:
    shown = directive()
    shown.spans = {"issuer": [3, 10]}

    named = [one for one in passages(shown, []) if one.match]

    assert [(one.text, one.match, one.css) for one in named] == [("Sở Y tế", "field-issuer", "source__field")]


@pytest.mark.parametrize(
    ("span", "anchor"),
    [((5, 10), "source-5"), ((15, 18), "source-15"), (None, "")],
    ids=["among other words", "inside a task", "about no words"],
)
def test_a_gap_leads_to_the_words_it_is_about(span, anchor: str) -> None:
    shown = directive(SOURCE, span)

    assert [one.anchor for one in gap_lines(shown.gaps, passages(shown, [assignment((13, 29))]))] == [anchor]


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.text(max_size=60), st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=4))
def test_overlapping_or_stray_spans_lose_and_repeat_nothing(text: str, tasks: list, gaps: list) -> None:
    shown = directive(text, *gaps)

    cut = passages(shown, [assignment(*tasks)])

    assert "".join(one.text for one in cut) == text
    assert [one.start for one in cut] == [sum(len(b.text) for b in cut[:n]) for n in range(len(cut))]
    assert len({one.anchor for one in cut}) == len(cut)
