"""From one DATABASE_URL to Django's database settings."""

from pathlib import Path
from typing import Any

import dj_database_url

# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a transaction, so that
# read-then-write transactions wait for each other instead of failing with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database_settings(url: str) -> Any:
    """Settings for `DATABASES["default"]`; the folder of an SQLite file is made if it is missing."""
    settings = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        name = str(settings["NAME"])
        if name and name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        settings["OPTIONS"] = SQLITE_OPTIONS
    return settings
