"""What events record besides who acted: the address of the visitor, and the ids of the request and of the batch.

Only the writers of events read it; no rule depends on it. Who acts is the explicit `by` of every action.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Context:
    """`address` is the visitor's; `request` and `batch` are ids that all events of one request or one batch share."""

    address: str | None = None
    request: uuid.UUID | None = None
    batch: uuid.UUID | None = None


_OUTSIDE = Context()
_current: ContextVar[Context] = ContextVar("context of events", default=_OUTSIDE)


def current() -> Context:
    """The context that is written into events now."""
    return _current.get()


@contextmanager
def in_request(address: str | None) -> Iterator[None]:
    """Gives the events of one request the address of the visitor and a new id of the request."""
    token = _current.set(Context(address=address, request=uuid.uuid4()))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def in_batch() -> Iterator[uuid.UUID]:
    """Gives the events of one batch, such as an import, one id; a batch within a batch belongs to the outer one."""
    batch = _current.get().batch or uuid.uuid4()
    token = _current.set(replace(_current.get(), batch=batch))
    try:
        yield batch
    finally:
        _current.reset(token)
