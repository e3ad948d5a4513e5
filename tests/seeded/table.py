"""The results: one row for each fault, totals by ring, and what differs between two tables."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TextIO

OUTCOMES = ("caught", "missed", "undecided", "not reached", "not applied")


@dataclass(frozen=True, slots=True)
class Row:
    """One fault. `by` is the test that caught it, `tests` how many reach it, `seconds` the CPU time it took to tell.

    Missed: all tests that reach it pass. Undecided: the time was up before. Not reached: no test runs that statement.
    Not applied: the code could not be put in the place of the live one.
    """

    identity: str
    ring: str
    place: str
    what: str
    outcome: str
    by: str
    tests: int
    seconds: float


class Table:
    """Writes rows to a file as they come."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._csv = csv.writer(file, delimiter="\t", lineterminator="\n")
        self._csv.writerow([field.name for field in fields(Row)])
        self.rows: list[Row] = []

    def write(self, row: Row) -> None:
        self.rows.append(row)
        self._csv.writerow(astuple(row))
        self._file.flush()


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Row(**{**row, "tests": int(row["tests"]), "seconds": float(row["seconds"])}) for row in rows]


def totals(rows: Iterable[Row], outside: Counter[str]) -> list[str]:
    """A line for each ring; `outside` are the places of each ring that stand in no function."""
    rows = list(rows)
    counted = Counter((row.ring, row.outcome) for row in rows)
    rings = sorted({row.ring for row in rows} | outside.keys())
    lines = [
        f"{'ring':<12}{'seeded':>8}" + "".join(f"{name:>13}" for name in OUTCOMES) + f"{'not seeded':>13}"
    ]
    for ring in rings:
        found = [counted[ring, name] for name in OUTCOMES]
        lines.append(
            f"{ring:<12}{sum(found):>8}" + "".join(f"{n:>13}" for n in found) + f"{outside[ring]:>13}"
        )
    found = [sum(row.outcome == name for row in rows) for name in OUTCOMES]
    total = sum(outside.values())
    lines.append(f"{'all':<12}{sum(found):>8}" + "".join(f"{n:>13}" for n in found) + f"{total:>13}")
    return lines


def compare(before: list[Row], after: list[Row]) -> tuple[list[str], bool]:
    """What was caught and is not any more, and whether there is none of it; then what is caught newly, what is gone."""
    old, new = ({row.identity: row for row in rows} for rows in (before, after))
    both = [(old[identity], new[identity]) for identity in old if identity in new]
    lost = [(was, now) for was, now in both if was.outcome == "caught" and now.outcome != "caught"]
    won = [(was, now) for was, now in both if was.outcome != "caught" and now.outcome == "caught"]
    gone = [row for identity, row in old.items() if identity not in new]
    told = [
        f"newly {now.outcome}: {now.place}\n    {now.what}\n    caught before by {was.by}"
        for was, now in lost
    ]
    told += [f"newly caught: {now.place}\n    {now.what}\n    by {now.by}" for _was, now in won]
    told += [f"its code is gone ({row.outcome} before): {row.place}\n    {row.what}" for row in gone]
    told.append(
        f"{len(both)} faults in both: {len(lost)} newly not caught, {len(won)} newly caught; {len(gone)} gone"
    )
    return told, not lost
