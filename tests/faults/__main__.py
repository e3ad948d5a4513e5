"""`python -m tests.faults [--most N] [ACT …]`: tries every accident, tells what was tried and what was lost."""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.acts import ACTS, Act
from tests.faults.disasters import SIZES, database_gone, full_disk, read_only, read_only_files, together
from tests.faults.dying import MOST, Steps, dying_at, recorded
from tests.faults.offices import content, copy_for, examined, prepared
from tests.office_culture.issuing.accidents import in_fork

# So often, in seconds, the counts so far are printed: whoever is interrupted has tried something, too.
EVERY = 60


def deaths(act: Act, home: Path, most: int) -> Iterator[tuple[str, list[str]]]:
    """Dies at each step and looks at what is left; yields each accident with what is wrong after it."""
    with copy_for(act, home) as own:
        told = in_fork(own, lambda: recorded(act.do, content))
    if not isinstance(told, dict) or "failed" in told:
        yield "without an accident", [str(told)]
        return
    steps = Steps(told["count"], told["at_commits"], [tuple(entry) for entry in told["kept"]])
    examined_before: set[str] = set()
    for number in steps.chosen(most):
        with copy_for(act, home) as own:
            survived = in_fork(own, lambda number=number: dying_at(number, act.do))
            faults = [] if survived is None else [f"did not die: {survived}"]
            yield (
                f"dies at step {number} of {steps.count}",
                faults + examined(act, own, {steps.expected(number)}, examined_before),
            )


def disasters(act: Act, home: Path) -> Iterator[tuple[str, list[str]]]:
    """Everything but deaths."""
    for size in SIZES:
        yield f"no file beyond {size} bytes", full_disk(act, home, size)
    yield "nothing can be written", read_only(act, home)
    yield "no file can be written", read_only_files(act, home)
    yield "the database is away", database_gone(act, home)
    yield "two at once", together(act, home)


def run(names: list[str], most: int, *, only_deaths: bool = False) -> int:
    """Prints one line for each act and one for each fault; returns how many accidents lost something."""
    lost = 0
    with prepared() as home:
        for act in ACTS:
            if names and act.name not in names:
                continue
            begun = printed = time.monotonic()
            tried, bad = 0, 0
            found = [deaths(act, home, most)] + ([] if only_deaths else [disasters(act, home)])
            for accident, faults in (entry for source in found for entry in source):
                tried += 1
                bad += bool(faults)
                for fault in faults:
                    print(f"LOST {act.name}, {accident}: {fault}", flush=True)
                if time.monotonic() - printed > EVERY:
                    printed = time.monotonic()
                    print(f"{act.name}: {tried} tried so far, {bad} lost something ({accident})", flush=True)
            lost += bad
            seconds = time.monotonic() - begun
            print(f"{act.name}: {tried} accidents tried, {bad} lost something ({seconds:.0f} s)", flush=True)
    return lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", nargs="*", help=", ".join(act.name for act in ACTS))
    parser.add_argument("--most", type=int, default=MOST, help="deaths of each act, spread over its steps")
    parser.add_argument("--only-deaths", action="store_true")
    options = parser.parse_args()
    lost = run(options.acts, options.most, only_deaths=options.only_deaths)
    print("Lost: nothing, nothing half-done." if not lost else f"{lost} accidents lost something.")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
