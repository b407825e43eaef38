"""Registers that stand ready for tests: snapshots and finished matchings, sealed in the vault of the test."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from diemtua.core import crypto, vault
from diemtua.places.models import Place
from diemtua.registers.enums import MatchingStatus, RegisterKind, SnapshotStatus
from diemtua.registers.models import Doubt, MatchedRegister, Matching, Snapshot, Source
from tests.factories import make
from tests.registers.rows import links_file, snapshot_part

AT = make.moment("2026-05-01 08:00")

Rows = Sequence[dict[str, object]]


def source(place: Place, kind: str = RegisterKind.POPULATION, name: str = "Nguồn thử") -> Source:
    return Source.objects.get_or_create(place=place, kind=kind, name=name)[0]


def ready_snapshot(
    place: Place, kind: str, rows: Rows, *, by: Any, as_of: date = date(2026, 4, 30), **fields: Any
) -> Snapshot:
    """Seal rows (any columns of `rules.schema`) as a snapshot in use; who names no place lives at `place`."""
    made: Snapshot = Snapshot.objects.create(
        source=source(place, kind),
        place=place,
        as_of=as_of,
        status=SnapshotStatus.READY,
        file_name="so-thu.xlsx",
        file_hash="0" * 64,
        sent=len(rows),
        accepted=len(rows),
        uploaded_at=AT,
        uploaded_by=by,
        **fields,
    )
    whole = [{"place_path": place.path, "commune": place.code, **row} for row in rows]
    digest = _seal(made.ref, "part-00000", lambda path: snapshot_part(path, whole))
    made.parts = [{"name": "part-00000", "rows": len(rows), "hash": digest}]
    made.save()
    return made


def done_matching(
    population: Snapshot,
    *registers: tuple[Snapshot, Iterable[tuple[int, int, float]]],
    by: Any,
    expected_wrong: float = 0.0,
) -> Matching:
    """Return a finished matching; each register comes with its links (resident, participant, score)."""
    made: Matching = Matching.objects.create(
        place=population.place,
        population=population,
        status=MatchingStatus.DONE,
        asked_at=AT,
        asked_by=by,
        finished_at=AT,
    )
    for snapshot, given in registers:
        links = list(given)
        name = f"links-{snapshot.ref}"
        digest = _seal(made.ref, name, lambda path, links=links: links_file(path, links))
        MatchedRegister.objects.create(
            matching=made,
            snapshot=snapshot,
            links=len(links),
            links_hash=digest,
            expected_wrong=expected_wrong,
        )
    return made


def _seal(ref: str, name: str, write: Any) -> str:
    with tempfile.TemporaryDirectory() as folder:
        plain = write(Path(folder) / f"{name}.parquet")
        target = vault.folder_of(ref) / f"{name}.parquet{vault.SUFFIX}"
        return vault.seal_file(plain, target, label=f"{ref}/{name}")


def doubt(matching: Matching, pop_rid: int, part_rid: int, **fields: Any) -> Doubt:
    """Return a doubtful pair of the first register; both rows are as named Nam."""
    sides = {
        "resident_sealed": {"full_name": "Vi Văn Nam", "birth": "1980-03-05", "personal_id": "040180000001"},
        "participant_sealed": {"full_name": "Vi Van Nam", "birth": "1980", "personal_id": "040180000010"},
    }
    given = {name: crypto.seal(json.dumps(row, ensure_ascii=False)) for name, row in sides.items()}
    values = {"score": 0.5, "rule": "scored", "place": matching.place, "pair_index": f"{pop_rid}-{part_rid}"}
    return Doubt.objects.create(
        register=matching.registers.get(), pop_rid=pop_rid, part_rid=part_rid, **(given | values | fields)
    )
