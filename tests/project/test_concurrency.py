"""A sample of `make concurrency` on the database of the suite: eight clients at a real server with three workers.

It counts what is kept and what was told, never how long it took.
"""

import subprocess
import sys

import pytest

from tests.concurrency.offices import FEW

# What each meeting ends with, in the words that it prints.
DONE = {
    "papers": f"{FEW.papers} issued",
    "posts": f"{FEW.posts} saved",
    "rows below": f"{FEW.rows} saved",
    "votes": f"{FEW.nominees} saved",
    "two confirmers": f"{FEW.tasks} accepted, {FEW.tasks} told that it is changed",
    "imports": "2 imported",
}


@pytest.fixture(scope="module")
def printed() -> str:
    run = subprocess.run(
        [sys.executable, "-m", "tests.concurrency", "--few"],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr[-3000:]
    return run.stdout


@pytest.mark.long
@pytest.mark.parametrize("meeting", DONE)
def test_many_at_once_lose_nothing(printed, meeting):
    told = next(line for line in printed.splitlines() if line.startswith(f"{meeting}: "))
    assert DONE[meeting] in told
    assert "Lost: nothing" in printed
