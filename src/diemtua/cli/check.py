"""Every gate that needs no test run; nothing is changed."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from diemtua.cli import postgres, translations, typescript
from diemtua.cli.postgres import PostgresFailed
from diemtua.cli.site import SETTINGS
from diemtua.cli.stages import Parser, Refused, Stages, decimal, say
from diemtua.cli.stamps import ROOT
from diemtua.cli.test import TEST_SECRET

PYTHON = [sys.executable, "-m"]
SOURCES = ["src", "tests", *(name for name in ("bench", "diemtua") if (ROOT / name).exists())]
GATES: dict[str, list[str]] = {
    "ruff": [*PYTHON, "ruff", "check", *SOURCES],
    "ruff format": [*PYTHON, "ruff", "format", "--check", *SOURCES],
    "mypy": [*PYTHON, "mypy"],
    "import-linter": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "typescript": [*PYTHON, typescript.__name__],
    "djlint": [*PYTHON, "djlint", "templates", "--lint"],
    "migrations": [*PYTHON, "django", "makemigrations", "--check", "--dry-run"],
    "translations": [*PYTHON, translations.__name__, "check"],
}
SHOWN_LINES = 60  # of what a failed gate said: the last ones hold its verdict
REPAIRS = (
    [*PYTHON, "ruff", "check", "--fix", "--quiet", *SOURCES],
    [*PYTHON, "ruff", "format", "--quiet", *SOURCES],
)


@dataclass(frozen=True)
class Verdict:
    """How one gate ended."""

    name: str
    passed: bool
    seconds: float
    said: str


def main(arguments: list[str]) -> int:
    """Run every gate, show what the failed ones said; 1 when any failed."""
    parser = Parser("diemtua check", "Mọi kiểm tra trừ bài thử: " + ", ".join(GATES) + ".")
    parser.option(
        "--fix",
        action="store_true",
        help="trước hết sửa những gì máy sửa được; không có nó thì không tệp nào đổi",
    )
    parser.add_argument("gates", nargs="*", metavar="TÊN", help="chỉ những mục này")
    options = parser.parse_args(arguments)
    chosen = options.gates or list(GATES)
    if unknown := set(chosen) - set(GATES):
        parser.error(f"không có mục {', '.join(sorted(unknown))}")
    for repair in REPAIRS if options.fix else ():
        subprocess.run(repair, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    stages = Stages()
    try:
        with postgres.throw_away() as url, ThreadPoolExecutor(2) as pool:
            environment = os.environ | {
                "DATABASE_URL": url,
                "DIEMTUA_SECRET": TEST_SECRET,
                "DJANGO_SETTINGS_MODULE": SETTINGS,
            }
            verdicts = list(pool.map(lambda name: _judge(name, environment), chosen))
    except PostgresFailed as failure:
        raise Refused(str(failure)) from failure
    failed = [verdict for verdict in verdicts if not verdict.passed]
    for verdict in failed:
        lines = verdict.said.splitlines()
        say("\n".join(["", f"── {verdict.name}", *lines[-SHOWN_LINES:]]))
    say(
        f"\n{len(failed)} mục chưa đạt, trong {stages.total()}." if failed else f"\nĐạt cả, {stages.total()}."
    )
    return 1 if failed else 0


def _judge(name: str, environment: dict[str, str]) -> Verdict:
    began = time.time()
    result = subprocess.run(
        GATES[name],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    seconds = time.time() - began
    say(f"  {'đạt ' if not result.returncode else 'CHƯA'}  {name:<16} {decimal(seconds):>6} giây")
    return Verdict(name, not result.returncode, seconds, result.stdout.decode(errors="replace").rstrip())
