"""`diemtua registers import`: a register file taken in from the server itself."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from diemtua.cli import registers, serve
from diemtua.cli.main import main
from diemtua.registers.models import Snapshot
from tests.registers.register_files import AN, LAN, xlsx_of

BAD = ("3", "Hồ Thị Mai", "31/02/1970", "Nữ", "", "H3", "Xóm 1", "An Bình")


@pytest.fixture
def asked(province, lan, tmp_path) -> list[str]:
    file = tmp_path / "so.xlsx"
    file.write_bytes(xlsx_of(LAN, AN, BAD, LAN))
    commune = province.communes[0]
    words = (
        f"--source=Công-an --kind=population --place={commune.path} --as-of=2024-05-01 --by={lan.username}"
    )
    return [str(file), *words.split(), "--purpose=Rà soát", "--legal-basis=Kế hoạch 12"]


def test_a_file_is_read_and_counted_on_the_terminal(asked) -> None:
    out, errors = StringIO(), StringIO()

    call_command("registers_import", *asked, stdout=out, stderr=errors)

    snapshot = Snapshot.objects.get()
    assert (snapshot.status, snapshot.accepted) == ("STAGED", 2)
    assert "Đã gửi 4 dòng: nhận 2, từ chối 1, trùng 1." in out.getvalue()
    assert "không phải là ngày có thật" in out.getvalue()
    assert "4 dòng" in errors.getvalue()  # how far it was
    for one in (LAN, AN, BAD):
        assert one[1] not in out.getvalue() + errors.getvalue()


def test_it_may_be_taken_into_use_at_once(asked) -> None:
    call_command("registers_import", *asked, "--use", stdout=StringIO(), stderr=StringIO())

    assert Snapshot.objects.get().status == "READY"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("--place=99", "không có địa bàn mã “99”"),
        ("--by=ai-do", "Không có người dùng “ai-do”"),
    ],
)
def test_what_is_not_there_is_named(asked, wrong, said) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("registers_import", *asked, wrong, stdout=StringIO(), stderr=StringIO())
    assert not Snapshot.objects.exists()


def test_the_command_line_passes_it_on_to_the_site(monkeypatch) -> None:
    passed: list[list[str]] = []
    monkeypatch.setattr(serve, "manage", lambda words: passed.append(words) or 0)

    assert main(["registers", "import", "so.csv", "--kind", "health"]) == 0

    assert passed == [["registers_import", "so.csv", "--kind", "health"]]
    assert registers.serve is serve
