"""Time and memory of reading a large workbook: `python bench/sheets.py [rows]`.

Prints each stage beside bare calamine on the same file in the same run. Every stage runs in its own process,
so that the peak memory is its own.
"""

import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine

from diemtua.core.sheets import (
    Choice,
    Column,
    Kind,
    OutColumn,
    Shape,
    annotate,
    guess_mapping,
    read_book,
    read_records,
    write_sheet,
)

TODAY = date(2024, 5, 6)
COLUMNS = (
    Column("no", "STT", kind=Kind.WHOLE),
    Column("full_name", "Họ và tên", kind=Kind.NAME, required=True),
    Column("birth", "Ngày sinh", kind=Kind.BIRTH),
    Column("sex", "Giới tính", kind=Kind.CHOICE, choices=(Choice("MALE", "Nam"), Choice("FEMALE", "Nữ"))),
    Column("id_no", "Số CCCD", kind=Kind.PERSONAL_ID, birth_key="birth", sex_key="sex"),
    Column("si_no", "Mã số BHXH", kind=Kind.SI_NUMBER),
    Column("phone", "Số điện thoại", kind=Kind.PHONE),
    Column("address", "Địa chỉ"),
    Column("hamlet", "Thôn, xóm"),
    Column("commune", "Xã, phường"),
    Column("job", "Nghề nghiệp"),
    Column("income", "Thu nhập tháng", kind=Kind.MONEY),
    Column("stopped_on", "Ngày dừng đóng", kind=Kind.DAY),
    Column("months", "Số tháng đã đóng", kind=Kind.WHOLE),
    Column("note", "Ghi chú"),
)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        written = _apart(_write, path, rows)
        print(f"{rows:,} rows × {len(COLUMNS)} columns, {path.stat().st_size / 1e6:.1f} MB")
        bare = _apart(_calamine, path, rows)
        _show("write_sheet", written, bare)
        _show("bare calamine, iter_rows", bare, bare)
        _show("read_book", _apart(_read, path, rows), bare)
        _show("read_book and walk rows", _apart(_walk, path, rows), bare)
        _show("… and read_records", _apart(_records, path, rows), bare)
        _show("… and annotate", _apart(_annotate, path, rows), bare)


def _write(path: Path, rows: int) -> None:
    lines = (
        (
            number,
            f"Nguyễn Văn Mẫu {'ABCDE'[number % 5]}",
            date(1960 + number % 40, 1 + number % 12, 1 + number % 28),
            "Nam",
            f"0000{(1960 + number % 40) % 100:02}{number:06}",
            f"{number:010}",
            f"09{number:08}",
            f"Số {number}, đường Mẫu",
            f"Thôn {number % 9}",
            "Xã Mẫu",
            "Nông dân",
            1_500_000 + number,
            date(2020, 1, 1),
            number % 240,
            "ghi chú",
        )
        for number in range(1, rows + 1)
    )
    with path.open("wb") as stream:
        write_sheet(stream, [OutColumn(column.label_vi, _shape(column)) for column in COLUMNS], lines)


def _shape(column: Column) -> Shape:
    return Shape.DAY if column.kind in (Kind.DAY, Kind.BIRTH) else Shape.TEXT


def _calamine(path: Path, rows: int) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    assert sum(1 for _ in book.get_sheet_by_index(0).iter_rows()) == rows + 1


def _read(path: Path, rows: int) -> None:
    assert read_book("list.xlsx", path.read_bytes()).sheets[0].row_count == rows


def _walk(path: Path, rows: int) -> None:
    assert sum(1 for _ in read_book("list.xlsx", path.read_bytes()).sheets[0].rows) == rows


def _records(path: Path, rows: int) -> None:
    sheet = read_book("list.xlsx", path.read_bytes()).sheets[0]
    mapping = guess_mapping(sheet.headers, COLUMNS)
    assert len(mapping) == len(COLUMNS)
    assert sum(record.is_good for record in read_records(sheet, mapping, COLUMNS, today=TODAY)) == rows


def _annotate(path: Path, rows: int) -> None:
    book = read_book("list.xlsx", path.read_bytes())
    mapping = guess_mapping(book.sheets[0].headers, COLUMNS)
    records = read_records(book.sheets[0], mapping, COLUMNS, today=TODAY)
    assert annotate(book, [problem for record in records for problem in record.problems])


def _apart(stage: Callable[[Path, int], None], path: Path, rows: int) -> tuple[float, float]:
    """Run a stage in its own process; return its seconds and its peak memory in MB."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_measured, args=(stage, path, rows, answers))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{stage.__name__} failed")
    return answers.get()


def _measured(
    stage: Callable[[Path, int], None], path: Path, rows: int, answers: multiprocessing.Queue
) -> None:
    before = time.perf_counter()
    stage(path, rows)
    seconds = time.perf_counter() - before
    answers.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _show(name: str, measured: tuple[float, float], bare: tuple[float, float]) -> None:
    seconds, megabytes = measured
    print(f"{name:<28} {seconds:7.2f} s  {megabytes:6.0f} MB  {seconds / bare[0]:5.1f} × calamine")


if __name__ == "__main__":
    main()
