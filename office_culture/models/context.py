"""What events are stamped with beside who acted: where a request came from, which one it was, and which batch.

Only the writers of events read it; no rule depends on it. Who acts is the explicit `by` of every action.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Context:
    """`address` is the visitor's; `request` and `batch` are shared by all events of one request or one batch."""

    address: str | None = None
    request: uuid.UUID | None = None
    batch: uuid.UUID | None = None


_OUTSIDE = Context()
_current: ContextVar[Context] = ContextVar("context of events", default=_OUTSIDE)


def current() -> Context:
    """The stamp of the events written now."""
    return _current.get()


@contextmanager
def in_request(address: str | None) -> Iterator[None]:
    """Stamps the events of one request."""
    token = _current.set(Context(address=address, request=uuid.uuid4()))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def in_batch() -> Iterator[uuid.UUID]:
    """Stamps the events of one batch, such as an import; a batch within a batch belongs to the outer one."""
    batch = _current.get().batch or uuid.uuid4()
    token = _current.set(replace(_current.get(), batch=batch))
    try:
        yield batch
    finally:
        _current.reset(token)
