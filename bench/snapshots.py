"""Time and memory of taking a register in: `python bench/snapshots.py [rows] [--write]`.

Makes an invented register of residents as CSV and takes it in with the command an administrator uses, in a
process of its own: typed, checked, each person once, sealed. Beside it the floor in the same run: DuckDB
reading that file as text and writing it as Parquet, neither checked nor sealed. Memory is the most of the
whole process tree. Needs DATABASE_URL and the right to make databases; the one used is thrown away.
"""

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import duckdb

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks" / "snapshots.md"
ROWS = 3_300_000
AT_MOST = 600  # seconds
FLOOR = """
import sys, duckdb
db = duckdb.connect(config={{"memory_limit": "600MB", "preserve_insertion_order": False}})
db.execute("COPY (FROM read_csv('{file}', all_varchar = true)) TO '{out}' (FORMAT parquet)")
"""


def main() -> None:
    rows = next((int(word.replace("_", "")) for word in sys.argv[1:] if word[0].isdigit()), ROWS)
    with tempfile.TemporaryDirectory(prefix="bench-snapshots-") as folder:
        lines = _measured(rows, Path(folder))
    print(lines)
    if "--write" in sys.argv:
        words = " ".join(sys.argv[1:])
        machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
        head = f"`python bench/snapshots.py {words}`, {datetime.now(UTC):%Y-%m-%d}, {machine}."
        before, mark, rest = PAGE.read_text(encoding="utf-8").partition("<!-- table -->")
        after = rest.partition(mark)[2]
        PAGE.write_text(f"{before}{mark}\n{head}\n\n{lines}\n{mark}{after}", encoding="utf-8")


def _measured(rows: int, folder: Path) -> str:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "diemtua.config.settings",
        "DIEMTUA_VAULT": str(folder / "vault"),
    }
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    import django  # noqa: PLC0415 -- only after the settings are named

    django.setup()
    from _registers_measure import measure  # noqa: PLC0415 -- beside this file
    from django.db import connection  # noqa: PLC0415 -- needs Django
    from registers_data import generate  # noqa: PLC0415 -- beside this file

    file = generate(rows, folder).population
    connection.settings_dict["TEST"]["NAME"] = f"bench_snapshots_{os.getpid()}"
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        top = _places(file)
        url = urlsplit(os.environ["DATABASE_URL"])
        os.environ["DATABASE_URL"] = urlunsplit(url._replace(path=f"/{name}"))
        said = f"--source thử --kind population --place {top} --as-of 2026-05-01 --by lan"
        said += " --purpose thử --legal-basis thử"
        taken = measure(
            [sys.executable, "-m", "django", "registers_import", file, *said.split()], at_most=AT_MOST
        )
        floor = measure(
            [sys.executable, "-c", FLOOR.format(file=file, out=folder / "floor.parquet")], at_most=AT_MOST
        )
        counts = _counts()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    if taken.failed:
        raise SystemExit(taken.failed)
    size = file.stat().st_size / 1e6
    table = [  # seconds of processor: what other work on the machine adds less to
        "| rows | MB of CSV | what | s | s of processor | rows a second | × floor | peak MB |",
        "|---:|---:|---|---:|---:|---:|---:|---:|",
    ]
    for label, one in (("taken in, checked, sealed", taken), ("floor: CSV to Parquet", floor)):
        told = f"| {rows:,} | {size:,.0f} | {label} | {one.seconds:.1f} | {one.cpu:.1f} "
        times = f"{one.seconds / floor.seconds:.1f}"
        table.append(f"{told}| {rows / one.seconds:,.0f} | {times} | {one.peak_mb:,} |")
    return "\n".join([*table, "", counts])


def _places(file: Path) -> str:
    """Enter the places whose codes the register names, and who takes it in; return the code of the top."""
    from diemtua.accounts.enums import Role  # noqa: PLC0415 -- needs Django
    from diemtua.places.enums import Kind  # noqa: PLC0415 -- as above
    from tests.factories import make  # noqa: PLC0415 -- as above

    province = make.small_province()
    district = province.districts[0]
    codes = duckdb.sql(
        f"""SELECT DISTINCT ma_xa, ma_xom FROM read_csv('{file}', all_varchar = true)
            WHERE ma_xom IS NOT NULL ORDER BY 1, 2"""  # noqa: S608 -- our own file
    ).fetchall()
    communes = {
        code: make.place(Kind.COMMUNE, code, f"Xã {code}", district)
        for code in sorted({one for one, _ in codes})
    }
    for commune, hamlet in codes:
        if hamlet.startswith(commune):
            make.place(Kind.HAMLET, hamlet, f"Xóm {hamlet[len(commune) :]}", communes[commune])
    make.member("lan", "Lan", province.commune_committee, province.place, Role.PROVINCE_LEAD)
    return province.place.code


def _counts() -> str:
    from diemtua.registers.models import Snapshot  # noqa: PLC0415 -- needs Django

    one = Snapshot.objects.get()
    parts = f"accepted {one.accepted:,} + rejected {one.rejected:,} + duplicate {one.duplicate:,}"
    return f"Sent {one.sent:,} = {parts}."


if __name__ == "__main__":
    main()
