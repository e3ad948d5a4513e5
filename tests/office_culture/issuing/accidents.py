"""Runs by itself: kills the program in the middle of issuing, and lets processes issue at once, on an SQLite file.

Everything is imported once; each accident happens to a fork with a database and a folder of its own. Prints what was
found as JSON, for `test_accidents`.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from tests.databases import tables_from_models

PROCESSES = 4
PAPERS = 5

# Where the program dies: after which function of which module has done its work.
POINTS = {
    "number taken": ("office_culture.actions.papers", "_reserve_number"),
    "row written": ("office_culture.actions.papers", "_save"),
    "facts written": ("office_culture.models", "PaperFacts.save"),
    "rendered": ("office_culture.actions.papers", "frozen_bytes"),
    "bytes written": ("office_culture.actions.files", "store_bytes"),
}
# Moments that no function marks.
COMMITTED, BYTES_NO_ROW, DONE = "committed", "half written", "done"


def main() -> None:
    home = Path(tempfile.mkdtemp())
    try:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/office.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
        import django

        django.setup()
        _found_office()
        accidents = {point: _accident(home, point) for point in (*POINTS, COMMITTED, BYTES_NO_ROW, DONE)}
        print(json.dumps({"accidents": accidents, "together": _together(home)}))  # noqa: T201 - the result
    finally:
        shutil.rmtree(home)


def _found_office() -> None:
    from django.core.management import call_command
    from django.db import connections

    from office_culture.models import Unit, User

    with tables_from_models():
        call_command("migrate", verbosity=0)
    unit = Unit(name="Văn phòng", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử")
    unit.save()
    User(username="clerk", full_name="Người Mẫu", unit=unit).save()
    connections.close_all()


def in_fork(home: Path, act: Callable[[], object]) -> object:
    """What `act` gives in a process of its own with the database in `home`; None if it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        move_to(home)
        try:
            result = act()
            os.write(writing, json.dumps(result).encode())
        except BaseException as error:
            os.write(writing, json.dumps({"failed": repr(error)}).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else None


def move_to(home: Path) -> None:
    from django.conf import settings
    from django.db import connection

    connection.settings_dict["NAME"] = str(home / "office.sqlite3")
    settings.PRIVATE_FILES_DIR = home / "files"


def _accident(home: Path, point: str) -> dict[str, object]:
    own = copied(home, point.replace(" ", "-"))
    killed = in_fork(own, lambda: _issue_until(point))
    before = in_fork(own, _state)
    in_fork(own, _repair)
    after = in_fork(own, _state)
    next_number = in_fork(own, lambda: _issue().number)
    return {"killed": killed is None, "before": before, "after": after, "next": next_number}


def copied(home: Path, name: str) -> Path:
    own = home / name
    own.mkdir()
    shutil.copy(home / "office.sqlite3", own)
    return own


def die(*args: object, **kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _issue():
    from office_culture.models import Unit, User
    from tests.office_culture.issuing.conftest import issue_plain, plain_paper

    return issue_plain(plain_paper(blocks=()), unit=Unit.objects.get(), by=User.objects.get())


def _issue_until(point: str) -> str:
    import importlib

    from office_culture.actions import papers

    if point in POINTS:
        module_name, name = POINTS[point]
        module = importlib.import_module(module_name)
        *holder, name = name.split(".")
        for step in holder:
            module = getattr(module, step)
        real = getattr(module, name)

        def then_die(*args: object, **kwargs: object) -> None:
            real(*args, **kwargs)
            die()

        with mock.patch.object(module, name, then_die):
            _issue()
    elif point == COMMITTED:
        with mock.patch.object(papers, "_finish_or_log", die):
            _issue()
    elif point == BYTES_NO_ROW:
        from office_culture.models import PaperFile

        with mock.patch.object(PaperFile, "save", die):
            _issue()
    else:
        _issue()
        die()
    return "survived"


def _state() -> dict[str, object]:
    from office_culture.actions.signatures import newest_bytes
    from office_culture.models import IssuedPaper, NumberRegister, PaperFacts, PaperFile

    return {
        "papers": [
            (paper.number, paper.state, bool(newest_bytes(paper))) for paper in IssuedPaper.objects.all()
        ],
        "facts": PaperFacts.objects.count(),
        "files": PaperFile.objects.count(),
        "last": [register.last for register in NumberRegister.objects.all()],
    }


def _repair() -> None:
    from django.core.management import call_command

    call_command("repair_papers", stdout=sys.stderr)
    call_command("rerender_papers", stdout=sys.stderr)


def _together(home: Path) -> dict[str, object]:
    own = copied(home, "together")
    children = []
    for _ in range(PROCESSES):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                move_to(own)
                for _ in range(PAPERS):
                    _issue()
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    return {"failed": failed, "state": in_fork(own, _state)}


if __name__ == "__main__":
    main()
