"""Where every resident stands after a matching, opened from the vault for the time of a block."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from diemtua.core import vault
from diemtua.registers.models import Doubt, MatchedRegister, Matching, Snapshot
from diemtua.registers.rules.refusals import OutOfRoom
from diemtua.registers.rules.standing import Matched, build_standing

MEMORY = "800MB"  # more goes to the disk, inside the workroom


@contextmanager
def standing_of(matching: Matching) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection with the table `standing`, one row a resident (see `rules.standing`).

    Plain rows exist only inside the block, in a folder of the vault that is then removed.

    :raises SealBroken, VaultFull: of `core.vault`
    :raises OutOfRoom: when neither memory nor disk is enough
    """
    registers = list(matching.registers.select_related("snapshot__source"))
    with ExitStack() as stack:
        folder = stack.enter_context(vault.workroom())
        population = stack.enter_context(vault.opened(parts_of(matching.population)))
        matched = []
        for one in registers:
            rows = stack.enter_context(vault.opened(parts_of(one.snapshot)))
            (links,) = stack.enter_context(vault.opened([links_of(one)]))
            matched.append(Matched(one.snapshot.source.kind, rows, links, verdicts_on(one)))
        db = stack.enter_context(duckdb.connect(str(folder / "standing.duckdb")))
        db.execute(f"SET memory_limit = '{MEMORY}'")
        db.execute("SET preserve_insertion_order = false")
        try:
            build_standing(db, population, matched)
            yield db
        except duckdb.OutOfMemoryException as error:
            raise OutOfRoom(reason=str(error).splitlines()[0][:120], folder="kho dữ liệu") from None


def parts_of(snapshot: Snapshot) -> list[tuple[Path, str]]:
    """Return the sealed parts of a snapshot, each with its label, in their order."""
    folder = vault.folder_of(snapshot.ref)
    names = [part["name"] for part in snapshot.parts]
    return [(folder / f"{name}.parquet{vault.SUFFIX}", f"{snapshot.ref}/{name}") for name in names]


def links_of(register: MatchedRegister) -> tuple[Path, str]:
    """Return the sealed links of a matched register and their label."""
    name = f"links-{register.snapshot.ref}"
    folder = vault.folder_of(register.matching.ref)
    return folder / f"{name}.parquet{vault.SUFFIX}", f"{register.matching.ref}/{name}"


def verdicts_on(register: MatchedRegister) -> list[tuple[int, int, str]]:
    """Return (resident, participant, verdict) of the doubts of a register that are decided."""
    judged = Doubt.objects.filter(register=register).exclude(verdict="")
    fields = ("pop_rid", "part_rid", "verdict", "second_verdict", "is_at_stake")
    return [
        (one.pop_rid, one.part_rid, one.effective_verdict)
        for one in judged.only(*fields)
        if one.effective_verdict
    ]
