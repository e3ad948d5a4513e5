"""Imports that were written, as their events tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from office_culture.models.events import Event, Verb

if TYPE_CHECKING:
    import datetime

    from office_culture.models.accounts import User

_RECENT = 10


@dataclass(frozen=True, slots=True)
class Import:
    """One import; `undone` says whether it was taken back."""

    pk: int
    at: datetime.datetime
    by: str
    file_name: str
    new: int
    changed: int
    undone: bool


def imports_of(kinds: Sequence[str], user: User) -> Any:
    """The events of imports of these kinds by the account, the newest first; for a superuser those of all accounts."""
    found = Event.objects.filter(verb=Verb.IMPORT, detail__kind__in=kinds).exclude(batch=None)
    return found if user.is_superuser else found.filter(actor=user)


def recent_imports(kinds: Sequence[str], user: User) -> list[Import]:
    """The last ten of `imports_of`."""
    found = list(imports_of(kinds, user)[:_RECENT])
    batches = [str(event.batch) for event in found]
    undone = set(
        Event.objects.filter(verb=Verb.UNDO, detail__undone__in=batches).values_list(
            "detail__undone", flat=True
        )
        if found
        else ()
    )
    return [
        Import(
            event.pk,
            event.at,
            event.actor_name,
            event.detail.get("file", ""),
            event.detail.get("new", 0),
            event.detail.get("changed", 0),
            str(event.batch) in undone,
        )
        for event in found
    ]
