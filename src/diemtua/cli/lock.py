"""Pin what is installed, with hashes and without any registry's address."""

import subprocess
import sys
from pathlib import Path

from diemtua.cli.stages import Parser, Refused, Stages
from diemtua.cli.stamps import ROOT

REQUIREMENTS = ROOT / "requirements"
UV = Path(sys.prefix) / "uv" / "bin" / "uv"
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Compile requirements/*.in into requirements/*.txt."""
    parser = Parser("diemtua lock", "Ghim phiên bản các gói: requirements/*.in thành requirements/*.txt.")
    parser.option("--upgrade", action="store_true", help="lấy phiên bản mới nhất còn hợp với *.in")
    options = parser.parse_args(arguments)
    stages = Stages()
    for source in sorted(REQUIREMENTS.glob("*.in"), key=lambda file: file.name != "runtime.in"):
        with stages.stage(source.name):
            _compile(source, ["--upgrade"] if options.upgrade else [])
    return 0


def _compile(source: Path, extra: list[str]) -> None:
    target = source.with_suffix(".txt")
    command = [str(UV), "pip", "compile", *OPTIONS, *extra, "-o", str(target), str(source)]
    result = subprocess.run(command, cwd=REQUIREMENTS, capture_output=True, text=True, check=False)
    if result.returncode:
        raise Refused(f"Không ghim được {source.name}:\n{result.stderr.rstrip()}")
