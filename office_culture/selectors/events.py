"""What events record of records: who changed what and when, and the rows at an earlier version."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.db.models import Max, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from office_culture.models.accounts import User
from office_culture.models.events import READING, Event, Verb
from office_culture.models.memory import Remembered, valued
from office_culture.selectors.merging import answering_keys
from office_culture.text.numbers import number, whole

R = TypeVar("R", bound=Remembered)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record: its value before and after, in the words of the screen. `who` changed it last."""

    field: str
    label: str
    old: str
    new: str
    who: str


def story_of(record: models.Model) -> QuerySet[Event]:
    """The events of the record but those of reading it, newest first."""
    return events_of(record).exclude(verb__in=READING)


def events_of(record: models.Model) -> QuerySet[Event]:
    """All events of the record, newest first."""
    kind = ContentType.objects.get_for_model(record)
    return Event.objects.filter(content_type=kind, object_id=record.pk)


def describe_changes(record: models.Model, events: Iterable[Event]) -> list[list[Change]]:
    """The changes of each event, in the words of the screen.

    A link whose name no event kept is named as it is called today: one statement for each kind of link.
    """
    shown = list(events)
    names = _names(type(record), shown)
    return [
        [
            _describe_change(type(record), name, old, new, event.actor_name, names)
            for name, (old, new) in event.changes.items()
        ]
        for event in shown
    ]


def changes_since(record: Remembered, version: int) -> list[Change]:
    """What others changed after `version` of the record, once for each field: its value then and now."""
    later = list(events_of(record).filter(version__gt=version).order_by("pk"))
    names = _names(type(record), later)
    first: dict[str, Any] = {}
    last: dict[str, tuple[Any, str]] = {}
    for event in later:
        for name, (old, new) in event.changes.items():
            first.setdefault(name, old)
            last[name] = (new, event.actor_name)
    return [
        _describe_change(type(record), name, first[name], new, who, names)
        for name, (new, who) in last.items()
        if _bare(first[name]) != _bare(new)
    ]


def versions_of(rows: Sequence[R]) -> dict[int, list[R]]:
    """By key, the row after each of its changes, the oldest first; one statement for all rows.

    Fields of which no event records anything, such as one added to the model later, have the value of the row now.
    """
    if not rows:
        return {}
    kind = ContentType.objects.get_for_model(rows[0])
    events_by_key: dict[int | None, list[Event]] = defaultdict(list)
    keys = [row.pk for row in rows]
    for event in Event.objects.filter(content_type=kind, object_id__in=keys).order_by("pk"):
        if event.changes:
            events_by_key[event.object_id].append(event)
    stood = {row.pk: _rebuilt(row, events_by_key[row.pk]) for row in rows}
    _follow_mergers(rows, [then for versions in stood.values() for then in versions])
    return stood


def _follow_mergers(rows: Sequence[R], stood: Sequence[R]) -> None:
    """Points links of earlier versions to records that were merged since at the records that answer now."""
    for field in rows[0].remembered_fields():
        if not getattr(field.related_model, "merges", False):
            continue
        now = {getattr(row, field.attname) for row in rows}
        then = {getattr(row, field.attname) for row in stood} - now - {None}
        if not then:
            continue
        moved = answering_keys(field.related_model, then)  # type: ignore[arg-type]  # a record, as its `merges` says
        for row in stood:
            if getattr(row, field.attname) in moved:
                setattr(row, field.attname, moved[getattr(row, field.attname)])


def _rebuilt(row: R, events: list[Event]) -> list[R]:
    fields = {field.name: field for field in row.remembered_fields()}
    values: dict[str, Any] = {}
    for event in events:
        for name, (old, _new) in event.changes.items():
            if name in fields:
                values.setdefault(name, old)
    stood = []
    for event in events:
        values |= {name: new for name, (_old, new) in event.changes.items() if name in fields}
        then = copy(row)
        for name, stored in values.items():
            setattr(then, fields[name].attname, valued(fields[name], stored))
        if event.version is not None:
            then.version = event.version  # type: ignore[attr-defined]
        stood.append(then)
    return stood


def as_they_stood(rows: Sequence[R], when: Callable[[R], bool]) -> dict[int, R]:
    """By key, each row at its last version for which `when` holds; rows without such a version are missing."""
    found = {}
    for key, versions in versions_of(rows).items():
        fitting = [row for row in versions if when(row)]
        if fitting:
            found[key] = fitting[-1]
    return found


def at_version(record: R, version: int) -> R | None:
    """The record at `version`, or None where no event records it."""
    stood = as_they_stood([record], lambda row: row.version <= version)  # type: ignore[attr-defined]
    return stood.get(record.pk)


@dataclass(frozen=True, slots=True)
class Author:
    """Who changed a row last, when and why."""

    name: str
    at: datetime.datetime
    reason: str


def last_authors(rows: Sequence[models.Model]) -> dict[int, Author]:
    """By key, who changed each row last; one statement for all rows."""
    if not rows:
        return {}
    kind = ContentType.objects.get_for_model(rows[0])
    ours = Event.objects.filter(content_type=kind, object_id__in=[row.pk for row in rows])
    newest = (
        ours.exclude(verb__in=READING).order_by().values("object_id").annotate(last=Max("pk")).values("last")
    )
    found = Event.objects.filter(pk__in=newest)
    return {
        event.object_id: Author(event.actor_name, event.at, event.reason)
        for event in found
        if event.object_id is not None
    }


def last_author(row: models.Model) -> Author | None:
    """Who changed the row last, if that is known."""
    return last_authors([row]).get(row.pk)


def seen_by(user: User, events: Iterable[Event]) -> set[int]:
    """The keys of the events whose record `user` may see now; one statement for each kind of record."""
    by_kind: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.content_type_id is not None and event.object_id is not None:
            by_kind[event.content_type_id].append(event)
    seen: set[int] = set()
    for kind, those in by_kind.items():
        visible = _visible(user, kind, {event.object_id for event in those if event.object_id is not None})
        seen |= {event.pk for event in those if event.object_id in visible}
    return seen


def _visible(user: User, kind: int, keys: set[int]) -> set[int]:
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    if model is None or not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        return set()
    rows = model._default_manager.filter(pk__in=keys)
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    return set(rows.values_list("pk", flat=True))


# Words


def label_of(model: type[models.Model], name: str) -> str:
    """The name of a field as the screen shows it; of rows below a record, what they are called."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if field.auto_created and not field.concrete:
        return str(capfirst(field.related_model._meta.verbose_name_plural))
    return str(capfirst(field.verbose_name))


def display_values(record: Remembered) -> list[tuple[str, str]]:
    """Label and value of each field that events record, in the words of the screen."""
    return [(label_of(type(record), f.name), display_value(record, f)) for f in record.remembered_fields()]


def display_value(record: models.Model, field: Any) -> str:
    """The value of a field of the record, in the words of the screen."""
    if field.is_relation:
        try:
            return str(getattr(record, field.name) or "")
        except ObjectDoesNotExist:  # an earlier version may name what was deleted since
            return ""
    return in_words(field, getattr(record, field.attname))


def in_words(field: Any, value: Any) -> str:
    """The value of a column other than a link, as the screen shows it; "" for none."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value), "d/m/Y H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "d/m/Y")
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, int):
        # A year is no count: it has no point between its digits.
        return str(value) if "year" in field.name else whole(value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


Names = dict[tuple[str, Any], str]


def _describe_change(
    model: type[models.Model], name: str, old: Any, new: Any, who: str, names: Names
) -> Change:
    return Change(
        name,
        label_of(model, name),
        _display_stored(model, name, old, names),
        _display_stored(model, name, new, names),
        who,
    )


def _display_stored(model: type[models.Model], name: str, stored: Any, names: Names) -> str:
    """The value of a field in an event, in the words of the screen."""
    field = _column(model, name)
    if field is None or stored is None:
        return "" if stored is None else str(stored)
    if field.many_to_many:
        return ", ".join(item["name"] for item in stored)
    if field.is_relation:
        return stored["name"] or names.get((name, stored["key"]), "")
    return in_words(field, valued(field, stored))


def _names(model: type[models.Model], events: Iterable[Event]) -> Names:
    """Names of linked rows by field and key: from the events, else as the rows are called today."""
    names: Names = {}
    wanted: dict[str, set[Any]] = defaultdict(set)
    for event in events:
        for name, values in event.changes.items():
            field = _column(model, name)
            if field is None or not field.is_relation or field.many_to_many:
                continue
            for item in filter(None, values):
                if item["name"]:
                    names[name, item["key"]] = item["name"]
                else:
                    wanted[name].add(item["key"])
    for name, keys in wanted.items():
        unknown = {key for key in keys if (name, key) not in names}
        if unknown:
            target: Any = _column(model, name).related_model
            present = {row.pk: str(row) for row in target._base_manager.filter(pk__in=unknown)}
            if missing := unknown - present.keys():
                present |= _last_names(target, missing)
            names |= {(name, key): words for key, words in present.items()}
    return names


def _last_names(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, str]:
    """By key, the names of merged and deleted records in the event that ended them."""
    kind = ContentType.objects.get_for_model(model)
    endings = Event.objects.filter(
        content_type=kind, object_id__in=keys, verb__in=(Verb.MERGE, Verb.DELETE)
    ).order_by("pk")
    return dict(endings.values_list("object_id", "object_name"))


def _column(model: type[models.Model], name: str) -> Any:
    """The column or many-to-many field of that name; None for rows below the record and fields that no longer exist."""
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.concrete or field.many_to_many else None


def _bare(stored: Any) -> Any:
    """The value in an event, links as their keys: their names may be known on one side only."""
    if isinstance(stored, dict) and "key" in stored:
        return stored["key"]
    return [_bare(item) for item in stored] if isinstance(stored, list) else stored
