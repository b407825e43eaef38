"""Know what is already built: a stamp holds the digest of what it was built from."""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def digest(files: Iterable[Path], *words: str) -> str:
    """Return the digest of the names and contents of files, and of some words beside them."""
    total = hashlib.blake2b(digest_size=16)
    for word in words:
        total.update(word.encode() + b"\0")
    for file in sorted(files):
        total.update(str(file).encode() + b"\0" + hashlib.blake2b(file.read_bytes()).digest())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Say whether the thing that the stamp stands for was built from exactly this."""
    try:
        return stamp.read_text() == value
    except OSError:
        return False


@contextmanager
def rebuilding(stamp: Path, value: str) -> Iterator[None]:
    """Take the stamp away while building and put it back when that has worked."""
    stamp.unlink(missing_ok=True)
    yield
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let two commands that build the same thing do it one after the other."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def requirements() -> str:
    """Return the digest of what the environment was installed from."""
    return digest([ROOT / "requirements" / "runtime.txt"])
