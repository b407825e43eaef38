"""The surroundings of Django: which database, which secret, which settings."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diemtua.cli.postgres import Postgres, PostgresFailed
from diemtua.cli.stages import Refused
from diemtua.config import environment

SETTINGS = "diemtua.config.settings"


@contextmanager
def surroundings(*, bound: bool = False) -> Iterator[dict[str, str]]:
    """Yield the environment in which Django finds its database; the embedded one runs meanwhile.

    :param bound: the embedded server ends with this process, even when that is killed
    :raises Refused: when the embedded server cannot start, or its home cannot be written
    """
    base = os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS}
    if os.environ.get("DATABASE_URL"):
        yield base
        return
    home = prepare_home()
    keep_secret(home)
    try:
        with Postgres(home, bound=bound) as server:
            yield base | {"DATABASE_URL": server.url}
    except PostgresFailed as failure:
        raise Refused(str(failure)) from failure


def prepare_home() -> Path:
    """Make the folder of the site (0700) when it is missing, and return it.

    :raises Refused: when it cannot be made or written
    """
    home = environment.home().absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(_unwritable(home, error)) from error
    if not os.access(home, os.W_OK):
        raise Refused(_unwritable(home, None))
    return home


def keep_secret(home: Path) -> None:
    """Write the secret of a new site into its home, for its owner only; an existing one is never changed.

    :raises Refused: when there is data but no secret, because a new one could not read what the old one wrote
    """
    kept = home / "secret"
    if os.environ.get("DIEMTUA_SECRET") or kept.is_file():
        return
    if (home / "postgres" / "data").is_dir():
        raise Refused(
            f"Thư mục {home} có dữ liệu nhưng không còn tệp secret. "
            "Số định danh trong đó đã mã hoá bằng khoá cũ: hãy chép tệp secret từ bản sao lưu về, "
            "hoặc đặt DIEMTUA_SECRET, rồi chạy lại."
        )
    handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def _unwritable(home: Path, error: OSError | None) -> str:
    reason = f" ({error.strerror})" if error and error.strerror else ""
    return f"Không ghi được thư mục dữ liệu {home}{reason}. Hãy đặt DIEMTUA_HOME tới một thư mục ghi được."
