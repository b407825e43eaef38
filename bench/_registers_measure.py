"""Starting a method as a process of its own and watching it: seconds, CPU, memory of the whole tree."""

import json
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

TICK = 0.05  # seconds between two looks at the memory


@dataclass
class Measured:
    """What a process took; `failed` says in words why it gave nothing."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: int = 0
    failed: str = ""
    told: dict[str, object] = field(default_factory=dict)


def measure(command: Sequence[str | Path], *, at_most: float) -> Measured:
    """Run a command to its end, or for so many seconds, and say what its process tree took."""
    before, began = _cpu(), time.monotonic()
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch = _Watch(process.pid)
    watch.start()
    try:
        out, errors = process.communicate(timeout=at_most)
    except subprocess.TimeoutExpired:
        _end(process)
        return Measured(failed=f"stopped after {at_most:.0f} s", peak_mb=watch.stop())
    measured = Measured(time.monotonic() - began, _cpu() - before, watch.stop())
    if process.returncode:
        measured.failed = (errors.strip().splitlines() or ["no word"])[-1][:120]
    for line in out.splitlines():
        if line.startswith("{"):
            measured.told = json.loads(line)
    return measured


class _Watch(threading.Thread):
    """Adds up the resident memory of a process and its children, and keeps the most seen."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(TICK):
            try:
                root = psutil.Process(self.pid)
                self.most = max(self.most, sum(map(_resident, [root, *root.children(recursive=True)])))
            except psutil.Error:
                return

    def stop(self) -> int:
        self.ended.set()
        return round(self.most / 1e6)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(process: subprocess.Popen[str]) -> None:
    for one in [*psutil.Process(process.pid).children(recursive=True), process]:
        one.kill()
    process.communicate()
