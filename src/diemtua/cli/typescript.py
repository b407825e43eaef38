"""Check the types of the TypeScript: the build only takes them away."""

import subprocess
import sys

from diemtua.cli import frontend
from diemtua.cli.stages import Refused, complain


def main() -> int:
    """Return the compiler's exit code; what it found wrong goes to the terminal."""
    try:
        return subprocess.run(frontend.type_checker(), check=False).returncode
    except Refused as refused:
        complain(str(refused))
        return 1


if __name__ == "__main__":
    sys.exit(main())
