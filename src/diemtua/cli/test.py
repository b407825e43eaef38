"""The whole test suite, on a database that nobody needs afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from diemtua.cli import children, frontend, postgres, translations
from diemtua.cli.postgres import PostgresFailed
from diemtua.cli.site import SETTINGS
from diemtua.cli.stages import Parser, Refused, Stages, complain, say
from diemtua.cli.stamps import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TEST_SECRET = "only-for-tests-" * 4


def main(arguments: list[str]) -> int:
    """Run pytest and return its exit code."""
    if {"-h", "--help"} & set(arguments):
        return _help()
    stages = Stages(float(os.environ.pop("DIEMTUA_STARTED", "0")) or None)
    signal.signal(signal.SIGTERM, _stop)
    try:
        with stages.stage("giao diện") as remark:
            remark("; ".join(filter(None, [frontend.build_frontend(), translations.compile_stale()])))
        with tempfile.TemporaryDirectory(prefix="diemtua-test-") as home, _database(stages) as url:
            environment = os.environ | {
                "DATABASE_URL": url,
                "DIEMTUA_SECRET": TEST_SECRET,
                "DIEMTUA_HOME": home,
                "DJANGO_SETTINGS_MODULE": SETTINGS,
            }
            return _pytest([*_defaults(arguments), *arguments], environment)
    except Refused as refused:
        complain(str(refused))
        return 1
    except KeyboardInterrupt:
        return 130


def browser() -> str | None:
    """Return the Chromium that the browser journeys use, if this machine has one."""
    given = os.environ.get("DIEMTUA_CHROMIUM")
    return given or next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def _database(stages: Stages) -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL"):
        say("  Dùng PostgreSQL bên ngoài theo DATABASE_URL.")
        yield given
        return
    began = time.time()
    try:
        with postgres.throw_away() as url:
            stages.report("cơ sở dữ liệu", time.time() - began, "PostgreSQL nhúng sẵn, dùng xong bỏ")
            yield url
    except PostgresFailed as failure:
        raise Refused(str(failure)) from failure


def _defaults(arguments: list[str]) -> list[str]:
    words = []
    if not any(word.startswith(("-n", "--numprocesses", "-p no:xdist", "--pdb")) for word in arguments):
        words += ["-n", "2", "--dist", "loadgroup"]
    if not browser():
        say("  Không thấy Chromium: bỏ qua các bài thử trên trình duyệt (cài: apt install chromium).")
        if "-m" not in arguments:
            words += ["-m", "not browser"]
    return words


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    child = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)
    try:
        return child.wait()
    except KeyboardInterrupt:
        children.stop([child])  # Ctrl-C has reached it too; it tidies up in its own time
        raise


def _help() -> int:
    Parser(
        "diemtua test",
        "Chạy toàn bộ bài thử trên PostgreSQL nhúng sẵn dùng xong bỏ; "
        "có DATABASE_URL thì dùng cơ sở dữ liệu đó (pytest tạo và xoá kho riêng tên test_…). "
        "Mọi từ thêm vào được chuyển cho pytest, "
        "ví dụ: diemtua test tests/core -k tien",
        usage="diemtua test [TUỲ_CHỌN_CỦA_PYTEST…]",
    ).print_help()
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
