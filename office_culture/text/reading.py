"""Readers of text whose answers are kept: checks and pages read the passages of one paper again and again."""

import functools
from collections.abc import Callable, Iterable
from typing import TypeVar

Found = TypeVar("Found")
# The passages of several long reports.
TEXTS_KEPT = 4096


def keeps_answers(read: Callable[[str], Iterable[Found]]) -> Callable[[str], tuple[Found, ...]]:
    """`read` with what it finds in the last `TEXTS_KEPT` texts kept; it must follow from the text alone."""

    @functools.lru_cache(maxsize=TEXTS_KEPT)
    @functools.wraps(read)
    def found(text: str) -> tuple[Found, ...]:
        return tuple(read(text))

    return found
