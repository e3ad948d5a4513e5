"""Work that must not meet Playwright's event loop, which runs in the thread of the tests."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

from office_culture.project.sample.loader import load

T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """Does `work` in a thread of its own, on the database connection of this one."""
    shared = connections[DEFAULT_DB_ALIAS]

    def on_the_same_connection() -> T:
        connections[DEFAULT_DB_ALIAS] = shared
        return work()

    shared.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(on_the_same_connection).result()
    finally:
        shared.dec_thread_sharing()


def load_sample() -> None:
    """The sample office: signing its papers starts an event loop."""
    apart(load)
