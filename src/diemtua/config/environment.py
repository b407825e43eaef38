"""What the environment tells the settings; a missing word fails at start and says what to do."""

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def home() -> Path:
    """Return the folder of what a site keeps outside its database (made by the launcher, mode 0700)."""
    default = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "diemtua"
    return Path(os.environ.get("DIEMTUA_HOME") or default)


def vault() -> Path:
    """Return the folder of sealed register files; every web server and worker of a site must see the same."""
    return Path(os.environ.get("DIEMTUA_VAULT") or home() / "vault")


def secret() -> str:
    """Return the secret of the site, from DIEMTUA_SECRET or the file `secret` that the launcher wrote.

    :raises ImproperlyConfigured: when neither is there
    """
    if given := os.environ.get("DIEMTUA_SECRET"):
        return given
    kept = home() / "secret"
    if kept.is_file():
        return kept.read_text().strip()
    raise ImproperlyConfigured(
        "Chưa có khoá bí mật. Hãy đặt biến DIEMTUA_SECRET (ít nhất 50 ký tự ngẫu nhiên), "
        "hoặc chạy ./diemtua run để máy tự tạo."
    )


def derived_key(purpose: str) -> bytes:
    """Return 32 bytes derived from the secret for one purpose, so that no key serves two."""
    return hashlib.blake2b(purpose.encode(), key=secret().encode()[:64], digest_size=32).digest()


def database(url: str | None) -> dict[str, Any]:
    """Read DATABASE_URL (postgresql://user:password@host:5432/name, or ?host=/socket/folder) for Django.

    :raises ImproperlyConfigured: when it is missing or is not PostgreSQL
    """
    parts = urlsplit(url or "")
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            "Chưa có cơ sở dữ liệu. Hãy chạy ./diemtua run (PostgreSQL nhúng sẵn), hoặc đặt DATABASE_URL, "
            "ví dụ postgresql://nguoidung:matkhau@localhost:5432/diemtua"
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
