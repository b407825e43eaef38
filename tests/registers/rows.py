"""Invented people, and writing them to a file."""

import csv
import json
from pathlib import Path

import duckdb

from diemtua.registers.rules.schema import SCHEMA

COLUMNS = ("rid", "ho_ten", "ngay_sinh", "gioi_tinh", "cccd", "ma_ho", "ma_xom", "ma_xa", "dia_chi", "sdt")
LAN = {
    "rid": "1",
    "ho_ten": "Nguyễn Thị Lan",
    "ngay_sinh": "05/03/1980",
    "gioi_tinh": "Nữ",
    "cccd": "040180000001",
    "ma_ho": "7001",
    "ma_xom": "17001001",
    "ma_xa": "17001",
    "sdt": "0912000001",
}

Row = dict[str, str]
Links = list[tuple[object, ...]]


def write(path: Path, rows: list[Row], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path) -> Links:
    return duckdb.connect().execute("SELECT * FROM read_parquet(?) ORDER BY ALL", [str(path)]).fetchall()


def snapshot_part(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write rows with any of the columns of a snapshot as one of its parts; rid counts from 1."""
    lines = [{"rid": number, "line": number + 1, **row} for number, row in enumerate(rows, start=1)]
    told = path.with_suffix(".json")
    told.write_text("\n".join(json.dumps(line, default=str, ensure_ascii=False) for line in lines), "utf-8")
    columns = "{" + ", ".join(f"{name}: '{kind}'" for name, kind in SCHEMA.items()) + "}"
    source = f"read_json('{told}', columns = {columns}, format = 'newline_delimited')"
    duckdb.connect().execute(f"COPY (FROM {source} ORDER BY rid) TO '{path}' (FORMAT parquet)")
    told.unlink()
    return path


def links_file(path: Path, links: list[tuple[int, int, float]]) -> Path:
    """Write links (resident, participant, score) as a matching does."""
    db = duckdb.connect()
    db.execute("CREATE TABLE links (pop_rid BIGINT, part_rid BIGINT, score DOUBLE, rule VARCHAR)")
    for link in links:
        db.execute("INSERT INTO links VALUES (?, ?, ?, 'id')", list(link))
    db.execute(f"COPY links TO '{path}' (FORMAT parquet)")
    return path
