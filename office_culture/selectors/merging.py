"""What became of records that were merged into another one of their kind, and which key answers for them now."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.models.memory import valued

M = TypeVar("M", bound=Record)


def _told(model: type[Record]) -> QuerySet[Event]:
    kind = ContentType.objects.get_for_model(model)
    return Event.objects.filter(content_type=kind, verb__in=(Verb.MERGE, Verb.PART))


def answering(model: type[M], key: int) -> M | None:
    """The record that answers to a key, however often it was merged; None where there is none."""
    seen: set[int] = set()
    while key not in seen:
        seen.add(key)
        row = model._base_manager.filter(pk=key).first()
        if row is not None:
            return row
        last = _told(model).filter(object_id=key).first()
        if last is None or last.verb != Verb.MERGE:
            return None
        key = last.detail["into"]
    return None


def answering_keys(model: type[Record], keys: Collection[int]) -> dict[int, int]:
    """Of these keys each that was merged, with the key that answers now; one statement where none was."""
    there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    found = {key: answering(model, key) for key in set(keys) - there}
    return {key: row.pk for key, row in found.items() if row is not None}


def mergers_into(record: Record) -> list[Event]:
    """The mergers that the record stayed from and that still stand, newest first."""
    told = _told(type(record)).filter(verb=Verb.MERGE, detail__into=record.pk)
    standing = []
    for event in told:
        last = _told(type(record)).filter(object_id=event.object_id).first()
        if last is not None and last.pk == event.pk:
            standing.append(event)
    return standing


def standing_mergers(model: type[Record]) -> dict[int, Event]:
    """By the key that went, each merger of that kind that still stands; one statement."""
    standing: dict[int, Event] = {}
    for event in _told(model).order_by("pk"):
        if event.object_id is None:
            continue
        if event.verb == Verb.MERGE:
            standing[event.object_id] = event
        else:
            standing.pop(event.object_id, None)
    return standing


def merged_names(model: type[Record]) -> dict[str, set[int]]:
    """The texts by which sheets named the records that went, with the keys that answer now; one statement."""
    standing = standing_mergers(model)
    named: dict[str, set[int]] = defaultdict(set)
    for event in standing.values():
        key = event.detail["into"]
        while key in standing:
            key = standing[key].detail["into"]
        for name in event.detail["names"]:
            named[name].add(key)
    return named


def as_it_was(event: Event) -> Any:
    """The record that a merger or a deletion ended, with what it held; not saved."""
    model: Any = event.content_type.model_class() if event.content_type else None
    row = model(pk=event.object_id)
    for field in model.remembered_fields():
        if field.name in event.changes:
            setattr(row, field.attname, valued(field, event.changes[field.name][0]))
    return row
