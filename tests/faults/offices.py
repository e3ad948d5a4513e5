"""The office of the accidents: each has a copy of its own, and is examined afterwards by a process of its own."""

import hashlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import tables_from_models
from tests.faults import acts
from tests.office_culture.issuing.accidents import in_fork

# Differ from run to run without saying anything.
_VOLATILE = {"DateTimeField", "UUIDField", "FileField", "JSONField"}
_VOLATILE_NAMES = {"sha256", "seal", "search_text", "size"}
# The address of the check page, which is random, stands in the facts of a paper.
_VOLATILE_COLUMNS = {("office_culture_paperfacts", "text")}


@contextmanager
def prepared() -> Iterator[Path]:
    """A folder with the office and, below `empty`, the same one destroyed with its archive beside it."""
    home = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/office.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections
        from django.test.utils import setup_test_environment

        setup_test_environment()
        # What goes wrong here is meant to.
        logging.disable(logging.CRITICAL)
        with tables_from_models():
            call_command("migrate", verbosity=0)
        acts.found_office(home)
        connections.close_all()
        shutil.copytree(home, home / "empty", ignore=shutil.ignore_patterns("empty"))
        in_fork(home / "empty", acts.empty_office)
        shutil.rmtree(home / "empty" / "files")
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def copy_for(act: acts.Act, home: Path) -> Iterator[Path]:
    """A copy of the office as the act finds it."""
    source = home / "empty" if act.name == "restoring" else home
    own = Path(tempfile.mkdtemp(prefix="fault-", dir=home))
    try:
        for name in ("office.sqlite3", "office.sqlite3-wal", "files", "backups"):
            if (source / name).is_dir():
                shutil.copytree(source / name, own / name)
            elif (source / name).exists():
                shutil.copy(source / name, own / name)
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def content() -> str:
    """A hash over all that is kept, without moments and random values."""
    from django.db import connection

    from office_culture.actions.backups import rows

    found = hashlib.sha256()
    for model in rows.tables():
        names = [
            field.column
            for field in model._meta.local_concrete_fields
            if field.get_internal_type() not in _VOLATILE
            and field.column not in _VOLATILE_NAMES
            and (model._meta.db_table, field.column) not in _VOLATILE_COLUMNS
        ]
        with connection.cursor() as cursor:
            listed = ", ".join(f'"{name}"' for name in names)
            cursor.execute(f'SELECT {listed} FROM "{model._meta.db_table}" ORDER BY 1')  # noqa: S608 - own tables
            found.update(f"{model._meta.label}{cursor.fetchall()}".encode())
    return found.hexdigest()


def broken() -> list[str]:
    """What is half-done or lost in this office, whatever was tried; nothing where all is well."""
    from django.db import connection

    from office_culture.actions.files import inspect_files
    from office_culture.models.frozen import DOOR, missing
    from office_culture.selectors.seals import broken_seals

    faults = [f"seal: {line}" for line in broken_seals()]
    faults += [f"trigger: {name}" for name in missing("default")]
    sweep = inspect_files(before=_now())
    faults += [f"missing bytes: {file.pk}" for file in sweep.missing]
    faults += [f"changed bytes: {file.pk}" for file in sweep.changed]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        faults += [line for (line,) in cursor.fetchall() if line != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        faults += [f"link: {row}" for row in cursor.fetchall()]
        cursor.execute(f'SELECT purpose FROM "{DOOR}"')  # noqa: S608 - our own table
        faults += [f"open door: {row}" for row in cursor.fetchall()]
    return faults


def _now():
    from django.utils import timezone

    return timezone.now()


def examined(
    act: acts.Act, own: Path, allowed: set[str] | None, examined_before: set[str] | None = None
) -> list[str]:
    """Looks at the office after an accident, does again what was not done, looks once more; says what is wrong.

    `allowed` are the contents that may be found before anything is repaired; None: any. What is left the same as
    after an accident that was gone through as a whole (`examined_before`, which grows) is looked at, and no more.
    """

    def look() -> list[object]:
        found = content()
        faults = ["other rows than were committed"] if allowed is not None and found not in allowed else []
        return [faults + broken(), f"{found} {_left_files(own)}"]

    def go_on() -> list[str]:
        from django.core.management import call_command

        faults = []
        with open(os.devnull, "w") as nowhere:
            call_command("repair_papers", stdout=nowhere)
            if not act.done():
                act.do()
            if not act.done():
                faults.append("not done, although it was done again")
            call_command("rerender_papers", stdout=nowhere, stderr=nowhere)
        return faults + broken()

    told = in_fork(own, look)
    if not isinstance(told, list):
        return ["the examination itself ended" if told is None else str(told)]
    faults, left = list(told[0]), str(told[1])
    if examined_before is not None:
        if not faults and left in examined_before:
            return []
        examined_before.add(left)
    told = in_fork(own, go_on)
    if not isinstance(told, list):
        return [*faults, "the examination itself ended" if told is None else str(told)]
    return [*faults, *map(str, told)]


def _left_files(own: Path) -> str:
    """Folder, ending and size of each file that is left besides the database: their names are random."""
    left = [
        (name, path.suffix, path.stat().st_size)
        for name in ("files", "backups")
        for path in (own / name).rglob("*")
        if path.is_file()
    ]
    return str(sorted(left))


if __name__ == "__main__":
    # `python -m tests.faults.offices DIRECTORY`: the office as an SQLite file, with its files beside it.
    with prepared() as made:
        shutil.copytree(made, sys.argv[1], ignore=shutil.ignore_patterns("empty", "backups"))
