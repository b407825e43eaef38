"""Processes of their own that see the database and the vault of the test at hand."""

import os

from django.conf import settings
from django.db import connection


def surroundings() -> dict[str, str]:
    """Return the environment in which a child is Django on the test's own database and vault."""
    values = connection.settings_dict
    asked = {"host": values["HOST"], "port": values["PORT"]}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    user = f"{values['USER']}@" if values["USER"] else ""
    return os.environ | {
        "DATABASE_URL": f"postgresql://{user}/{values['NAME']}?{query}",
        "DIEMTUA_VAULT": str(settings.VAULT),
        "DJANGO_SETTINGS_MODULE": "diemtua.config.settings",
    }
