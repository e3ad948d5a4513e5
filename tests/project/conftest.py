"""Whole offices for tests that read their papers back."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection, transaction

from office_culture.project.sample.loader import SAMPLE_OFFICE, load

SECOND_AGENCY = Path(__file__).parents[1] / "data" / "second_agency"
# Offices as they were loaded once in this process, by their directory.
_kept: dict[Path, sqlite3.Connection] = {}


def _loaded(directory: Path, blocker):
    """Loads once for all tests of a module; each test rolls back only its own changes."""
    with blocker.unblock():
        yield from (_copied(directory) if connection.vendor == "sqlite" else _in_one_transaction(directory))


def _in_one_transaction(directory: Path):
    with transaction.atomic():
        load(directory)
        yield
        transaction.set_rollback(True)


def _copied(directory: Path):
    """Loading an office takes many seconds, copying a database in memory none: it is loaded once for all modules."""
    connection.ensure_connection()
    empty = _copy_of(connection.connection)
    if directory in _kept:
        _kept[directory].backup(connection.connection)
    else:
        load(directory)
        _kept[directory] = _copy_of(connection.connection)
    yield
    empty.backup(connection.connection)


def _copy_of(source: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    source.backup(copy)
    return copy


@pytest.fixture(scope="module")
def sample_office(django_db_setup, django_db_blocker):
    yield from _loaded(SAMPLE_OFFICE, django_db_blocker)


@pytest.fixture(scope="module")
def second_agency(django_db_setup, django_db_blocker):
    yield from _loaded(SECOND_AGENCY, django_db_blocker)
