"""The tool that seeds faults finds what a test catches, and tells what none does."""

import ast
import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.seeded import faults, table

pytestmark = pytest.mark.long

NUMBERS = "office_culture/text/numbers.py"
TESTS = "tests/office_culture/text/test_numbers.py"
SCRIPT = """
import json, sys
from tests.seeded import driver, faults, measures

class Reached:
    def tests_of(self, file, at):
        return [measures.Test(name, 1.0) for name in names]

    def shapes_offices(self, file, at):
        return False

chosen, names = json.loads(sys.argv[1]), json.loads(sys.argv[2])
source = (faults.ROOT / sys.argv[4]).read_text("utf-8")
every = {fault.identity: fault for fault in faults.faults_of(sys.argv[4], source)}
rows = []
driver.run([every[one] for one in chosen], Reached(), rows.append, seconds=30, jobs=1, paths=[sys.argv[3]])
print("RESULT", json.dumps([(row.identity, row.outcome, row.by) for row in rows]))
"""


def _fault(function: str, kind: str) -> faults.Fault:
    source = (faults.ROOT / NUMBERS).read_text("utf-8")
    return next(
        fault
        for fault in faults.faults_of(NUMBERS, source)
        if (fault.function, fault.kind) == (function, kind)
    )


def _outcomes(chosen: list[faults.Fault], tests: list[str]) -> dict[str, tuple[str, str]]:
    words = (json.dumps([fault.identity for fault in chosen]), json.dumps(tests), TESTS, NUMBERS)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=faults.ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    told = next(line for line in done.stdout.splitlines() if line.startswith("RESULT"))
    return {identity: (outcome, by) for identity, outcome, by in json.loads(told.removeprefix("RESULT"))}


def test_a_fault_is_caught_by_the_test_that_looks_there_and_missed_by_the_others():
    caught, missed = _fault("signed", "nothing returned"), _fault("number", "guard removed")
    tests = [f"{TESTS}::test_money_is_whole", f"{TESTS}::test_changes_carry_their_sign"]
    outcomes = _outcomes([caught, missed], tests)
    assert outcomes == {caught.identity: ("caught", tests[1]), missed.identity: ("missed", "")}


SOURCE = '''
class Rows:
    @cached
    def open(self):
        """What waits."""
        if self.closed:
            return []
        return self.filter(state="open", day__gte=1).order_by("-day")
'''


def test_a_fault_keeps_its_identity_when_its_function_moves_to_another_file():
    here = faults.faults_of("office_culture/models/rows.py", SOURCE)
    there = faults.faults_of("campaign/selectors/rows.py", f"import os\n\n{SOURCE}")
    assert [fault.identity for fault in here] == [fault.identity for fault in there]
    assert len({fault.identity for fault in here}) == len(here)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("negated", "if not self.closed"),
        ("guard removed", "pass"),
        ("lookup dropped", "filter(day__gte=1)"),
        ("order turned", "order_by('day')"),
        ("number raised", "day__gte=2"),
        ("nothing returned", "return None"),
    ],
)
def test_each_kind_changes_the_code_in_its_way(kind, written):
    fault = next(fault for fault in faults.faults_of("a/b/c.py", SOURCE) if fault.kind == kind)
    assert written in ast.unparse(faults.changed(SOURCE, fault))


def test_the_choice_covers_every_ring_and_is_the_same_each_time():
    every = faults.all_faults()
    chosen = faults.choose(every, 200)
    assert chosen == faults.choose(every[::-1], 200)
    assert {fault.ring for fault in chosen} == {fault.ring for fault in every}
    assert max(Counter((fault.file, fault.function) for fault in chosen).values()) == 1


def test_what_is_newly_missed_is_named_and_lost_code_stands_apart():
    def row(identity: str, outcome: str) -> table.Row:
        return table.Row(identity, "models", f"place {identity}", "what", outcome, "test", 1, 0.1)

    before = [row("a", "caught"), row("b", "missed"), row("c", "caught"), row("d", "caught")]
    after = [row("a", "missed"), row("b", "caught"), row("d", "caught")]
    told, good = table.compare(before, after)
    assert not good
    assert [line.splitlines()[0] for line in told] == [
        "newly missed: place a",
        "newly caught: place b",
        "its code is gone (caught before): place c",
        "3 faults in both: 1 newly not caught, 1 newly caught; 1 gone",
    ]
    assert table.compare(after, after)[1]
