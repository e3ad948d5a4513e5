"""Files of long work: what goes in, what comes out, and signs of life of who does it.

They lie in the directory of waiting uploads, which several servers share.
"""

import datetime
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

WORKER = "worker"
# Seconds between two signs of life, and without one until nobody is there any more.
_EVERY = 5
_SILENT_AFTER = 30


def folder() -> Path:
    """The directory, private to the account of the server."""
    found = Path(settings.WAITING_IMPORTS_DIR)
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def input_of(pk: int) -> Path:
    """The file that the work reads."""
    return folder() / f"{pk}.work"


def result_of(pk: int) -> Path:
    """The file that the work made."""
    return folder() / f"{pk}.result"


def write(path: Path, data: bytes) -> None:
    """Writes the whole file or none, readable by the server alone."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(data)
    unfinished.replace(path)


def remove_older(day: datetime.datetime) -> None:
    """Removes what programs that were ended have left behind."""
    for kind in ("work", "result", "alive", "unfinished"):
        for path in folder().glob(f"*.{kind}"):
            if path.stat().st_mtime < day.timestamp():
                path.unlink(missing_ok=True)


@contextmanager
def living(name: str) -> Iterator[None]:
    """Gives signs of life under that name from a thread of its own until the block ends."""
    path, over = _sign(name), threading.Event()
    path.touch(mode=0o600)

    def touch() -> None:
        while not over.wait(_EVERY):
            path.touch()

    thread = threading.Thread(target=touch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        path.unlink(missing_ok=True)


def is_living(name: str) -> bool:
    """Whether the last sign of life is fresh."""
    try:
        return time.time() - _sign(name).stat().st_mtime < _SILENT_AFTER
    except FileNotFoundError:
        return False


def _sign(name: str) -> Path:
    return folder() / f"{name}.alive"
