"""Writes the record of what happened, in the transaction of the action itself."""

from typing import TYPE_CHECKING, Any

from django.db import models

from office_culture.models.events import Event, Verb

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def record(
    *,
    verb: Verb,
    by: "User | None",
    obj: models.Model | None = None,
    reason: str = "",
    **detail: Any,
) -> Event:
    """Adds one event that goes with no change of `obj`; a change tells its verb and detail to `Record.save`.

    `by` is empty only where nobody is signed in; `detail` holds plain JSON values.
    """
    event = Event.made(verb=verb, by=by, obj=obj, reason=reason, detail=detail)
    event.save()
    return event
