"""One command brings the site up, and its end leaves nothing running."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from diemtua.cli.postgres import Postgres

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
    pytest.mark.xdist_group("run"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that is made by the first test and warm for the others."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A running site; whatever a test leaves of it is ended."""
    child = _run(home, port)
    try:
        _read_until(child, "Ctrl-C")
        yield child
    finally:
        if child.poll() is None:
            child.terminate()
        child.communicate(timeout=30)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda sign: sign.name)
def test_ended_site_leaves_no_process_and_code_zero(
    site: subprocess.Popen[str], home: Path, port: int, ending: signal.Signals
):
    family = _descendants(site.pid)
    names = " ".join(_words(pid) for pid in family)
    assert [name for name in ("postgres", "diemtua.cli.web", "diemtua.cli.jobs") if name not in names] == []
    assert _status(port, "/") < 400

    site.send_signal(ending)
    said = site.communicate(timeout=30)[0]

    assert (site.returncode, [pid for pid in family if _lives(pid)]) == (0, [])
    assert "Đã dừng tất cả." in said
    assert Postgres(home).running() is None


def test_killed_site_leaves_no_process_either(site: subprocess.Popen[str], home: Path):
    family = _descendants(site.pid)
    assert len(family) >= 4

    site.kill()

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(_lives(pid) for pid in family):
        time.sleep(0.1)
    assert [_words(pid) for pid in family if _lives(pid)] == []


def test_second_run_of_a_home_says_where_the_first_one_is(site: subprocess.Popen[str], home: Path, port: int):
    second = _run(home, _other(port))
    said = second.communicate(timeout=30)[0]

    assert second.returncode == 1
    assert f"đang chạy: http://127.0.0.1:{port} (tiến trình {site.pid})" in said
    assert _status(port, "/") < 400


def test_taken_port_is_refused_before_anything_starts(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        child = _run(tmp_path / "unused", port)
        said = child.communicate(timeout=30)[0]

    assert child.returncode == 1
    assert f"Cổng {port} đang có chương trình khác dùng." in said
    assert not (tmp_path / "unused").exists()


def test_home_without_its_secret_is_not_given_a_new_one(tmp_path: Path, port: int):
    (tmp_path / "postgres" / "data").mkdir(parents=True)

    child = _run(tmp_path, port)
    said = child.communicate(timeout=60)[0]

    assert child.returncode == 1
    assert "không còn tệp secret" in said
    assert not (tmp_path / "secret").exists()


def test_secret_of_a_new_home_is_for_its_owner_only(site: subprocess.Popen[str], home: Path):
    kept = home / "secret"

    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_text().strip()) >= 50


def _run(home: Path, port: int) -> subprocess.Popen[str]:
    unset = {"DATABASE_URL", "DIEMTUA_SECRET", "DIEMTUA_HOSTS", "DIEMTUA_HTTPS"}
    environment = {key: value for key, value in os.environ.items() if key not in unset}
    return subprocess.Popen(
        [sys.executable, "-m", "diemtua.cli.main", "run", "--no-demo", "--port", str(port)],
        env=environment | {"DIEMTUA_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _read_until(child: subprocess.Popen[str], text: str) -> None:
    assert child.stdout
    said = []
    for line in child.stdout:
        said.append(line)
        if text in line:
            return
    pytest.fail("the site did not come up:\n" + "".join(said))


def _descendants(pid: int) -> list[int]:
    """Return the processes that came of this one, itself included."""
    family = [pid]
    for member in family:
        with contextlib.suppress(OSError):  # a backend of PostgreSQL may come and go meanwhile
            for task in Path(f"/proc/{member}/task").iterdir():
                family += [int(child) for child in (task / "children").read_text().split()]
    return [member for member in family if _words(member)]


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # a zombie waits for its parent, it does nothing


def _words(pid: int) -> str:
    """Return the command line of a process; nothing when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def _other(port: int) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
    return found if found != port else found + 1
