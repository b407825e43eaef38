"""What we start ends when we say so, with everything it started itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diemtua.cli import children

pytestmark = pytest.mark.slow

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
LEAVES_ANOTHER = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""
STARTS_ONE = """
import os, sys, time
from diemtua.cli import children
child = children.start([sys.executable, "-c", "import time; time.sleep(60)"], environment=dict(os.environ))
time.sleep(0.5)
print(child.pid, flush=True)
time.sleep(60)
"""


def test_child_that_ignores_the_request_is_ended_by_force():
    child, _ = _start(STUBBORN)

    children.stop([child], patience=0.2)

    assert child.returncode == -signal.SIGKILL


def test_grandchild_that_was_left_behind_is_ended_too():
    child, grandchild = _start(LEAVES_ANOTHER)

    children.stop([child])

    assert not _lives_soon(int(grandchild))


def test_child_ends_with_a_parent_that_was_killed():
    parent, child = _start(STARTS_ONE)

    parent.kill()
    parent.wait()

    assert not _lives_soon(int(child))


def _start(program: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start a program in its own session; return it and the first line that it says."""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True)
    assert child.stdout
    with child.stdout as output:
        return child, output.readline().decode()


def _lives_soon(pid: int, seconds: float = 5) -> bool:
    """Say whether a process is still there after a moment's patience; a zombie is not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except (ProcessLookupError, FileNotFoundError):
            return False
        time.sleep(0.05)
    return True
