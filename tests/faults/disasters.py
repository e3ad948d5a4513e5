"""Disks that are full or take nothing, databases that go and come back, and two who do the same at the same moment."""

import json
import os
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from tests.faults.acts import Act
from tests.faults.offices import content, copy_for, examined
from tests.office_culture.issuing.accidents import in_fork, move_to

# No file may grow beyond so many bytes: the log of the database, an archive, a stored file.
SIZES = (0, 16_000, 60_000, 150_000, 400_000)


def _tried(do: Callable[[], object]) -> str:
    """How it ended: "done", or the kind of the error."""
    try:
        do()
    except Exception as error:
        return type(error).__name__
    return "done"


def full_disk(act: Act, home: Path, size: int) -> list[str]:
    """Nothing grows beyond `size`: what cannot be kept is refused as a whole."""

    def do() -> str:
        from django.db import connection

        connection.ensure_connection()
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        told = _tried(act.do)
        connection.close()
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        return told

    return _afterwards(act, home, do)


def read_only(act: Act, home: Path) -> list[str]:
    """The database takes nothing, and the folder of the files is a file: refused, and not a row has changed."""

    def do() -> str:
        from django.conf import settings
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=ON")
        before, settings.PRIVATE_FILES_DIR = settings.PRIVATE_FILES_DIR, Path(os.devnull) / "files"
        told = _tried(act.do)
        settings.PRIVATE_FILES_DIR = before
        connection.close()
        return "it was done on a disk that takes nothing" if told == "done" and not act.done() else told

    return _afterwards(act, home, do, unchanged=True)


def read_only_files(act: Act, home: Path) -> list[str]:
    """Only the folder of the files takes nothing."""

    def do() -> str:
        from django.conf import settings

        before, settings.PRIVATE_FILES_DIR = settings.PRIVATE_FILES_DIR, Path(os.devnull) / "files"
        told = _tried(act.do)
        settings.PRIVATE_FILES_DIR = before
        return told

    return _afterwards(act, home, do)


def database_gone(act: Act, home: Path) -> list[str]:
    """The database is away for one try, then back: the same process goes on with it."""

    def do() -> str:
        from django.conf import settings
        from django.db import connection

        place = Path(connection.settings_dict["NAME"])
        connection.close()
        away = place.parent.with_name(f"{place.parent.name}-away")
        place.parent.rename(away)
        told = _tried(act.do)
        shutil.rmtree(place.parent, ignore_errors=True)
        away.rename(place.parent)
        connection.close()
        if told == "done":
            return "it was done without a database"
        settings.PRIVATE_FILES_DIR = place.parent / "files"
        act.do()
        return "done" if act.done() else "not done after it came back"

    return _afterwards(act, home, do, wanted="done")


def _afterwards(
    act: Act, home: Path, do: Callable[[], str], *, unchanged: bool = False, wanted: str = ""
) -> list[str]:
    with copy_for(act, home) as own:
        before = in_fork(own, content)
        told = in_fork(own, do)
        faults = []
        if not isinstance(told, str) or told.startswith("it was done") or told not in (wanted or told):
            faults.append(f"ended as {told}")
        return faults + examined(act, own, {str(before)} if unchanged else None)


def together(act: Act, home: Path) -> list[str]:
    """Two processes begin the same at the same moment."""
    with copy_for(act, home) as own:
        begin, go = os.pipe()
        children = []
        for _ in range(2):
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reading)
                os.close(go)
                move_to(own)
                os.read(begin, 1)
                try:
                    told = _named(act.do)
                finally:
                    os.write(writing, json.dumps(told).encode())
                    os._exit(0)
            os.close(writing)
            children.append((child, reading))
        os.close(begin)
        os.close(go)
        faults = []
        for child, reading in children:
            with os.fdopen(reading, "rb") as pipe:
                told = json.loads(pipe.read())
            os.waitpid(child, 0)
            if told:
                faults.append(told)
        return faults + examined(act, own, None)


def _named(do: Callable[[], object]) -> str:
    try:
        do()
    except Exception as error:
        return repr(error)
    return ""
