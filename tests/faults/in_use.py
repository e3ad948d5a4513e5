"""Runs by itself: moves an office here, backs it up while somebody saves without a pause, destroys and restores it.

`python -m tests.faults.in_use URL FILES` takes the office from the database of that URL and the folder of its files
into a database of its own, SQLite or PostgreSQL as DATABASE_URL says, and prints what came of it as JSON. With
`--only-move` it ends after the move.
"""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

from tests.databases import tables_from_models
from tests.own_database import own_database

PAIRS = 5
SETTINGS = "office_culture.project.settings.testing"
SECRET = "Một câu dài mà chỉ văn phòng biết"
# What whoever saves meanwhile writes into.
WRITTEN = {"office_culture.person", "office_culture.posting", "office_culture.event"}


def main(source: str, files: Path, *, only_move: bool) -> None:
    with own_database("in_use", SETTINGS) as home:
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import CommandError, call_command

        from office_culture.actions.backups import encryption

        settings.PRIVATE_FILES_DIR = home / "files"
        settings.BACKUP_DIR = home / "backups"
        os.environ["BACKUP_PASSPHRASE"] = SECRET
        shutil.copytree(files, home / "files")
        _make_tables()
        moved = io.StringIO()
        call_command("move", source, stdout=moved)
        told: dict[str, object] = {"moved": moved.getvalue()}
        if not only_move:
            try:
                call_command("move", source, stdout=io.StringIO())
            except CommandError as refused:
                told["moved again"] = str(refused)
            # Keys that cost nothing to guess are quick to make.
            with mock.patch.dict(encryption._SCRYPT, n=2):
                told |= _walk(home)
            told["moved on"] = _moved_to_sqlite(home)
        print(json.dumps(told))


def _make_tables() -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command

    with tables_from_models():
        call_command("migrate", verbosity=0)
    ContentType.objects.clear_cache()


def _walk(home: Path) -> dict[str, object]:
    from django.core.management import call_command
    from django.db import connection, connections

    from office_culture.actions.backups.making import finished
    from office_culture.actions.sealing import seal_events
    from office_culture.models import Document, Event, IssuedPaper, Unit, Verb
    from office_culture.selectors.seals import newest_seal
    from tests.factories.office import UnitFactory
    from tests.project.test_backups import held

    while seal_events():
        pass
    rows, seal, papers = held(), newest_seal()[1], IssuedPaper.objects.count()
    connections.close_all()
    writer = os.fork()
    if writer == 0:
        _save_without_a_pause()
    last = time.monotonic() + 120
    while _saved() < PAIRS:
        assert time.monotonic() < last, "the writer saves nothing"
        time.sleep(0.05)
    connection.close()
    before = _saved()
    call_command("backup", stdout=io.StringIO())
    during = _saved() - before
    os.kill(writer, signal.SIGTERM)
    _pid, status = os.waitpid(writer, 0)
    archive, looked = str(finished(home / "backups")[-1]), io.StringIO()
    call_command("restore", archive, check=True, stdout=looked)

    _destroy(home)
    _make_tables()
    told = io.StringIO()
    call_command("restore", archive, settings_to=home / "also", stdout=told)
    restored = _saved()
    now = held()
    [event] = Event.objects.filter(verb=Verb.RESTORE)
    last_key = Unit.objects.order_by("pk").last().pk
    return {
        "during": during,
        "writer": status,
        "looked": looked.getvalue(),
        "told": told.getvalue(),
        "papers": papers,
        "units": Unit.objects.count(),
        "kept": before <= restored <= before + during,
        "torn": _torn(restored),
        "differing": sorted(name for name in rows if rows[name] != now[name] and name not in WRITTEN),
        "seal": str(event.detail["seal"]).endswith(seal),
        "settings": (home / "also" / "settings.json").exists(),
        # The next key follows the highest one, and what was found before is found.
        "next key": UnitFactory(name="Phòng mới", parent=None).pk > last_key,
        "found": Document.objects.search("kế hoạch").exists(),
    }


def _destroy(home: Path) -> None:
    """Database and files, as if the disks were lost."""
    from django.db import connection, connections

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connections.close_all()
    for left in home.glob("office.sqlite3*"):
        left.unlink()
    shutil.rmtree(home / "files")


def _moved_to_sqlite(home: Path) -> str:
    """From PostgreSQL the office moves on into a file; what was said of that, "" where it lies in a file already."""
    from django.db import connection, connections

    connections.close_all()
    if connection.vendor == "sqlite":
        return ""
    url, environment = os.environ["DATABASE_URL"], {**os.environ}
    del environment["DATABASE_URL"]
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.in_use", "--only-move", url, str(home / "files")],
        capture_output=True, text=True, check=False, timeout=600, env=environment,
    )  # fmt: skip
    return str(json.loads(run.stdout)["moved"]) if run.returncode == 0 else run.stderr[-3000:]


def _saved() -> int:
    from office_culture.models import Person

    return Person.objects.filter(full_name__startswith="Người Ghi").count()


def _torn(saved: int) -> int:
    """How many of the people that the other process saved are there without what it saved with them."""
    from office_culture.models import Person, Posting

    written = Person.objects.filter(full_name__startswith="Người Ghi")
    return written.filter(postings=None).count() + Posting.objects.filter(person__in=written).count() - saved


def _save_without_a_pause() -> None:
    """A person with a posting in one transaction, again and again; told to end, its status says how it went."""
    from django.db import transaction

    from office_culture.models import Person, Posting, Unit, User

    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda *args: told.append(1))
    status = 1
    try:
        unit, by = Unit.objects.first(), User.objects.first()
        number = 0
        while not told:
            number += 1
            with transaction.atomic():
                person = Person(full_name=f"Người Ghi {number}", unit=unit)
                person.save(by=by)
                Posting(person=person, unit=unit, post="Chuyên viên").save(by=by)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    places = [word for word in sys.argv[1:] if word != "--only-move"]
    main(places[0], Path(places[1]), only_move="--only-move" in sys.argv)
