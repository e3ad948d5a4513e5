"""The worker as a real process, killed in the middle of an import, on the database of the suite."""

import json
import subprocess
import sys

import pytest
from django.urls import reverse


@pytest.mark.long
def test_what_a_killed_worker_left_behind_is_found_and_done_once():
    run = subprocess.run(
        [sys.executable, "-m", "tests.worker"], capture_output=True, text=True, check=False, timeout=900
    )
    assert run.stdout, run.stderr[-3000:]
    told = json.loads(run.stdout.splitlines()[-1])
    rings = told.pop("rings")
    assert told == {
        "leads to": reverse("long_work"),
        "killed": ["running", 2],
        "waiting": 1,
        "on the page": True,
        "found": ["cut_off", "done", 4],
        "ended": [0, 0],
        "rows": 4,
        "imports": 2,
        "said": ["“sheet.xlsx” is taken in: 2 new, 0 changed, 0 unchanged."] * 2,
        "left": [],
    }
    # One of the first work, one of its repetition, though the button was pressed twice, and of the second its own and
    # at most one of each worker that started.
    assert 3 <= rings <= 5, rings
