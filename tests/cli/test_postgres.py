"""The embedded server: started, adopted, stopped; never left behind, never believed when stale."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from diemtua.cli import become, postgres
from diemtua.cli.postgres import Postgres, PostgresFailed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgres")]  # one cluster for the module


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose cluster is made once for this module; every test leaves its server stopped."""
    folder = tmp_path_factory.mktemp("home")
    with Postgres(folder, throw_away=True):
        pass
    yield folder
    Postgres(folder).stop()


@pytest.fixture
def server(home: Path) -> Iterator[Postgres]:
    server = Postgres(home, throw_away=True)
    yield server
    server.stop()


def test_started_server_answers_in_utf8_to_its_own_user(server: Postgres):
    url = server.start()

    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT current_user, current_database(), getdatabaseencoding(), upper('đỗ')"
        ).fetchone()

    assert row == ("diemtua", "diemtua", "UTF8", "ĐỖ")


def test_server_is_a_supported_postgresql_without_a_network_port(server: Postgres):
    with psycopg.connect(server.start()) as connection:
        version = connection.info.server_version
        addresses = connection.execute("SHOW listen_addresses").fetchone()

    assert version // 10_000 == 18
    assert addresses == ("",)


def test_second_start_adopts_the_running_server(server: Postgres, home: Path):
    first = server.start()
    running = server.running()

    second = Postgres(home).start()

    assert second == first
    assert Postgres(home).running() == running


def test_stop_leaves_neither_process_nor_socket(server: Postgres):
    server.start()
    running = server.running()
    assert running

    stopped = server.stop()

    assert stopped
    assert not running.socket.exists()
    assert not _lives(running.pid)
    assert not server.stop()


def test_url_of_a_stopped_server_is_refused_with_a_sentence(home: Path):
    with pytest.raises(PostgresFailed, match="chưa chạy"):
        _ = Postgres(home).url


def test_socket_and_data_are_closed_to_other_users(server: Postgres):
    server.start()
    running = server.running()
    assert running

    modes = {folder.stat().st_mode & 0o777 for folder in (running.socket, server.folder, server.data)}

    assert modes == {0o700}


def test_stale_pid_file_that_names_a_living_stranger_is_not_believed(server: Postgres):
    stale = [str(os.getpid()), str(server.data), "0", "5432", "/nowhere", "", "0 0", "ready"]
    (server.data / "postmaster.pid").write_text("\n".join(stale) + "\n")

    assert server.running() is None
    with psycopg.connect(server.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_server_starts_again_after_being_killed(server: Postgres):
    server.start()
    assert server.process
    server.process.kill()
    server.process.wait()

    last = server.place.read_text()
    with psycopg.connect(server.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not Path(last).exists()


def test_last_of_two_users_stops_the_server(home: Path):
    with Postgres(home, throw_away=True) as first:
        with Postgres(home):
            pass
        assert first.running()
    assert first.running() is None


def test_server_that_was_asked_to_stay_outlives_its_users(server: Postgres, home: Path):
    server.keep()

    with Postgres(home):
        pass

    assert server.running()


def test_bound_server_ends_with_a_parent_that_was_killed(home: Path):
    program = (
        "import sys, time; from pathlib import Path; from diemtua.cli.postgres import Postgres\n"
        "Postgres(Path(sys.argv[1]), throw_away=True, bound=True).start()\n"
        "print('up', flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE)
    assert parent.stdout
    assert parent.stdout.readline() == b"up\n"
    assert Postgres(home).running()

    parent.kill()
    parent.communicate()

    assert _becomes_true(lambda: Postgres(home).running() is None)


def test_long_home_does_not_make_the_socket_too_long(tmp_path: Path):
    deep = tmp_path / ("sâu" * 30) / ("dài" * 20)

    with Postgres(deep, throw_away=True) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_throw_away_server_leaves_nothing_behind():
    with postgres.throw_away() as url, psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
        assert row
        home = Path(row[0]).parents[1]
        assert home.is_dir()

    assert not home.exists()


def test_log_names_no_value_that_an_error_is_about(server: Postgres):
    with psycopg.connect(server.start(), autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE person (code text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES ('040184000123')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('040184000123')")

    log = server.log.read_text()
    assert "person_pkey" in log
    assert "040184000123" not in log


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_namespaces_becomes_nobody_who_still_passes_closed_folders(tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "note").write_text("đọc được")
    owned = tmp_path / "owned"
    owned.mkdir(mode=0o700)
    program = (
        "import os, sys; from pathlib import Path; from diemtua.cli import become\n"
        "become.drop_root([Path(sys.argv[2])])\n"
        "os.execv('/bin/sh', ['sh', '-c', 'id -u; cat ' + sys.argv[1]])"
    )

    result = subprocess.run(
        [sys.executable, "-c", program, str(closed / "note"), str(owned)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout == f"{become.NOBODY}\nđọc được"
    assert owned.stat().st_uid == become.NOBODY


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/cwd").exists()


def _becomes_true(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False
