"""A matching in a process of its own, so that whoever asks for it stays small and alive.

The child says on its standard output, a JSON line each, how far it is and what came of it.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from diemtua.core.errors import Refusal
from diemtua.registers.rules import refusals
from diemtua.registers.rules.asking import MatchingDied
from diemtua.registers.rules.matching import Report, Step, match_registers

Progress = Callable[[str, int], None]


def in_child(
    population: Path, participants: Path, out: Path, *, successors: Path | None, progress: Progress
) -> Report:
    """Match two registers in a child process; see `match_registers`.

    :raises Refusal: of this room; MatchingDied when the process ends without an answer
    """
    files = [str(file) for file in (population, participants, out, successors) if file]
    command = [sys.executable, "-m", "diemtua.registers.rules.apart", *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        assert child.stdout is not None
        for line in child.stdout:
            kind, *said = json.loads(line)
            if kind == "step":
                progress(*said)
            elif kind == "refusal":
                raise _refusal(*said)
            else:
                return _report(*said)
    raise MatchingDied(code=child.returncode)


def main(arguments: list[str]) -> None:
    """Be the child: match the files named and say so."""
    population, participants, out, *successors = map(Path, arguments)
    try:
        report = match_registers(
            population,
            participants,
            out,
            successors=successors[0] if successors else None,
            progress=lambda step, links: _say("step", step, links),
        )
    except Refusal as refusal:
        values = {name: str(value) for name, value in refusal.values.items()}
        _say("refusal", type(refusal).__name__, values)
    else:
        _say("done", asdict(report))


def _say(*words: object) -> None:
    print(json.dumps(words, ensure_ascii=False), flush=True)


def _refusal(name: str, values: dict[str, str]) -> Refusal:
    kind: type[Refusal] = getattr(refusals, name)
    return kind(**values)


def _report(values: dict[str, Any]) -> Report:
    steps = [Step(**step) for step in values.pop("steps")]
    return Report(**values, steps=steps)


if __name__ == "__main__":
    main(sys.argv[1:])
