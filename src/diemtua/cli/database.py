"""Bring the database up to date, without starting Django when nothing is to be done."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

from diemtua.cli import stamps
from diemtua.cli.stages import Refused
from diemtua.cli.stamps import ROOT

DEMO_COMMAND = ROOT / "src" / "diemtua" / "demo" / "management" / "commands" / "demo_load.py"


def migrate_if_needed(environment: dict[str, str], memory: Path) -> str:
    """Apply migrations unless this very database is known to have them all; return a remark.

    What is remembered: the digest of our migration files and of the installed packages, and what the
    database's own list of migrations looked like after the last run. A database put back from an older
    backup has another list, so it is migrated.

    :param memory: file that keeps what was seen last
    :raises Refused: when the database cannot be reached or a migration fails
    """
    files = (ROOT / "src").glob("diemtua/*/migrations/*.py")
    wanted = stamps.digest(files, stamps.requirements())
    if stamps.is_current(memory, _memory(wanted, applied(environment))):
        return "không có gì mới"
    before = applied(environment)
    django(environment, "migrate", "--no-input", "-v", "0")
    after = applied(environment)
    memory.write_text(_memory(wanted, after))
    return f"đã áp dụng {after[0] - before[0]} bước"


def applied(environment: dict[str, str]) -> tuple[int, str]:
    """Return how many migrations the database has, and the moment of the latest.

    :raises Refused: when the database does not answer
    """
    row = _ask(environment, "SELECT count(*), coalesce(max(applied)::text, '') FROM django_migrations")
    return (row[0], row[1]) if row else (0, "")


def is_empty(environment: dict[str, str]) -> bool:
    """Say whether nobody has an account here yet, so that the demonstration may be loaded."""
    row = _ask(environment, "SELECT EXISTS (SELECT 1 FROM accounts_user)")
    return row == (False,)


def accounts_among(environment: dict[str, str], usernames: list[str]) -> set[str]:
    """Return those of the names that have an account."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        question = "SELECT username FROM accounts_user WHERE username = ANY(%s)"
        return {username for (username,) in connection.execute(question, [usernames])}


def django(environment: dict[str, str], *words: str, shown: bool = False) -> None:
    """Run one Django command to its end.

    :param shown: let it print; otherwise its words are shown only when it fails
    :raises Refused: when it fails
    """
    result = subprocess.run(
        [sys.executable, "-m", "django", *words],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        check=False,
    )
    if result.returncode:
        tail = "" if shown else result.stdout.decode(errors="replace")[-3000:].rstrip()
        raise Refused(f"Lệnh {words[0]} không xong (mã {result.returncode}).\n{tail}".rstrip())


def _ask(environment: dict[str, str], question: str) -> tuple[Any, ...] | None:
    """Return the first row; None when the table is not there yet."""
    try:
        with psycopg.connect(environment["DATABASE_URL"], connect_timeout=10) as connection:
            return connection.execute(question.encode()).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.OperationalError as error:
        raise Refused(f"Không nối được cơ sở dữ liệu: {error}") from error


def _memory(wanted: str, seen: tuple[int, str]) -> str:
    return json.dumps([wanted, *seen])
