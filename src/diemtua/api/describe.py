"""Write docs/openapi.json: python -m diemtua.api.describe, after a change of the API's shapes."""

import os
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


def main() -> None:
    """Write the description as it is served."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diemtua.config.settings")
    django.setup()
    from diemtua.api.v1 import description  # noqa: PLC0415 -- needs the settings first

    TARGET.write_text(description() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
