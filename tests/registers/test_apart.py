"""A matching in a process of its own answers as one in this process, and says when it dies."""

import os
import signal
from pathlib import Path

import pytest

from diemtua.registers.rules import apart
from diemtua.registers.rules.asking import MatchingDied
from diemtua.registers.rules.matching import match_registers
from diemtua.registers.rules.refusals import ColumnsMissing
from tests.registers.rows import LAN, read, write


def test_the_child_answers_as_we_would_ourselves(tmp_path: Path) -> None:
    file = write(tmp_path / "p.csv", [LAN, LAN | {"rid": "2", "cccd": "040180000002", "ho_ten": "Lô Văn Tư"}])
    told: list[str] = []
    report = apart.in_child(
        file, file, tmp_path / "child", successors=None, progress=lambda step, _: told.append(step)
    )
    own = match_registers(file, file, tmp_path / "own")
    assert read(tmp_path / "child") == read(tmp_path / "own")
    assert (report.links, report.steps[0].name) == (own.links, own.steps[0].name)
    assert told == [step.name for step in own.steps]


def test_a_refusal_of_the_child_is_raised_here_with_its_words(tmp_path: Path) -> None:
    file = write(tmp_path / "p.csv", [LAN], ("rid", "ho_ten"))
    with pytest.raises(ColumnsMissing, match="ngày sinh"):
        apart.in_child(file, file, tmp_path / "out", successors=None, progress=lambda *_: None)


def test_a_child_that_is_killed_is_said_to_have_died(tmp_path: Path, monkeypatch) -> None:
    file = write(tmp_path / "p.csv", [LAN])
    started = apart.subprocess.Popen

    def start_and_kill(*arguments, **options):
        child = started(*arguments, **options)
        os.kill(child.pid, signal.SIGKILL)
        return child

    monkeypatch.setattr(apart.subprocess, "Popen", start_and_kill)
    with pytest.raises(MatchingDied, match="-9"):
        apart.in_child(file, file, tmp_path / "out", successors=None, progress=lambda *_: None)
