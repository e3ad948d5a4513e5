"""Writes the record of what happened, in the transaction of the action itself."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from office_culture.actions import context
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
    """Adds one event. `by` is empty only where nobody is signed in; `detail` holds plain JSON values."""
    return Event.objects.create(
        actor=by,
        actor_name=str(by) if by else "",
        unit_name=str(by.unit or "") if by else "",
        verb=verb,
        content_type=ContentType.objects.get_for_model(obj) if obj else None,
        object_id=obj.pk if obj else None,
        object_name=str(obj)[:300] if obj else "",
        reason=reason,
        address=context.current().address,
        detail=detail,
    )
