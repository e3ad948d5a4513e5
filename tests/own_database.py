"""A database for a process that runs by itself, and a folder for its files; both are gone afterwards."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_database(name: str, settings: str, **answers: str) -> Iterator[Path]:
    """Sets the environment for `settings`, before Django is set up: a folder, and a database in it or on PostgreSQL.

    On PostgreSQL where DATABASE_URL names a server; `answers` are further variables of the environment.
    """
    home = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    url, database = os.environ.get("DATABASE_URL", ""), f"{name}_{os.getpid()}"
    on_postgresql = url.startswith("postgres")
    # Whoever ends this process gets all of it cleared up.
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(1))
    try:
        if on_postgresql:
            _on_server(url, f'CREATE DATABASE "{database}"')
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": f"{url.rpartition('/')[0]}/{database}"
            if on_postgresql
            else f"sqlite:///{home}/office.sqlite3",
            "PRIVATE_FILES_DIR": str(home / "files"),
            "WAITING_IMPORTS_DIR": str(home / "imports"),
            **answers,
        }
        yield home
    finally:
        if on_postgresql:
            _on_server(url, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        shutil.rmtree(home, ignore_errors=True)


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as server:
        server.execute(statement.encode())
