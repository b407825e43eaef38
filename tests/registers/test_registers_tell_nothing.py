"""Nothing of a person in a register stands in what is said: terminal, logs, audit, tables, refusals."""

import json
import logging
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from diemtua.audit.models import Event
from diemtua.cli.main import main
from diemtua.cli.stages import Refused
from diemtua.registers.models import Snapshot
from tests.registers.register_files import AN, HEADINGS, csv_of, xlsx_of

PHONE = "0912345678"
THUAN = ("1", "Lữ Thị Thuận", "05/03/1980", "Nữ", "038180000011", "H1", "Xóm 1", "An Bình")
MAI = ("3", "Hồ Thị Mai", "31/02/1970", "Nữ", "038170000013", "H3", "Xóm 1", "An Bình")
LOST = (*THUAN[:4], "3.8E+10", *THUAN[5:])
FAR = (*AN[:7], "Xã Ở Tỉnh Khác")
SECRETS = (
    "Lữ Thị Thuận", "lu thi thuan", "Trần Văn An", "Hồ Thị Mai", "038180000011", "38180000011",
    "038060000012", "038170000013", PHONE, "05/03/1980", "1980-03-05", "31/02/1970",
)  # fmt: skip


def with_phones(*rows: tuple[str, ...]) -> str:
    return csv_of(*[(*row, PHONE) for row in rows], headings=(*HEADINGS, "SĐT"))


FILES = {
    "read whole": ("so.csv", with_phones(THUAN, AN, MAI, LOST, THUAN).encode()),
    "a workbook": ("so.xlsx", xlsx_of(THUAN, AN, MAI, THUAN)),
    "ids lost": ("so.csv", with_phones(LOST, LOST, LOST, AN).encode()),
    "another place": ("so.csv", with_phones(FAR, FAR, FAR, THUAN).encode()),
    "no headings": ("so.csv", csv_of(AN, MAI, headings=THUAN).encode()),
    "no names": ("so.csv", csv_of((THUAN[4],), headings=("Số CCCD",)).encode()),
    "damaged": ("so.csv", with_phones(THUAN, AN).encode() + bytes(range(128, 256)) * 3),
    "cut off": ("so.xlsx", xlsx_of(THUAN, AN)[:-300]),
    "no Parquet": ("so.parquet", b"PAR1" + with_phones(THUAN, AN).encode()),
    "a quote never closed": ("so.csv", with_phones(THUAN, AN).replace("Trần", '"Trần').encode()),
}


@pytest.mark.parametrize("case", FILES)
def test_taking_in_tells_of_nobody(case, province, lan, tmp_path: Path, caplog, capfd) -> None:
    caplog.set_level(logging.DEBUG)
    name, data = FILES[case]
    (tmp_path / name).write_bytes(data)
    words = f"--source=Công-an --kind=population --place={province.communes[0].path} --as-of=2024-05-01"
    words += f" --by={lan.username} --purpose=thử --legal-basis=thử"
    out = StringIO()

    try:
        call_command("registers_import", str(tmp_path / name), *words.split(), stdout=out, stderr=out)
    except CommandError as refusal:
        out.write(str(refusal))

    kept = [json.dumps(list(rows.values()), default=str, ensure_ascii=False) for rows in _tables()]
    assert name in kept[0]
    _tells_nothing(out.getvalue(), caplog.text, *capfd.readouterr(), *kept)


@pytest.mark.parametrize("case", ["read whole", "no names", "no Parquet", "damaged"])
def test_matching_tells_of_nobody(case, tmp_path: Path, caplog, capfd) -> None:
    caplog.set_level(logging.DEBUG)
    name, data = FILES[case]
    population, participants = tmp_path / f"dan-{name}", tmp_path / f"the-{name}"
    population.write_bytes(data)
    participants.write_bytes(data)
    refused = ""

    try:
        main(
            ["registers", "match", "--population", str(population), "--participants", str(participants),
             "--out", str(tmp_path / "links.parquet")]
        )  # fmt: skip
    except Refused as refusal:
        refused = str(refusal)

    said = capfd.readouterr()
    assert said.out or said.err or refused
    _tells_nothing(refused, caplog.text, said.out, said.err)


def _tables() -> tuple[object, ...]:
    return Snapshot.objects, Event.objects


def _tells_nothing(*texts: str) -> None:
    for text in texts:
        for secret in SECRETS:
            assert secret not in text
