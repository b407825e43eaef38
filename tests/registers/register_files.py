"""Register files as offices send them, made small."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import duckdb

from diemtua.core.legacy_text import TCVN3
from diemtua.registers.rules.intake import Intake, NoKeeper, Order, Outcome
from tests.core.sheet_making import workbook

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã hộ", "Xóm", "Xã")
LAN = ("1", "Nguyễn Thị Lan", "05/03/1980", "Nữ", "038180000011", "H1", "Xóm 1", "An Bình")
AN = ("2", "Trần Văn An", "1960", "Nam", "038060000012", "H2", "Xóm 2", "An Bình")


def csv_of(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, separator: str = ",") -> str:
    text = io.StringIO()
    out = csv.writer(text, delimiter=separator)
    out.writerows([headings, *rows])
    return text.getvalue()


def xlsx_of(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    def draw(book, sheet) -> None:
        for line, row in enumerate([headings, *rows]):
            sheet.write_row(line, 0, row)

    return workbook(draw)


def in_tcvn3(text: str) -> bytes:
    """Type a text as with a font such as .VnTime: no capital with a tone has a code there."""
    codes = {letter: code for code, letter in TCVN3.items()}
    return bytes(
        codes.get(sign, codes.get(sign.lower(), ord(sign) if ord(sign) < 256 else 63)) for sign in text
    )


def in_windows_1258(text: str) -> bytes:
    """Encode a text as Windows-1258 does: hats with the letter, most tones as signs of their own."""
    told = []
    for sign in text:
        apart = unicodedata.normalize("NFD", sign)
        tones = "".join(mark for mark in apart if mark in "\u0300\u0309\u0303\u0301\u0323")
        bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        told.append((bare + tones).encode("cp1258"))
    return b"".join(told)


def taken(tmp_path: Path, data: bytes | str, name: str = "so.csv", kind: str = "POPULATION", **wanted):
    """Take in a file and return (Outcome, rows as dicts, Intake)."""
    source = tmp_path / f"goc-{name}"
    source.write_bytes(data.encode() if isinstance(data, str) else data)
    folder = tmp_path / "room"
    folder.mkdir(exist_ok=True)
    kept = Copies(tmp_path / "kept")
    day = wanted.pop("today", duckdb.sql("SELECT DATE '2026-05-01'").fetchall()[0][0])
    intake = Intake(Order(source=source, name=name, kind=kind, today=day, **wanted), folder)
    try:
        intake.open()
        outcome = intake.run(kept)
    finally:
        intake.close()
        for file in folder.iterdir():
            file.unlink()
    return outcome, kept.rows(), intake


class Copies(NoKeeper):
    """Keeps copies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def keep(self, name: str, plain: Path) -> str:
        (self.folder / plain.name).write_bytes(plain.read_bytes())
        return super().keep(name, plain)

    def rows(self, beginning: str = "part-") -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for file in sorted(self.folder.glob(f"{beginning}*.parquet")):
            cursor = duckdb.execute(f"SELECT * FROM read_parquet('{file}')")
            names = [column[0] for column in cursor.description]
            found += [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return found


def codes(outcome: Outcome, severity: str) -> dict[str, int]:
    """Return how many rows each finding of a severity is about."""
    return {one["code"]: one["rows"] for one in outcome.findings if one["severity"] == severity}
