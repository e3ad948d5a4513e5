"""Forks of a process that is ready to test: each runs a few tests with a fault in it, and leaves a note of each."""

import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

# Wall time is longer than CPU time where others want the processors too.
_WALL = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """How a fork ended. `last` is the last note, `seconds` its CPU time, `since_last` what came after that note."""

    last: tuple[str, ...]
    notes: int
    seconds: float
    since_last: float
    killed: bool


class Fork:
    """A child that does one piece of work within `seconds` of CPU time."""

    def __init__(self, work: Callable[["Notes"], None], seconds: float) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="seeded-"))
        self._begun, self._seconds = time.monotonic(), seconds
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _settle(self._folder, seconds)
                work(Notes(self._folder / "notes"))
            finally:
                os._exit(0)

    def stop_if_too_long(self) -> None:
        if time.monotonic() - self._begun > self._seconds * _WALL:
            _kill(self.pid)

    def ended(self, status: int, used: resource.struct_rusage) -> Ending:
        """To be called with what `wait4` told; clears up."""
        path = self._folder / "notes"
        notes = [tuple(line.split("\t")) for line in path.read_text().splitlines()] if path.exists() else []
        # What the child itself had started is of no use any more.
        _kill(self.pid)
        shutil.rmtree(self._folder, ignore_errors=True)
        seconds = used.ru_utime + used.ru_stime
        *last, at = notes[-1] if notes else ("nothing", "0")
        return Ending(tuple(last), len(notes), seconds, seconds - float(at), os.WIFSIGNALED(status))


class Notes:
    """What the child tells, one line each, with its CPU time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, *words: str) -> None:
        with self._path.open("a") as file:
            file.write("\t".join((*words, f"{time.process_time():.3f}")) + "\n")


def _settle(folder: Path, seconds: float) -> None:
    """A group, a limit and a folder of its own; nothing on the screen."""
    os.setsid()
    limit = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 2))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    tempfile.tempdir = str(folder)


def _kill(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


# The way to one verdict: asks for a fork, gets its ending, asks for the next; it is done when it returns.
Judging = Generator[Fork, Ending | None, None]


def run_all(judgings: Iterable[Judging], jobs: int) -> None:
    """Carries all judgings through, at most `jobs` forks at a time. Whatever happens, no fork stays behind."""
    waiting = iter(judgings)
    running: dict[int, tuple[Fork, Judging]] = {}

    def go_on(judging: Judging, ending: Ending | None) -> None:
        with suppress(StopIteration):
            fork = judging.send(ending)
            running[fork.pid] = fork, judging

    try:
        while True:
            for judging in islice(waiting, jobs - len(running)):
                go_on(judging, None)
            if not running:
                return
            for pid, (fork, judging) in list(running.items()):
                fork.stop_if_too_long()
                done, status, used = os.wait4(pid, os.WNOHANG)
                if done:
                    del running[pid]
                    go_on(judging, fork.ended(status, used))
            time.sleep(0.02)
    finally:
        for pid in running:
            _kill(pid)
