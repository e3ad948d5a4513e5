"""A program killed while it issues a report leaves the report as it was or issued as a whole; one report, one paper."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from campaign.models import ReportState
from office_culture.models import PaperState
from tests.project import report_accidents as accidents

pytestmark = pytest.mark.long

BEFORE_THE_COMMIT = tuple(accidents.POINTS)
IN_FORCE, SUPERSEDED, RENDERING = PaperState.IN_FORCE, PaperState.SUPERSEDED, PaperState.RENDERING
WAITING = [ReportState.ISSUED, ReportState.APPROVED]
WHOLE = [ReportState.SUPERSEDED, ReportState.ISSUED]
UNTOUCHED = {"reports": WAITING, "papers": [[1, IN_FORCE, True]], "kept": 1, "events": 1, "last": [1]}
COMPLETE = {
    "reports": WHOLE,
    "papers": [[1, SUPERSEDED, True], [2, IN_FORCE, True]],
    "kept": 2,
    "events": 2,
    "last": [2],
    "acknowledged": 1,
}


@pytest.fixture(scope="module")
def found() -> dict:
    run = subprocess.run(
        [sys.executable, "-m", accidents.__name__], capture_output=True, text=True, check=False, timeout=600
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


def part(state: dict, wanted: dict) -> dict:
    return {name: state[name] for name in wanted}


def test_killed_while_a_warning_is_acknowledged_nobody_answers_for_it(found):
    accident = found["accidents"][accidents.ACKNOWLEDGED]
    assert accident["killed"]
    for state in (accident["before"], accident["after"]):
        assert part(state, UNTOUCHED) == UNTOUCHED
        assert state["acknowledged"] == 0
    assert part(accident["again"], COMPLETE) == COMPLETE


@pytest.mark.parametrize("point", BEFORE_THE_COMMIT)
def test_killed_before_the_commit_the_report_waits_as_it_did(found, point):
    accident = found["accidents"][point]
    assert accident["killed"]
    for state in (accident["before"], accident["after"]):
        assert part(state, UNTOUCHED) == UNTOUCHED
        # What was acknowledged before stays acknowledged.
        assert state["acknowledged"] == 1
    assert accident["again"]["symbol"].startswith("02/")
    assert part(accident["again"], COMPLETE) == COMPLETE


def test_killed_after_the_commit_the_repair_gives_the_file(found):
    accident = found["accidents"][accidents.COMMITTED]
    assert accident["killed"]
    assert accident["before"]["reports"] == WHOLE
    assert accident["before"]["papers"] == [[1, SUPERSEDED, True], [2, RENDERING, False]]
    assert part(accident["after"], COMPLETE) == COMPLETE
    assert accident["again"]["symbol"].startswith("refused: ")


def test_killed_afterwards_nothing_is_to_be_repaired(found):
    accident = found["accidents"][accidents.DONE]
    assert accident["killed"]
    assert accident["before"] == accident["after"]
    assert part(accident["after"], COMPLETE) == COMPLETE


def test_processes_that_issue_the_same_report_give_it_one_paper(found):
    told = sorted(found["together"]["told"])
    assert len([words for words in told if words.startswith("02/")]) == 1, told
    assert len([words for words in told if words.startswith("refused: ")]) == accidents.PROCESSES - 1, told
    assert part(found["together"]["state"], COMPLETE) == COMPLETE


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL only")
@pytest.mark.django_db(transaction=True)
def test_connections_that_issue_the_same_report_give_it_one_paper(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    accidents.approved_correction()
    accidents.acknowledge_all()
    begin = Barrier(accidents.PROCESSES, timeout=60)

    def work(_place: int) -> str:
        begin.wait()
        try:
            return accidents.issue()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(accidents.PROCESSES) as pool:
        told = sorted(pool.map(work, range(accidents.PROCESSES)))
    assert len([words for words in told if words.startswith("refused: ")]) == accidents.PROCESSES - 1, told
    state = json.loads(json.dumps(accidents.state()))
    assert part(state, COMPLETE) == COMPLETE
