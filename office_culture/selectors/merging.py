"""Merged records: which record now answers for a key, and what a merged or deleted record was."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.models.memory import valued

M = TypeVar("M", bound=Record)


def _merge_events(model: type[Record]) -> QuerySet[Event]:
    kind = ContentType.objects.get_for_model(model)
    return Event.objects.filter(content_type=kind, verb__in=(Verb.MERGE, Verb.PART))


def answering(model: type[M], key: int) -> M | None:
    """The record that answers to a key, however often it was merged; None where there is none."""
    now = answering_keys(model, {key}).get(key, key)
    return model._base_manager.filter(pk=now).first()


def answering_keys(model: type[Record], keys: Collection[int]) -> dict[int, int]:
    """Each of these keys that was merged → the key that answers now.

    The same one statement for any keys, so that its time says nothing about them.
    """
    verbs_and_keys = _merge_events(model).order_by("pk").values_list("object_id", "verb", "detail__into")
    into = {merged: now if verb == Verb.MERGE else None for merged, verb, now in verbs_and_keys}
    found = {}
    for key in keys:
        now, seen = key, {key}
        while (following := into.get(now)) is not None and following not in seen:
            now = following
            seen.add(now)
        if now != key:
            found[key] = now
    return found


def mergers_into(record: Record) -> list[Event]:
    """The mergers into the record that were not undone, newest first."""
    events = _merge_events(type(record)).filter(verb=Verb.MERGE, detail__into=record.pk)
    standing = []
    for event in events:
        last = _merge_events(type(record)).filter(object_id=event.object_id).first()
        if last is not None and last.pk == event.pk:
            standing.append(event)
    return standing


def current_mergers(model: type[Record]) -> dict[int, Event]:
    """By the key that was merged, each merger of that kind that was not undone; one statement."""
    standing: dict[int, Event] = {}
    for event in _merge_events(model).order_by("pk"):
        if event.object_id is None:
            continue
        if event.verb == Verb.MERGE:
            standing[event.object_id] = event
        else:
            standing.pop(event.object_id, None)
    return standing


def merged_names(model: type[Record]) -> dict[str, set[int]]:
    """The texts by which sheets named merged records → the keys that answer now; one statement."""
    standing = current_mergers(model)
    named: dict[str, set[int]] = defaultdict(set)
    for event in standing.values():
        key = event.detail["into"]
        while key in standing:
            key = standing[key].detail["into"]
        for name in event.detail["names"]:
            named[name].add(key)
    return named


def as_it_was(event: Event) -> Any:
    """An unsaved instance of a merged or deleted record with its last values, from the event that ended it."""
    model: Any = event.content_type.model_class() if event.content_type else None
    row = model(pk=event.object_id)
    for field in model.remembered_fields():
        if field.name in event.changes:
            setattr(row, field.attname, valued(field, event.changes[field.name][0]))
    return row
