"""A pytest plugin that runs, instead of the suite, the tests of each fault in a fork with that fault in it."""

import gc
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.seeded import faults
from tests.seeded.faults import ROOT, Fault
from tests.seeded.forks import Ending, Fork, Judging, Notes, run_all
from tests.seeded.measures import Measures, Test
from tests.seeded.offices import loaded_here
from tests.seeded.swapping import Live, import_everything
from tests.seeded.table import Row

# A test that takes so many times longer than usual hangs.
_HANGS = 10
_PATIENCE = 10.0  # seconds


class Driver:
    """Collects once, sets the database up once, then forks for each fault."""

    def __init__(
        self,
        chosen: list[Fault],
        measures: Measures,
        write: Callable[[Row], None],
        *,
        seconds: float,
        jobs: int,
    ) -> None:
        self._chosen = chosen
        self._measures = measures
        self._write = write
        self._seconds = seconds
        self._jobs = jobs
        self._failed = False
        self._fit: dict[str, bool] = {}

    def pytest_configure(self) -> None:
        # Pytest wants to see it imported first.
        from hypothesis import Phase, settings

        # No memory of examples found under other faults, the same examples each time, and no search for the smallest.
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("seeded", database=None, derandomize=True, phases=phases)
        settings.load_profile("seeded")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        # The search for functions does not see what was taken out of the search for rubbish.
        gc.unfreeze()
        import_everything()
        self._live = Live()
        gc.freeze()
        self._warm_up(session)
        run_all((self._judge(fault) for fault in self._chosen), self._jobs)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.failed

    def _warm_up(self, session: pytest.Session) -> None:
        """One test that needs the database; the next one keeps what was set up for all."""
        needing = [item for item in session.items if "db" in getattr(item, "fixturenames", ())]
        first = (needing or session.items)[0]
        self._rest = session.items[-1]
        session.config.hook.pytest_runtest_protocol(item=first, nextitem=self._rest)
        if self._failed:
            raise pytest.UsageError(f"{first.nodeid} fails without any fault.")

    def _judge(self, fault: Fault) -> Judging:
        """Runs the tests of a fault until one fails that would not fail without it."""
        tests = [test for test in self._measures.tests_of(fault.file, fault.at) if test.name in self._items]
        usual = {test.name: test.seconds for test in tests}
        spent = 0.0
        while True:
            left = [test for test in tests if self._fit.get(test.name, True)]
            ending = yield self._fork(left, fault)
            spent += ending.seconds
            word, *names = ending.last
            suspect = names[0] if names else ""
            if word == "failed":
                if suspect not in self._fit:
                    alone = yield self._fork([Test(suspect, usual[suspect])], None)
                    self._fit[suspect] = alone.last[0] == "survived"
                if not self._fit[suspect]:
                    continue
                if ending.notes > 2:
                    # Others ran before it: does it fail by itself?
                    again = yield self._fork([Test(suspect, usual[suspect])], fault)
                    if again.last[0] == "survived":
                        tests = [test for test in tests if test.name != suspect]
                        continue
            self._write(_row(fault, word, suspect, ending, usual, len(tests), spent))
            return

    def _fork(self, tests: list[Test], fault: Fault | None) -> Fork:
        return Fork(lambda notes: self._work(tests, fault, notes), self._seconds)

    def _work(self, tests: list[Test], fault: Fault | None, notes: Notes) -> None:
        """In the fork: seeds the fault and runs the tests up to the first that fails."""
        _own_folders()
        if fault is not None:
            source = (ROOT / fault.file).read_text("utf-8")
            if not self._live.swap(fault.file, faults.changed(source, fault)):
                notes.add("not applied")
                return
            self._live.forget_answers()
        if not tests:
            notes.add("not reached")
            return
        items = [self._items[test.name] for test in tests]
        # Tests with transactions of their own empty the tables behind them.
        items.sort(key=_empties_tables)
        changes_offices = fault is not None and self._measures.shapes_offices(fault.file, fault.at)
        with loaded_here() if changes_offices else nullcontext():
            for item, following in zip(items, [*items[1:], self._rest], strict=True):
                notes.add("began", item.nodeid)
                self._failed = False
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self._failed:
                    notes.add("failed", item.nodeid)
                    return
        notes.add("survived")


def _row(
    fault: Fault, word: str, suspect: str, ending: Ending, usual: dict[str, float], tests: int, spent: float
) -> Row:
    by = ""
    match word:
        case "failed":
            outcome, by = "caught", suspect
        case "survived":
            outcome = "missed"
        case "began" if ending.since_last > _HANGS * usual[suspect] + _PATIENCE or not ending.killed:
            # It hangs, or took the whole process down.
            outcome, by = "caught", suspect
        case "began":
            outcome = "undecided"
        case _:
            outcome = word
    return Row(fault.identity, fault.ring, fault.place, fault.what, outcome, by, tests, round(spent, 1))


def _empties_tables(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    transaction = mark is not None and (mark.kwargs.get("transaction") or (mark.args and mark.args[0]))
    return bool(transaction) or "transactional_db" in getattr(item, "fixturenames", ())


def _own_folders() -> None:
    """What the settings keep for a process is another one's in a fork."""
    from django.conf import settings

    home = Path(tempfile.gettempdir())
    settings.PRIVATE_FILES_DIR = home / "files"
    settings.WAITING_IMPORTS_DIR = home / "imports"
    settings.SIGNING_ROOTS_DIR = str(home / "roots")


def run(
    chosen: list[Fault],
    measures: Measures,
    write: Callable[[Row], None],
    *,
    seconds: float,
    jobs: int,
    paths: Sequence[str] = (),
) -> None:
    """Judges the faults with the suite, or with the tests of `paths`; one row after the other goes to `write`."""
    driver = Driver(chosen, measures, write, seconds=seconds, jobs=jobs)
    pytest.main(["-q", "-s", "-p", "no:cacheprovider", *paths], plugins=[driver])
