"""Seeds faults and tells which the suite catches, or compares two such tables.

    python -m tests.seeded [--count 200] [--out TABLE] [--like TABLE]
    python -m tests.seeded --compare BEFORE AFTER

With `--like` the faults of an earlier table are seeded again, as far as their code still stands.
"""

import argparse
import os
import sys
from pathlib import Path

from tests.seeded import faults, table


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.seeded",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--count", type=int, default=200, help="how many faults")
    parser.add_argument("--out", type=Path, default=Path("var/seeded.tsv"), help="where the table goes")
    parser.add_argument("--like", type=Path, metavar="TABLE", help="the faults of this table again")
    parser.add_argument("--seconds", type=float, default=60, help="CPU time for the tests of one fault")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"))
    asked = parser.parse_args()
    if asked.compare:
        told, good = table.compare(*map(table.read, asked.compare))
        print("\n".join(told))
        return 0 if good else 1
    return _seed(asked)


def _seed(asked: argparse.Namespace) -> int:
    # The tests that are chosen run on tables in memory, which a fork takes along.
    os.environ.pop("DATABASE_URL", None)
    every = faults.all_faults()
    if asked.like:
        chosen = faults.like(every, [row.identity for row in table.read(asked.like)])
    else:
        chosen = faults.choose(every, asked.count)
    from tests.seeded import driver
    from tests.seeded.measures import measured

    measures = measured(asked.jobs)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with asked.out.open("w", encoding="utf-8", newline="") as file:
        written = table.Table(file)
        driver.run(chosen, measures, written.write, seconds=asked.seconds, jobs=asked.jobs)
    print("\n".join(table.totals(written.rows, faults.outside_functions())))
    print(f"Written: {asked.out}")
    return 0 if len(written.rows) == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
