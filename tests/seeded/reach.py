"""A pytest plugin that measures which test reaches which block of the product, and how much time each test takes.

What a fixture of wider scope does (the sample office is loaded once for many tests) counts for every test that asks for
the fixture.
"""

import gc
import json
import os
import time
from pathlib import Path

import pytest

from tests.seeded.blocks import NOTES, Blocks
from tests.seeded.faults import ROOT, files
from tests.seeded.offices import loaded_here
from tests.seeded.swapping import Live, import_everything

# Where the measures of this run go.
DIRECTORY = "SEEDED_REACH"


def pytest_configure(config: pytest.Config) -> None:
    shared = getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput")
    if DIRECTORY in os.environ and not shared:
        config.pluginmanager.register(Reach(Path(os.environ[DIRECTORY])))


class Reach:
    """Measures this process; what all processes have found is put together afterwards."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._tests: dict[str, dict] = {}
        self._fixtures: dict[str, set[int]] = {}
        self._notes = bytearray()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtestloop(self):
        with loaded_here():
            yield

    def pytest_collection_finish(self) -> None:
        """Puts the notes in, once everything that the tests need is imported."""
        # The search for functions does not see what was taken out of the search for rubbish.
        gc.unfreeze()
        modules = import_everything()
        live, blocks = Live(), Blocks()
        trees = {file: blocks.noted(file, (ROOT / file).read_text("utf-8")) for file in files()}
        self._notes = bytearray(blocks.next)
        for module in modules:
            setattr(module, NOTES, self._notes)
        for file, tree in trees.items():
            live.swap(file, tree)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self._taken()
        begun = time.process_time()
        wide = [
            fixture_name(found[-1])
            for found in item._fixtureinfo.name2fixturedefs.values()
            if found[-1].scope != "function"
        ]
        test = self._tests[item.nodeid] = {"fixtures": wide, "passed": True}
        yield
        test["seconds"] = round(time.process_time() - begun, 3)
        test["reached"] = self._taken()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        if fixturedef.scope == "function":
            yield
            return
        before = bytes(self._notes)
        self._taken()
        yield
        self._fixtures.setdefault(fixture_name(fixturedef), set()).update(self._taken())
        self._notes[:] = before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and report.nodeid in self._tests:
            self._tests[report.nodeid]["passed"] = False

    def pytest_sessionfinish(self) -> None:
        found = {"tests": self._tests, "fixtures": {name: sorted(at) for name, at in self._fixtures.items()}}
        (self._directory / f"reach.{os.getpid()}.json").write_text(json.dumps(found))

    def _taken(self) -> list[int]:
        """The blocks reached since the last time."""
        reached = [number for number, noted in enumerate(self._notes) if noted]
        # In place: the functions hold this very list.
        self._notes[:] = bytes(len(self._notes))
        return reached


def fixture_name(fixturedef) -> str:
    """One name for the fixture in all modules that use it."""
    return f"{fixturedef.baseid}::{fixturedef.argname}"
