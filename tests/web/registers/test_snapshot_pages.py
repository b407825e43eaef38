"""A register on its way in, from the upload to its use, as people do it in a browser."""

import io
import json
import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from diemtua.audit.models import Event
from diemtua.core import vault
from diemtua.registers.actions.snapshots import read_snapshot
from diemtua.registers.models import Snapshot, Source
from diemtua.registers.queries.snapshots import opened
from tests.registers.register_files import AN, HEADINGS, LAN, csv_of, xlsx_of

UPLOAD = reverse("registers:upload")
BAD = ("3", "Hồ Thị Mai", "31/02/1970", "Nữ", "", "H3", "Xóm 1", "An Bình")
FIELDS = {
    "name": "Công an xã An Bình",
    "kind": "POPULATION",
    "as_of": "01/05/2024",
    "purpose": "Rà soát người chưa tham gia",
    "legal_basis": "Quy chế phối hợp 12/QC",
}


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


def send(client, province, data: bytes, called: str = "so.xlsx", **fields: Any):
    values = FIELDS | {"place": province.communes[0].path, "file": SimpleUploadedFile(called, data)} | fields
    return client.post(UPLOAD, values)


def read_all() -> None:
    """Do what the worker would, here."""
    for snapshot in Snapshot.objects.filter(status="RECEIVED"):
        read_snapshot(snapshot=snapshot, at=timezone.now())


@pytest.fixture
def staged(client, campaign, province, lan) -> Snapshot:
    client.force_login(lan)
    send(client, province, xlsx_of(LAN, AN, BAD, LAN))
    read_all()
    return Snapshot.objects.get()


def test_a_workbook_of_a_commune_goes_from_upload_to_use(
    client, staged, province, django_capture_on_commit_callbacks
) -> None:
    assert list(ProcrastinateJob.objects.values_list("task_name", flat=True)) == ["registers.read_snapshot"]
    counts = (staged.sent, staged.accepted, staged.rejected, staged.duplicate)
    assert counts == (4, 2, 1, 1)

    page = client.get(reverse("registers:snapshot", args=[staged.ref]))

    text = text_of(page)
    assert "Không phải là ngày có thật" in text
    assert "C · Ngày sinh" in text
    assert "Xóm 1, Xã An Bình" in text
    assert "••••••••0011" in text
    assert "038180000011" not in text
    assert "05/03/1980" in text  # as people write days
    assert "cột không có trong tệp" in text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("registers:accept", args=[staged.ref]))
    staged.refresh_from_db()
    assert staged.status == "READY"
    assert Source.objects.get().mapping["ho va ten"] == "full_name"
    left = sorted(file.name for file in vault.folder_of(staged.ref).iterdir())
    assert left == ["lock", "part-00000.parquet.sealed", "rejects.parquet.sealed"]
    with opened(staged) as (part,):
        assert part.read_bytes()[:4] == b"PAR1"


def test_rejected_rows_come_back_in_the_same_workbook(client, staged) -> None:
    answer = client.post(reverse("registers:rejects", args=[staged.ref]))

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    lines = book.get_sheet_by_name(staged.sheet_name).to_python(skip_empty_area=False)
    assert [line[-1] for line in lines] == [
        "Lý do",
        "",
        "",
        "Từ chối: cột C (Ngày sinh): không phải là ngày có thật. Hãy kiểm tra lại ngày, tháng, năm.",
        "Trùng: trùng với dòng 2 của tệp này.",
    ]
    assert Event.objects.filter(name="registers.rejects_taken").exists()


def test_rejected_rows_of_a_csv_come_back_as_csv(client, campaign, province, lan) -> None:
    client.force_login(lan)
    send(client, province, csv_of(LAN, BAD).encode(), "so.csv")
    read_all()

    answer = client.post(reverse("registers:rejects", args=[Snapshot.objects.get().ref]))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Dòng,Lý do,STT,Họ và tên")
    assert lines[1].startswith('3,"Cột Ngày sinh: không phải là ngày có thật')
    assert len(lines) == 2


def test_the_columns_are_changed_and_the_file_read_again(client, campaign, province, lan) -> None:
    client.force_login(lan)
    send(
        client,
        province,
        csv_of(("x", "Trần Văn An", "1960"), headings=("Họ và tên", "B", "C")).encode(),
        "so.csv",
    )
    read_all()
    failed = Snapshot.objects.get()
    page = client.get(reverse("registers:snapshot", args=[failed.ref]))
    assert failed.status == "FAILED"
    assert "chưa biết cột nào là “Ngày sinh”" in text_of(page)

    columns = {f"cot-{key}": "-" for key in page.context["form"].fields if key.startswith("cot-")}
    chosen = {name: "-" for name in page.context["form"].fields if name.startswith("cot-")}
    chosen |= {"cot-full_name": "1", "cot-birth": "2", "sheet": failed.sheet_name}
    client.post(reverse("registers:remap", args=[failed.ref]), columns | chosen)
    read_all()

    failed.refresh_from_db()
    assert (failed.status, failed.accepted, failed.mapping) == ("STAGED", 1, {"full_name": 1, "birth": 2})
    client.post(reverse("registers:accept", args=[failed.ref]))
    again = csv_of(("x", "Lê Văn Bảy", "1961"), headings=("Họ và tên", "B", "C")).encode()
    send(client, province, again, "so.csv", source=Source.objects.get().ref)
    read_all()
    assert Snapshot.objects.first().mapping == {"full_name": 1, "birth": 2}


def test_a_useless_file_says_why_and_leaves_nothing(client, campaign, province, lan) -> None:
    client.force_login(lan)
    send(client, province, xlsx_of(LAN)[:-300])
    read_all()
    failed = Snapshot.objects.get()

    page = client.get(reverse("registers:snapshot", args=[failed.ref]))

    assert (failed.status, failed.sent, failed.parts) == ("FAILED", 0, [])
    assert "tệp bị hỏng hoặc tải lên chưa trọn" in text_of(page)
    assert [file.name for file in vault.folder_of(failed.ref).iterdir()] == []


def test_a_discarded_snapshot_leaves_nothing(client, staged, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("registers:discard", args=[staged.ref]))

    staged.refresh_from_db()
    assert (staged.status, staged.parts, staged.findings) == ("DISCARDED", [], [])
    assert not any(vault.folder_of(staged.ref).iterdir())
    assert "Đã bỏ bản chụp này" in text_of(client.get(reverse("registers:snapshot", args=[staged.ref])))


def test_the_progress_is_asked_for_until_it_is_read(client, campaign, province, lan) -> None:
    client.force_login(lan)
    send(client, province, xlsx_of(LAN))
    address = reverse("registers:snapshot", args=[Snapshot.objects.get().ref])

    waiting = text_of(client.get(address))
    Snapshot.objects.update(status="READING", rows_read=250_000, rows_expected=1_000_000)
    reading = text_of(client.get(address))

    assert 'hx-trigger="every 2s"' in waiting
    assert "250.000" in reading
    Snapshot.objects.update(status="RECEIVED")
    read_all()
    assert 'hx-trigger="every 2s"' not in text_of(client.get(address))


def test_somebody_elsewhere_sees_nothing(client, staged, hung, head) -> None:
    for user, code in ((hung, 404), (head, 403)):
        client.force_login(user)
        assert client.get(reverse("registers:snapshot", args=[staged.ref])).status_code == code
    client.force_login(hung)
    assert not client.get(reverse("registers:snapshots")).context["snapshots"]


def test_a_new_source_needs_a_name_and_a_place_of_that_day(client, campaign, province, lan) -> None:
    client.force_login(lan)

    page = send(client, province, xlsx_of(LAN), name="", as_of="1/1/2000")

    assert not Snapshot.objects.exists()
    assert page.context["form"].errors.keys() >= {"name", "place"}


def test_no_row_is_told_in_logs_addresses_or_tables(
    client, campaign, province, lan, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(lan)
    caplog.set_level(logging.DEBUG)
    thuan = (LAN[0], "Lữ Thị Thuận", *LAN[2:])  # whoever uploads is called as in LAN
    rows = [thuan, BAD, (*LAN[:4], "3.8E+10", *LAN[5:]), AN, thuan]
    send(client, province, csv_of(*rows, headings=HEADINGS).encode(), "so.csv")
    read_all()
    snapshot = Snapshot.objects.get()
    client.get(reverse("registers:snapshot", args=[snapshot.ref]))
    client.post(reverse("registers:accept", args=[snapshot.ref]))

    told = [*Snapshot.objects.values(), *Event.objects.values()]
    kept = json.dumps(told, default=str, ensure_ascii=False)
    sealed = b"".join(
        file.read_bytes() for file in vault.folder_of(snapshot.ref).iterdir() if file.suffix == ".sealed"
    )
    for secret in ("Lữ Thị Thuận", "Hồ Thị Mai", "038180000011", "038060000012", "31/02/1970"):
        assert secret not in caplog.text
        assert secret not in kept
        assert secret.encode() not in sealed


def test_the_list_asks_as_little_for_three_as_for_one(
    client, campaign, province, lan, django_assert_num_queries
) -> None:
    client.force_login(lan)
    address = reverse("registers:snapshots")
    send(client, province, xlsx_of(LAN))
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
    send(client, province, xlsx_of(LAN), source=Source.objects.get().ref)
    send(client, province, xlsx_of(LAN), source=Source.objects.get().ref)
    with django_assert_num_queries(8):
        page = client.get(address)
    assert len(page.context["snapshots"].rows) == 3
