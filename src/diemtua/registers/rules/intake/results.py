"""What a file gives once its rows are typed: parts, counts, rejected rows with reasons, a first look."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from diemtua.core.sheets.cells import column_letter
from diemtua.registers.rules.columns import BY_KEY
from diemtua.registers.rules.intake.keeping import Keeper
from diemtua.registers.rules.intake.sentences import error_text, warning_text
from diemtua.registers.rules.intake.table import Table
from diemtua.registers.rules.reading import quoted
from diemtua.registers.rules.schema import SCHEMA

ANNOTATED_ROWS = 50_000  # a larger file comes back with its rejected rows alone
SAMPLED = 1_000  # first cells of a column that samples are taken from
SHOWN_ROWS, SHOWN_SAMPLES, SHOWN_LINES = 20, 3, 8
MANY_IDS_MISSING = 0.2
REJECTS, PREVIEW = "rejects", "preview"
_GOOD = "errors = '' AND rid NOT IN (SELECT rid FROM twins)"


def write_parts(
    db: duckdb.DuckDBPyConnection,
    chunks: Sequence[Path],
    folder: Path,
    keeper: Keeper,
    done: Sequence[dict[str, Any]],
    on_part: Callable[[dict[str, Any]], None],
) -> list[dict[str, Any]]:
    """Write and keep the good rows of each chunk as a part, except those `done`; none without any."""
    there = {part["name"]: part for part in done}
    parts = []
    for number, chunk in enumerate(chunks):
        name = f"part-{number:05}"
        if name not in there:
            target = folder / f"{name}.parquet"
            good = f"SELECT {', '.join(SCHEMA)} FROM read_parquet({quoted(chunk)}) WHERE {_GOOD} ORDER BY rid"
            (rows,) = db.execute(f"COPY ({good}) TO {quoted(target)} (FORMAT parquet)").fetchall()[0]
            if not rows:
                continue
            there[name] = {"name": name, "rows": rows, "hash": keeper.keep(name, target)}
            target.unlink()
            on_part(there[name])
        parts.append(there[name])
    return parts


def counts_of(db: duckdb.DuckDBPyConnection, typed: str) -> tuple[int, int, int, int]:
    """Return how many rows were sent, accepted, rejected and duplicate."""
    sent, rejected = db.execute(f"SELECT count(*), count(*) FILTER (errors <> '') FROM {typed}").fetchall()[0]
    (duplicate,) = db.execute("SELECT count(*) FROM twins").fetchall()[0]
    return sent, sent - rejected - duplicate, rejected, duplicate


def keep_rejects(
    db: duckdb.DuckDBPyConnection, typed: str, table: Table, folder: Path, keeper: Keeper, sent: int
) -> None:
    """Keep the rows not taken as they came, with what is wrong; of a small file the doubtful ones too."""
    target = folder / f"{REJECTS}.parquet"
    cells = ", ".join(f"r.c{column}" for column in range(table.width))
    doubtful = "OR warnings <> ''" if sent <= ANNOTATED_ROWS else ""
    above = table.header.bottom + 1
    db.execute(
        f"""COPY (SELECT t.line, t.errors, t.warnings, w.of_line, {cells}
                  FROM (SELECT rid, line, errors, warnings FROM {typed}) t
                  LEFT JOIN twins w USING (rid)
                  JOIN raw r ON r.line = t.rid + {above}
                  WHERE errors <> '' OR w.rid IS NOT NULL {doubtful} ORDER BY t.line)
            TO {quoted(target)} (FORMAT parquet)"""
    )
    keeper.keep(REJECTS, target)
    target.unlink()


def keep_preview(
    db: duckdb.DuckDBPyConnection, typed: str, table: Table, folder: Path, keeper: Keeper
) -> None:
    """Keep what the page of review shows: first good rows and samples of every column, numbers masked."""
    wanted = ("line", "full_name", "birth", "sex", "personal_id", "household", "place_path", "valid_to")
    rows = db.execute(
        f"SELECT {', '.join(wanted)} FROM {typed} WHERE {_GOOD} ORDER BY rid LIMIT {SHOWN_ROWS}"
    ).fetchall()
    shown = [
        {
            key: _masked(str(value)) if value is not None else ""
            for key, value in zip(wanted, row, strict=True)
        }
        for row in rows
    ]
    for one, row in zip(shown, rows, strict=True):
        one["line"], one["place_path"] = row[0], row[6] or ""
    samples = []
    for column in range(table.width):
        texts = db.execute(
            f"""SELECT c{column} FROM (SELECT line, c{column} FROM raw
                                       WHERE c{column} IS NOT NULL LIMIT {SAMPLED})
                GROUP BY 1 ORDER BY min(line) LIMIT {SHOWN_SAMPLES}"""
        ).fetchall()
        samples.append([_masked(text)[:40] for (text,) in texts])
    target = folder / f"{PREVIEW}.json"
    said = {"rows": shown, "samples": samples, "sheets": table.sheet_names, "notes": table.notes}
    target.write_text(json.dumps(said, ensure_ascii=False, default=str), encoding="utf-8")
    keeper.keep(PREVIEW, target)
    target.unlink()


def findings_of(
    db: duckdb.DuckDBPyConnection, typed: str, table: Table, mapping: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return what there is to say of the file: {severity, column, code, text, rows, lines}, gravest first."""
    found = []
    for severity, told in (("error", error_text), ("warning", warning_text)):
        rows = db.execute(
            f"""SELECT said, count(*), min(line, {SHOWN_LINES})
                FROM (SELECT line, unnest(string_split({severity}s, '|')) AS said FROM {typed}
                      WHERE {severity}s <> '' {"AND errors = ''" if severity == "warning" else ""})
                GROUP BY said ORDER BY 2 DESC, 1"""
        ).fetchall()
        for said, count, lines in rows:
            key, _, code = said.partition(":")
            label = column_label(key, mapping, table.headings)
            found.append(_finding(severity, label, code, told(code), count, lines))
    twins = db.execute(
        f"SELECT count(*), min(line, {SHOWN_LINES}) FROM {typed} JOIN twins USING (rid)"
    ).fetchall()[0]
    if twins[0]:
        text = "người này đã có ở dòng khác của tệp; chỉ giữ một dòng."
        found.append(_finding("duplicate", "", "twin", text, *twins))
    return _about_the_whole(db, typed) + found


def _about_the_whole(db: duckdb.DuckDBPyConnection, typed: str) -> list[dict[str, Any]]:
    rows, without_id, without_place = db.execute(
        f"""SELECT count(*), count(*) - count(personal_id), count(*) - count(place_path)
            FROM {typed} WHERE {_GOOD}"""
    ).fetchall()[0]
    said = []
    if without_id > MANY_IDS_MISSING * rows:
        share = round(100 * without_id / rows)
        text = f"{share} % số dòng không có số định danh: các dòng này ghép theo họ tên, ngày sinh, hộ và xã."
        said.append(_finding("info", "", "ids_missing", text, without_id, []))
    if without_place > MANY_IDS_MISSING * rows:
        share = round(100 * without_place / rows)
        text = f"{share} % số dòng chưa rõ ở xã, xóm nào: sẽ không vào danh sách vận động của xã."
        said.append(_finding("info", "", "places_missing", text, without_place, []))
    return said


def column_label(key: str, mapping: Mapping[str, int], headings: Sequence[str]) -> str:
    """Return 'C · Ngày sinh' for a column of the file, '' for the whole row."""
    column = mapping.get(key)
    if column is None:
        return ""
    heading = headings[column] if column < len(headings) else ""
    return f"{column_letter(column)} · {heading or BY_KEY[key].label_vi}"


def _finding(
    severity: str, column: str, code: str, text: str, rows: int, lines: list[int] | None
) -> dict[str, Any]:
    return {
        "severity": severity,
        "column": column,
        "code": code,
        "text": text,
        "rows": rows,
        "lines": lines or [],
    }


def _masked(text: str) -> str:
    """Return a text whose long numbers show their last digits only."""
    shown, run = [], ""
    for sign in text + "\0":
        if sign.isdigit():
            run += sign
            continue
        shown.append(run if len(run) <= 4 else "•" * (len(run) - 4) + run[-4:])
        shown.append(sign)
        run = ""
    return "".join(shown).removesuffix("\0")
