"""The chain of seals over events: each seal is a hash over one event and the seal before it.

Whoever changes a sealed event would have to compute every later seal anew, and the newest one stands elsewhere, too:
on paper, in another office, in a backup.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

# Before the first event.
BEGINNING = "0" * 64


def sealed(before: str, number: int, content: Mapping[str, Any]) -> str:
    """The seal of event `number` with this `content`, 64 hexadecimal digits, after the seal `before` it."""
    return hashlib.sha256(f"{before}\n{number}\n{_written(content)}".encode()).hexdigest()


def _written(content: Mapping[str, Any]) -> str:
    """The same text for the same content on every database, in whatever order a JSON column gives its keys back."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


def as_shown(number: int, seal: str) -> str:
    """A seal as the page shows it and `verify_events` takes it: "1234:9f86…"."""
    return f"{number}:{seal}"
