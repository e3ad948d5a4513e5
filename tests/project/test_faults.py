"""A sample of `make faults`: a few deaths in what would cost most if it were half-done."""

import subprocess
import sys

import pytest

ACTS = ("saving", "deciding")


@pytest.mark.long
def test_a_few_deaths_lose_nothing():
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults", *ACTS, "--most", "3", "--only-deaths"],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr[-3000:]
    for act in ACTS:
        assert f"{act}: " in run.stdout
    assert "Lost: nothing" in run.stdout
