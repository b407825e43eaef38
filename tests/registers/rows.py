"""Invented people, and writing them to a file."""

import csv
from pathlib import Path

import duckdb

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
