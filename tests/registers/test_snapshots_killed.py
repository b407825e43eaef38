"""A register whose reading is killed at any moment, or finds the disk full: whole in the end, or nothing."""

import dataclasses
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from diemtua.core import vault
from diemtua.registers.actions import snapshots
from diemtua.registers.actions.snapshots import choose_source, read_snapshot, receive_snapshot
from diemtua.registers.enums import SnapshotStatus
from diemtua.registers.models import Snapshot
from diemtua.registers.queries.snapshots import opened
from tests.children import surroundings
from tests.factories import registers as made
from tests.registers.register_files import csv_of

ROWS, PART = 4_000, 250
CHILD = """
import dataclasses, sys, django
django.setup()
from django.utils import timezone
from diemtua.registers.actions import snapshots
from diemtua.registers.models import Snapshot
whole = snapshots._order
snapshots._order = lambda *given: dataclasses.replace(whole(*given), part_rows=int(sys.argv[2]))
print("begun", flush=True)
done = snapshots.read_snapshot(
    snapshot=Snapshot.objects.get(ref=sys.argv[1]), at=timezone.now(),
    progress=lambda read, expected: print(read, flush=True),
)
print(done.status, done.refusal, flush=True)
"""

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small_parts(monkeypatch) -> None:
    whole = snapshots._order
    monkeypatch.setattr(
        snapshots, "_order", lambda *given: dataclasses.replace(whole(*given), part_rows=PART)
    )


def received(province, lan, tmp_path: Path) -> Snapshot:
    """A register of some thousand people, some of them twice and some born on no day at all."""
    commune = province.communes[0]
    lines = [
        (
            str(number),
            f"Vi Văn {chr(65 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676)}",
            "31/02/1980" if number % 500 == 7 else f"{1 + number % 28:02}/03/{1950 + number % 50}",
            "Nam",
            "",
            f"H{number // 4}",
            "Xóm 1",
            "An Bình",
        )
        for number in range(ROWS - 10)
    ]
    file = tmp_path / "so.csv"
    file.write_text(csv_of(*lines, *lines[:10]), encoding="utf-8")
    return receive_snapshot(
        source=choose_source(place=commune, kind="POPULATION", name="Công an xã", by=lan, at=made.AT),
        as_of=made.AT.date(),
        name=file.name,
        file=file,
        purpose="thử",
        legal_basis="thử",
        by=lan,
        at=made.AT,
    )


def child_of(snapshot: Snapshot, **options) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", CHILD, snapshot.ref, str(PART)]
    return subprocess.Popen(command, env=surroundings(), stdout=subprocess.PIPE, text=True, **options)


def read_and_kill(snapshot: Snapshot, after: float) -> None:
    """Read in a process of its own, which is killed `after` seconds from when it begins."""
    with child_of(snapshot) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        child.stdout.read()


def rows_of(snapshot: Snapshot) -> list[tuple[object, ...]]:
    with opened(snapshot) as parts:
        listed = [str(part) for part in parts]
        return duckdb.sql(f"FROM read_parquet({listed}) ORDER BY rid").fetchall()


def test_killed_at_any_moment_and_read_again_it_is_as_if_nothing_had_been(
    province, lan, tmp_path, small_parts
) -> None:
    whole = read_snapshot(snapshot=received(province, lan, tmp_path), at=made.AT)
    assert (whole.sent, whole.accepted + whole.rejected + whole.duplicate) == (ROWS, ROWS)
    assert whole.rejected == ROWS // 500 + 1  # one of them stands twice
    assert whole.duplicate == 9
    snapshot = received(province, lan, tmp_path)
    moments = [random.uniform(0.05, 1.6) for _ in range(4)]
    for after in moments:
        read_and_kill(snapshot, after)
        snapshot.refresh_from_db()
        half = (snapshot.status == SnapshotStatus.READING, snapshot.sent == 0)
        assert half == (True, True) or snapshot.status == SnapshotStatus.STAGED, moments

    snapshot = read_snapshot(snapshot=snapshot, at=made.AT)

    assert snapshot.status == SnapshotStatus.STAGED, snapshot.refusal
    counts = ("sent", "accepted", "rejected", "duplicate", "findings")
    assert [getattr(snapshot, name) for name in counts] == [getattr(whole, name) for name in counts]
    assert [part["rows"] for part in snapshot.parts] == [part["rows"] for part in whole.parts]
    assert rows_of(snapshot) == rows_of(whole)
    with vault.workroom() as own:  # the rooms of those killed were swept with the next that opened
        assert list(own.parent.iterdir()) == [own]


def test_a_full_disk_leaves_the_file_and_nothing_else(province, lan, tmp_path) -> None:
    snapshot = received(province, lan, tmp_path)

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    with child_of(snapshot, preexec_fn=narrow) as child:
        told = child.communicate()[0]

    snapshot.refresh_from_db()
    assert snapshot.status == SnapshotStatus.FAILED, told
    assert "giải phóng đĩa" in snapshot.refusal
    assert (snapshot.sent, snapshot.parts) == (0, [])
    left = sorted(file.name for file in vault.folder_of(snapshot.ref).iterdir())
    assert [name for name in left if name != "lock"] == ["source.sealed"]
