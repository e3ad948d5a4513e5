"""Runs by itself: kills a worker in the middle of an import, starts two at once, and repeats what was cut off."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from tests.own_database import own_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds
NAMES = {"first": ("Người Nhập Một", "Người Nhập Hai"), "second": ("Người Nhập Ba", "Người Nhập Bốn")}


@contextmanager
def worker(log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """`manage.py worker` as the service starts it, only that it looks around more often."""
    command = [sys.executable, "manage.py", "worker", "--interval", "0.2", "--no-startup-delay"]
    with log.open("wb") as told, subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=told) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(true: Callable[[], object], what: str) -> None:
    last = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, f"waited in vain: {what}"
        time.sleep(0.05)


def walk(home: Path) -> dict[str, object]:
    """What the rows and the pages say after each accident."""
    from django.urls import reverse
    from django_tasks_db.models import DBTaskResult

    from office_culture.models import Event, LongWork, Person, Verb, work_files
    from office_culture.models.long_work import WorkState

    browser, unit = _office()
    folder = work_files.folder()
    told: dict[str, object] = {}

    def rows() -> int:
        return Person.objects.filter(full_name__startswith="Người Nhập").count()

    with worker(home / "killed.log") as killed:
        wait_until(lambda: work_files.is_living(work_files.WORKER), "a worker that lives")
        (folder / "hold").touch()
        told["leads to"] = _import(browser, unit, "first")
        wait_until((folder / "held").exists, "an import that is held")
        killed.send_signal(signal.SIGKILL)
        killed.wait(PATIENCE)
    work = LongWork.objects.get()
    told["killed"] = [work.state, rows()]
    # Its last sign of life is still fresh: this one is left to a worker that is no more.
    _import(browser, unit, "second")
    told["waiting"] = LongWork.objects.filter(state=WorkState.WAITING).count()
    (folder / "hold").unlink()
    sign = folder / f"{work.pk}.alive"
    os.utime(sign, (time.time() - 60, time.time() - 60))
    told["on the page"] = "cut off" in browser.get(reverse("long_work")).content.decode()

    def states() -> list[str]:
        return list(LongWork.objects.order_by("pk").values_list("state", flat=True))

    with ExitStack() as until_ended:
        logs = [home / "one.log", home / "other.log"]
        two = [until_ended.enter_context(worker(log)) for log in logs]
        wait_until(lambda: all("Starting worker" in log.read_text() for log in logs), "two workers")
        wait_until(
            lambda: states() == [WorkState.CUT_OFF, WorkState.DONE], "what waited and what was cut off"
        )
        told["found"] = [*states(), rows()]
        for _click in range(2):
            browser.post(reverse("long_work_repeat", args=[work.pk]))
        wait_until(lambda: states() == [WorkState.DONE] * 2, "the work that is repeated")
        # Both have rung for what waited; whoever comes second does nothing.
        wait_until(lambda: not DBTaskResult.objects.ready().exists(), "an empty queue")
        for process in two:
            process.send_signal(signal.SIGTERM)
        told["ended"] = [process.wait(PATIENCE) for process in two]
    told["rings"] = DBTaskResult.objects.count()
    told["rows"], told["imports"] = rows(), Event.objects.filter(verb=Verb.IMPORT).count()
    told["said"] = list(LongWork.objects.order_by("pk").values_list("said", flat=True))
    told["left"] = sorted(path.suffix for path in folder.iterdir() if path.suffix in {".work", ".alive"})
    return told


def _office():
    """Tables, one unit, and the browser of a clerk."""
    from django.conf import settings
    from django.core.management import call_command

    from tests.browsers import Browser
    from tests.databases import tables_from_models
    from tests.factories.office import UnitFactory, UserFactory
    from tests.rights import granted
    from tests.sessions import session_of

    with tables_from_models():
        call_command("migrate", verbosity=0)
    unit = UnitFactory(name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", place="Thử")
    browser = Browser(raise_request_exception=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(granted(UserFactory(unit=unit)))
    browser.cookies["django_language"] = "en"
    return browser, unit


def _import(browser, unit, which: str) -> str:
    """Where the confirmation of a sheet leads."""
    from office_culture.admin.bricks import sheet_work
    from office_culture.models import Person
    from tests import sheets

    sheet = sheets.workbook(["Full name", "Unit"], *([name, unit.name] for name in NAMES[which]))
    token = sheets.token_of(sheets.preview(browser, Person, sheet))
    # Two rows are long enough for the worker.
    with mock.patch.object(sheet_work, "AT_ONCE", 1):
        return sheets.confirm(browser, Person, token).url


def main() -> None:
    with own_database("worker", "tests.worker.settings") as home:
        import django

        django.setup()
        from django.db import connections
        from django.test.utils import setup_test_environment

        setup_test_environment()
        try:
            print(json.dumps(walk(home)))
        finally:
            connections.close_all()


if __name__ == "__main__":
    main()
