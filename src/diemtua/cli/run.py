"""Everything from a fresh clone to a working site, and everything stopped again at the end."""

import errno
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from diemtua.cli import children, database, frontend, site
from diemtua.cli.stages import Parser, Refused, Stages, complain, say
from diemtua.cli.stamps import ROOT

FREE_PORTS = 1024  # the first that an ordinary user may use


class Stopped(Exception):
    """Somebody asked us to end: Ctrl-C, a closed terminal, a service manager."""


def main(arguments: list[str]) -> int:
    """Run the site until it is told to stop; 0 when it was, 1 when something failed."""
    parser = Parser("diemtua run", "Từ bản mã nguồn mới tải tới trang web chạy được. Ctrl-C dừng tất cả.")
    parser.option("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (127.0.0.1)")
    parser.option("--port", type=int, default=8000, metavar="CỔNG", help="cổng (8000)")
    parser.option("--workers", type=int, default=2, metavar="SỐ", help="số tiến trình web (2)")
    parser.option("--no-demo", action="store_true", help="không nạp dữ liệu trình diễn vào kho trống")
    options = parser.parse_args(arguments)
    stages = Stages(float(os.environ.pop("DIEMTUA_STARTED", "0")) or None)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        _run(stages, options.host, options.port, options.workers, demo=not options.no_demo)
    except Stopped:
        say("\nĐã dừng tất cả.")
        return 0
    except Refused as refused:
        complain(f"\n{refused}")
        return 1
    return 0


def _run(stages: Stages, host: str, port: int, workers: int, *, demo: bool) -> None:
    _refuse_taken_port(host, port)
    home = site.prepare_home()
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104 -- compared only
    with _only_run_of(home, address), _building() as build:
        began = time.time()
        with site.surroundings(bound=True) as environment:
            stages.report("cơ sở dữ liệu", time.time() - began)
            with stages.stage("di trú") as remark:
                remark(database.migrate_if_needed(environment, home / "migrated"))
            if demo and database.DEMO_COMMAND.is_file() and database.is_empty(environment):
                with stages.stage("dữ liệu trình diễn"):
                    database.django(environment, "demo_load", shown=True)
            with stages.stage("giao diện") as remark:
                remark(_finish(build))
            _serve(stages, environment, host, port, workers, address)


def _serve(
    stages: Stages, environment: dict[str, str], host: str, port: int, workers: int, address: str
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    try:
        with stages.stage("máy chủ"):
            started.append(children.start(web_command(host, port, workers), environment=environment))
            _wait_for_answer(started[0], host, port)
            # When we are killed the database goes too, and a worker that says goodbye would wait for it.
            worker = children.start(worker_command(), environment=environment, dies_on=signal.SIGKILL)
            started.append(worker)
        _welcome(stages, environment, address)
        while all(child.poll() is None for child in started):
            time.sleep(0.3)
        raise Refused("Một tiến trình đã tự dừng (xem các dòng ở trên), nên dừng cả trang.")
    finally:
        _ignore_more_signals()
        children.stop(started)


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Return the words that start the web server."""
    return [sys.executable, "-m", "diemtua.cli.web", host, str(port), str(workers)]


def worker_command(concurrency: int = 1) -> list[str]:
    """Return the words that start the worker of background jobs."""
    return [sys.executable, "-m", "diemtua.cli.jobs", str(concurrency)]


def _welcome(stages: Stages, environment: dict[str, str], address: str) -> None:
    say(f"\nSẵn sàng sau {stages.total()}:  {address}\n")
    for line in login_lines(environment):
        say(f"  {line}")
    say("\nCtrl-C để dừng tất cả.")


def login_lines(environment: dict[str, str]) -> list[str]:
    """Return a line for each person of the demonstration who has an account here."""
    from diemtua.demo.logins import LOGINS  # noqa: PLC0415 -- not needed before

    here = database.accounts_among(environment, [login.username for login in LOGINS])
    width = max(len(login.username) for login in LOGINS)
    return [
        f"{login.username:<{width}}  {login.password}  {login.name}, {login.role}"
        for login in LOGINS
        if login.username in here
    ]


@contextmanager
def _building() -> Iterator[subprocess.Popen[bytes]]:
    """Build the front end beside the database; it is ended when we leave before it has finished."""
    child = subprocess.Popen(
        children.command([sys.executable, "-m", frontend.__name__, "--quiet"], dies_on=signal.SIGTERM),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        children.stop([child])


def _finish(build: subprocess.Popen[bytes]) -> str:
    said = build.communicate()[0].decode(errors="replace").strip()
    if build.returncode:
        raise Refused(said or "Không dựng được giao diện.")
    return said or "dựng song song với cơ sở dữ liệu"


@contextmanager
def _only_run_of(home: Path, address: str) -> Iterator[None]:
    with (home / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise Refused(
                f"Điểm Tựa của thư mục {home} đang chạy: {lock.read().strip()}. "
                "Hãy dùng trang đó, dừng nó trước, hoặc đặt DIEMTUA_HOME tới thư mục khác."
            ) from None
        lock.truncate(0)
        lock.write(f"{address} (tiến trình {os.getpid()})")
        lock.flush()
        yield


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"{_why_not_port(error, host, port)} Hãy chọn cổng khác: "
                f"./diemtua run --port {port + 1 if port >= FREE_PORTS else 8000}"
            ) from error


def _why_not_port(error: OSError, host: str, port: int) -> str:
    reasons = {
        errno.EADDRINUSE: f"Cổng {port} đang có chương trình khác dùng.",
        errno.EACCES: f"Cổng {port} nhỏ hơn {FREE_PORTS}: chỉ root được dùng.",
        errno.EADDRNOTAVAIL: f"Máy này không có địa chỉ {host}.",
    }
    return reasons.get(error.errno or 0, f"Không dùng được cổng {port} của {host}: {error.strerror}.")


def _wait_for_answer(web: subprocess.Popen[bytes], host: str, port: int, seconds: float = 60) -> None:
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared only
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise Refused("Máy chủ web không khởi động được (xem các dòng ở trên).")
        try:
            connection = http.client.HTTPConnection(target, port, timeout=10)
            connection.request("GET", "/", headers={"Host": "localhost"})
            if connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                return
            raise Refused("Trang đầu trả về lỗi. Hãy xem các dòng ở trên.")
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    raise Refused("Máy chủ web không trả lời trong 60 giây.")


def _stop(number: int, frame: FrameType | None) -> None:
    _ignore_more_signals()  # a second Ctrl-C must not break the stopping
    raise Stopped


def _ignore_more_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
