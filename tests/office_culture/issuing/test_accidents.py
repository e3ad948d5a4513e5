"""A killed program leaves nothing or, once repaired, a complete paper; two who issue at once get two numbers."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from office_culture.models import IssuedPaper, NumberRegister, PaperState
from tests.factories.office import UnitFactory, UserFactory
from tests.office_culture.issuing import accidents
from tests.office_culture.issuing.conftest import issue_plain, plain_paper

pytestmark = pytest.mark.long

NOTHING = {"papers": [], "facts": 0, "files": 0}
BEFORE_THE_COMMIT = ("number taken", "row written", "facts written")
AFTER_THE_COMMIT = (accidents.COMMITTED, "rendered", "bytes written", accidents.BYTES_NO_ROW)


@pytest.fixture(scope="module")
def found() -> dict:
    run = subprocess.run(
        [sys.executable, "-m", accidents.__name__], capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("point", BEFORE_THE_COMMIT)
def test_killed_before_the_commit_nothing_was_issued(found, point):
    accident = found["accidents"][point]
    assert accident["killed"]
    for state in (accident["before"], accident["after"]):
        assert {name: state[name] for name in NOTHING} == NOTHING
        assert state["last"] == []
    assert accident["next"] == 1


@pytest.mark.parametrize("point", AFTER_THE_COMMIT)
def test_killed_after_the_commit_the_paper_is_completed(found, point):
    accident = found["accidents"][point]
    assert accident["killed"]
    assert accident["before"]["papers"] == [[1, PaperState.RENDERING, False]]
    after = accident["after"]
    assert after["papers"] == [[1, PaperState.IN_FORCE, True]]
    assert (after["facts"], after["files"], after["last"]) == (1, 1, [1])
    assert accident["next"] == 2


def test_killed_afterwards_nothing_is_to_be_repaired(found):
    accident = found["accidents"][accidents.DONE]
    assert accident["killed"]
    assert accident["before"] == accident["after"]
    assert accident["before"]["papers"] == [[1, PaperState.IN_FORCE, True]]


def test_every_point_is_judged(found):
    assert set(found["accidents"]) == {*BEFORE_THE_COMMIT, *AFTER_THE_COMMIT, accidents.DONE}


def test_processes_that_issue_at_once_get_numbers_without_gap_or_double(found):
    together = found["together"]
    count = accidents.PROCESSES * accidents.PAPERS
    assert together["failed"] == 0
    assert sorted(number for number, _, _ in together["state"]["papers"]) == list(range(1, count + 1))
    assert all(state == PaperState.IN_FORCE and kept for _, state, kept in together["state"]["papers"])
    assert together["state"]["last"] == [count]


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked on PostgreSQL only")
@pytest.mark.django_db(transaction=True)
def test_connections_that_issue_at_once_get_numbers_without_gap_or_double():
    """Half of them fail at the very end: their numbers go to others."""
    unit = UnitFactory(name="Văn phòng", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử", kind="agency")
    by = UserFactory()
    workers, rounds = 6, 4
    begin = Barrier(workers, timeout=60)

    def work(place: int) -> int:
        issued = 0
        begin.wait()
        try:
            for turn in range(rounds):
                issued += _issued(fails=(place + turn) % 2 == 0)
        finally:
            connections.close_all()
        return issued

    def _issued(*, fails: bool) -> int:
        from django.db import transaction

        try:
            with transaction.atomic():
                issue_plain(plain_paper(blocks=()), unit=unit, by=by)
                if fails:
                    raise InterruptedError
        except InterruptedError:
            return 0
        return 1

    with ThreadPoolExecutor(workers) as pool:
        issued = sum(pool.map(work, range(workers)))
    assert issued == workers * rounds // 2
    numbers = sorted(IssuedPaper.objects.values_list("number", flat=True))
    assert numbers == list(range(1, issued + 1))
    assert NumberRegister.objects.get().last == issued
    assert not IssuedPaper.objects.unfinished().exists()
