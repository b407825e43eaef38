"""Where finished pieces of work are put, so that a job that was killed goes on where it stopped."""

import hashlib
from pathlib import Path
from typing import Protocol


class Keeper(Protocol):
    """Keeps files by name. What was kept whole is there, anything else is not."""

    def keep(self, name: str, plain: Path) -> str:
        """Keep `plain` under `name` and return its SHA-256 in hex."""

    def fetch(self, name: str, target: Path) -> bool:
        """Write what was kept under `name` to `target`; False when it is not there."""


class NoKeeper:
    """Keeps nothing: every run begins anew. For measuring and for tests of what is read."""

    def keep(self, name: str, plain: Path) -> str:
        """Return the SHA-256 of `plain`, in hex."""
        with plain.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def fetch(self, name: str, target: Path) -> bool:
        """Find nothing."""
        return False
