"""Databases of the tests: tables straight from the models, and whole offices that are loaded once and then copied.

Loading an office takes half a minute, copying it a moment. A process of its own loads it, so that nothing of the
test that happens to ask first gets into it: `python -m tests.databases NAME DIRECTORY TEMPLATE`. What comes out is
kept below `var/tests` (on PostgreSQL: as a template) under a name that follows from everything it depends on; any
change there, or another day, leads to another name.
"""

import datetime
import functools
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import django
from django.apps import apps
from django.conf import settings
from django.core.management.commands import flush, migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import setup_test_environment

ROOT = Path(__file__).parents[1]
DEPENDS_ON = ("office_culture", "campaign", "awards", "tests/data", "tests/databases.py")
KEPT = ROOT / "var" / "tests"
# So many states of the code are kept: whoever goes back and forth finds both, on either database.
STATES = 6
# The command as it is in an office.
FLUSH = flush.Command.handle


def load(name: str) -> None:
    """Loads that office into an empty database."""
    from awards.actions.catalogue import load_catalogue
    from office_culture.project.sample import loader

    offices = {
        "catalogue": load_catalogue,
        "sample_office": loader.load,
        "second_agency": functools.partial(loader.load, ROOT / "tests" / "data" / "second_agency"),
    }
    offices[name]()


@contextmanager
def tables_from_models() -> Iterator[None]:
    """Has `migrate` make the tables at once; without migrations it would build all models three times over."""
    with mock.patch.object(migrate.Command, "handle", _make_tables):
        yield


def _make_tables(*args: Any, **options: Any) -> None:
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


@contextmanager
def emptied_through_the_door() -> Iterator[None]:
    """Lets `flush` empty the tables after a test that commits; otherwise the database refuses it."""
    from office_culture.models.frozen import door

    def handle(*args: Any, **options: Any) -> None:
        with door("flush"):
            FLUSH(*args, **options)

    with mock.patch.object(flush.Command, "handle", handle):
        yield


@contextmanager
def office(name: str) -> Iterator[None]:
    """Until the end of the block the connection sees that office as it was loaded; its files lie where they belong."""
    from django.contrib.contenttypes.models import ContentType

    directory = _prepared(name)
    for kept, place in (("files", settings.PRIVATE_FILES_DIR), ("roots", settings.SIGNING_ROOTS_DIR)):
        if (directory / kept).exists():
            shutil.copytree(directory / kept, place, dirs_exist_ok=True)
    ContentType.objects.clear_cache()
    with _copied(directory) if connection.vendor == "sqlite" else _connected(name):
        yield
    ContentType.objects.clear_cache()


@contextmanager
def _copied(directory: Path) -> Iterator[None]:
    """One database in memory takes the place of another."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as before:
        connection.connection.backup(before)
        with closing(sqlite3.connect(directory / "database.sqlite3")) as loaded:
            loaded.backup(connection.connection)
        yield
        before.backup(connection.connection)


# What this process has made on the server, by the name of the office.
_copies: dict[str, str] = {}


@contextmanager
def _connected(name: str) -> Iterator[None]:
    """The connection turns to a copy of the template; each process has its own, for all its modules."""
    before = connection.settings_dict["NAME"]
    if name not in _copies:
        copy = f"{before}_{name}"
        _on_server(
            f'DROP DATABASE IF EXISTS "{copy}"', f'CREATE DATABASE "{copy}" TEMPLATE "{_template(name)}"'
        )
        _copies[name] = copy
    _turn_to(_copies[name])
    yield
    _turn_to(before)


def drop_copies() -> None:
    """Ends what `office` has made on the server for this process."""
    while _copies:
        _on_server(f'DROP DATABASE IF EXISTS "{_copies.popitem()[1]}"')


def _turn_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def _on_server(*statements: str) -> list[str]:
    """Runs the statements beside any database; the first column of what the last one answers."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def _prepared(name: str) -> Path:
    """The directory of that office, loaded if it is missing. Of several that ask at once, one loads."""
    state = KEPT / _state()
    state.mkdir(parents=True, exist_ok=True)
    # A lock that every system has: the write lock of an empty SQLite file.
    with closing(sqlite3.connect(state / f"{name}.lock", timeout=900, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not (state / name).exists() or _template(name) not in _templates():
            _forget_older_states()
            _load_apart(name, state / name)
    os.utime(state)
    return state / name


def state_of(tree: Path) -> str:
    """A name for all that a loaded office depends on: code and data of the tree, libraries, server, day."""
    server = [str(connection.settings_dict.get(part)) for part in ("ENGINE", "HOST", "PORT", "USER")]
    libraries = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    today = str(datetime.date.today())  # noqa: DTZ011 - another day of this computer is enough
    found = hashlib.sha256(repr((sys.version, server, libraries, settings.PAPER_FONTS_DIR, today)).encode())
    for path in map(tree.joinpath, DEPENDS_ON):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                found.update(f"\n{file.relative_to(tree)}\n".encode() + file.read_bytes())
    return found.hexdigest()[:16]


@functools.cache
def _state() -> str:
    return state_of(ROOT)


def _template(name: str) -> str:
    return f"{_own_templates()}{_state()}_{name}"


def _own_templates() -> str:
    """How the names of this working tree's templates begin, of all that share the server."""
    return f"kept_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]}_"


def _templates() -> list[str]:
    if connection.vendor == "sqlite":
        return [_template(directory.name) for directory in (KEPT / _state()).iterdir()]
    names = _on_server("SELECT datname FROM pg_database")
    return [name for name in names if name.startswith(_own_templates())]


def _load_apart(name: str, directory: Path) -> None:
    unfinished = directory.with_name(f"{name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [sys.executable, "-m", "tests.databases", name, str(unfinished), _template(name)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1_800)
    assert run.returncode == 0, run.stderr
    shutil.rmtree(directory, ignore_errors=True)
    unfinished.rename(directory)


def _forget_older_states() -> None:
    states = sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime)
    for state in states[:-STATES]:
        shutil.rmtree(state, ignore_errors=True)
    if connection.vendor != "sqlite":
        gone = [name for name in _templates() if not (KEPT / name.split("_")[2]).exists()]
        _on_server(*(f'DROP DATABASE IF EXISTS "{name}"' for name in gone))


def main(name: str, directory: Path, template: str) -> None:
    """Loads an office into the directory: files, trusted roots and database, or into the template of that name."""
    django.setup()
    setup_test_environment()
    directory.mkdir()
    settings.PRIVATE_FILES_DIR, settings.SIGNING_ROOTS_DIR = directory / "files", str(directory / "roots")
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{template}_unfinished"
    with tables_from_models():
        unfinished = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    load(name)
    # A name is only as good as what was under it from the first line to the last.
    assert _template(name) == template, "The code has changed since the tests began; start them again."
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(directory / "database.sqlite3")) as kept:
            connection.connection.backup(kept)
    else:
        connection.close()
        _on_server(
            f'DROP DATABASE IF EXISTS "{template}"', f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"'
        )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
