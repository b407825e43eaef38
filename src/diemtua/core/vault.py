"""Files at rest that hold personal data: sealed by AES-256-GCM in pieces, opened only for the time of a job.

A sealed file is a 16-byte salt and pieces of one mebibyte, each with its tag. The key is drawn from that of
the site and the salt; the number of a piece, whether it is the last, and the label of the file are
authenticated, so a file that was cut, shuffled or put in the place of another does not open.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from diemtua.core.errors import Refusal

PIECE = 1 << 20
SALT, TAG = 16, 16
SUFFIX = ".sealed"
LOCK = "lock"
ORPHAN_SECONDS = 60


class SealBroken(Refusal):
    """The file was cut, changed, or sealed by another site."""

    code = "seal_broken"
    text = "Tệp mã hoá {name} hỏng, bị cắt hoặc của hệ thống khác, không mở được. Hãy khôi phục bản sao lưu."


class VaultFull(Refusal):
    """There is no room to write."""

    code = "vault_full"
    text = "Không ghi được vào kho dữ liệu ({reason}). Chưa có gì thay đổi; hãy giải phóng đĩa rồi làm lại."


def folder_of(ref: str) -> Path:
    """Return the folder of one snapshot or matching in the vault, made with mode 0700 where absent."""
    folder = Path(settings.VAULT) / ref
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def forget(ref: str) -> None:
    """Remove what the vault holds under `ref`; nothing there is no error."""
    shutil.rmtree(Path(settings.VAULT) / ref, ignore_errors=True)


def seal_file(plain: Path, sealed: Path, *, label: str) -> str:
    """Seal `plain` into `sealed` (whole or not at all) and return the SHA-256 of the plain bytes, in hex.

    :raises VaultFull: when it cannot be written
    """
    part = sealed.with_name(sealed.name + ".part")
    digest = hashlib.sha256()
    try:
        with plain.open("rb") as source, part.open("wb") as target:
            salt = os.urandom(SALT)
            target.write(salt)
            cipher = AESGCM(_key(salt))
            number, piece = 0, source.read(PIECE)
            while True:
                following = source.read(PIECE)
                digest.update(piece)
                target.write(cipher.encrypt(_nonce(number), piece, _said(label, not following)))
                if not following:
                    break
                number, piece = number + 1, following
            target.flush()
            os.fsync(target.fileno())
        os.replace(part, sealed)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise VaultFull(reason=error.strerror or str(error)) from None
    return digest.hexdigest()


def open_file(sealed: Path, plain: Path, *, label: str) -> None:
    """Write what `sealed` holds to `plain`.

    :raises SealBroken: when it is not what `seal_file` wrote under `label`; `plain` is then removed
    :raises VaultFull: when `plain` cannot be written
    """
    try:
        with sealed.open("rb") as source, plain.open("wb") as target:
            cipher = AESGCM(_key(source.read(SALT)))
            number, piece = 0, source.read(PIECE + TAG)
            while True:
                following = source.read(PIECE + TAG)
                target.write(cipher.decrypt(_nonce(number), piece, _said(label, not following)))
                if not following:
                    return
                number, piece = number + 1, following
    except (InvalidTag, FileNotFoundError, ValueError):
        plain.unlink(missing_ok=True)
        raise SealBroken(name=sealed.name) from None
    except OSError as error:
        plain.unlink(missing_ok=True)
        raise VaultFull(reason=error.strerror or str(error)) from None


@contextmanager
def workroom() -> Iterator[Path]:
    """Give a folder of mode 0700 inside the vault for plain files of one job; it is gone afterwards.

    What a killed job left behind goes first.
    """
    sweep()
    with tempfile.TemporaryDirectory(dir=_inside()) as folder, (Path(folder) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Path(folder)


@contextmanager
def opened(files: Iterable[tuple[Path, str]]) -> Iterator[list[Path]]:
    """Open sealed files, each with its label, for the time of the block; in the order given.

    :raises SealBroken, VaultFull:
    """
    with workroom() as folder:
        plain = []
        for number, (sealed, label) in enumerate(files):
            target = folder / f"{number:05}-{sealed.name.removesuffix(SUFFIX)}"
            open_file(sealed, target, label=label)
            plain.append(target)
        yield plain


def sweep() -> int:
    """Remove folders of plain files whose job is dead (nobody holds their lock); return how many."""
    dead = [folder for folder in _inside().iterdir() if _is_dead(folder)]
    for folder in dead:
        shutil.rmtree(folder, ignore_errors=True)
    return len(dead)


def _inside() -> Path:
    inside = Path(settings.VAULT) / "open"
    inside.mkdir(mode=0o700, parents=True, exist_ok=True)
    return inside


def _is_dead(folder: Path) -> bool:
    try:
        with (folder / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        # Made this instant, its lock not yet written; or its lock was never written: by its age.
        return folder.exists() and time.time() - folder.stat().st_mtime > ORPHAN_SECONDS
    except OSError:
        return False
    return True


def _key(salt: bytes) -> bytes:
    return hashlib.blake2b(salt, key=settings.IDENTIFIER_KEY, digest_size=32, person=b"vault").digest()


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _said(label: str, is_last: bool) -> bytes:
    return f"{label}\n{'last' if is_last else 'more'}".encode()
