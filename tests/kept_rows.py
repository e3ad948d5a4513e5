"""Rows that a module makes once: each of its tests finds them as made, and takes back its own changes only."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def kept_rows(django_db_blocker) -> Iterator[None]:
    """What is written before the block's `yield` to the tests stays until its end; for fixtures of wider scope.

    A test's own transaction lies within this one, so that it sees the rows and takes back what it did to them.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        # As Django marks those around its tests: within, a transaction that may not lie in another may begin.
        around._from_testcase = True
        with around:
            try:
                yield
            finally:
                transaction.set_rollback(True)
