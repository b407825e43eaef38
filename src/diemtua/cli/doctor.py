"""Say what this machine has and how the site is; nothing is changed or started."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from diemtua.cli import stamps
from diemtua.cli.frontend import BUILT, source_digest
from diemtua.cli.postgres import Postgres, PostgresFailed
from diemtua.cli.site import SETTINGS
from diemtua.cli.stages import Parser, say
from diemtua.cli.stamps import ROOT
from diemtua.cli.test import browser
from diemtua.config import environment

LOW_DISK = 2_000_000_000  # bytes: room for a database of one province and its backups
SILENT_WORKER = 60  # seconds; the worker gives a sign of life every ten
# As `targets.queries.shares_that_do_not_add_up`, without loading the site.
UNEVEN_SHARES = """
    SELECT count(*) FROM (
        SELECT 1 FROM targets_share whole JOIN targets_share part ON part.parent_id = whole.id
        WHERE whole.number IS NOT NULL GROUP BY whole.id HAVING sum(part.number) IS DISTINCT FROM whole.number
    ) uneven
"""


def main(arguments: list[str]) -> int:
    """Print one line per finding; 1 when something keeps the site from working."""
    Parser("diemtua doctor", "Xem máy này và trang này có khoẻ không. Không đổi gì.").parse_args(arguments)
    home = environment.home().absolute()
    faults = [_say("Python", f"{platform.python_version()} ({sys.executable})")]
    faults += [_say_disk(home), _say_vault(), _say_frontend(), *_say_database(home)]
    _say("Chromium", browser() or "không thấy: bỏ qua bài thử trên trình duyệt")
    _say("LibreOffice", shutil.which("soffice") or "không thấy: không xem trước được .docx")
    say("\nCó chỗ cần sửa." if any(faults) else "\nMọi thứ ổn.")
    return 1 if any(faults) else 0


def _say(name: str, text: str, *, fault: bool = False) -> bool:
    say(f"  {'!' if fault else ' '} {name:<18} {text}")
    return fault


def _say_disk(home: Path) -> bool:
    place = next(folder for folder in [home, *home.parents] if folder.exists())
    free = shutil.disk_usage(place).free
    state = "" if home.exists() else " (chưa có, sẽ tạo khi chạy)"
    _say("Thư mục dữ liệu", f"{home}{state}")
    return _say("Đĩa còn trống", f"{free / 1e9:.1f} GB".replace(".", ","), fault=free < LOW_DISK)


def _say_vault() -> bool:
    vault = environment.vault().absolute()
    if not vault.exists():
        return _say("Kho sổ", f"{vault} (chưa có, sẽ tạo khi nhập sổ)")
    is_writable = os.access(vault, os.W_OK | os.X_OK)
    state = "" if is_writable else ", không ghi được: hãy xem quyền của thư mục"
    return _say("Kho sổ", f"{vault}{state}", fault=not is_writable)


def _say_frontend() -> bool:
    if not (ROOT / "frontend" / "package.json").is_file():
        return _say("Giao diện", "chưa có mã nguồn")
    current = stamps.is_current(BUILT, source_digest())
    return _say("Giao diện", "đã dựng" if current else "cần dựng lại: ./diemtua build")


def _say_database(home: Path) -> list[bool]:
    url = os.environ.get("DATABASE_URL")
    source = "bên ngoài, theo DATABASE_URL" if url else "nhúng sẵn"
    if not url:
        try:
            url = Postgres(home).url
        except PostgresFailed as failure:
            return [_say("PostgreSQL", f"{source}; {failure}")]
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            version = connection.info.server_version // 10_000
            old = version < 15
            return [
                _say("PostgreSQL", f"{version}, {source}", fault=old),
                _say_migrations(url),
                _say_worker(connection),
                _say_shares(connection),
            ]
    except psycopg.OperationalError as error:
        return [_say("PostgreSQL", f"{source}, không nối được: {error}".strip(), fault=True)]


def _say_migrations(url: str) -> bool:
    result = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--plan", "--no-color"],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        return _say("Di trú", result.stderr.strip().splitlines()[-1], fault=True)
    pending = sum(not line.startswith((" ", "Planned", "No planned")) for line in result.stdout.splitlines())
    if "No planned" in result.stdout:
        return _say("Di trú", "không còn bước nào")
    return _say("Di trú", f"còn {pending} bước: ./diemtua migrate", fault=True)


def _say_worker(connection: psycopg.Connection) -> bool:
    try:
        row = connection.execute(
            "SELECT extract(epoch FROM now() - max(last_heartbeat))::int FROM procrastinate_workers"
        ).fetchone()
    except psycopg.errors.UndefinedTable:
        return _say("Việc nền", "chưa di trú")
    if not row or row[0] is None:
        return _say("Việc nền", "không có tiến trình nào: ./diemtua worker")
    silent = row[0] > SILENT_WORKER
    text = f"dấu hiệu sống gần nhất cách đây {row[0]} giây"
    return _say("Việc nền", text, fault=silent)


def _say_shares(connection: psycopg.Connection) -> bool:
    try:
        row = connection.execute(UNEVEN_SHARES).fetchone()
    except psycopg.errors.UndefinedTable:
        return _say("Chỉ tiêu", "chưa di trú")
    uneven = row[0] if row else 0
    if not uneven:
        return _say("Chỉ tiêu", "các phần đã giao cộng đủ")
    return _say("Chỉ tiêu", f"{uneven} phần có tổng bên dưới không bằng số được giao", fault=True)
