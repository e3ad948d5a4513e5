"""Which tests reach which statement: measured once for each state of the code and kept outside the tree."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.seeded.blocks import Blocks, Place
from tests.seeded.faults import PACKAGES, ROOT, files
from tests.seeded.reach import DIRECTORY

# Ignored by git.
KEPT = ROOT / "var" / "seeded"


@dataclass(frozen=True, slots=True)
class Test:
    """A test that passes as the code is, with the CPU seconds and the blocks that it took while it was measured."""

    name: str
    seconds: float
    blocks: int = 0


class Measures:
    """What a run of the whole suite told."""

    def __init__(self, directory: Path) -> None:
        self._blocks = Blocks()
        for file in files():
            self._blocks.noted(file, (ROOT / file).read_text("utf-8"))
        self._by_block: dict[int, list[Test]] = {}
        found = [json.loads(path.read_text()) for path in sorted(directory.glob("*/reach.*.json"))]
        fixtures: dict[str, set[int]] = {}
        for part in found:
            for name, reached in part["fixtures"].items():
                fixtures.setdefault(name, set()).update(reached)
        self._in_fixtures = set[int]().union(*fixtures.values())
        for part in found:
            for name, told in part["tests"].items():
                if told["passed"] and "reached" in told:
                    wide = (fixtures.get(fixture, set()) for fixture in told["fixtures"])
                    reached = set(told["reached"]).union(*wide)
                    for block in reached:
                        self._by_block.setdefault(block, []).append(Test(name, told["seconds"], len(reached)))

    def tests_of(self, file: str, at: Place) -> list[Test]:
        """The tests that reach a statement, first the quick ones that reach little else."""
        tests = self._by_block.get(self._blocks.of.get((file, at), -1), [])
        return sorted(tests, key=lambda test: (test.seconds * test.blocks, test.name))

    def shapes_offices(self, file: str, at: Place) -> bool:
        """Whether what is set up once for many tests, such as a whole office, reaches the statement."""
        return self._blocks.of.get((file, at), -1) in self._in_fixtures


def measured(processes: int) -> Measures:
    """The measure of the code as it is now; runs what of the suite was not measured yet, one folder at a time."""
    directory = KEPT / _state_of_the_code()
    for folder in sorted({path.relative_to(ROOT).parts[1] for path in (ROOT / "tests").rglob("*/test_*.py")}):
        if not (directory / folder).exists():
            _measure(folder, directory, processes)
    return Measures(directory)


def _measure(folder: str, directory: Path, processes: int) -> None:
    unfinished = directory / f"{folder}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", f"tests/{folder}", "-p", "tests.seeded.reach"),
            *("-n", str(processes), "--dist", "worksteal"),
        ],
        cwd=ROOT,
        env={**os.environ, DIRECTORY: str(unfinished)},
        check=False,
        timeout=3600,
    )
    # Failing tests are left out of what follows; they are no reason to stop. A folder may have no test of the suite.
    if run.returncode not in (
        pytest.ExitCode.OK,
        pytest.ExitCode.TESTS_FAILED,
        pytest.ExitCode.NO_TESTS_COLLECTED,
    ):
        sys.exit(f"Measuring tests/{folder} was stopped; the same command goes on from there.")
    unfinished.rename(directory / folder)


def _state_of_the_code() -> str:
    """A name for product and tests as they stand; this directory aside."""
    digest = hashlib.sha256()
    for folder in (*PACKAGES, "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not path.is_relative_to(ROOT / "tests" / "seeded"):
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
