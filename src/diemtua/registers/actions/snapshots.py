"""Snapshots: received, read, reviewed, taken into use or thrown away."""

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from diemtua.audit import actions as audit
from diemtua.core import vault
from diemtua.core.errors import Refusal
from diemtua.core.sheets.columns import name_key
from diemtua.places.models import Place
from diemtua.registers.enums import SnapshotStatus
from diemtua.registers.models import MatchedRegister, Snapshot, Source
from diemtua.registers.queries.snapshots import SOURCE, holds_source, sealed
from diemtua.registers.queries.whereabouts import PlaceBook
from diemtua.registers.rules import snapshots as rules
from diemtua.registers.rules.intake import Intake, Order, Outcome
from diemtua.registers.rules.intake.refusals import ColumnsUnknown, NoRoom
from diemtua.registers.rules.intake.results import PREVIEW

RETRYABLE = (
    ColumnsUnknown,
    NoRoom,
    vault.VaultFull,
    rules.ReaderDied,
)  # the file is kept: it may be read again
TYPED = "typed-"
_SUFFIXES = {"rejects": ".parquet", PREVIEW: ".json"}

Progress = Callable[[int, int], None]


@transaction.atomic
def choose_source(*, place: Place, kind: str, name: str, by: Any, at: datetime) -> Source:
    """Return the source of this name, kind and place; a new one when there is none."""
    source, is_new = Source.objects.get_or_create(place=place, kind=kind, name=name.strip()[:120])
    if is_new:
        audit.record("registers.source_entered", target=source, by=by, at=at, kind=kind)
    return source


@transaction.atomic
def receive_snapshot(
    *,
    source: Source,
    as_of: date,
    name: str,
    file: Path,
    purpose: str,
    legal_basis: str,
    by: Any,
    at: datetime,
) -> Snapshot:
    """Seal a register file in the vault, to be read by a job (`read_snapshot`). `file` stays where it is.

    :raises VaultFull: when it cannot be kept
    """
    snapshot = Snapshot(
        source=source,
        place=source.place,
        as_of=as_of,
        file_name=Path(name).name[:200],
        size_bytes=file.stat().st_size,
        purpose=purpose,
        legal_basis=legal_basis,
        uploaded_at=at,
        uploaded_by=by,
    )
    target, label = sealed(snapshot, SOURCE)
    try:
        snapshot.file_hash = vault.seal_file(file, target, label=label)
        snapshot.save()
    except BaseException:
        vault.forget(snapshot.ref)
        raise
    audit.record("registers.snapshot_received", target=snapshot, by=by, at=at, bytes=snapshot.size_bytes)
    return snapshot


def read_snapshot(
    *, snapshot: Snapshot, at: datetime, progress: Progress = lambda read, expected: None
) -> Snapshot:
    """Read the file of a snapshot, whole or not at all; afterwards it is STAGED, or FAILED with the reason.

    A run that was killed is gone on with: chunks typed and parts sealed before are not made again. While
    another run reads the same file nothing happens.
    """
    with _alone(snapshot) as is_alone:
        snapshot.refresh_from_db()
        if not is_alone or snapshot.status not in (SnapshotStatus.RECEIVED, SnapshotStatus.READING):
            return snapshot
        Snapshot.objects.filter(pk=snapshot.pk).update(status=SnapshotStatus.READING)
        try:
            outcome = _read(snapshot, progress)
        except Refusal as refusal:
            fail_snapshot(snapshot=snapshot, refusal=refusal, at=at)
        else:
            _stage(snapshot, outcome, at)
    snapshot.refresh_from_db()
    return snapshot


@transaction.atomic
def fail_snapshot(*, snapshot: Snapshot, refusal: Refusal, at: datetime) -> None:
    """Note why a file could not be read. Nothing read stays, nor the file unless reading again may help."""
    if isinstance(refusal, RETRYABLE):
        _sweep(snapshot, keeping=(SOURCE,))
    else:
        vault.forget(snapshot.ref)
    Snapshot.objects.filter(pk=snapshot.pk).update(
        status=SnapshotStatus.FAILED,
        refusal=refusal.text[:500],
        parts=[],
        rows_read=0,
        sent=0,
        accepted=0,
        rejected=0,
        duplicate=0,
        findings=[],
    )
    audit.record(
        "registers.snapshot_refused", target=snapshot, by=snapshot.uploaded_by, at=at, code=refusal.code
    )


@transaction.atomic
def map_columns(
    *, snapshot: Snapshot, sheet_name: str, mapping: dict[str, int], by: Any, at: datetime
) -> Snapshot:
    """Let a file be read again (by a job) under another sheet or mapping; without a mapping it is guessed.

    :raises SnapshotNotStaged, StillReading, FileForgotten:
    """
    snapshot = _locked(snapshot)
    with _alone(snapshot) as is_alone:
        if not is_alone:
            raise rules.StillReading
        if refusal := rules.why_not_read_again(snapshot.status, snapshot.get_status_display()):
            raise refusal
        if not holds_source(snapshot):
            raise rules.FileForgotten
        _sweep(snapshot, keeping=(SOURCE, TYPED))
    snapshot.sheet_name, snapshot.mapping = sheet_name[:200], mapping
    snapshot.status, snapshot.refusal, snapshot.parts, snapshot.findings = "RECEIVED", "", [], []
    snapshot.rows_read = snapshot.sent = snapshot.accepted = snapshot.rejected = snapshot.duplicate = 0
    snapshot.save()
    audit.record("registers.snapshot_mapped", target=snapshot, by=by, at=at, mapping=mapping)
    return snapshot


@transaction.atomic
def accept_snapshot(*, snapshot: Snapshot, by: Any, at: datetime) -> Snapshot:
    """Take a read snapshot into use: it never changes again, its file is forgotten, its columns are learned.

    :raises SnapshotNotStaged, NothingAccepted:
    """
    snapshot = _locked(snapshot)
    refusal = rules.why_not_accept(snapshot.status, snapshot.get_status_display(), snapshot.accepted)
    if refusal:
        raise refusal
    snapshot.status = SnapshotStatus.READY
    snapshot.save(update_fields=["status"])
    source = Source.objects.select_for_update().get(pk=snapshot.source_id)
    source.mapping = _learned(source.mapping, snapshot)
    source.save(update_fields=["mapping"])
    audit.record("registers.snapshot_accepted", target=snapshot, by=by, at=at, rows=snapshot.accepted)
    transaction.on_commit(lambda: _sweep(snapshot, keeping=("part-", "rejects")))
    return snapshot


@transaction.atomic
def discard_snapshot(*, snapshot: Snapshot, by: Any, at: datetime) -> Snapshot:
    """Throw a snapshot away: its rows and its file are removed, what it was stays on record.

    :raises SnapshotNotStaged, SnapshotInUse, StillReading:
    """
    snapshot = _locked(snapshot)
    is_used = snapshot.matchings.exists() or MatchedRegister.objects.filter(snapshot=snapshot).exists()
    refusal = rules.why_not_discard(snapshot.status, snapshot.get_status_display(), is_used=is_used)
    if refusal:
        raise refusal
    with _alone(snapshot) as is_alone:
        if not is_alone:
            raise rules.StillReading
    snapshot.status, snapshot.parts, snapshot.findings = SnapshotStatus.DISCARDED, [], []
    snapshot.save(update_fields=["status", "parts", "findings"])
    audit.record("registers.snapshot_discarded", target=snapshot, by=by, at=at)
    transaction.on_commit(lambda: vault.forget(snapshot.ref))
    return snapshot


def record_rejects_taken(*, snapshot: Snapshot, by: Any, at: datetime) -> None:
    """Note that the rejected rows of a snapshot were taken out of the system."""
    audit.record("registers.rejects_taken", target=snapshot, by=by, at=at, rows=snapshot.rejected)


class VaultKeeper:
    """Keeps the pieces of a snapshot in the vault; `order_digest` says what typed chunks are of."""

    def __init__(self, ref: str, order_digest: str) -> None:
        """Keep under `ref`."""
        self._ref = ref
        self._digest = order_digest

    def keep(self, name: str, plain: Path) -> str:
        """Seal `plain` and return its SHA-256 in hex."""
        target = vault.folder_of(self._ref) / f"{name}{plain.suffix}{vault.SUFFIX}"
        return vault.seal_file(plain, target, label=self._label(name))

    def fetch(self, name: str, target: Path) -> bool:
        """Open what was sealed under `name`; False when it is not there, or of another order."""
        try:
            held = vault.folder_of(self._ref) / f"{name}{target.suffix}{vault.SUFFIX}"
            vault.open_file(held, target, label=self._label(name))
        except vault.SealBroken:
            return False
        return True

    def _label(self, name: str) -> str:
        return f"{self._ref}/{self._digest}/{name}" if name.startswith(TYPED) else f"{self._ref}/{name}"


def _read(snapshot: Snapshot, progress: Progress) -> Outcome:
    if not holds_source(snapshot):
        raise rules.FileForgotten
    with vault.workroom() as folder:
        plain = folder / SOURCE
        held, label = sealed(snapshot, SOURCE)
        vault.open_file(held, plain, label=label)
        order = _order(snapshot, plain)
        intake = Intake(order, folder)
        try:
            try:
                intake.open()
            finally:
                _note_columns(snapshot, intake)
            plain.unlink()
            return intake.run(
                VaultKeeper(snapshot.ref, _digest(snapshot, order)),
                done=snapshot.parts,
                on_part=lambda part: _note_part(snapshot, part),
                progress=lambda read, expected: _note_progress(snapshot, read, expected, progress),
            )
        finally:
            intake.close()


def _order(snapshot: Snapshot, plain: Path) -> Order:
    return Order(
        source=plain,
        name=snapshot.file_name,
        kind=snapshot.source.kind,
        today=max(snapshot.as_of, timezone.localdate(snapshot.uploaded_at)),
        place=snapshot.place.name,
        sheet_name=snapshot.sheet_name,
        mapping=snapshot.mapping or None,
        learned=snapshot.source.mapping,
        resolve=PlaceBook(snapshot.place, snapshot.as_of),
    )


def _digest(snapshot: Snapshot, order: Order) -> str:
    """Return what typed chunks depend on, so that those of another mapping are never taken."""
    said: list[Any] = [snapshot.file_hash, order.kind, snapshot.sheet_name, sorted(snapshot.mapping.items())]
    said += [str(order.today), str(snapshot.as_of), order.part_rows]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _note_columns(snapshot: Snapshot, intake: Intake) -> None:
    if intake.table is None:
        return
    snapshot.sheet_name = intake.table.sheet_name[:200]
    snapshot.encoding = intake.table.encoding
    snapshot.headings = list(intake.table.headings)
    snapshot.mapping = intake.mapping
    snapshot.save(update_fields=["sheet_name", "encoding", "headings", "mapping"])


def _note_part(snapshot: Snapshot, part: dict[str, Any]) -> None:
    snapshot.parts = [*snapshot.parts, part]
    Snapshot.objects.filter(pk=snapshot.pk).update(parts=snapshot.parts)


def _note_progress(snapshot: Snapshot, read: int, expected: int, progress: Progress) -> None:
    Snapshot.objects.filter(pk=snapshot.pk).update(rows_read=read, rows_expected=expected)
    progress(read, expected)


@transaction.atomic
def _stage(snapshot: Snapshot, outcome: Outcome, at: datetime) -> None:
    Snapshot.objects.filter(pk=snapshot.pk).update(
        status=SnapshotStatus.STAGED,
        refusal="",
        parts=outcome.parts,
        sent=outcome.sent,
        accepted=outcome.accepted,
        rejected=outcome.rejected,
        duplicate=outcome.duplicate,
        rows_read=outcome.sent,
        rows_expected=outcome.sent,
        findings=outcome.findings,
    )
    counts = {"sent": outcome.sent, "accepted": outcome.accepted, "rejected": outcome.rejected}
    audit.record("registers.snapshot_read", target=snapshot, by=snapshot.uploaded_by, at=at, **counts)
    _sweep(snapshot, keeping=(SOURCE, "part-", "rejects", PREVIEW))


def _learned(known: dict[str, str], snapshot: Snapshot) -> dict[str, str]:
    """Return which heading is which column, '' for one that stands for nothing."""
    by_column = {column: key for key, column in snapshot.mapping.items()}
    return known | {
        name_key(heading): by_column.get(at, "")
        for at, heading in enumerate(snapshot.headings)
        if heading.strip()
    }


def _locked(snapshot: Snapshot) -> Snapshot:
    rows = Snapshot.objects.select_for_update(of=("self",)).select_related("source", "place")
    locked: Snapshot = rows.get(pk=snapshot.pk)
    return locked


def _sweep(snapshot: Snapshot, *, keeping: tuple[str, ...]) -> None:
    """Remove what the vault holds of a snapshot, except files whose names begin with one of `keeping`."""
    for file in vault.folder_of(snapshot.ref).iterdir():
        if not file.name.startswith((*keeping, vault.LOCK)):
            file.unlink(missing_ok=True)


@contextmanager
def _alone(snapshot: Snapshot) -> Iterator[bool]:
    """Say whether nobody else reads the file of this snapshot; nobody begins to inside the block."""
    with (vault.folder_of(snapshot.ref) / vault.LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
