"""Sealed files open only whole, unchanged, under their own label; nothing plain stays behind."""

from pathlib import Path

import pytest

from diemtua.core import vault
from diemtua.core.vault import PIECE, SealBroken, VaultFull, open_file, opened, seal_file, workroom


@pytest.fixture(autouse=True)
def own_vault(settings, tmp_path: Path) -> Path:
    settings.VAULT = tmp_path / "vault"
    return settings.VAULT


def sealed(tmp_path: Path, content: bytes) -> Path:
    plain = tmp_path / "plain"
    plain.write_bytes(content)
    seal_file(plain, tmp_path / "file.sealed", label="a")
    return tmp_path / "file.sealed"


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_opens_to_the_same_bytes(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    open_file(sealed(tmp_path, content), tmp_path / "again", label="a")
    assert (tmp_path / "again").read_bytes() == content


def test_nothing_of_the_content_can_be_read_in_the_sealed_file(tmp_path: Path) -> None:
    assert b"040180000001" not in sealed(tmp_path, b"Lan 040180000001 " * 100).read_bytes()


def test_a_cut_changed_or_exchanged_file_does_not_open(tmp_path: Path) -> None:
    file = sealed(tmp_path, b"x" * (2 * PIECE + 5))
    whole = file.read_bytes()
    broken = [
        whole[:-1],
        whole[: vault.SALT + PIECE + vault.TAG],  # a piece boundary
        whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        b"",
    ]
    for bad in broken:
        file.write_bytes(bad)
        with pytest.raises(SealBroken):
            open_file(file, tmp_path / "again", label="a")
        assert not (tmp_path / "again").exists()
    file.write_bytes(whole)
    with pytest.raises(SealBroken):
        open_file(file, tmp_path / "again", label="b")
    with pytest.raises(SealBroken):
        open_file(tmp_path / "nowhere.sealed", tmp_path / "again", label="a")


def test_opened_files_are_gone_after_the_block_even_when_it_fails(tmp_path: Path, own_vault: Path) -> None:
    file = sealed(tmp_path, b"Lan")

    def fail() -> None:
        with opened([(file, "a"), (file, "a")]) as plain:
            assert [one.read_bytes() for one in plain] == [b"Lan", b"Lan"]
            assert oct((own_vault / "open").stat().st_mode & 0o777) == "0o700"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list((own_vault / "open").iterdir()) == []


def test_what_a_killed_job_left_is_swept_and_what_runs_is_not(own_vault: Path) -> None:
    with workroom() as running:
        left = own_vault / "open" / "left"
        left.mkdir()
        (left / vault.LOCK).touch()
        (left / "rows.parquet").write_bytes(b"Lan")
        with workroom() as second:
            assert sorted((own_vault / "open").iterdir()) == sorted([running, second])
    assert list((own_vault / "open").iterdir()) == []


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    with pytest.raises(VaultFull):
        seal_file(tmp_path / "plain", tmp_path / "no-such-folder" / "file.sealed", label="a")
