"""Which tests reach which statement: measured once for each state of the code and kept outside the tree."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.seeded.blocks import Blocks, Place
from tests.seeded.faults import PACKAGES, ROOT, files
from tests.seeded.reach import DIRECTORY

# Ignored by git.
KEPT = ROOT / "var" / "seeded"


@dataclass(frozen=True, slots=True)
class Test:
    """A test that passes as the code is, with the CPU seconds that it took while it was measured."""

    name: str
    seconds: float


class Measures:
    """What a run of the whole suite told."""

    def __init__(self, directory: Path) -> None:
        self._blocks = Blocks()
        for file in files():
            self._blocks.noted(file, (ROOT / file).read_text("utf-8"))
        self._by_block: dict[int, list[Test]] = {}
        found = [json.loads(path.read_text()) for path in sorted(directory.glob("reach.*.json"))]
        fixtures: dict[str, set[int]] = {}
        for part in found:
            for name, reached in part["fixtures"].items():
                fixtures.setdefault(name, set()).update(reached)
        self._in_fixtures = set[int]().union(*fixtures.values())
        for part in found:
            for name, told in part["tests"].items():
                if told["passed"] and "reached" in told:
                    wide = (fixtures.get(fixture, set()) for fixture in told["fixtures"])
                    for block in set(told["reached"]).union(*wide):
                        self._by_block.setdefault(block, []).append(Test(name, told["seconds"]))

    def tests_of(self, file: str, at: Place) -> list[Test]:
        """The tests that reach a statement, the quickest first."""
        tests = self._by_block.get(self._blocks.of.get((file, at), -1), [])
        return sorted(tests, key=lambda test: (test.seconds, test.name))

    def shapes_offices(self, file: str, at: Place) -> bool:
        """Whether what is set up once for many tests, such as a whole office, reaches the statement."""
        return self._blocks.of.get((file, at), -1) in self._in_fixtures


def measured(processes: int) -> Measures:
    """The measure of the code as it is now; runs the suite once if there is none yet."""
    directory = KEPT / _state_of_the_code()
    if not directory.exists():
        run = KEPT / "run"
        shutil.rmtree(run, ignore_errors=True)
        run.mkdir(parents=True)
        # Failing tests are left out of what follows; they are no reason to stop.
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", str(processes), "-p", "tests.seeded.reach"],
            cwd=ROOT,
            env={**os.environ, DIRECTORY: str(run)},
            check=False,
        )
        run.rename(directory)
    return Measures(directory)


def _state_of_the_code() -> str:
    """A name for product and tests as they stand; this directory aside."""
    digest = hashlib.sha256()
    for folder in (*PACKAGES, "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not path.is_relative_to(ROOT / "tests" / "seeded"):
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
