"""What an account worked on last, from the events of its own changes."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils.text import capfirst

from office_culture.models import Event, Verb
from office_culture.models.events import READING
from office_culture.selectors.links import may_view

if TYPE_CHECKING:
    from office_culture.models import User

SHOWN = 6
# So many events are looked through: many of them are about the same few records.
LOOKED_THROUGH = 80


@dataclass(frozen=True, slots=True)
class RecentRecord:
    """A record as its last change by this account names it."""

    name: str
    kind: str
    at: datetime.datetime
    url: str


def recent_records(user: "User") -> list[RecentRecord]:
    """The records that `user` changed last and may still view, the newest first; one statement."""
    events = (
        Event.objects.filter(actor=user, object_id__isnull=False, content_type__isnull=False)
        .exclude(verb__in=READING)
        .select_related("content_type")
        .order_by("-pk")[:LOOKED_THROUGH]
    )
    found: dict[tuple[int | None, int | None], RecentRecord | None] = {}
    for event in events:
        key = (event.content_type_id, event.object_id)
        if key not in found:
            found[key] = _shown(event, user)
    return [row for row in found.values() if row is not None][:SHOWN]


def _shown(event: Event, user: "User") -> RecentRecord | None:
    """The record of the event as a link, or None where it is gone, has no page, or may not be viewed."""
    model = event.content_type.model_class() if event.content_type else None
    if event.verb == Verb.DELETE or model not in admin.site._registry or not may_view(user, model):
        return None
    opts = model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[event.object_id])
    return RecentRecord(event.object_name, str(capfirst(opts.verbose_name)), event.at, address)
