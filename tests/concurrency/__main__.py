"""`python -m tests.concurrency [--few] [MEETING …]`: lets eight clients meet at a real server, tells what was lost."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.concurrency.server import ANSWERS, SETTINGS, serving
from tests.own_database import own_database

# Lines of the server's log that tell of a fault: an error, a worker that was ended, what databases say of locks.
FAULTS = (
    *("ERROR ", "CRITICAL ", '"level": "ERROR"', '"level": "CRITICAL"'),
    *("database is locked", "deadlock detected", "could not serialize", "lock timeout"),
)


def run(names: list[str], *, few: bool) -> int:
    """Prints one line for each meeting and one for each thing that is not as it must be; returns how many those are."""
    with ExitStack() as until_done:
        home = until_done.enter_context(own_database("concurrency", SETTINGS, **ANSWERS))
        import django

        django.setup()
        from tests.concurrency.browsers import RemoteBrowser
        from tests.concurrency.meetings import MEETINGS, counted
        from tests.concurrency.offices import FEW, Amounts, found_office

        office = found_office(FEW if few else Amounts())
        address = until_done.enter_context(serving(home, *(["--preload"] if few else [])))
        print(f"{_engine()}, {len(office.sessions)} clients", flush=True)
        lost = 0
        for meeting in MEETINGS:
            if names and meeting.name not in names:
                continue
            browsers = [RemoteBrowser(address, session) for session in office.sessions]
            begun = time.monotonic()
            told = meeting.work(office, browsers)
            faults = [*_failures(browsers, meeting.name), *meeting.check(office, told)]
            faults += [
                f"told: {word}" for word in told if word.startswith(("refused:", "given up", "no preview"))
            ]
            for fault in faults:
                print(f"LOST {meeting.name}: {fault}", flush=True)
            lost += len(faults)
            print(
                f"{meeting.name}: {counted(told)} ({_times(browsers)}, {time.monotonic() - begun:.0f} s)",
                flush=True,
            )
        for fault in (*_broken(), *_in_log(home / "log")):
            print(f"LOST {fault}", flush=True)
            lost += 1
        return lost


def _engine() -> str:
    from django.db import connection

    return connection.vendor


def _failures(browsers: list, name: str) -> Iterator[str]:
    """Answers that are errors. Of two confirmers, the second one is refused in a sentence."""
    failed = Counter(line for browser in browsers for line in browser.failed)
    for line, count in failed.items():
        yield f"{count} times {line}"


def _times(browsers: list) -> str:
    waited = sorted(seconds for browser in browsers for seconds in browser.waited)
    return f"{len(waited)} requests, median {waited[len(waited) // 2]:.2f} s, longest {waited[-1]:.2f} s"


def _broken() -> list[str]:
    """What is half-done in the database and among the files."""
    from django.utils import timezone

    from office_culture.actions.files import inspect_files
    from office_culture.actions.sealing import seal_events
    from office_culture.selectors.seals import broken_seals

    while seal_events():
        pass
    sweep = inspect_files(before=timezone.now())
    return [
        *(f"seal: {line}" for line in broken_seals()),
        *(f"missing bytes: {file.pk}" for file in sweep.missing),
        *(f"changed bytes: {file.pk}" for file in sweep.changed),
    ]


def _in_log(log: Path) -> Iterator[str]:
    """What the log of the server tells of faults; of an error the line that names it."""
    found: Counter[str] = Counter()
    in_traceback = False
    for line in log.read_text("utf-8", "replace").splitlines():
        if line.startswith("Traceback"):
            in_traceback = True
        elif in_traceback and not line.startswith(" "):
            in_traceback = False
            found[line[:300]] += bool(line)
        elif any(word in line for word in FAULTS):
            found[line[:300]] += 1
    for line, count in found.items():
        yield f"log, {count} times: {line}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("meetings", nargs="*")
    parser.add_argument("--few", action="store_true", help="a few of each, for the suite")
    options = parser.parse_args()
    os.umask(0o077)
    lost = run(options.meetings, few=options.few)
    print("Lost: nothing." if not lost else f"{lost} things are not as they must be.")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
