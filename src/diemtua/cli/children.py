"""Start programs that end with us, and stop them in good order."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from diemtua.cli import become


def command(
    program: Sequence[str | Path], *, dies_on: signal.Signals | None = None, owns: Sequence[Path] = ()
) -> list[str]:
    """Return the words that start a program under `become.py`, or the program itself where that adds nothing.

    :param dies_on: what the program gets when we end, however we end (Linux)
    :param owns: folders that a program which refuses to be root must own; none with a colon in its name
    """
    words = [str(word) for word in program]
    as_other = bool(owns) and os.geteuid() == 0
    if not dies_on and not as_other:
        return words
    folders = ":".join(str(folder) for folder in owns)
    return [
        sys.executable,
        "-I",
        "-S",
        become.__file__,
        str(int(dies_on or 0)),
        str(os.getpid()),
        folders,
        *words,
    ]


def start(
    program: Sequence[str | Path], *, environment: dict[str, str], dies_on: signal.Signals = signal.SIGTERM
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own: Ctrl-C is for us, and we stop it in good order.

    :param dies_on: what it gets when we are ended by force and cannot stop it in good order
    """
    return subprocess.Popen(
        command(program, dies_on=dies_on),
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(children: Sequence[subprocess.Popen[bytes]], *, patience: float = 10) -> None:
    """Ask each child to end, wait, and end by force what is left of its session.

    :param patience: seconds given to each of them
    """
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
        child.kill()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # also those whom a child left behind
        child.wait()
