"""The whole of a suite, or a share of it, with counts that stand on the screen even where it is interrupted.

`MATRIX=whole` asks all; `MATRIX=3/20` asks the third of twenty shares: every twentieth question, so that each share has
something of each kind, and all twenty together are the whole; `MATRIX=3-20/20` asks all from the third on.
"""

import logging
import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Self, TypeVar

T = TypeVar("T")

_ASKED = os.environ.get("MATRIX", "")
WHOLE = _ASKED == "whole" or "/" in _ASKED
# So often a running count is printed, in seconds.
_EVERY = 120


def of_this_run(questions: Sequence[T]) -> list[T]:
    """Those of this share, or of these shares one after the other."""
    numbers, _slash, count = (_ASKED if "/" in _ASKED else "1-40/40").partition("/")
    first, _dash, last = numbers.partition("-")
    shares = range(int(first), int(last or first) + 1)
    return [question for share in shares for question in questions[share - 1 :: int(count)]]


class Told:
    """Counts what is asked, and prints each fault at once and the counts every now and then."""

    def __init__(self, capsys, name: str, total: int) -> None:
        self._capsys, self._name, self._total = capsys, name, total
        self._kinds: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()
        self.note = ""
        self._faults, self._begun, self._printed = 0, time.process_time(), time.monotonic()

    def __enter__(self) -> Self:
        # A refusal is no news here, and its traceback takes longer than the answer.
        logging.disable(logging.CRITICAL)
        return self

    def asked(self, kind: str, status: int, faults: Iterable[str]) -> None:
        """Counts one question of that kind, its answer, and what was wrong about it."""
        self._kinds[kind] += 1
        self._statuses[status] += 1
        for fault in faults:
            self._faults += 1
            if WHOLE:
                self._print(f"FAULT {fault}")
        if WHOLE and time.monotonic() - self._printed > _EVERY:
            self._printed = time.monotonic()
            self._print(f"{self._name}: {self._kinds.total()} of {self._total} so far, {self._faults} faults")

    def __exit__(self, *_error: object) -> None:
        logging.disable(logging.NOTSET)
        kinds = ", ".join(f"{kind} {count}" for kind, count in self._kinds.most_common())
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(self._statuses.items()))
        seconds = time.process_time() - self._begun
        self._print(
            f"{self._name}: {self._kinds.total()} of {self._total} asked, {self._faults} faults ({kinds};"
            f" {statuses}) in {seconds:.0f} s of CPU{self.note and '; '}{self.note}"
        )

    def _print(self, line: str) -> None:
        with self._capsys.disabled():
            print(f"\n{line}", end="", flush=True)
