"""Which drafts their authors may delete: who began them, what rests on them, and which can be restored."""

import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone

from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.selectors.events import events_of

if TYPE_CHECKING:
    from office_culture.models.accounts import User

# How long a deleted draft, with its files, can be brought back.
KEPT_FOR = datetime.timedelta(days=30)


def draft_models() -> list[type[Record]]:
    """The kinds of record whose drafts may be deleted."""
    return [model for model in apps.get_models() if issubclass(model, Record) and model.draft_state]


def began(record: Record, user: "User") -> bool:
    """Whether `user` wrote the first event of the record."""
    first = events_of(record).order_by("pk").values_list("actor", flat=True)[:1]
    return list(first) == [user.pk]


def resting_on(record: Record) -> list[Model]:
    """The rows that point to the record, or to a row deleted with it, and would prevent or survive its deletion."""
    everything = Collector(using=record._state.db or "default", origin=record)
    try:
        everything.collect([record])
    except ProtectedError as error:
        return list(error.protected_objects)
    except RestrictedError as error:
        return list(error.restricted_objects)
    found: list[Model] = []
    for relation in record._meta.related_objects:
        if relation.many_to_many:
            model: Any = relation.related_model
            found += model._base_manager.filter(**{relation.field.name: record.pk})
    return found


def can_be_brought_back(event: Event) -> bool:
    """Whether the event is the deletion of a draft with its rows, and young enough to be undone."""
    return event.verb == Verb.DELETE and event.batch is not None and event.at >= timezone.now() - KEPT_FOR


def deleted_drafts(user: "User") -> list[Event]:
    """The deletions of the account's own drafts that can be undone, newest first."""
    kinds = ContentType.objects.get_for_models(*draft_models())
    since = timezone.now() - KEPT_FOR
    deletions = list(
        Event.objects.filter(
            verb=Verb.DELETE, at__gte=since, actor=user, content_type__in=kinds.values(), batch__isnull=False
        ).select_related("content_type")
    )
    existing = {
        (kind.pk, key)
        for model, kind in kinds.items()
        if (keys := [event.object_id for event in deletions if event.content_type_id == kind.pk])
        for key in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
    }
    newest = {(event.content_type_id, event.object_id): event for event in reversed(deletions)}
    return [event for item, event in reversed(newest.items()) if item not in existing]
