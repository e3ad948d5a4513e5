"""Whole offices loaded by this very process, with whatever stands in its functions.

The suite has them loaded by a process of its own and kept, where no fault and no measure would reach.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

from tests import databases


@contextmanager
def loaded_here() -> Iterator[None]:
    """Within the block each office that a test asks for is loaded here, once."""
    kept: dict[str, Path] = {}

    def prepared(name: str) -> Path:
        if name not in kept:
            kept[name] = _load(name)
        return kept[name]

    with mock.patch.object(databases, "_prepared", prepared):
        yield


def _load(name: str) -> Path:
    """The office in a file of its own; the database of the tests is as it was."""
    from django.db import connection

    directory = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as before, closing(_file(directory)) as loaded:
        connection.connection.backup(before)
        try:
            databases.load(name)
            connection.connection.backup(loaded)
        finally:
            before.backup(connection.connection)
    return directory


def _file(directory: Path) -> sqlite3.Connection:
    return sqlite3.connect(directory / "database.sqlite3")
