"""A matching in a process of its own, so that whoever asks for it stays small and alive."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from diemtua.core.errors import Refusal
from diemtua.registers.rules.asking import MatchingDied
from diemtua.registers.rules.matching import Report, match_registers

Progress = Callable[[str, int], None]


def in_child(
    population: Path, participants: Path, out: Path, *, successors: Path | None, progress: Progress
) -> Report:
    """Match two registers in a child process; see `match_registers`.

    :raises Refusal: of this room; MatchingDied when the process ends without an answer
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    asked = (there, population, participants, out, successors)
    child = context.Process(target=_work, args=asked, daemon=True)
    child.start()
    there.close()
    try:
        while True:
            kind, said = here.recv()
            if kind == "step":
                progress(*said)
            elif kind == "refusal":
                refusal, values = said
                raise refusal(**values)
            else:
                assert isinstance(said, Report)
                return said
    except EOFError:
        child.join()
        raise MatchingDied(code=child.exitcode) from None
    finally:
        here.close()
        child.join(timeout=5)
        if child.is_alive():
            child.kill()


def _work(
    answer: Connection, population: Path, participants: Path, out: Path, successors: Path | None
) -> None:
    def say(step: str, links: int) -> None:
        answer.send(("step", (step, links)))

    try:
        answer.send(
            ("done", match_registers(population, participants, out, successors=successors, progress=say))
        )
    except Refusal as refusal:
        answer.send(("refusal", (type(refusal), refusal.values)))
