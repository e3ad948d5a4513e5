"""Runs by itself: backs an office up while somebody saves without a pause, destroys it, and restores it.

`python -m tests.faults.in_use DIRECTORY` takes `database.sqlite3` and `files` from there and prints JSON.
"""

import io
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import tables_from_models

PAIRS = 5


def main(directory: Path) -> None:
    home = Path(tempfile.mkdtemp(prefix="in-use-"))
    try:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/office.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
        import django

        django.setup()
        from django.conf import settings

        settings.PRIVATE_FILES_DIR = home / "files"
        settings.BACKUP_DIR = home / "backups"
        shutil.copy(directory / "database.sqlite3", home / "office.sqlite3")
        shutil.copytree(directory / "files", home / "files")
        print(json.dumps(_walk(home)))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _walk(home: Path) -> dict[str, object]:
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command
    from django.db import connection, connections

    from office_culture.actions.backups.making import finished
    from office_culture.models import Person, Posting, Unit

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
    connections.close_all()

    for left in home.glob("office.sqlite3*"):
        left.unlink()
    shutil.rmtree(home / "files")
    with tables_from_models():
        call_command("migrate", verbosity=0)
    ContentType.objects.clear_cache()
    told = io.StringIO()
    call_command("restore", str(finished(home / "backups")[-1]), stdout=told)
    restored = _saved()
    return {
        "during": during,
        "writer": status,
        "told": told.getvalue(),
        "units": Unit.objects.count(),
        "kept": before <= restored <= before + during,
        "torn": Person.objects.filter(full_name__startswith="Người Ghi", postings=None).count()
        + Posting.objects.filter(person__full_name__startswith="Người Ghi").count()
        - restored,
    }


def _saved() -> int:
    from office_culture.models import Person

    return Person.objects.filter(full_name__startswith="Người Ghi").count()


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
    main(Path(sys.argv[1]))
