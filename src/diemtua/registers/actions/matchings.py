"""Asking for a matching, and doing it: links sealed, doubts laid out, nothing half-done."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from django.db import transaction

from diemtua.audit import actions as audit
from diemtua.core import crypto, vault
from diemtua.core.db import copy_in
from diemtua.core.errors import Refusal
from diemtua.places.models import Place, Succession
from diemtua.registers.enums import MatchingStatus, RegisterKind, SnapshotStatus
from diemtua.registers.models import Doubt, MatchedRegister, Matching, Snapshot
from diemtua.registers.queries.standing import parts_of
from diemtua.registers.rules.apart import in_child
from diemtua.registers.rules.asking import Offered, why_not_match
from diemtua.registers.rules.doubts import SHOWN, identity, is_at_stake
from diemtua.registers.rules.matching import Report
from diemtua.registers.rules.namesakes import NOBODY, namesakes_of
from diemtua.registers.rules.reading import quoted
from diemtua.registers.rules.scoring import LINK_FROM, PARTICIPATES_FROM

KEPT = (*SHOWN, "hardship")
BATCH = 2_000


@transaction.atomic
def ask_for_matching(
    *, population: Snapshot, registers: Sequence[Snapshot], by: Any, at: datetime
) -> Matching:
    """Ask for a register of residents to be matched with registers of participants; a job does it.

    :raises Refusal: of `rules.asking`
    """
    Snapshot.objects.select_for_update().get(pk=population.pk)  # two who ask at once come one after the other
    if refusal := _why_not_match(population, registers):
        raise refusal
    matching: Matching = Matching.objects.create(
        place=population.place, population=population, asked_at=at, asked_by=by
    )
    MatchedRegister.objects.bulk_create(
        MatchedRegister(matching=matching, snapshot=one) for one in dict.fromkeys(registers)
    )
    audit.record("matching.asked", target=matching, by=by, at=at, registers=len(registers))
    return matching


def run_matching(*, matching: Matching, at: Callable[[], datetime]) -> None:
    """Do a matching. Run again after it was killed, it begins anew and gives the same.

    What goes wrong in a way people can mend is said on the matching (FAILED); anything else is raised.
    """
    _say(matching, status=MatchingStatus.RUNNING, doing="", refusal="")
    try:
        with ExitStack() as stack:
            folder = stack.enter_context(vault.workroom())
            population = _whole(stack, folder, matching.population)
            for register in matching.registers.select_related("snapshot__source").order_by("pk"):
                _match_one(matching, register, population, _whole(stack, folder, register.snapshot), folder)
    except Refusal as refusal:
        _say(matching, status=MatchingStatus.FAILED, doing="", refusal=refusal.text[:500])
        return
    with transaction.atomic():
        matching.status, matching.doing, matching.finished_at = MatchingStatus.DONE, "", at()
        matching.save(update_fields=["status", "doing", "finished_at"])
        audit.record("matching.done", target=matching, by=matching.asked_by, at=matching.finished_at)


def _match_one(
    matching: Matching, register: MatchedRegister, population: Path, participants: Path, folder: Path
) -> None:
    """Match one register: links into the vault, then counts and doubts in one transaction."""
    snapshot = register.snapshot
    out = folder / f"links-{snapshot.ref}.parquet"
    report = in_child(
        population,
        participants,
        out,
        successors=_successors(matching, snapshot, folder),
        progress=lambda step, links: _say(matching, doing=f"{snapshot.source}: {step}"),
    )
    name = f"links-{snapshot.ref}"
    digest = vault.seal_file(
        out,
        vault.folder_of(matching.ref) / f"{name}.parquet{vault.SUFFIX}",
        label=f"{matching.ref}/{name}",
    )
    doubts = list(_doubts(matching, register, population, participants, out))
    _carry_over(doubts)
    with transaction.atomic():
        register.doubts.all().delete()
        copy_in(doubts)
        _note(register, report, digest, len(doubts))


def _note(register: MatchedRegister, report: Report, digest: str, doubts: int) -> None:
    register.links, register.repeats, register.review = report.links, report.repeats, doubts
    register.expected_wrong = report.expected_wrong
    register.expected_missed = report.expected_missed
    register.steps = [
        {"name": one.name, "links": one.links, "precision": one.precision, "seconds": round(one.seconds, 2)}
        for one in report.steps
    ]
    register.seconds, register.links_hash = report.seconds, digest
    register.save()


def _doubts(
    matching: Matching, register: MatchedRegister, population: Path, participants: Path, links: Path
) -> Iterator[Doubt]:
    """Yield the doubtful pairs of the links, both rows sealed; the place is that of the resident."""
    sides = ", ".join(f"{side}.{name}::VARCHAR AS {side}_{name}" for side in "pq" for name in KEPT)
    places = {place.path: place for place in Place.objects.under(matching.place)}
    with duckdb.connect() as db:
        db.execute(
            f"""CREATE TEMP TABLE doubtful AS FROM read_parquet({quoted(links)})
                WHERE score >= {LINK_FROM} AND score < {PARTICIPATES_FROM}"""
        )
        namesakes = namesakes_of(db, "doubtful", population, links)
        cursor = db.execute(
            f"""SELECT l.pop_rid, l.part_rid, l.score, l.rule, p.place_path, {sides}
                FROM doubtful l
                JOIN read_parquet({quoted(population)}) p ON p.rid = l.pop_rid
                JOIN read_parquet({quoted(participants)}) q ON q.rid = l.part_rid
                ORDER BY l.pop_rid, l.part_rid"""
        )
        while rows := cursor.fetchmany(BATCH):
            for pop_rid, part_rid, score, rule, path, *cells in rows:
                resident = dict(zip(KEPT, cells[: len(KEPT)], strict=True))
                participant = dict(zip(KEPT, cells[len(KEPT) :], strict=True))
                told = resident | {"namesakes": namesakes.get(pop_rid, NOBODY)}
                yield Doubt(
                    register=register,
                    place=places.get(path, matching.place),
                    pop_rid=pop_rid,
                    part_rid=part_rid,
                    score=score,
                    rule=rule,
                    resident_sealed=crypto.seal(json.dumps(told, ensure_ascii=False)),
                    participant_sealed=crypto.seal(json.dumps(participant, ensure_ascii=False)),
                    pair_index=crypto.blind_index(f"{identity(resident)}\n{identity(participant)}"),
                    is_at_stake=is_at_stake(register.snapshot.source.kind, resident, participant),
                )


def _carry_over(doubts: Sequence[Doubt]) -> None:
    """Give pairs that people judged in an earlier matching the verdicts they have."""
    indexes = [one.pair_index for one in doubts]
    judged = Doubt.objects.filter(pair_index__in=indexes).exclude(verdict="").order_by("judged_at")
    earlier = {one.pair_index: one for one in judged}
    for doubt in doubts:
        if known := earlier.get(doubt.pair_index):
            doubt.verdict, doubt.judged_at, doubt.judged_by = known.verdict, known.judged_at, known.judged_by
            doubt.second_verdict = known.second_verdict
            doubt.seconded_at, doubt.seconded_by = known.seconded_at, known.seconded_by


def _whole(stack: ExitStack, folder: Path, snapshot: Snapshot) -> Path:
    """Return one plain file of a snapshot."""
    parts = stack.enter_context(vault.opened(parts_of(snapshot)))
    if len(parts) == 1:
        return parts[0]
    whole = folder / f"{snapshot.ref}.parquet"
    listed = ", ".join(map(quoted, parts))
    with duckdb.connect() as db:
        db.execute("SET memory_limit = '600MB'")
        db.execute("SET preserve_insertion_order = false")
        db.execute(f"COPY (FROM read_parquet([{listed}])) TO {quoted(whole)} (FORMAT parquet)")
    return whole


def _successors(matching: Matching, snapshot: Snapshot, folder: Path) -> Path | None:
    """Write which commune each old one became where the registers stand on two sides of a change; or None."""
    first, last = sorted((matching.population.as_of, snapshot.as_of))
    changes = _changes(matching.place, first, last)
    if not changes:
        return None
    target = folder / f"successors-{snapshot.ref}.csv"
    lines = ["old_code,new_code", *(f"{old},{new}" for old, new in changes)]
    target.write_text("\n".join(lines), encoding="utf-8")
    return target


def _changes(top: Place, first: date, last: date) -> list[tuple[str, str]]:
    rows = Succession.objects.filter(on__gt=first, on__lte=last, old__path__startswith=top.path[:3])
    return list(rows.order_by("pk").values_list("old__code", "new__code"))


def _say(matching: Matching, **values: Any) -> None:
    Matching.objects.filter(pk=matching.pk).update(**values)


def _why_not_match(population: Snapshot, registers: Sequence[Snapshot]) -> Refusal | None:
    running = Matching.objects.filter(
        population=population, status__in=(MatchingStatus.QUEUED, MatchingStatus.RUNNING)
    )
    return why_not_match(
        _offered(population),
        [_offered(one) for one in registers],
        place=population.place.name,
        is_running=running.exists(),
    )


def _offered(snapshot: Snapshot) -> Offered:
    return Offered(
        name=str(snapshot),
        is_population=snapshot.source.kind == RegisterKind.POPULATION,
        is_ready=snapshot.status == SnapshotStatus.READY,
        status=snapshot.get_status_display(),
        path=snapshot.place.path,
    )
