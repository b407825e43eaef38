"""Run a command with DATABASE_URL of a throw-away server of another PostgreSQL: `outside BIN COMMAND…`."""

import os
import subprocess
import sys
from pathlib import Path

from diemtua.cli import postgres


def main(binaries: str, *command: str) -> int:
    """Return the exit code of the command."""
    with postgres.throw_away(binaries=Path(binaries)) as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
