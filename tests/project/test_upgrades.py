"""A database of each earlier release is taken over by this one, on the database of the suite."""

import json
import subprocess
import sys

import pytest

from tests.upgrades.dumps import ENDING, FOLDER

DUMPS = sorted(FOLDER.glob(f"*{ENDING}"))


def test_there_is_a_dump():
    assert DUMPS, "python -m tests.upgrades write makes the one of this release"


@pytest.mark.long
@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_it_is_migrated_forward_and_nothing_is_missing(dump):
    run = subprocess.run(
        [sys.executable, "-m", "tests.upgrades", "check", str(dump)],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert run.stdout, run.stderr[-3000:]
    assert json.loads(run.stdout.splitlines()[-1]) == []
