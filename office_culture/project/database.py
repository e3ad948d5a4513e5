"""From one DATABASE_URL, or from the file of a small office, to Django's database settings."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# So many seconds a statement waits for what another transaction holds: less than the server lets a request last.
MOST_WAITED = 60
# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a transaction, so that
# read-then-write transactions wait for each other instead of failing with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": MOST_WAITED,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def sqlite_url(path: Path | str) -> str:
    """The URL of an SQLite file; a folder may be called "A #1", "50%" or "new?"."""
    return f"sqlite:///{quote(str(path))}"


def database_settings(url: str) -> Any:
    """Settings for `DATABASES["default"]`; the folder of an SQLite file is made if it is missing.

    An SQLite file has neither fragment nor options, so "#" and "?" belong to its path: were they cut off with what
    follows, two offices in "A #1" and "A #2" would share one file. Raises ImproperlyConfigured for an option.
    """
    if url.startswith("sqlite:"):
        if re.search(r"\?\w+=", url):
            raise ImproperlyConfigured("The program itself sets the options of SQLite; leave them out.")
        url = url.replace("#", "%23").replace("?", "%3F")
    settings = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        name = str(settings["NAME"])
        if name and name != ":memory:":
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        settings["OPTIONS"] = SQLITE_OPTIONS
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        settings.setdefault("OPTIONS", {}).setdefault("options", f"-c lock_timeout={MOST_WAITED}s")
    return settings
