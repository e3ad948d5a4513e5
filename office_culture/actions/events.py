"""Writing events in the transaction of the action that they record."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from office_culture.models import context
from office_culture.models.events import COUNTED, Event, Verb

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
    """Adds one event without a change of `obj`; an action that changes it passes verb and detail to `Record.save`.

    `by` is empty only where nobody is signed in; `detail` is plain JSON values.
    """
    event = Event.build(verb=verb, by=by, obj=obj, reason=reason, detail=detail)
    event.save()
    return event


def count(
    *,
    verb: Verb,
    by: "User | None",
    obj: models.Model | None = None,
    kind: str = "",
    **detail: Any,
) -> None:
    """Adds one to the event of this minute, account, address, record and `kind`, or begins it; see `COUNTED`.

    `detail` is what was seen first. A flood leaves one row a minute for each address.
    """
    assert verb in COUNTED  # noqa: S101 - others are sealed at once
    event = Event.build(verb=verb, by=by, obj=obj, detail={"kind": kind, **detail})
    same = Event.objects.filter(
        verb=verb,
        at__gte=timezone.now().replace(second=0, microsecond=0),
        actor=by,
        address=context.current().address,
        content_type=event.content_type,
        object_id=event.object_id,
        detail__kind=kind,
        seal_number=None,
    )
    # Two at once may begin a row each: their times add up.
    open_row = same.order_by("pk").values_list("pk", flat=True).first()
    again: models.QuerySet[Event] = models.QuerySet(Event).filter(pk=open_row, seal_number=None)
    if open_row is None or not again.update(hits=models.F("hits") + 1):
        event.save()
