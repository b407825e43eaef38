"""Taking in one file: opened, columns told, typed chunk by chunk, each person once, sealed part by part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from diemtua.core.sheets.columns import guess_mapping, name_key
from diemtua.registers.rules.columns import BY_KEY, COLUMNS, required_of
from diemtua.registers.rules.intake import results
from diemtua.registers.rules.intake.dictionaries import (
    PLACED,
    bare,
    make_dictionaries,
    make_places,
    turn_fonts,
)
from diemtua.registers.rules.intake.keeping import Keeper
from diemtua.registers.rules.intake.opening import open_file
from diemtua.registers.rules.intake.refusals import (
    ColumnsUnknown,
    LinesUnreadable,
    NoRoom,
    NumbersLost,
    OtherPlace,
)
from diemtua.registers.rules.intake.table import Table
from diemtua.registers.rules.intake.twins import find_twins
from diemtua.registers.rules.intake.typed import typed_sql
from diemtua.registers.rules.intake.whereabouts import OTHER_PLACE, Resolve, as_written
from diemtua.registers.rules.reading import quoted

PART_ROWS = 250_000
MOST_LOST = 0.2  # of ids whose digits a spreadsheet rounded away
MOST_OUTSIDE = 0.6  # of rows whose commune is not of the place

Part: TypeAlias = dict[str, Any]
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True)
class Order:
    """What to take in, and how: `mapping` is what a person chose, `learned` what was right last time."""

    source: Path
    name: str
    kind: str
    today: date
    place: str = ""
    sheet_name: str = ""
    mapping: Mapping[str, int] | None = None
    learned: Mapping[str, str] = field(default_factory=dict)
    resolve: Resolve = as_written
    memory: str = "600MB"
    threads: int | None = None
    part_rows: int = PART_ROWS


@dataclass(frozen=True)
class Outcome:
    """What became of the rows, sent = accepted + rejected + duplicate; `findings` of `results`."""

    parts: list[Part]
    sent: int
    accepted: int
    rejected: int
    duplicate: int
    findings: list[dict[str, Any]]


class Intake:
    """One file on its way in. `open` tells its columns, `run` does the rest."""

    def __init__(self, order: Order, folder: Path) -> None:
        """Begin with nothing read; plain files stand in `folder`, which the caller removes."""
        self.order = order
        self.folder = folder
        self.table: Table | None = None
        self.mapping: dict[str, int] = {}
        self._db = duckdb.connect(str(folder / "intake.duckdb"))
        self._db.execute(f"SET memory_limit = '{order.memory}'")
        self._db.execute(f"SET temp_directory = {quoted(folder)}")
        if order.threads:
            self._db.execute(f"SET threads = {int(order.threads)}")

    def close(self) -> None:
        """Close the database; the folder may then be removed."""
        self._db.close()

    def open(self) -> Table:
        """Read the file as text and tell its columns.

        :raises Refusal: of `opening.open_file`; ColumnsUnknown once `table` is known
        """
        order = self.order
        with _as_refusals(order.name):
            self.table = open_file(
                self._db, order.source, order.name, self.folder, order.kind, order.sheet_name
            )
        self.mapping = self._mapping_of(self.table)
        lacking = [key for key in required_of(order.kind) if key not in self.mapping]
        if lacking:
            named = ", ".join(f"“{BY_KEY[key].label_vi}”" for key in lacking)
            raise ColumnsUnknown(name=order.name, columns=named)
        return self.table

    def run(
        self,
        keeper: Keeper,
        done: Sequence[Part] = (),
        on_part: Callable[[Part], None] = lambda part: None,
        progress: Progress = lambda read, expected: None,
    ) -> Outcome:
        """Type, check and keep every row. Parts in `done` are not written again.

        :raises Refusal: OtherPlace, NumbersLost, NoRoom; whatever the keeper raises
        """
        assert self.table is not None
        with _as_refusals(self.order.name):
            self._prepare(self.table)
            chunks = self._type(self.table, keeper, progress)
            typed = f"read_parquet([{', '.join(quoted(path) for path in chunks)}])"
            find_twins(self._db, typed, latest=self.order.kind != "POPULATION")
            parts = results.write_parts(self._db, chunks, self.folder, keeper, done, on_part)
            sent, accepted, rejected, duplicate = results.counts_of(self._db, typed)
            results.keep_rejects(self._db, typed, self.table, self.folder, keeper, sent)
            results.keep_preview(self._db, typed, self.table, self.folder, keeper)
            findings = results.findings_of(self._db, typed, self.table, self.mapping)
        return Outcome(parts, sent, accepted, rejected, duplicate, findings)

    def _mapping_of(self, table: Table) -> dict[str, int]:
        """Return what a person chose; else what was learned, filled up by guesses."""
        if self.order.mapping is not None:
            return {key: at for key, at in self.order.mapping.items() if at < table.width and key in BY_KEY}
        guesses = guess_mapping(table.headings, COLUMNS, codes=table.codes)
        mapping = {key: match.column for key, match in guesses.items()}
        for at, heading in enumerate(table.headings):
            key = self.order.learned.get(name_key(heading))
            if key is None:
                continue
            mapping = {other: column for other, column in mapping.items() if column != at}
            if key in BY_KEY:  # else: learned that it stands for nothing
                mapping[key] = at
        return mapping

    def _prepare(self, table: Table) -> None:
        turn_fonts(self._db, self.mapping, table.fonts)
        make_dictionaries(self._db, self.mapping, table.headings, self.order.today)
        self._refuse_lost_numbers()
        make_places(self._db, self.mapping, self.order.resolve)
        self._refuse_other_place()

    def _type(self, table: Table, keeper: Keeper, progress: Progress) -> list[Path]:
        above = table.header.bottom + 1
        first, last = self._db.execute(
            f"SELECT min(line) - {above}, max(line) - {above} FROM raw"
        ).fetchall()[0]
        (expected,) = self._db.execute("SELECT count(*) FROM raw").fetchall()[0]
        chunks: list[Path] = []
        read = 0
        progress(0, expected)
        for begin in range(1, last + 1, self.order.part_rows):
            end = min(begin + self.order.part_rows - 1, last)
            name = f"typed-{len(chunks):05}"
            target = self.folder / f"{name}.parquet"
            if not keeper.fetch(name, target):
                sql = typed_sql(self.mapping, self.order.kind, begin, end, above)
                self._db.execute(f"COPY ({sql}) TO {quoted(target)} (FORMAT parquet)")
                keeper.keep(name, target)
            chunks.append(target)
            (rows,) = self._db.execute(f"SELECT count(*) FROM read_parquet({quoted(target)})").fetchall()[0]
            read += rows
            progress(read, expected)
        assert first >= 1
        return chunks

    def _refuse_lost_numbers(self) -> None:
        if "personal_id" not in self.mapping:
            return
        text = bare(f"c{self.mapping['personal_id']}")
        lost, told = self._db.execute(
            f"""SELECT count(*) FILTER ({text} IN
                    (SELECT text FROM d_personal_id WHERE error = 'personal_id:digits_lost')),
                count(c{self.mapping["personal_id"]}) FROM raw"""
        ).fetchall()[0]
        if lost > max(MOST_LOST * told, 1):
            raise NumbersLost(name=self.order.name, count=lost)

    def _refuse_other_place(self) -> None:
        cells = [f"c{self.mapping[key]}" if key in self.mapping else "NULL::VARCHAR" for key in PLACED]
        told = f"""SELECT {cells[1]} AS w_commune, {cells[2]} AS w_district, count(*) AS n FROM raw
                   WHERE fault IS NULL GROUP BY ALL"""
        rows = self._db.execute(
            f"""WITH told AS ({told}),
                outside AS (SELECT DISTINCT w_commune, w_district FROM d_place
                            WHERE problem = '{OTHER_PLACE}')
                SELECT told.w_commune, n, o.w_commune IS NOT NULL FROM told
                LEFT JOIN outside o ON o.w_commune = told.w_commune
                     AND o.w_district IS NOT DISTINCT FROM told.w_district
                ORDER BY n DESC, 1"""
        ).fetchall()
        whole = sum(n for _, n, _ in rows)
        outside = sum(n for _, n, is_outside in rows if is_outside)
        if outside > MOST_OUTSIDE * whole and whole:
            seen = ", ".join(f"“{commune[:40]}”" for commune, _, is_outside in rows[:20] if is_outside)
            share = round(100 * outside / whole)
            raise OtherPlace(name=self.order.name, share=share, place=self.order.place, seen=_cut(seen))


def take_in(order: Order, folder: Path, keeper: Keeper) -> Outcome:
    """Take in a file in one go; see `Intake`."""
    intake = Intake(order, folder)
    try:
        intake.open()
        return intake.run(keeper)
    finally:
        intake.close()


def _cut(seen: str) -> str:
    parts = seen.split(", ")
    return ", ".join(parts[:3]) + (", …" if len(parts) > 3 else "")


class _as_refusals:  # noqa: N801 -- used like a function
    """Turn what DuckDB says of memory, disk and text into refusals."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, duckdb.OutOfMemoryException | duckdb.IOException):
            raise NoRoom(name=self._name) from None
        if isinstance(error, duckdb.InvalidInputException | duckdb.ConversionException):
            raise LinesUnreadable(name=self._name) from error
        if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
            raise NoRoom(name=self._name) from None
